//! Sending files.

use std::{sync::Arc, time::Duration};

use matrix_sdk::{
    Room,
    attachment::{
        AttachmentConfig, AttachmentInfo, BaseAudioInfo, BaseFileInfo, BaseImageInfo, BaseVideoInfo,
        GalleryConfig, GalleryItemInfo, Thumbnail,
    },
    room::reply::{EnforceThread, Reply},
    ruma::{
        OwnedEventId, UInt,
        events::{
            Mentions,
            room::message::{AddMentions, ReplyWithinThread, TextMessageEventContent},
        },
    },
};
use matrix_sdk_common::timeout::timeout;
use mime::Mime;
use protocol::{
    EventId, Failure, FailureKind,
    composer::{Measured, NewFile, Place, SendFile, SendGallery},
};

use super::composer::{READ_PATIENCE, answer_to, as_caption, newest, queue_once, written};
use crate::{
    attachments::Attachments,
    camera_notes,
    map::{blur, failure, gallery, media::safe_filename},
    session::{Session, event_id, room},
};

/// How long to wait for the server's limit on uploads before a file is queued without knowing it.
const LIMIT_PATIENCE: Duration = Duration::from_millis(1_500);

/// Bytes of a larger file cannot be sent, whatever the server accepts: they are several times in memory on their way through
/// the send queue (docs/decisions/026-media.md).
const MOST: u64 = 500_000_000;

/// Bars of a voice message's waveform at most, and the height of the highest (MSC3246).
const MOST_BARS: usize = 120;
const LOUDEST: f32 = 1024.0;

/// A file as it is to be sent.
struct Ready {
    filename: String,
    mime: Mime,
    data: Vec<u8>,
    info: AttachmentInfo,
    thumbnail: Option<Thumbnail>,
    caption: Caption,
}

/// What is said below files, and whom it mentions.
#[derive(Default)]
struct Caption {
    text: Option<TextMessageEventContent>,
    mentions: Mentions,
}

/// Queues a file or picture.
pub(crate) async fn send_file(
    session: &Arc<Session>,
    command: SendFile,
    attachments: Attachments,
) -> Result<(), Failure> {
    let SendFile { place, file, reply_to, ticket } = command;
    let room = room(session, &place.room).await?;
    let Ready { filename, mime, data, info, thumbnail, caption } =
        ready(session, &room, file, &attachments, most(session).await).await?;
    let reply = stands_to(session, &room, &place, reply_to).await?;
    let body = caption.text.as_ref().map_or_else(|| filename.clone(), |text| text.body.clone());
    let config = AttachmentConfig::new()
        .info(info)
        .thumbnail(thumbnail)
        .caption(caption.text)
        .mentions(Some(caption.mentions))
        .reply(reply);
    let queue = room.send_queue();
    let queueing = queue.send_attachment(&filename, mime, data, config);
    queue_once(session, &room, &ticket, &body, queueing).await
}

/// Queues several files as one message.
pub(crate) async fn send_gallery(
    session: &Arc<Session>,
    command: SendGallery,
    attachments: Attachments,
) -> Result<(), Failure> {
    let SendGallery { place, files, caption, reply_to, ticket } = command;
    if !(1..=SendGallery::MOST).contains(&files.len()) {
        return Err(FailureKind::Invalid { field: "files".into() }.into());
    }
    let room = room(session, &place.room).await?;
    let Caption { text, mut mentions } = said(session, &room, &caption).await;
    let limit = most(session).await;
    let mut items = Vec::with_capacity(files.len());
    for file in files {
        let Ready { filename, mime, data, info, thumbnail, caption } =
            ready(session, &room, file, &attachments, limit).await?;
        mentions.user_ids.extend(caption.mentions.user_ids);
        mentions.room |= caption.mentions.room;
        items.push(GalleryItemInfo {
            filename,
            content_type: mime,
            data,
            attachment_info: info,
            caption: caption.text,
            thumbnail,
        });
    }
    let names = items.iter().map(|item| item.filename.as_str());
    let text = text.unwrap_or_else(|| TextMessageEventContent::plain(gallery::listed(names)));
    let body = text.body.clone();
    let reply = stands_to(session, &room, &place, reply_to).await?;
    let config = GalleryConfig::new().caption(Some(text)).mentions(Some(mentions)).reply(reply);
    let config = items.into_iter().fold(config, GalleryConfig::add_item);
    queue_once(session, &room, &ticket, &body, room.send_queue().send_gallery(config)).await
}

/// Bytes of the largest file that can be sent, as far as that is known.
pub(super) async fn most(session: &Session) -> u64 {
    let server = timeout(session.client.load_or_fetch_max_upload_size(), LIMIT_PATIENCE).await;
    server.ok().and_then(Result::ok).map_or(MOST, |limit| u64::from(limit).min(MOST))
}

