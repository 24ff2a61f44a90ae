//! Writing into a room. Everything goes through the send queue, which is stored.

use std::{sync::Arc, time::Duration};

use matrix_sdk::{
    ComposerDraft, ComposerDraftType, Room,
    attachment::{
        AttachmentConfig, AttachmentInfo, BaseAudioInfo, BaseFileInfo, BaseImageInfo, BaseVideoInfo,
        Thumbnail,
    },
    room::{
        edit::EditedContent,
        reply::{EnforceThread, Reply},
    },
    ruma::{
        EventId, OwnedEventId, OwnedUserId, UInt,
        events::{
            AnyMessageLikeEventContent, Mentions,
            relation::{InReplyTo, Reply as ReplyRelation, Thread},
            room::message::{AddMentions, Relation, ReplyWithinThread, RoomMessageEventContent},
        },
    },
    send_queue::SendHandle,
};
use matrix_sdk_common::timeout::timeout;
use mime::Mime;
use protocol::{
    Failure, FailureKind, ItemKey,
    composer::{
        About, CancelSend, Draft, LoadDraft, Measured, Place, RetrySend, SaveDraft, SendFile, SendText,
        SetTyping,
    },
};

use crate::{
    attachments::Attachments,
    map::{blur, failure, media::safe_filename},
    session::{OpenTimeline, People, Session, event_id, room},
    typed::{mentioned, message},
};

/// How long to wait for the server's limit on uploads before a file is queued without knowing it.
const LIMIT_PATIENCE: Duration = Duration::from_millis(1_500);
/// How long to wait for a message that is answered and not here, before it is answered unread. Other messages wait
/// behind this one.
const READ_PATIENCE: Duration = Duration::from_millis(2_500);

/// Bars of a voice message's waveform at most, and the height of the highest (MSC3246).
const MOST_BARS: usize = 120;
const LOUDEST: f32 = 1024.0;

/// Queues a message.
pub(crate) async fn send_text(session: &Arc<Session>, command: SendText) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let text = command.text.trim_matches(['\n', '\r']).trim_end();
    if text.trim().is_empty() {
        return Err(FailureKind::Invalid { field: "text".into() }.into());
    }
    let (users, everyone) = mentioned(text);
    let mut content = message(text, &known(&room, &users).await);
    // `m.mentions` is always there, so that no old push rule looks for names in the text.
    let mut mentions = Mentions::with_user_ids(users);
    mentions.room = everyone && may_mention_everyone(&room).await;
    content.mentions = Some(mentions);
    let thread = thread(&command.place)?;
    let content = match (&command.about, thread) {
        (None, None) => content,
        (None, Some(root)) => {
            let newest = newest(session, &command.place).await.unwrap_or_else(|| root.clone());
            content.relates_to = Some(Relation::Thread(Thread::plain(root, newest)));
            content
        }
        (Some(About::Reply(event)), thread) => answering(&room, content, event_id(event)?, thread).await,
        (Some(About::Edit(event)), _) => replacing(&room, content, &event_id(event)?).await?,
    };
    let body = content.body().to_owned();
    session.joins.settle(&room).await?;
    let queue = room.send_queue();
    let queueing =
        async { queue.send(content.into()).await.map(drop).map_err(|error| failure::send_queue(&error)) };
    session.tickets.once(&room, &command.ticket, &body, queueing).await
}

/// The root of the thread in which one writes.
pub(super) fn thread(place: &Place) -> Result<Option<OwnedEventId>, Failure> {
    place.thread.as_ref().map(event_id).transpose()
}

/// The newest message of a thread that is open: what clients without threads show a message in it to answer.
pub(super) async fn newest(session: &Session, place: &Place) -> Option<OwnedEventId> {
    session.timelines.peek(&place.timeline())?.timeline.latest_event_id().await
}

