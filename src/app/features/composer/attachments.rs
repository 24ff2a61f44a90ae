//! Files that wait above the field to be sent.

use std::{
    future::ready,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use js_sys::{Array, ArrayBuffer};
use leptos::prelude::*;
use protocol::{
    BlobRef, EventId, Failure,
    composer::{Measured, MeasuredThumbnail, NewFile, Place, Sample, SendFile, Ticket},
};
use send_wrapper::SendWrapper;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, Url};

use crate::{
    link::new_ticket,
    platform::{
        measure::{Measure, Thumbnail, measure, smaller},
        record::Recorded,
    },
    t,
};

/// What kind of preview a file gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Shown as it is.
    Picture,
    /// Shown by one of its frames.
    Video,
    /// A drawing of a note.
    Audio,
    /// A drawing of a sheet.
    Other,
}

impl Kind {
    /// The kind of a MIME type. SVG is a document with scripts in it and is shown as one.
    pub(crate) fn of(mime: &str) -> Kind {
        match mime.split('/').next() {
            _ if mime == "image/svg+xml" => Kind::Other,
            Some("image") => Kind::Picture,
            Some("video") => Kind::Video,
            Some("audio") => Kind::Audio,
            _ => Kind::Other,
        }
    }

    /// The icon's name.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Kind::Picture => "image",
            Kind::Video => "video",
            Kind::Audio => "music",
            Kind::Other => "file-text",
        }
    }
}

/// How far an attachment has come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stage {
    /// Waits for the person.
    Waiting,
    /// Being handed to the engine.
    Sending,
    /// The engine did not take it.
    Failed(Failure),
}

/// An address of bytes in this page, freed with its last owner.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BlobUrl(pub(crate) String);

