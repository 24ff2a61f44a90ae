//! One room: what its header shows, finding it, coming in and leaving.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{EventId, MxcUri, RoomId, UserId},
    profile::Profile,
};

/// Topic: the room's header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomInfo {
    /// The room.
    pub room: RoomId,
}

/// Body of [`RoomInfo`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomDetails {
    /// The room.
    pub id: RoomId,
    /// Its computed name; `None` while it is not known yet.
    pub name: Option<String>,
    /// Its topic (`m.room.topic`).
    pub topic: Option<String>,
    /// Its avatar.
    pub avatar: Option<MxcUri>,
    /// Its published alias.
    pub alias: Option<String>,
    /// Servers through which others get in.
    pub servers: Vec<String>,
    /// The other person of a direct chat.
    pub direct_with: Option<UserId>,
    /// Whether messages are encrypted; `None` while unknown.
    pub encrypted: Option<bool>,
    /// Whether the account may turn encryption on: it is off, and nobody forbids it.
    pub can_encrypt: bool,
    /// Whether anybody may come in (`m.room.join_rules`).
    pub public: bool,
    /// Whether who comes in reads what was said before (`m.room.history_visibility`; encrypted, MSC4268).
    pub open_history: bool,
    /// Members joined.
    pub members: u64,
    /// What the account is there.
    pub membership: Membership,
    /// Whether the account may send messages.
    pub can_send: bool,
    /// Whether it may react to them.
    pub can_react: bool,
    /// Whether it may vote in polls.
    pub can_vote: bool,
    /// Whose messages it may take back.
    pub can_redact: Redacting,
    /// What is pinned, the newest last (`m.room.pinned_events`).
    pub pinned: Vec<EventId>,
    /// Whether the account may pin and unpin.
    pub can_pin: bool,
    /// The room that replaced this one (`m.room.tombstone`).
    pub successor: Option<RoomId>,
    /// The room that this one replaced (`m.room.create`).
    pub predecessor: Option<RoomId>,
    /// How long messages are kept, in milliseconds (MSC1763); none where they are kept for good.
    pub kept_for: Option<u64>,
}

/// Whose messages the account may take back in a room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Redacting {
    /// Nobody's.
    #[default]
    None,
    /// Its own.
    Own,
    /// Everybody's.
    All,
}

/// The account's membership in a room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Membership {
    /// A member.
    Joined,
    /// Invited, by whom where known.
    Invited { inviter: Option<Profile> },
    /// Asked to be let in.
    Knocked,
    /// Left, or put out.
    Left,
    /// Banned.
    Banned,
    /// Never there, or forgotten.
    Stranger,
}

/// Topic: who is typing, the account itself left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Typing {
    /// The room.
    pub room: RoomId,
}

/// A room as an address names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomAddress {
    /// `!id` or `#alias:server`.
    pub id_or_alias: String,
    /// Servers that know it (`?via=`).
    pub via: Vec<String>,
}

/// Finds the room an address names, among the joined ones first and without the network then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResolveRoom {
    /// The address.
    pub address: RoomAddress,
}

/// Reply of [`ResolveRoom`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResolvedRoom {
    /// The room.
    pub room: RoomId,
    /// What the account is there.
    pub membership: Membership,
}

/// Looks at a room before joining (spec, Client-Server API; MSC3266 where the server has it).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewRoom {
    /// The address.
    pub address: RoomAddress,
}

/// Reply of [`PreviewRoom`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomPreview {
    /// The room.
    pub room: RoomId,
    /// Its name.
    pub name: Option<String>,
    /// Its topic.
    pub topic: Option<String>,
    /// Its avatar.
    pub avatar: Option<MxcUri>,
    /// Its published alias.
    pub alias: Option<String>,
    /// Members joined.
    pub members: u64,
    /// Whether it is a space.
    pub space: bool,
    /// Whether one must be invited or ask first.
    pub joinable: bool,
    /// What the account is there.
    pub membership: Membership,
}

/// Joins a room. The reply is the room's ID.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JoinRoom {
    /// The address.
    pub address: RoomAddress,
}

/// Leaves a room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeaveRoom {
    /// The room.
    pub room: RoomId,
}

/// Changes a room, or what it is to the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeRoom {
    /// The room.
    pub room: RoomId,
    /// What is changed.
    pub change: RoomChange,
}

/// What is changed of a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomChange {
    /// `m.room.name`.
    Name(String),
    /// `m.room.topic`.
    Topic(String),
    /// `m.room.avatar`.
    Avatar(MxcUri),
    /// What the account is called there.
    OwnName(String),
    /// How the account looks there.
    OwnAvatar(MxcUri),
    /// Whether the account has it among its direct chats (`m.direct`).
    Direct(bool),
    /// What is sent from now on is encrypted under a new key.
    NewKey,
    /// What is sent from now on is encrypted (`m.room.encryption`). There is no way back.
    Encrypt,
}

/// Replaces a room by another of a newer version (spec, "Room Upgrades"). The reply is the new room's ID.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UpgradeRoom {
    /// The room.
    pub room: RoomId,
    /// The version, such as "12".
    pub version: String,
}

/// Reads what the homeserver has noted of a room and of the account, for those who look into it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadRoomData {
    /// The room.
    pub room: RoomId,
}

/// Reply of [`ReadRoomData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomData {
    /// The room's state, members last.
    pub state: Vec<RawEvent>,
    /// What the account has noted of the room, of the types that Protium knows.
    pub room_account_data: Vec<RawEvent>,
    /// What it has noted for all its devices, likewise.
    pub account_data: Vec<RawEvent>,
}

/// An event as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawEvent {
    /// Its type.
    pub event_type: String,
    /// Its state key; empty where it has none.
    pub state_key: String,
    /// The event as JSON, indented.
    pub json: String,
}

/// Changes what a person is in a room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeMember {
    /// The room.
    pub room: RoomId,
    /// The person.
    pub user: UserId,
    /// What is changed.
    pub change: MemberChange,
    /// Why, for all to read; nobody is told why they are invited or get power.
    pub reason: Option<String>,
}

/// What is changed of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberChange {
    /// Invited.
    Invite,
    /// Put out; may come back.
    Remove,
    /// Put out for good.
    Ban,
    /// Banned no more.
    Unban,
    /// Given this power level; the room's usual one if none.
    Power(Option<i32>),
}

/// Reads what the homeserver's operator wants of new rooms (B1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadNewRoomRules;

/// What the homeserver's operator wants of new rooms: `io.element.e2ee` in the well-known file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRoomRules {
    /// A private one is encrypted, unless somebody wants it otherwise.
    pub encrypted: bool,
    /// None can be encrypted.
    pub never_encrypted: bool,
}

/// Makes a room (G1). An address that another room has is refused as an invalid `address`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreateRoom {
    /// What it is called; not empty.
    pub name: String,
    /// What it is about; may be empty.
    pub topic: String,
    /// Whether anybody may join who finds it; else those who are invited.
    pub public: bool,
    /// The localpart of its address, as in `#localpart:vmst.io`.
    pub address: Option<String>,
    /// Whether it is encrypted from its beginning.
    pub encrypted: bool,
}

/// Opens the direct chat with a person: the one there is, or a new one, encrypted unless the homeserver's operator wants
/// it otherwise (`io.element.e2ee` in the well-known file).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartDirect {
    /// With whom.
    pub user: UserId,
}

/// An event in a room, as links name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventAddress {
    /// The room.
    pub room: RoomAddress,
    /// The event.
    pub event: EventId,
}