/// The message as an answer, in the thread where there is one. The sender of what it answers is mentioned.
async fn answering(
    room: &Room,
    mut content: RoomMessageEventContent,
    event: OwnedEventId,
    thread: Option<OwnedEventId>,
) -> RoomMessageEventContent {
    let reply = room.make_reply_event(content.clone().into(), answer_to(event.clone(), thread.is_some()));
    match timeout(reply, READ_PATIENCE).await {
        Ok(Ok(content)) => content,
        unread => {
            // What is answered cannot be read: who sent it, and whether it is in a thread, is not known.
            tracing::warn!(error = ?unread.err(), "answers a message that is not there");
            content.relates_to = Some(match thread {
                Some(root) => Relation::Thread(Thread::reply(root, event)),
                None => Relation::Reply(ReplyRelation::new(InReplyTo::new(event))),
            });
            content
        }
    }
}

/// Sees to it that a message can be read which a file answers: the SDK makes no file an answer to another.
async fn readable(room: &Room, event: OwnedEventId) -> Result<OwnedEventId, Failure> {
    match timeout(room.load_or_fetch_event(&event, None), READ_PATIENCE).await {
        Ok(Ok(_)) => Ok(event),
        Ok(Err(error)) => Err(failure::failure(&error)),
        Err(_) => Err(FailureKind::Offline.into()),
    }
}

fn answer_to(event_id: OwnedEventId, in_thread: bool) -> Reply {
    let enforce_thread = match in_thread {
        true => EnforceThread::Threaded(ReplyWithinThread::Yes),
        false => EnforceThread::MaybeThreaded,
    };
    Reply { event_id, enforce_thread, add_mentions: AddMentions::Yes }
}

/// The message in place of an earlier one.
async fn replacing(
    room: &Room,
    content: RoomMessageEventContent,
    event: &EventId,
) -> Result<RoomMessageEventContent, Failure> {
    let edit = room.make_edit_event(event, EditedContent::RoomMessage(content.into())).await;
    match edit.map_err(|error| failure::edit(&error))? {
        AnyMessageLikeEventContent::RoomMessage(content) => Ok(content),
        _ => Err(FailureKind::Internal.into()),
    }
}

/// Those of these people who are known in the room.
async fn known(room: &Room, users: &[OwnedUserId]) -> People {
    let people = People::new(room);
    people.look_up(room, users.iter().cloned()).await;
    people
}

/// Whether the account may mention everybody in a room at once.
pub(crate) async fn may_mention_everyone(room: &Room) -> bool {
    room.power_levels_or_default().await.user_can_trigger_room_notification(room.own_user_id())
}

/// Queues a file or picture.
pub(crate) async fn send_file(
    session: &Arc<Session>,
    command: SendFile,
    attachments: Attachments,
) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    if let Ok(Ok(limit)) = timeout(session.client.load_or_fetch_max_upload_size(), LIMIT_PATIENCE).await
        && command.size > u64::from(limit)
    {
        return Err(FailureKind::TooLarge { limit: Some(limit.into()) }.into());
    }
    let data = attachments.read(command.blob).await?;
    let mime: Mime = command.mime.parse().unwrap_or(mime::APPLICATION_OCTET_STREAM);
    let mut filename = safe_filename(&command.filename);
    if filename.is_empty() {
        filename = "file".to_owned();
    }
    let thumbnail = match command.measured.as_ref().and_then(|measured| measured.thumbnail.as_ref()) {
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
    let info = info(&mime, data.len() as u64, command.measured.as_ref());
    let reply = match (&command.reply_to, &command.place.thread) {
        (Some(event), thread) => Some(answer_to(readable(&room, event_id(event)?).await?, thread.is_some())),
        (None, Some(root)) => {
            let newest = match newest(session, &command.place).await {
                Some(newest) => newest,
                None => event_id(root)?,
            };
            Some(Reply {
                event_id: readable(&room, newest).await?,
                enforce_thread: EnforceThread::Threaded(ReplyWithinThread::No),
                add_mentions: AddMentions::No,
            })
        }
        (None, None) => None,
    };
    let config =
        AttachmentConfig::new().info(info).thumbnail(thumbnail).mentions(Some(Mentions::new())).reply(reply);
    session.joins.settle(&room).await?;
    let queue = room.send_queue();
    let queueing = async {
        let queued = queue.send_attachment(&filename, mime, data, config).await;
        queued.map(drop).map_err(|error| failure::send_queue(&error))
    };
    session.tickets.once(&room, &command.ticket, &filename, queueing).await
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

/// Tries a failed message again.
pub(crate) async fn retry_send(session: &Arc<Session>, command: RetrySend) -> Result<(), Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let handle = local_echo(&open, &command.item).await?;
    handle.unwedge().await.map_err(|error| failure::send_queue(&error))?;
    // An error that would have gone by itself has stopped the room's whole queue.
    open.room().send_queue().set_enabled(true);
    Ok(())
}

