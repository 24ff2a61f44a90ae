//! Bytes: pictures, files, avatars.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{BlobRef, MxcUri};

/// Where a picture or file is, with its key if it is encrypted: opaque, handed back to [`FetchMedia`].
/// `Debug` prints dots, since it may hold a key.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MediaSource(pub String);

impl fmt::Debug for MediaSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("media •••")
    }
}

/// What to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaWanted {
    /// The whole file.
    File(MediaSource),
    /// A scaled picture no smaller than this many pixels (encrypted files come whole).
    Thumbnail { source: MediaSource, width: u32, height: u32 },
    /// An avatar, cropped to a square of this many pixels.
    Avatar { uri: MxcUri, size: u32 },
    /// An emoji or sticker, scaled into a square of this many pixels.
    Emoticon { uri: MxcUri, size: u32 },
}

/// Fetches, decrypts and caches. The bytes come as an attachment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FetchMedia {
    /// What.
    pub wanted: MediaWanted,
}

/// Reply of [`FetchMedia`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediaBytes {
    /// The bytes.
    pub blob: BlobRef,
}

/// A file in parts, to be saved or played: nobody holds more of it than a part or two. The next part comes when the one
/// before is acknowledged; unsubscribing stops the download. Closed when it fails: what came before is worth nothing
/// then, since an encrypted file is checked at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileStream {
    /// Which.
    pub source: MediaSource,
}

/// A body of [`FileStream`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilePart {
    /// The first. How many bytes will come, where the server says it, and whether they are worth something before the
    /// last is here.
    Begin { total: Option<u64>, plain: bool },
    /// The next bytes, beside it: [`FilePart::MOST`] at most.
    Bytes,
    /// All has come, and is what was sent.
    End,
}

impl FilePart {
    /// Bytes of a part.
    pub const MOST: usize = 1024 * 1024;
}

/// Puts a picture onto the homeserver, unencrypted, for all to see: to be an avatar. The reply is where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UploadPicture {
    /// The bytes.
    pub blob: BlobRef,
    /// MIME type.
    pub mime: String,
}

/// The files that are on their way to the homeserver, where the SDK does not tell it for each message (on the web).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Uploads;

/// One of [`Uploads`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Bytes of the file, as sent: the same encrypted or not.
    pub total: u64,
    /// Bytes that have gone out.
    pub sent: u64,
}

/// A picture, video, audio or file of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// The file.
    pub source: MediaSource,
    /// The sender's name for it, without any path.
    pub filename: String,
    /// MIME type as the sender says it; a claim, not a fact.
    pub mime: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Milliseconds.
    pub duration_ms: Option<u64>,
    /// A smaller picture made by the sender.
    pub thumbnail: Option<MediaSource>,
    /// A few colours to show before the picture is there: RGBA, [`Blur::SIDE`] pixels square.
    pub blur: Option<Blur>,
    /// Loudness over time, 0–1024 (MSC1767/MSC3246), for voice messages.
    pub waveform: Vec<u16>,
    /// Whether it is a voice message (MSC3245).
    pub voice: bool,
}

impl Media {
    /// A file of which nothing else is known.
    pub fn named(source: MediaSource, filename: String) -> Self {
        Self {
            source,
            filename,
            mime: None,
            size: None,
            width: None,
            height: None,
            duration_ms: None,
            thumbnail: None,
            blur: None,
            waveform: Vec::new(),
            voice: false,
        }
    }
}

/// A decoded blurhash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blur {
    /// RGBA bytes, [`Blur::SIDE`]² pixels.
    pub rgba: Vec<u8>,
}

impl Blur {
    /// Pixels per side.
    pub const SIDE: u32 = 16;
}

impl fmt::Debug for Blur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blur")
    }
}
