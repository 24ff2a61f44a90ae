//! State events, for the interface to put into words.

use serde::{Deserialize, Serialize};

use crate::profile::Profile;

/// What a state event changed, or another event that nobody said. Who did it is the item's sender.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum StateChange {
    /// `m.room.member`: what happened to `subject`, with the reason given.
    Member { subject: Profile, change: MemberChange, reason: Option<String> },
    /// A member changed their own display name.
    DisplayName { from: Option<String>, to: Option<String> },
    /// A member changed their own avatar.
    Avatar { set: bool },
    /// `m.room.create`.
    Created,
    /// `m.room.name`; empty when taken away.
    RoomName { to: String },
    /// `m.room.topic`; empty when taken away.
    RoomTopic { to: String },
    /// `m.room.avatar`.
    RoomAvatar { set: bool },
    /// `m.room.canonical_alias`.
    Alias { to: Option<String> },
    /// `m.room.encryption`.
    Encrypted,
    /// `m.room.join_rules`.
    JoinRule(JoinRule),
    /// `m.room.history_visibility`.
    History(History),
    /// `m.room.guest_access`.
    GuestAccess { allowed: bool },
    /// `m.room.power_levels`: whose level changed, to which role.
    PowerLevels { changes: Vec<(Profile, i64)> },
    /// `m.room.pinned_events`: how many are pinned now.
    Pinned { count: u32 },
    /// `m.room.tombstone`.
    Upgraded { body: String },
    /// `m.room.server_acl`.
    ServerAcl,
    /// `m.room.third_party_invite`.
    ThirdPartyInvite { name: String },
    /// `m.space.child` / `m.space.parent`.
    Space { added: bool },
    /// `m.key.verification.…`: a step of a verification in the room.
    Verification(VerificationStep),
    /// Another type, shown by its name.
    Other { event_type: String },
}

/// A step of a verification, as far as somebody wants to read of it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VerificationStep {
    /// It was asked for.
    Asked,
    /// That was accepted.
    Accepted,
    /// The sender's side has come to the end.
    Done,
    /// Declined or cancelled.
    Cancelled,
    /// It took too long.
    TimedOut,
    /// What was compared was not the same.
    Mismatch,
}

/// What happened to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as in the spec's membership transitions")]
pub enum MemberChange {
    Joined,
    Left,
    Invited,
    InvitationAccepted,
    InvitationRejected,
    InvitationRevoked,
    Kicked,
    Banned,
    KickedAndBanned,
    Unbanned,
    Knocked,
    KnockAccepted,
    KnockDenied,
    KnockRetracted,
    Unknown,
}

/// Who may join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as in the spec")]
pub enum JoinRule {
    Public,
    Invite,
    Knock,
    Restricted,
    KnockRestricted,
    Private,
    Other,
}

/// Who may read what was written before they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as in the spec")]
pub enum History {
    WorldReadable,
    Shared,
    Invited,
    Joined,
    Other,
}
