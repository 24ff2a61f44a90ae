//! Pictures, videos, audio and files of messages.

use std::time::Duration;

use matrix_sdk::ruma::{
    MxcUri, UInt,
    events::{
        room::{
            ImageInfo, MediaSource as SdkSource,
            message::{
                AudioMessageEventContent, FileMessageEventContent, ImageMessageEventContent,
                VideoMessageEventContent,
            },
        },
        sticker::{StickerEventContent, StickerMediaSource},
    },
};
use protocol::media::{Media, MediaSource};

use super::{blur, rich_text::cut_at};

/// Bytes of a file's name; most file systems take 255.
const LONGEST_NAME: usize = 200;
/// Bytes of a MIME type.
const LONGEST_MIME: usize = 100;
/// Bytes of a file's address, and of its JSON with the key.
const LONGEST_URI: usize = 1_000;
const LONGEST_SOURCE: usize = 4_000;
/// Bars of a waveform.
const MOST_BARS: usize = 256;

/// The address of a picture as the wire carries it, if it is one.
pub(crate) fn mxc(uri: &MxcUri) -> Option<protocol::MxcUri> {
    (uri.is_valid() && uri.as_str().len() <= LONGEST_URI).then(|| uri.as_str().into())
}

/// The source as the wire carries it: its JSON, with the key if the file is encrypted.
pub(crate) fn source(source: &SdkSource) -> Option<MediaSource> {
    if let SdkSource::Plain(uri) = source
        && !uri.is_valid()
    {
        return None;
    }
    let json = serde_json::to_string(source).ok()?;
    (json.len() <= LONGEST_SOURCE).then_some(MediaSource(json))
}

/// The source that [`source`] wrote.
pub(crate) fn sdk_source(source: &MediaSource) -> Option<SdkSource> {
    serde_json::from_str(&source.0).ok().filter(|source| match source {
        SdkSource::Plain(uri) => uri.is_valid(),
        SdkSource::Encrypted(file) => file.url.is_valid(),
    })
}

/// The source of a picture that is only named by its URI.
pub(crate) fn plain_source(uri: &str) -> Option<SdkSource> {
    let uri = <&MxcUri>::from(uri);
    uri.is_valid().then(|| SdkSource::Plain(uri.to_owned()))
}

/// A file name that can be shown and saved: without path, control characters, and characters that turn the
/// direction of writing (with them `gpj.exe` can be made to look like `exe.jpg`).
pub(crate) fn safe_filename(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(
                    c,
                    '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
                )
        })
        .map(|c| if "<>:\"|?*".contains(c) { '_' } else { c })
        .collect();
    let clean = clean.trim().trim_start_matches('.');
    if clean.len() <= LONGEST_NAME {
        return clean.to_owned();
    }
    // The ending says what the file is, so the middle is what goes.
    let ending = clean.rfind('.').map_or("", |at| &clean[at..]);
    let ending = if ending.len() > 12 { "" } else { ending };
    format!("{}{ending}", cut_at(clean, LONGEST_NAME - ending.len()))
}

fn mime(mime: Option<&String>) -> Option<String> {
    mime.filter(|mime| mime.len() <= LONGEST_MIME && mime.is_ascii()).map(|mime| mime.to_ascii_lowercase())
}

fn number(number: Option<UInt>) -> Option<u64> {
    number.map(u64::from)
}

/// Pixels, where the number can be believed.
fn pixels(number: Option<UInt>) -> Option<u32> {
    number
        .and_then(|number| u32::try_from(u64::from(number)).ok())
        .filter(|pixels| (1..=100_000).contains(pixels))
}

fn millis(duration: Option<Duration>) -> Option<u64> {
    duration.and_then(|duration| u64::try_from(duration.as_millis()).ok())
}

fn bare(of: &SdkSource, filename: &str) -> Option<Media> {
    Some(Media::named(source(of)?, safe_filename(filename)))
}

fn with_image_info(mut media: Media, info: &ImageInfo) -> Media {
    media.mime = mime(info.mimetype.as_ref());
    media.size = number(info.size);
    media.width = pixels(info.width);
    media.height = pixels(info.height);
    media.thumbnail = info.thumbnail_source.as_ref().and_then(source);
    media.blur = info.blurhash.as_deref().and_then(blur::decode);
    media
}

/// `m.image`; `None` where the source is no mxc URI, as in the functions below.
pub(crate) fn image(content: &ImageMessageEventContent) -> Option<Media> {
    let media = bare(&content.source, content.filename())?;
    Some(match &content.info {
        Some(info) => with_image_info(media, info),
        None => media,
    })
}

/// `m.sticker`.
pub(crate) fn sticker(content: &StickerEventContent) -> Option<Media> {
    let of = match &content.source {
        StickerMediaSource::Plain(uri) => SdkSource::Plain(uri.clone()),
        StickerMediaSource::Encrypted(file) => SdkSource::Encrypted(file.clone()),
        _ => return None,
    };
    Some(with_image_info(bare(&of, &content.body)?, &content.info))
}

/// `m.video`.
pub(crate) fn video(content: &VideoMessageEventContent) -> Option<Media> {
    let mut media = bare(&content.source, content.filename())?;
    if let Some(info) = &content.info {
        media.mime = mime(info.mimetype.as_ref());
        media.size = number(info.size);
        media.width = pixels(info.width);
        media.height = pixels(info.height);
        media.duration_ms = millis(info.duration);
        media.thumbnail = info.thumbnail_source.as_ref().and_then(source);
        media.blur = info.blurhash.as_deref().and_then(blur::decode);
    }
    Some(media)
}

/// `m.audio`, voice messages among them.
pub(crate) fn audio(content: &AudioMessageEventContent) -> Option<Media> {
    let mut media = bare(&content.source, content.filename())?;
    if let Some(info) = &content.info {
        media.mime = mime(info.mimetype.as_ref());
        media.size = number(info.size);
        media.duration_ms = millis(info.duration);
    }
    if let Some(details) = &content.audio {
        media.duration_ms = media.duration_ms.or(millis(Some(details.duration)));
        media.waveform = details
            .waveform
            .iter()
            .take(MOST_BARS)
            .map(|bar| u16::try_from(u64::from(bar.get())).unwrap_or(1024).min(1024))
            .collect();
    }
    media.voice = content.voice.is_some();
    Some(media)
}

/// `m.file`.
pub(crate) fn file(content: &FileMessageEventContent) -> Option<Media> {
    let mut media = bare(&content.source, content.filename())?;
    if let Some(info) = &content.info {
        media.mime = mime(info.mimetype.as_ref());
        media.size = number(info.size);
        media.thumbnail = info.thumbnail_source.as_ref().and_then(source);
    }
    Some(media)
}
