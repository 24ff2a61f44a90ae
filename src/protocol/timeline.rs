//! What was said in a room.

use serde::{Deserialize, Serialize};

use crate::{
    diff::Keyed,
    failure::FailureKind,
    ids::{EventId, ItemKey, MxcUri, RoomId, UserId},
    link_preview::BundledPreview,
    media::{Media, MediaSource},
    poll::Poll,
    profile::Profile,
    rich_text::RichText,
    state_change::StateChange,
    thread::ThreadSummary,
};

/// Topic: the items of a room, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Timeline {
    /// The room.
    pub room: RoomId,
    /// Which part of it.
    pub focus: Focus,
}

/// Which part of a room's history a timeline shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Focus {
    /// The newest, growing as people write.
    Live,
    /// Around an event, for permalinks.
    Event(EventId),
    /// The thread that a message began, growing as people write.
    Thread(EventId),
    /// The pictures, videos, recordings and files of the room, those in threads too, growing as people send (F9).
    Files,
    /// The polls of the room, likewise (D33).
    Polls,
}

/// An item: something sent, or a line between things sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineItem {
    /// Stable for the item's life.
    pub key: ItemKey,
    /// What it is.
    pub kind: ItemKind,
}

impl Keyed for TimelineItem {
    type Key = ItemKey;
    fn key(&self) -> ItemKey {
        self.key.clone()
    }
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ItemKind {
    /// A new day begins; milliseconds since 1970.
    DateDivider { timestamp: u64 },
    /// Everything after it is new to the account.
    ReadMarker,
    /// The room's beginning.
    Start,
    /// Something sent.
    Event(Box<EventItem>),
}

/// Something sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventItem {
    /// The server's name for it; none for a local echo.
    pub event: Option<EventId>,
    /// Who sent it.
    pub sender: Profile,
    /// Whether the account sent it.
    pub own: bool,
    /// Milliseconds since 1970, as the sender's server says.
    pub timestamp: u64,
    /// What it says.
    pub content: Content,
    /// Whether it was edited.
    pub edited: bool,
    /// What it answers.
    pub reply_to: Option<Quote>,
    /// Reactions, in the order they first came.
    pub reactions: Vec<Reaction>,
    /// Others who have read up to here.
    pub receipts: Vec<Receipt>,
    /// How far a local echo has come; none once the server has it.
    pub send_state: Option<SendState>,
    /// What the encryption cannot vouch for.
    pub shield: Option<Shield>,
    /// Who has shared its key, where that was not the sender (MSC4268).
    pub key_from: Option<Profile>,
    /// Whether it mentions the account.
    pub mentions_me: bool,
    /// The thread it began.
    pub thread: Option<ThreadSummary>,
    /// What its sender says of its links; none where they leave that to the homeserver (MSC4095).
    pub previews: Option<Vec<BundledPreview>>,
    /// What plays over the conversation when it comes.
    pub effect: Option<Effect>,
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// `m.text`.
    Text(RichText),
    /// `m.notice`.
    Notice(RichText),
    /// `m.emote`.
    Emote(RichText),
    /// `m.image`, with a caption if there is one.
    Image { media: Media, caption: Option<RichText> },
    /// `m.video`.
    Video { media: Media, caption: Option<RichText> },
    /// `m.audio`.
    Audio { media: Media, caption: Option<RichText> },
    /// `m.file`.
    File { media: Media, caption: Option<RichText> },
    /// Several files in one message (MSC4274): each an image, video, audio or file. `more` are left out.
    Gallery { items: Vec<Content>, more: u32, caption: Option<RichText> },
    /// `m.sticker`.
    Sticker { media: Media },
    /// `m.location`: what it says, its `geo:` URI, and whether its sender was there (MSC3488).
    Location { body: String, uri: String, own: bool },
    /// A poll (MSC3381).
    Poll(Poll),
    /// A call that was begun.
    Call,
    /// A state event.
    State(StateChange),
    /// Taken back, by whom and why where known.
    Redacted { by: Option<Profile>, reason: Option<String> },
    /// Cannot be decrypted (yet).
    Undecryptable(Undecryptable),
    /// Of a type this client does not show; named, never hidden.
    Unknown { event_type: String, body: Option<String> },
    /// Its content breaks its type's rules.
    Broken { event_type: String },
}

/// Why a message cannot be decrypted (B14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undecryptable {
    /// The key has not come yet; it heals by itself when it does.
    WaitingForKey,
    /// Sent before this device existed, and no backup of the keys is set up.
    BeforeThisDeviceNoBackup,
    /// Sent before this device existed, and its key has not come from the backup.
    BeforeThisDeviceNotStored,
    /// Sent before this device existed; verifying the device may bring the key.
    BeforeThisDeviceUnverified,
    /// Sent before the account was in the room.
    BeforeJoining,
    /// The sender does not share keys with devices they have not verified.
    WithheldUnverified,
    /// The sender has shut this device out (`m.blacklisted`).
    ShutOut,
    /// The sender's device found no way to this one (`m.no_olm`).
    NotReached,
    /// The sender withheld the key for another reason.
    Withheld,
    /// The sender was verified, and has another identity since.
    SenderChanged,
    /// The sender's identity does not vouch for the device it was sent from, and the rules in force want that.
    DeviceNotConfirmed,
    /// Likewise, and the device is not known.
    DeviceUnknown,
    /// The message is damaged.
    Malformed,
}

/// A message quoted by a reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The message.
    pub event: EventId,
    /// What is known of it.
    pub state: QuoteState,
}

