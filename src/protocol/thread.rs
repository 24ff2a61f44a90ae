//! Threads: conversations beside a room's own, each begun by a message of it, its root (spec, "Threading").

use serde::{Deserialize, Serialize};

use crate::{
    diff::Keyed,
    ids::{EventId, RoomId},
    profile::Profile,
    room_list::Unread,
    timeline::Summary,
};

/// What stands under a thread's root in the room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadSummary {
    /// Messages in the thread, without its root; zero where all of them were deleted.
    pub replies: u32,
    /// The newest of them, where it is known.
    pub latest: Option<ThreadMessage>,
}

/// A message of a thread, in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadMessage {
    /// Who.
    pub sender: Profile,
    /// Milliseconds since 1970.
    pub timestamp: u64,
    /// What it says.
    pub summary: Summary,
}

/// Topic: the threads of a room, the one with the newest message first. It begins with those that are cached; the
/// others come by [`LoadThreads`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ThreadList {
    /// The room.
    pub room: RoomId,
    /// Only those in which the account has written.
    pub own: bool,
}

/// A thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadRow {
    /// The message that began it.
    pub root: EventId,
    /// What that says.
    pub begun: ThreadMessage,
    /// How it goes on.
    pub thread: ThreadSummary,
}

impl Keyed for ThreadRow {
    type Key = EventId;
    fn key(&self) -> EventId {
        self.root.clone()
    }
}

/// Loads more threads into a list, of which the homeserver knows all; first the newest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadThreads {
    /// Which list; it must be subscribed to.
    pub list: ThreadList,
}

/// Topic: the threads of a room in which something is unread.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnreadThreads {
    /// The room.
    pub room: RoomId,
}

/// What is unread in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadThread {
    /// The message that began it.
    pub root: EventId,
    /// What is unread.
    pub unread: Unread,
}

/// Topic: the threads of all rooms in which something is unread, those with mentions first (H4).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ThreadActivity;

/// One of [`ThreadActivity`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveThread {
    /// The room.
    pub room: RoomId,
    /// What it is called; empty where that is not known.
    pub room_name: String,
    /// The message that began it.
    pub root: EventId,
    /// What is unread.
    pub unread: Unread,
}

/// Finds the thread in which a message stands: its root, or nothing where it stands in the room itself.
///
/// # Errors
/// `Timeout` where the message is not here and the homeserver does not answer soon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindThread {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
}

/// Moves the receipt of every thread of a room in which something is unread to its newest message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkThreadsRead {
    /// The room.
    pub room: RoomId,
    /// Whether only the account is to know of it (D6).
    pub private: bool,
}

/// Reads whether the account follows a thread (MSC4306); nothing where the homeserver knows no following.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFollowed {
    /// The room.
    pub room: RoomId,
    /// The message that began the thread.
    pub root: EventId,
}

/// Follows a thread, or stops. One follows by itself a thread in which one writes or is mentioned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetFollowed {
    /// The room.
    pub room: RoomId,
    /// The message that began the thread.
    pub root: EventId,
    /// Whether it shall be followed.
    pub on: bool,
}
