//! Emoji and stickers of people's own, in packs (spec, "Image packs"; MSC2545).

use serde::{Deserialize, Serialize};

use crate::{
    composer::{Place, Ticket},
    ids::{BlobRef, EventId, MxcUri, RoomId},
};

/// Bytes of a shortcode at most.
pub const LONGEST_SHORTCODE: usize = 100;

/// Topic: the packs that can be used in a room: the account's own, the room's, and those of other rooms that the account
/// uses everywhere. Without a room: the own one and those used everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Packs {
    /// Where.
    pub room: Option<RoomId>,
}

/// Body of [`Packs`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PackList {
    /// The packs, the own one first. That one is always there, be it empty.
    pub packs: Vec<Pack>,
    /// Whether the homeserver has said of every room which packs it has. Until then, what was known before is there.
    pub complete: bool,
    /// Whether the account may make and change packs of the room.
    pub may_change: bool,
}

/// Pictures that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// Which one it is.
    pub at: PackAt,
    /// Its name, or else its room's; none for an own one without a name.
    pub name: Option<String>,
    /// The name of the room it belongs to.
    pub room_name: Option<String>,
    /// Its picture.
    pub avatar: Option<MxcUri>,
    /// Whether it is used in all rooms.
    pub everywhere: bool,
    /// Its pictures, by shortcode.
    pub images: Vec<PackImage>,
    /// How many more it has than are shown.
    pub left_out: u32,
}

/// Where a pack is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PackAt {
    /// The account's own (`im.ponies.user_emotes`).
    Own,
    /// One of a room's, by the key of its state.
    Room { room: RoomId, key: String },
}

/// A picture of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackImage {
    /// Its name within the pack, without colons.
    pub shortcode: String,
    /// The picture.
    pub uri: MxcUri,
    /// Whether it can stand in texts, and be a reaction.
    pub emoticon: bool,
    /// Whether it can be a message by itself.
    pub sticker: bool,
}

/// Queues a sticker.
///
/// # Errors
/// `NotFound` where the pack has it no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendSticker {
    /// Where.
    pub place: Place,
    /// Its pack.
    pub pack: PackAt,
    /// Which of its pictures.
    pub shortcode: String,
    /// The message it answers.
    pub reply_to: Option<EventId>,
    /// Which sending this is.
    pub ticket: Ticket,
}

/// Makes a new pack in a room.
///
/// # Errors
/// `Offline` at once, as all changes of packs: others may change them meanwhile. `Forbidden` without the power to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatePack {
    /// The room.
    pub room: RoomId,
    /// What it is called.
    pub name: String,
}

/// Changes a pack.
///
/// # Errors
/// As [`CreatePack`]; `Invalid` for a shortcode that is none or is taken, `NotFound` for one that is not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangePack {
    /// Which one.
    pub pack: PackAt,
    /// What is changed.
    pub change: PackChange,
}

/// What is changed of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PackChange {
    /// Its name; none where it is empty.
    Name(String),
    /// A picture has another shortcode.
    Shortcode { from: String, to: String },
    /// What a picture is for.
    Usage { shortcode: String, emoticon: bool, sticker: bool },
    /// A picture goes.
    Remove(String),
    /// A picture of another pack comes in, under a shortcode that is free.
    Take { from: PackAt, shortcode: String },
    /// The pack goes, with all that is in it.
    Delete,
}

/// Uploads a picture and puts it into a pack; the bytes come as an attachment. Where the shortcode is taken it gets a
/// number.
///
/// # Errors
/// As [`CreatePack`]; `TooLarge` for more than the homeserver takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddPackImage {
    /// Which pack.
    pub pack: PackAt,
    /// What it shall be called.
    pub shortcode: String,
    /// The picture.
    pub blob: BlobRef,
    /// Its MIME type.
    pub mime: String,
    /// Pixels, where known.
    pub width: Option<u32>,
    /// Pixels, where known.
    pub height: Option<u32>,
}

/// Uses a room's pack in all rooms, or not any more.
///
/// # Errors
/// `Offline` at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UsePack {
    /// The room.
    pub room: RoomId,
    /// The key of the pack.
    pub key: String,
    /// Whether it shall be used.
    pub on: bool,
}

/// Whether a text can be a shortcode: letters, digits, `_`, `-` and `+`, so that it can be typed between colons.
pub fn is_shortcode(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_SHORTCODE
        && text.chars().all(|letter| letter.is_alphanumeric() || "_-+".contains(letter))
}
