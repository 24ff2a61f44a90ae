//! Messages that are sent later (E21).

use serde::{Deserialize, Serialize};

use crate::{
    composer::{About, Place, Ticket},
    failure::FailureKind,
    ids::RoomId,
};

/// Topic: what is to be sent later in a room and its threads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduledSends {
    /// The room.
    pub room: RoomId,
}

/// Body of [`ScheduledSends`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// Whether the homeserver sends what is scheduled here from now on (MSC4140); else the engine does, while it runs.
    pub by_server: bool,
    /// The next first.
    pub messages: Vec<ScheduledSend>,
}

/// A message that is to be sent later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduledSend {
    /// The ID of the ticket it was scheduled with.
    pub id: String,
    /// Where.
    pub place: Place,
    /// What was typed, as in [`crate::composer::SendText`].
    pub text: String,
    /// What it answers.
    pub about: Option<About>,
    /// When: milliseconds since 1970.
    pub at: u64,
    /// Who sends it, or why nobody did.
    pub state: Sender,
}

/// Who sends a message later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Sender {
    /// The homeserver, also while no client runs.
    Server,
    /// The engine, while it runs.
    Here,
    /// Nobody: no engine ran, and its time is so long ago that the person has to say whether it is still to be sent.
    Nobody,
    /// Nobody: it was refused.
    Refused(FailureKind),
}

/// Schedules a message. Asked again with the same ticket, it is scheduled once, and goes out once. Cancel: never.
///
/// # Errors
/// `Invalid` for an edit, for blanks, and where too many are scheduled already; `NotFound` where the message that it
/// replaces has gone out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduleText {
    /// Where.
    pub place: Place,
    /// What was typed, as in [`crate::composer::SendText`].
    pub text: String,
    /// What it answers.
    pub about: Option<About>,
    /// When: milliseconds since 1970.
    pub at: u64,
    /// Which sending this is.
    pub ticket: Ticket,
    /// The scheduled message in whose place it comes.
    pub replaces: Option<String>,
}

/// Sends a scheduled message now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendScheduled {
    /// [`ScheduledSend::id`].
    pub id: String,
}

/// Deletes a scheduled message.
///
/// # Errors
/// `NotFound` where it has gone out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DropScheduled {
    /// [`ScheduledSend::id`].
    pub id: String,
}