impl BlobUrl {
    fn of(blob: &Blob) -> Option<Arc<Self>> {
        Url::create_object_url_with_blob(blob).ok().map(|url| Arc::new(Self(url)))
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// What is known of a voice message before it is sent.
#[derive(Debug)]
pub(crate) struct Voice {
    /// Milliseconds.
    pub(crate) duration_ms: u64,
    /// Loudness over time, 0 to 1024.
    pub(crate) waveform: Vec<u16>,
}

/// A picture made smaller.
#[derive(Clone)]
pub(crate) struct Small(SendWrapper<Thumbnail>);

impl Small {
    /// Bytes.
    pub(crate) fn size(&self) -> u64 {
        self.0.blob.size() as u64
    }
}

type Measuring = Shared<LocalBoxFuture<'static, Option<Measure>>>;

/// A file that waits to be sent. Clones are the same file.
#[derive(Clone)]
pub(crate) struct Attachment {
    /// Unique in this page.
    pub(crate) id: u64,
    /// Without a path.
    pub(crate) name: String,
    /// MIME type, as the browser takes it from the name.
    pub(crate) mime: String,
    /// Bytes.
    pub(crate) size: u64,
    /// What kind of preview it gets.
    pub(crate) kind: Kind,
    /// Set for what was recorded here.
    pub(crate) voice: Option<Arc<Voice>>,
    /// The preview, once there is one: a picture, or the sound of a voice message.
    pub(crate) preview: ArcRwSignal<Option<Arc<BlobUrl>>>,
    /// How far it has come.
    pub(crate) stage: ArcRwSignal<Stage>,
    /// The message it answers: it was sent as an answer and came back.
    pub(crate) answers: ArcRwSignal<Option<EventId>>,
    /// What is written below it.
    pub(crate) caption: ArcRwSignal<String>,
    /// The picture made smaller, where that saves something.
    pub(crate) small: ArcRwSignal<Option<Small>>,
    /// Whether it is that which is sent.
    pub(crate) sends_small: ArcRwSignal<bool>,
    /// Whether it was sent with what the camera noted.
    pub(super) keeps_notes: ArcRwSignal<bool>,
    /// Whether it was sent together with others.
    pub(super) together: ArcRwSignal<bool>,
    /// Which sending it is, once the engine was asked.
    ticket: Arc<OnceLock<Ticket>>,
    bytes: SendWrapper<Blob>,
    measuring: SendWrapper<Measuring>,
}

impl PartialEq for Attachment {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

static NEXT: AtomicU64 = AtomicU64::new(1);

impl Attachment {
    /// Takes a file and begins to measure it.
    pub(crate) fn new(file: File) -> Self {
        let mime = Some(file.type_()).filter(|mime| !mime.is_empty());
        let mime = mime.unwrap_or_else(|| "application/octet-stream".to_owned());
        let measured = {
            let file = file.clone();
            async move { measure(&file).await }.boxed_local().shared()
        };
        let preview = (Kind::of(&mime) == Kind::Picture).then(|| BlobUrl::of(&file)).flatten();
        Self::of(bare_name(&file.name()), mime, file.into(), preview, measured)
    }

    /// Takes what was recorded.
    pub(crate) fn recorded(recorded: Recorded) -> Self {
        let Recorded { blob, mime, duration_ms, waveform } = recorded;
        let ending = match mime {
            "audio/ogg" => "ogg",
            "audio/mp4" => "m4a",
            _ => "webm",
        };
        // Others read it too: it is in English, as the names of the event's fields are.
        let name = format!("Voice message.{ending}");
        Self::spoken(name, mime.to_owned(), blob, duration_ms, waveform)
    }

    /// Takes back what the engine has kept.
    pub(super) fn kept(file: NewFile, bytes: &ArrayBuffer) -> Option<Self> {
        let NewFile { filename, mime, measured, caption, .. } = file;
        let parts = Array::of1(bytes);
        let voice = measured.and_then(|measured| Some((measured.duration_ms, measured.voice?)));
        let attachment = match voice {
            Some((duration_ms, waveform)) => {
                let options = BlobPropertyBag::new();
                options.set_type(&mime);
                let blob = Blob::new_with_buffer_source_sequence_and_options(&parts, &options).ok()?;
                Self::spoken(filename, mime, blob, duration_ms, waveform)
            }
            None => {
                let options = FilePropertyBag::new();
                options.set_type(&mime);
                Self::new(
                    File::new_with_buffer_source_sequence_and_options(&parts, &filename, &options).ok()?,
                )
            }
        };
        attachment.caption.set(caption);
        Some(attachment)
    }

    fn spoken(name: String, mime: String, blob: Blob, duration_ms: u64, waveform: Vec<u16>) -> Self {
        let measured = ready(Some(Measure { duration_ms, ..Measure::default() })).boxed_local().shared();
        let preview = BlobUrl::of(&blob);
        let voice = Some(Arc::new(Voice { duration_ms, waveform }));
        Self { voice, ..Self::of(name, mime, blob, preview, measured) }
    }

    fn of(
        name: String,
        mime: String,
        bytes: Blob,
        preview: Option<Arc<BlobUrl>>,
        measuring: Measuring,
    ) -> Self {
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            name,
            size: bytes.size() as u64,
            kind: Kind::of(&mime),
            mime,
            voice: None,
            preview: ArcRwSignal::new(preview),
            stage: ArcRwSignal::new(Stage::Waiting),
            answers: ArcRwSignal::new(None),
            caption: ArcRwSignal::new(String::new()),
            small: ArcRwSignal::new(None),
            sends_small: ArcRwSignal::new(false),
            keeps_notes: ArcRwSignal::new(false),
            together: ArcRwSignal::new(false),
            ticket: Arc::default(),
            bytes: SendWrapper::new(bytes),
            measuring: SendWrapper::new(measuring),
        }
    }

    /// What it is called on the screen.
    pub(crate) fn title(&self) -> String {
        if self.voice.is_some() { t!("timeline-kind-voice") } else { self.name.clone() }
    }

    /// Waits for the measures, shows a video's frame, and makes a picture smaller. To be run in the background.
    pub(crate) fn measured(&self) -> impl Future<Output = ()> + 'static {
        let (measuring, preview, kind) = ((*self.measuring).clone(), self.preview.clone(), self.kind);
        let (bytes, small) = ((*self.bytes).clone(), self.small.clone());
        async move {
            let Some(measure) = measuring.await else { return };
            match (kind, measure.thumbnail) {
                (Kind::Video, Some(thumbnail)) => preview.set(BlobUrl::of(&thumbnail.blob)),
                (Kind::Picture, _) => {
                    let made = smaller(&bytes, (measure.width, measure.height)).await;
                    if made.is_some() {
                        small.set(made.map(|made| Small(SendWrapper::new(made))));
                    }
                }
                _ => {}
            }
        }
    }

    /// Bytes of what would be sent of it. Tracked.
    pub(super) fn bytes(&self) -> u64 {
        let small = self.small.get().filter(|_| self.sends_small.get());
        small.map_or(self.size, |small| small.size())
    }

    /// Whether words can stand below it: a voice message speaks for itself.
    pub(super) fn takes_caption(&self) -> bool {
        self.voice.is_none()
    }

    /// Whether it may be one of several in one message.
    pub(super) fn is_seen(&self) -> bool {
        matches!(self.kind, Kind::Picture | Kind::Video)
    }

    /// Which sending it is from now on.
    pub(super) fn ticket(&self) -> &Ticket {
        self.ticket.get_or_init(new_ticket)
    }

    /// Which sending it is, if the engine was asked.
    pub(super) fn asked(&self) -> Option<&Ticket> {
        self.ticket.get()
    }

    /// The command that sends it, with its blobs.
    pub(crate) fn command(&self, place: Place) -> impl Future<Output = (SendFile, Vec<Blob>)> + 'static {
        let (reply_to, ticket) = (self.answers.get_untracked(), self.ticket().clone());
        let new = self.new_file(0);
        async move {
            let (file, blobs) = new.await;
            (SendFile { place, file, reply_to, ticket }, blobs)
        }
    }

