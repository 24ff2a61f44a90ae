//! The list of rooms.

use serde::{Deserialize, Serialize};

use crate::{
    diff::{Batch, Keyed},
    ids::{MxcUri, RoomId},
    profile::Profile,
    timeline::Summary,
};

/// Topic: the rooms under a filter, newest first; invites stand before all others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomList {
    /// How it begins; changed by `Tune`.
    pub tuning: RoomListTuning,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomListTuning {
    /// Which rooms.
    pub filter: RoomFilter,
    /// Only rooms of this space (and its subspaces).
    pub space: Option<RoomId>,
    /// Only rooms whose name matches; empty for all.
    pub query: String,
    /// Rows on screen, first and one past the last: these are kept fresh first.
    pub range: (u32, u32),
}

impl RoomListTuning {
    /// Whether every room is shown.
    pub fn is_whole(&self) -> bool {
        self.filter == RoomFilter::All && self.space.is_none() && self.query.trim().is_empty()
    }
}

/// The filters above the list (C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as on screen")]
pub enum RoomFilter {
    All,
    Unread,
    People,
    Rooms,
}

/// Body of [`RoomList`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomListBody {
    /// The changes; the first body begins with `Reset`.
    pub batch: Batch<RoomRow>,
    /// Whether the server's list has been loaded; before it an empty list means "not yet known".
    pub loaded: bool,
}

/// A room in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomRow {
    /// The room.
    pub id: RoomId,
    /// Its computed name; `None` while it is not known yet (show a placeholder).
    pub name: Option<String>,
    /// Its avatar; the other person's in a direct chat.
    pub avatar: Option<MxcUri>,
    /// Whether it is a chat with one person.
    pub direct: bool,
    /// What the account is there.
    pub membership: RowMembership,
    /// Counted by the engine from the events, since Synapse's sliding sync reports zero.
    pub unread: Unread,
    /// The last message.
    pub latest: Option<Latest>,
    /// Whether messages are encrypted; `None` while unknown.
    pub encrypted: Option<bool>,
    /// Whether something written here was not sent.
    pub send_failed: bool,
    /// How the draft begins that was written last here or in a thread, in one line (E12).
    pub draft: Option<String>,
}

/// The account's membership, as far as the list tells rooms apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RowMembership {
    /// A member.
    Joined,
    /// Invited, by whom where known.
    Invited { inviter: Option<Profile> },
    /// Asked to be let in.
    Knocked,
}

/// What is unread in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unread {
    /// Messages not read.
    pub messages: u32,
    /// Those which the push rules notify of.
    pub notifications: u32,
    /// Those which mention the account.
    pub mentions: u32,
    /// Marked as unread by hand (spec, Client-Server API § Unread markers).
    pub marked: bool,
}

/// The line under a room's name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Latest {
    /// Milliseconds since 1970.
    pub timestamp: u64,
    /// Who wrote it.
    pub sender: Profile,
    /// Whether the account wrote it.
    pub own: bool,
    /// What it says.
    pub summary: Summary,
}

impl Keyed for RoomRow {
    type Key = RoomId;
    fn key(&self) -> RoomId {
        self.id.clone()
    }
}

/// Topic: sums over all rooms, for the title and the favicon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnreadTotals;

/// Body of [`UnreadTotals`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Rooms with something to notify of.
    pub rooms: u32,
    /// Mentions in all rooms.
    pub mentions: u32,
    /// Invites not answered.
    pub invites: u32,
}

/// Accepts an invite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcceptInvite {
    /// The room.
    pub room: RoomId,
}

/// Declines an invite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeclineInvite {
    /// The room.
    pub room: RoomId,
}