/// Reads a file of at most so many bytes and takes out of it what is not to be sent.
async fn ready(
    session: &Arc<Session>,
    room: &Room,
    file: NewFile,
    attachments: &Attachments,
    limit: u64,
) -> Result<Ready, Failure> {
    if file.size > limit {
        return Err(FailureKind::TooLarge { limit: Some(limit) }.into());
    }
    let data = attachments.read(file.blob).await?;
    let data = if file.keep_notes { data } else { camera_notes::without(data) };
    let mime: Mime = file.mime.parse().unwrap_or(mime::APPLICATION_OCTET_STREAM);
    let mut filename = safe_filename(&file.filename);
    if filename.is_empty() {
        filename = "file".to_owned();
    }
    let thumbnail = match file.measured.as_ref().and_then(|measured| measured.thumbnail.as_ref()) {
        Some(thumbnail) => match (attachments.read(thumbnail.blob).await, thumbnail.mime.parse::<Mime>()) {
            (Ok(data), Ok(content_type)) => Some(Thumbnail {
                size: number(data.len() as u64),
                data,
                content_type,
                width: UInt::from(thumbnail.width),
                height: UInt::from(thumbnail.height),
            }),
            // The file is worth sending without its thumbnail.
            _ => None,
        },
        None => None,
    };
    let info = info(&mime, data.len() as u64, file.measured.as_ref());
    let caption = said(session, room, &file.caption).await;
    Ok(Ready { filename, mime, data, info, thumbnail, caption })
}

/// What was typed below a file.
async fn said(session: &Arc<Session>, room: &Room, typed: &str) -> Caption {
    let typed = typed.trim();
    if typed.is_empty() {
        return Caption::default();
    }
    let content = written(session, room, typed).await;
    let mentions = content.mentions.clone().unwrap_or_default();
    Caption { text: Some(as_caption(content)), mentions }
}

/// What files stand to other messages.
async fn stands_to(
    session: &Session,
    room: &Room,
    place: &Place,
    reply_to: Option<EventId>,
) -> Result<Option<Reply>, Failure> {
    Ok(match (reply_to, &place.thread) {
        (Some(event), thread) => Some(answer_to(readable(room, event_id(&event)?).await?, thread.is_some())),
        (None, Some(root)) => {
            let newest = match newest(session, place).await {
                Some(newest) => newest,
                None => event_id(root)?,
            };
            Some(Reply {
                event_id: readable(room, newest).await?,
                enforce_thread: EnforceThread::Threaded(ReplyWithinThread::No),
                add_mentions: AddMentions::No,
            })
        }
        (None, None) => None,
    })
}

/// Sees to it that a message can be read which a file answers: the SDK makes no file an answer to another.
async fn readable(room: &Room, event: OwnedEventId) -> Result<OwnedEventId, Failure> {
    match timeout(room.load_or_fetch_event(&event, None), READ_PATIENCE).await {
        Ok(Ok(_)) => Ok(event),
        Ok(Err(error)) => Err(failure::failure(&error)),
        Err(_) => Err(FailureKind::Offline.into()),
    }
}

fn info(mime: &Mime, size: u64, measured: Option<&Measured>) -> AttachmentInfo {
    let size = Some(number(size));
    let side =
        |pixels: fn(&Measured) -> u32| measured.map(pixels).filter(|pixels| *pixels > 0).map(UInt::from);
    let (width, height) = (side(|measured| measured.width), side(|measured| measured.height));
    let duration =
        measured.map(|measured| measured.duration_ms).filter(|millis| *millis > 0).map(Duration::from_millis);
    let blurhash = measured.and_then(|measured| {
        blur::encode(measured.sample.width, measured.sample.height, &measured.sample.rgba)
    });
    match mime.type_() {
        mime::IMAGE => {
            AttachmentInfo::Image(BaseImageInfo { width, height, size, blurhash, is_animated: None })
        }
        mime::VIDEO => AttachmentInfo::Video(BaseVideoInfo { duration, width, height, size, blurhash }),
        mime::AUDIO => match measured.and_then(|measured| measured.voice.as_ref()) {
            Some(waveform) => {
                // The SDK writes no waveform without a duration.
                let duration = Some(duration.unwrap_or_default());
                let bars = waveform.iter().take(MOST_BARS).map(|bar| f32::from(*bar) / LOUDEST);
                AttachmentInfo::Voice(BaseAudioInfo { duration, size, waveform: Some(bars.collect()) })
            }
            None => AttachmentInfo::Audio(BaseAudioInfo { duration, size, waveform: None }),
        },
        _ => AttachmentInfo::File(BaseFileInfo { size }),
    }
}

fn number(number: u64) -> UInt {
    UInt::new_saturating(number)
}