    /// What is sent of it, with its blobs, which have numbers from `first` on.
    pub(super) fn new_file(&self, first: u32) -> impl Future<Output = (NewFile, Vec<Blob>)> + 'static {
        let (measuring, mut bytes) = ((*self.measuring).clone(), (*self.bytes).clone());
        let voice = self.voice.clone();
        let (mut filename, mut mime, mut size) = (self.name.clone(), self.mime.clone(), self.size);
        let (caption, keep_notes) = (self.caption.get_untracked(), self.keeps_notes.get_untracked());
        let small = self.small.get_untracked().filter(|_| self.sends_small.get_untracked());
        async move {
            let pixels = small.as_ref().map(|Small(small)| (small.width, small.height));
            if let Some(Small(small)) = small {
                bytes = small.blob.clone();
                size = bytes.size() as u64;
                if mime != bytes.type_() {
                    mime = bytes.type_();
                    filename = renamed(&filename, &mime);
                }
            }
            let mut blobs = vec![bytes];
            let measured = measuring.await.map(|measure| {
                let thumbnail = measure.thumbnail.map(|small| {
                    let thumbnail = MeasuredThumbnail {
                        blob: BlobRef(first + 1),
                        mime: small.blob.type_(),
                        width: small.width,
                        height: small.height,
                        size: small.blob.size() as u64,
                    };
                    blobs.push(small.blob);
                    thumbnail
                });
                let (sample_width, sample_height, rgba) = measure.sample;
                let (width, height) = pixels.unwrap_or((measure.width, measure.height));
                Measured {
                    width,
                    height,
                    duration_ms: measure.duration_ms,
                    thumbnail,
                    sample: Sample { width: sample_width, height: sample_height, rgba },
                    voice: voice.map(|voice| voice.waveform.clone()),
                }
            });
            let blob = BlobRef(first);
            (NewFile { blob, filename, mime, size, measured, caption, keep_notes }, blobs)
        }
    }
}

/// A picture's name once it is of another kind.
pub(crate) fn renamed(name: &str, mime: &str) -> String {
    let ending = if mime == "image/jpeg" { "jpg" } else { "png" };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// A file's name without a path and without characters that turn or hide text.
pub(crate) fn bare_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let clean: String = name
        .chars()
        .filter(|letter| {
            !letter.is_control() && !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect();
    if clean.trim().is_empty() { "file".to_owned() } else { clean }
}
