//! Writing into a room. What is sent goes through the engine's send queue: it survives reload and being
//! offline, and goes out once and in order.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BlobRef, EventId, ItemKey, RoomId},
    rich_text::Node,
    timeline::{Focus, Timeline},
};

/// Where one writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The room.
    pub room: RoomId,
    /// The message that began the thread, where it is one.
    pub thread: Option<EventId>,
}

impl Place {
    /// The timeline in which stands what is written here.
    pub fn timeline(&self) -> Timeline {
        let focus = self.thread.clone().map_or(Focus::Live, Focus::Thread);
        Timeline { room: self.room.clone(), focus }
    }
}

impl From<RoomId> for Place {
    /// The room itself.
    fn from(room: RoomId) -> Self {
        Self { room, thread: None }
    }
}

/// Names one sending. Asked again with the same ticket, because the engine died before it answered or the page
/// before it heard the answer, nothing is queued twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Random; made by the interface.
    pub id: String,
    /// When the engine was first asked: milliseconds since 1970 by this machine's clock.
    pub asked_at: u64,
}

/// What a message that is being written stands to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// It answers it (spec, "Rich replies").
    Reply(EventId),
    /// It takes its place (spec, "Event replacements"). Only one's own can be edited.
    Edit(EventId),
}

/// Commands that put something before the words, by name, and what that is.
pub const SIGNS: [(&str, &str); 4] = [
    ("shrug", "¯\\_(ツ)_/¯"),
    ("tableflip", "(╯°□°)╯︵ ┻━┻"),
    ("unflip", "┬──┬ ノ( ゜-゜ノ)"),
    ("lenny", "( ͡° ͜ʖ ͡°)"),
];

/// Queues a message. The reply says that it is stored, not that it is sent: its local echo in the
/// timeline tells that. Cancel: never.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendText {
    /// Where.
    pub place: Place,
    /// What was typed: Markdown; `/me ` begins an emote, `/plain ` sends as it stands, `/html ` is HTML, `/spoiler `
    /// hides the words, `/rainbow ` and `/rainbowme ` colour them, and the commands of [`SIGNS`] put something before them;
    /// with those of [`crate::timeline::Effect`] something plays.
    pub text: String,
    /// What it stands to another message.
    pub about: Option<About>,
    /// Which sending this is.
    pub ticket: Ticket,
}

/// Queues a file or picture; the bytes come as an attachment. Cancel: never (see [`CancelSend`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendFile {
    /// Where.
    pub place: Place,
    /// What.
    pub file: NewFile,
    /// The message it answers.
    pub reply_to: Option<EventId>,
    /// Which sending this is.
    pub ticket: Ticket,
}

/// Queues several files as one message (MSC4274). Clients that know no galleries show its caption, or the names.
/// Cancel: never (see [`CancelSend`]).
///
/// # Errors
/// `Invalid` for none, and for more than [`SendGallery::MOST`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendGallery {
    /// Where.
    pub place: Place,
    /// What, in order.
    pub files: Vec<NewFile>,
    /// What is said below all of them, typed as in [`SendText`]; empty where nothing is.
    pub caption: String,
    /// The message it answers.
    pub reply_to: Option<EventId>,
    /// Which sending this is.
    pub ticket: Ticket,
}

impl SendGallery {
    /// Files of one message at most.
    pub const MOST: usize = 20;
}

/// Whether a sending was queued, by this engine or one before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WasQueued {
    /// Where.
    pub place: Place,
    /// Which sending.
    pub ticket: Ticket,
    /// What it says.
    pub text: String,
}

/// A file that is to be sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewFile {
    /// The file.
    pub blob: BlobRef,
    /// Its name, without a path.
    pub filename: String,
    /// Its MIME type.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// What the interface measured of a picture, video or audio.
    pub measured: Option<Measured>,
    /// What is said below it, typed as in [`SendText`]; empty where nothing is.
    pub caption: String,
    /// Whether it keeps what a camera noted in it: the place, the time, the device. Otherwise that is taken out before
    /// the file is stored or sent.
    pub keep_notes: bool,
}

/// Measures of a picture, video or audio, taken by the browser's own decoder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Pixels; zero for audio.
    pub width: u32,
    /// Pixels; zero for audio.
    pub height: u32,
    /// Milliseconds; zero for pictures.
    pub duration_ms: u64,
    /// A smaller JPEG or PNG, where the picture is large or it is a video.
    pub thumbnail: Option<MeasuredThumbnail>,
    /// 32×32 RGBA or fewer pixels to make the blurhash from; empty if none.
    pub sample: Sample,
    /// Loudness over time, 0–1024 (MSC3246), where it is a voice message (MSC3245).
    pub voice: Option<Vec<u16>>,
}

/// A smaller picture made by the interface.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredThumbnail {
    /// The picture.
    pub blob: BlobRef,
    /// Its MIME type.
    pub mime: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub size: u64,
}

/// A few pixels of a picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// RGBA bytes.
    pub rgba: Vec<u8>,
}

/// Tries a failed message again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RetrySend {
    /// Which timeline it stands in.
    pub timeline: Timeline,
    /// The local echo.
    pub item: ItemKey,
}

/// Takes a message that is not sent yet out of the queue: a failed one, or an upload under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelSend {
    /// Which timeline it stands in.
    pub timeline: Timeline,
    /// The local echo.
    pub item: ItemKey,
}

/// Tells the room that the person types, or has stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetTyping {
    /// The room.
    pub room: RoomId,
    /// Whether they type.
    pub typing: bool,
}

/// What was being written in a room or thread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The text as typed.
    pub text: String,
    /// What it stands to another message.
    pub about: Option<About>,
}

/// Reads the draft of a room or thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadDraft {
    /// Where.
    pub place: Place,
}

/// Keeps the draft of a room or thread; an empty text that answers nothing deletes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// Where.
    pub place: Place,
    /// The draft.
    pub draft: Draft,
}

/// Reads what was typed as it will look, block by block (E2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadMarkdown {
    /// The room in which one writes: its members' names stand in pills.
    pub room: RoomId,
    /// What was typed.
    pub text: String,
}

/// A block of what was typed: a paragraph, a list, a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkdownBlock {
    /// As it was typed.
    pub source: String,
    /// As it looks; empty where that is the same.
    pub nodes: Vec<Node>,
}
