//! Keeping order.

use serde::{Deserialize, Serialize};

use crate::ids::{EventId, RoomId, UserId};

/// Tells those who run the homeserver of something that breaks its rules (D43). Others do not see it.
///
/// # Errors
/// `Offline` at once; `NotFound` where the homeserver does not know it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What.
    pub what: Reported,
    /// Why; may be empty.
    pub reason: String,
}

/// What is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reported {
    /// A message of a room.
    Message(RoomId, EventId),
    /// A room.
    Room(RoomId),
    /// A person (spec v1.14).
    Person(UserId),
}

/// Finds the newest messages of a person in a room that are still there, the newest first (D21).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindMessagesOf {
    /// The room.
    pub room: RoomId,
    /// The person.
    pub user: UserId,
    /// How many at most.
    pub most: u16,
}

/// Finds the rooms in which a person is known and the account may delete what they say, those with the newest messages
/// first. Of very many rooms only the newest are looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindModerated {
    /// The person.
    pub user: UserId,
}

/// A room in the reply of [`FindModerated`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeratedRoom {
    /// The room.
    pub room: RoomId,
    /// Its name, if it has one.
    pub name: Option<String>,
}

/// Takes a message back and waits until that is done, unlike [`RedactMessage`](crate::message::RedactMessage): so that
/// one can see how far many have come, and stop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RedactNow {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
    /// Why, for all to read.
    pub reason: Option<String>,
}