/// Takes a message that is not sent yet out of the queue.
pub(crate) async fn cancel_send(session: &Arc<Session>, command: CancelSend) -> Result<(), Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let handle = local_echo(&open, &command.item).await?;
    match handle.abort().await {
        Ok(true) => {
            // Others may wait behind the one that failed.
            open.room().send_queue().set_enabled(true);
            Ok(())
        }
        // It was sent in the meantime.
        Ok(false) => Err(FailureKind::NotFound.into()),
        Err(error) => Err(failure::send_queue_storage(&error)),
    }
}

/// The handle of a message that is not sent yet.
async fn local_echo(open: &OpenTimeline, key: &ItemKey) -> Result<SendHandle, Failure> {
    let items = open.timeline.items().await;
    let item = items.iter().rev().find(|item| item.unique_id().0 == key.0);
    let handle = item.and_then(|item| item.as_event()?.local_echo_send_handle());
    handle.ok_or_else(|| FailureKind::NotFound.into())
}

/// Tells the room that the person types, or has stopped.
pub(crate) async fn set_typing(session: &Arc<Session>, command: SetTyping) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    session.joins.settle(&room).await?;
    room.typing_notice(command.typing).await.map_err(|error| failure::failure(&error))
}

/// Reads the draft of a room or thread.
pub(crate) async fn load_draft(session: &Arc<Session>, command: LoadDraft) -> Result<Option<Draft>, Failure> {
    let room = room(session, &command.place.room).await?;
    let thread = thread(&command.place)?;
    let draft =
        room.load_composer_draft(thread.as_deref()).await.map_err(|error| failure::failure(&error))?;
    Ok(draft.map(|draft| Draft {
        text: draft.plain_text,
        about: match draft.draft_type {
            ComposerDraftType::NewMessage => None,
            ComposerDraftType::Reply { event_id } => Some(About::Reply(event_id.as_str().into())),
            ComposerDraftType::Edit { event_id } => Some(About::Edit(event_id.as_str().into())),
        },
    }))
}

/// Keeps the draft of a room or thread.
pub(crate) async fn save_draft(session: &Arc<Session>, command: SaveDraft) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let thread = thread(&command.place)?;
    let Draft { text, about } = command.draft;
    let saved = if text.is_empty() && about.is_none() {
        room.clear_composer_draft(thread.as_deref()).await
    } else {
        let draft = ComposerDraft {
            plain_text: text,
            html_text: None,
            draft_type: match about {
                None => ComposerDraftType::NewMessage,
                Some(About::Reply(event)) => ComposerDraftType::Reply { event_id: event_id(&event)? },
                Some(About::Edit(event)) => ComposerDraftType::Edit { event_id: event_id(&event)? },
            },
            attachments: Vec::new(),
        };
        room.save_composer_draft(draft, thread.as_deref()).await
    };
    saved.map_err(|error| failure::failure(&error))
}
