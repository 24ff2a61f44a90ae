//! Messages that a person has saved for later, with a note and a reminder (D39).

use serde::{Deserialize, Serialize};

use crate::ids::{EventId, RoomId};

/// Topic: what is saved in all rooms, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedMessages;

/// A message that is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMessage {
    /// The room.
    pub room: RoomId,
    /// The room's name; empty while it is not known, and where one is no longer a member.
    pub room_name: String,
    /// The message.
    pub event: EventId,
    /// When it was saved: milliseconds since 1970.
    pub saved_at: u64,
    /// What the person has noted; empty where nothing.
    pub note: String,
    /// When the person wants to be reminded: milliseconds since 1970.
    pub remind_at: Option<u64>,
    /// Whether that time has come.
    pub due: bool,
    /// Whether the person was reminded.
    pub reminded: bool,
}

/// Saves a message, or changes its note and reminder. Asking twice does no more than asking once.
///
/// # Errors
/// `TooLarge` where no more messages can be saved, or the note is longer than [`SaveMessage::LONGEST_NOTE`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveMessage {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
    /// What the person notes.
    pub note: String,
    /// When the person wants to be reminded: milliseconds since 1970.
    pub remind_at: Option<u64>,
}

impl SaveMessage {
    /// Letters of a note at most.
    pub const LONGEST_NOTE: usize = 200;
}

/// Saves a message no longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemoveSaved {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
}

/// Takes the reminders that are due. Each is given to one asker only, in whichever tab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakeReminders;
