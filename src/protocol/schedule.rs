//! Messages that are sent later (E21).

use serde::{Deserialize, Serialize};

use crate::{
    composer::{About, NewFile, Place, Ticket},
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
    /// Bytes of files that can still be kept to be sent later, in whatever room.
    pub free: u64,
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
    /// What was typed, as in [`crate::composer::SendText`]; with files it may be empty.
    pub text: String,
    /// What it answers.
    pub about: Option<About>,
    /// What goes with it, in order.
    pub files: Vec<ScheduledFile>,
    /// What is said below all files, where they go out as one message.
    pub together: Option<String>,
    /// When: milliseconds since 1970.
    pub at: u64,
    /// Who sends it, or why nobody did.
    pub state: Sender,
}

/// A file that is sent later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduledFile {
    /// Its name.
    pub name: String,
    /// What is said below it; empty where nothing is.
    pub caption: String,
    /// Bytes.
    pub size: u64,
    /// Whether it is a voice message.
    pub voice: bool,
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

/// Schedules files, and words that are a message of their own behind them. The engine keeps the bytes and sends them, in
/// every room: what is uploaded later no homeserver can send. Once for a ticket, as with [`ScheduleText`]. Cancel: never.
///
/// # Errors
/// Those of [`ScheduleText`]; `TooLarge` for files that are larger than what is free ([`Schedule::free`]), or than what can
/// be sent; `Invalid` for none or too many, and for one that replaces another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduleFiles {
    /// Where, when, and the words, which may be empty. They answer, or the first of the files where there are none.
    pub message: ScheduleText,
    /// The files, in order.
    pub files: Vec<NewFile>,
    /// What is said below all of them, where they go out as one message, as in [`crate::composer::SendGallery`].
    pub together: Option<String>,
}

impl ScheduleFiles {
    /// So many files go with one message.
    pub const MOST: usize = 30;
    /// Bytes of all files that wait to be sent later, of all rooms.
    pub const ALL: u64 = 200_000_000;
}

/// Reads the files of a scheduled message, to be changed: in order, each with its bytes as an attachment. Only voice
/// messages have what was measured of them.
///
/// # Errors
/// `NotFound` where it has gone out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadScheduledFiles {
    /// [`ScheduledSend::id`].
    pub id: String,
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
