//! Naming people and rooms while writing (E4).

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MxcUri, RoomId},
    profile::Profile,
};

/// What a word that is being typed may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Naming {
    /// `@…`: somebody in the room, or all of them.
    Person,
    /// `#…`: a room of the account's.
    Room,
}

/// Finds whom or which room a word may name, the likeliest first: by name or ID, and of those who fit as well, who spoke
/// last. Answers with what is known; asked again a moment later, where that was not all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindMentions {
    /// The room in which one writes.
    pub room: RoomId,
    /// What is named.
    pub naming: Naming,
    /// What was typed after the sign.
    pub word: String,
}

/// Finds whom a text mentions who is not in the room, and would not hear of it (E23); at most eight. Empty where it
/// cannot be found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindOutsiders {
    /// The room in which one writes.
    pub room: RoomId,
    /// What was typed.
    pub text: String,
}

/// Reply of [`FindMentions`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mentions {
    /// Those that fit; at most eight.
    pub found: Vec<Mention>,
    /// Whether the first is probably meant: the word begins its name or one of the name's words.
    pub sure: bool,
    /// Whether all members of the room are known. The others are being asked for.
    pub complete: bool,
}

/// Something that can be named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// What it is.
    pub what: Mentioned,
    /// What is written to name it.
    pub text: String,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Mentioned {
    /// A person.
    Person(Profile),
    /// Everybody in the room.
    Everyone,
    /// A room.
    Room {
        /// Its name.
        name: String,
        /// Its picture.
        avatar: Option<MxcUri>,
    },
}