/// What is known of a quoted message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum QuoteState {
    /// Not asked for yet; ask with [`LoadQuote`].
    Unknown,
    /// Being fetched.
    Pending,
    /// There.
    Ready { sender: Profile, summary: Summary },
    /// Cannot be fetched.
    Failed,
}

/// A message in one line, for the room list, quotes and notifications.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Summary {
    /// The text's beginning, on one line.
    Text(String),
    /// "* name waves".
    Emote(String),
    /// A picture, with its caption or file name.
    Image(String),
    /// A video, likewise.
    Video(String),
    /// An audio file or voice message, likewise.
    Audio { name: String, voice: bool },
    /// A file, by name.
    File(String),
    /// A sticker, by its text.
    Sticker(String),
    /// A place.
    Location,
    /// A poll's question.
    Poll(String),
    /// A call.
    Call,
    /// A state event.
    State(StateChange),
    /// Taken back.
    Redacted,
    /// Cannot be decrypted.
    Undecryptable,
    /// An invite.
    Invite,
    /// Anything else.
    Unknown,
}

/// One reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The emoji or text, cut to a sensible length.
    pub key: String,
    /// The picture that it is, where the key is a picture's address (MSC4027).
    pub picture: Option<MxcUri>,
    /// What the picture is called, without colons, where that is known.
    pub name: Option<String>,
    /// How many people.
    pub count: u32,
    /// Who; the first of them, where there are very many.
    pub senders: Vec<UserId>,
    /// Whether the account is among them.
    pub own: bool,
}

/// Somebody has read up to here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Who.
    pub reader: Profile,
    /// When, in milliseconds since 1970, where known.
    pub timestamp: Option<u64>,
}

/// How far a local echo has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SendState {
    /// In the queue, or on its way.
    Sending,
    /// A file on its way: bytes sent and in all; zero in all where it is not known.
    Uploading { sent: u64, total: u64 },
    /// Not sent. `recoverable`: it is tried again by itself when the connection is back.
    Failed { why: FailureKind, recoverable: bool },
    /// The server has it; the room's copy has not come round yet.
    Sent,
}

/// What the encryption cannot vouch for (`EventTimelineItem::get_shield`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shield {
    /// Sent unencrypted in an encrypted room.
    SentInClear,
    /// The sender's device is not known (deleted).
    UnknownDevice,
    /// The sender's device is not verified by its owner.
    UnsignedDevice,
    /// The sender's identity is not verified by us.
    UnverifiedIdentity,
    /// The sender was verified and no longer is.
    VerificationViolation,
    /// The key came from somewhere that cannot be vouched for.
    AuthenticityNotGuaranteed,
    /// The event's sender is not the one who owns the key.
    MismatchedSender,
}

/// What plays over the conversation when a message comes (D36).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is named as it is typed")]
pub enum Effect {
    Confetti,
    Fireworks,
    Hearts,
    Rainfall,
    Snowfall,
    Spaceinvaders,
}

impl Effect {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Confetti, Self::Fireworks, Self::Hearts, Self::Rainfall, Self::Snowfall, Self::Spaceinvaders];

    /// What is typed after a slash.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confetti => "confetti",
            Self::Fireworks => "fireworks",
            Self::Hearts => "hearts",
            Self::Rainfall => "rainfall",
            Self::Snowfall => "snowfall",
            Self::Spaceinvaders => "spaceinvaders",
        }
    }

    /// An emoji that does the same in any message.
    pub fn emoji(self) -> &'static str {
        match self {
            Self::Confetti => "🎉",
            Self::Fireworks => "🎆",
            Self::Hearts => "💝",
            Self::Rainfall => "🌧\u{fe0f}",
            Self::Snowfall => "❄\u{fe0f}",
            Self::Spaceinvaders => "👾",
        }
    }
}

/// Loads older items into a timeline. One at a time per timeline; a second asker gets the first's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadOlder {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// About how many.
    pub count: u16,
}

/// Loads newer items into a timeline with [`Focus::Event`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadNewer {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// About how many.
    pub count: u16,
}

/// Reply of [`LoadOlder`] and [`LoadNewer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// Whether there is nothing more in that direction.
    pub reached_end: bool,
}

/// The person has seen the timeline's newest item: moves the receipt there, and the read marker with the room's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkRead {
    /// Which timeline: a room's newest messages, or a thread.
    pub timeline: Timeline,
    /// Whether only the account is to know of it (D6).
    pub private: bool,
}

/// Fetches what a reply quotes; the timeline's item changes when it is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadQuote {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The replying event.
    pub event: EventId,
}

/// Reads all versions of an edited message, oldest first (D19).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditHistory {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The edited event.
    pub event: EventId,
}

/// Finds the first event of a room at a moment or after it; where there is none, the last before it (D29).
///
/// # Errors
/// `NotFound` in a room without events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindEventAt {
    /// The room.
    pub room: RoomId,
    /// Milliseconds since 1970.
    pub timestamp: u64,
}

/// One version of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditRevision {
    /// Milliseconds since 1970.
    pub timestamp: u64,
    /// What it said.
    pub text: RichText,
}

impl Content {
    /// The file a person can download from this message.
    pub fn media(&self) -> Option<&Media> {
        match self {
            Content::Image { media, .. }
            | Content::Video { media, .. }
            | Content::Audio { media, .. }
            | Content::File { media, .. }
            | Content::Sticker { media } => Some(media),
            _ => None,
        }
    }
}

impl Media {
    /// The picture to show in the timeline: the sender's thumbnail, or the file.
    pub fn preview(&self) -> &MediaSource {
        self.thumbnail.as_ref().unwrap_or(&self.source)
    }
}
