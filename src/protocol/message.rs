//! Doing something with a message that is there.

use serde::{Deserialize, Serialize};

use crate::{
    composer::Ticket,
    ids::{EventId, RoomId},
    timeline::Timeline,
};

/// Adds the account's reaction to a message, or takes it back (D16); nothing happens where that is so already. Queued:
/// it is shown at once, and goes out when the network is back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetReaction {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The message.
    pub event: EventId,
    /// The emoji or text, or the address of a picture of the packs that can be used in the room.
    pub key: String,
    /// Whether it shall be there.
    pub on: bool,
}

/// Takes a message back, for everybody and for good (D20). Queued, as [`SetReaction`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RedactMessage {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
    /// Why, for all to read.
    pub reason: Option<String>,
}

/// Pins a message for everybody in the room, or unpins it (D22). Nothing happens where that is so already.
///
/// # Errors
/// `Offline` at once: it is not queued, since others may pin meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetPinned {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
    /// Whether it shall be pinned.
    pub on: bool,
}

/// Unpins all messages of a room.
///
/// # Errors
/// As [`SetPinned`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnpinAll {
    /// The room.
    pub room: RoomId,
}

/// Sends messages on to other rooms, as they are now and in their order (D23). Queued in each of the rooms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForwardMessages {
    /// Which timeline they stand in; it must be subscribed to.
    pub timeline: Timeline,
    /// The messages.
    pub events: Vec<EventId>,
    /// Where to.
    pub rooms: Vec<RoomId>,
    /// Which sending this is.
    pub ticket: Ticket,
}

/// Reads the text of one's own message as it was typed, to edit it (D19).
///
/// # Errors
/// `Forbidden` for what is another's or has no text; `NotFound` where there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadEditable {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The message; the newest that can be edited if none is named.
    pub event: Option<EventId>,
}

/// Reply of [`ReadEditable`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editable {
    /// The message.
    pub event: EventId,
    /// What would be typed to say it.
    pub text: String,
    /// Whether all of its format comes back from that.
    pub whole: bool,
}

/// Reads a message in one line, to show what is answered or edited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadQuote {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
}

/// Reads which message another one answers, if it does (D18).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadAnswered {
    /// The room.
    pub room: RoomId,
    /// The message that may answer another.
    pub event: EventId,
}

/// Reads a message as it came (D26).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageSource {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The message, or another event of the room, in the timeline or not.
    pub event: EventId,
}

/// Sends an event whose content somebody has written, and waits until the homeserver has it (D26). In an encrypted room
/// what is no state goes out encrypted.
///
/// # Errors
/// `Invalid` of `type` or `content`, where that is no JSON object; `TooLarge`; `Offline` at once; `Forbidden`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendRaw {
    /// The room.
    pub room: RoomId,
    /// What kind of event.
    pub event_type: String,
    /// Which state is set by it, if it is state.
    pub state_key: Option<String>,
    /// Its content, as JSON.
    pub content: String,
}

impl SendRaw {
    /// Bytes of a content at most; homeservers take events of 65,536 with all that belongs to them.
    pub const LONGEST: usize = 60_000;
}

/// Reply of [`MessageSource`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The event.
    pub event: EventId,
    /// The event as JSON, indented; what was decrypted where it was encrypted.
    pub json: String,
    /// Whether it came encrypted.
    pub encrypted: bool,
    /// Events that it names, and its edits, oldest first.
    pub related: Vec<Related>,
}

/// An event that has to do with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// How.
    pub how: Relation,
    /// The event.
    pub event: EventId,
}

/// What an event is to the one that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// It is answered.
    Answered,
    /// It is edited.
    Edited,
    /// It began the thread.
    Thread,
    /// Anything else: reacted to, voted on.
    Other,
    /// It edits that one.
    Edit,
}
