//! Writing into a room. Everything goes through the send queue, which is stored.

use std::{sync::Arc, time::Duration};

use matrix_sdk::{
    ComposerDraft, ComposerDraftType, Room,
    room::{
        edit::EditedContent,
        reply::{EnforceThread, Reply},
    },
    ruma::{
        EventId, OwnedEventId, OwnedUserId,
        events::{
            AnyMessageLikeEventContent, AnySyncMessageLikeEvent, AnySyncTimelineEvent, Mentions,
            SyncMessageLikeEvent,
            relation::{InReplyTo, Reply as ReplyRelation, Thread},
            room::message::{
                AddMentions, MessageType, Relation, ReplyWithinThread, RoomMessageEventContent,
                TextMessageEventContent,
            },
        },
    },
    send_queue::{RoomSendQueueError, SendHandle},
};
use matrix_sdk_common::{SendOutsideWasm, timeout::timeout};
use protocol::{
    Failure, FailureKind, ItemKey,
    composer::{
        About, CancelSend, Draft, LoadDraft, Place, RetrySend, SaveDraft, SendText, SetTyping, Ticket,
        WasQueued,
    },
};

use super::packs::emoticons;
use crate::{
    map::{failure, gallery, pill::Nobody},
    session::{OpenTimeline, People, Session, event_id, room},
    typed::{mentioned, message},
};

/// How long to wait for a message that is answered and not here, before it is answered unread. Other messages wait
/// behind this one.
pub(super) const READ_PATIENCE: Duration = Duration::from_millis(2_500);

/// Queues a message.
pub(crate) async fn send_text(session: &Arc<Session>, command: SendText) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let content = content(session, &room, &command.place, &command.text, command.about.as_ref()).await?;
    let body = content.body().to_owned();
    queue_once(session, &room, &command.ticket, &body, room.send_queue().send(content.into())).await
}

/// Does what puts something into a room's send queue, unless that was done before. `body` is what it says.
pub(super) async fn queue_once<T>(
    session: &Session,
    room: &Room,
    ticket: &Ticket,
    body: &str,
    queueing: impl IntoFuture<Output = Result<T, RoomSendQueueError>, IntoFuture: SendOutsideWasm>
    + SendOutsideWasm,
) -> Result<(), Failure> {
    session.joins.settle(room).await?;
    let queueing = async { queueing.await.map(drop).map_err(|error| failure::send_queue(&error)) };
    session.tickets.once(room, ticket, body, queueing).await
}

/// The message that was typed, with whom it mentions and what it stands to others.
pub(super) async fn content(
    session: &Arc<Session>,
    room: &Room,
    place: &Place,
    text: &str,
    about: Option<&About>,
) -> Result<RoomMessageEventContent, Failure> {
    let text = text.trim_matches(['\n', '\r']).trim_end();
    // A caption can be taken away again.
    if text.trim().is_empty() && !matches!(about, Some(About::Edit(_))) {
        return Err(FailureKind::Invalid { field: "text".into() }.into());
    }
    let mut content = written(session, room, text).await;
    Ok(match (about, in_thread(session, place).await?) {
        (None, thread) => {
            content.relates_to = thread.map(Relation::Thread);
            content
        }
        (Some(About::Reply(event)), thread) => {
            let root = thread.map(|thread| thread.event_id);
            answering(room, content, event_id(event)?, root).await
        }
        (Some(About::Edit(event)), _) => replacing(room, content, &event_id(event)?).await?,
    })
}

/// The message that was typed, with whom it mentions.
pub(super) async fn written(session: &Arc<Session>, room: &Room, text: &str) -> RoomMessageEventContent {
    let (users, everyone) = mentioned(text);
    let emoticons = emoticons(session, room.room_id(), text).await;
    let mut content = message(text, &known(room, &users).await.with_emoticons(emoticons));
    // `m.mentions` is always there, so that no old push rule looks for names in the text.
    let mut mentions = Mentions::with_user_ids(users);
    mentions.room = everyone && may_mention_everyone(room).await;
    content.mentions = Some(mentions);
    content
}

/// A message that was typed, as a caption: it has words only.
pub(super) fn as_caption(content: RoomMessageEventContent) -> TextMessageEventContent {
    match content.msgtype {
        MessageType::Text(text) => text,
        other => TextMessageEventContent::plain(other.body()),
    }
}

/// Whether a sending was queued, by this engine or one before it.
pub(crate) async fn was_queued(session: &Arc<Session>, command: WasQueued) -> Result<bool, Failure> {
    let room = room(session, &command.place.room).await?;
    let said = message(command.text.trim(), &Nobody);
    Ok(session.tickets.was_queued(&room, &command.ticket, said.body()).await)
}

/// The root of the thread in which one writes.
pub(super) fn thread(place: &Place) -> Result<Option<OwnedEventId>, Failure> {
    place.thread.as_ref().map(event_id).transpose()
}

/// The newest message of a thread that is open: what clients without threads show a message in it to answer.
pub(super) async fn newest(session: &Session, place: &Place) -> Option<OwnedEventId> {
    session.timelines.peek(&place.timeline())?.timeline.latest_event_id().await
}

/// What makes a message stand in the thread in which one writes.
pub(super) async fn in_thread(session: &Session, place: &Place) -> Result<Option<Thread>, Failure> {
    let Some(root) = thread(place)? else { return Ok(None) };
    let newest = newest(session, place).await.unwrap_or_else(|| root.clone());
    Ok(Some(Thread::plain(root, newest)))
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

pub(super) fn answer_to(event_id: OwnedEventId, in_thread: bool) -> Reply {
    let enforce_thread = match in_thread {
        true => EnforceThread::Threaded(ReplyWithinThread::Yes),
        false => EnforceThread::MaybeThreaded,
    };
    Reply { event_id, enforce_thread, add_mentions: AddMentions::Yes }
}

/// The message in place of an earlier one; a caption in place of a file's.
async fn replacing(
    room: &Room,
    content: RoomMessageEventContent,
    event: &EventId,
) -> Result<RoomMessageEventContent, Failure> {
    let is_empty = content.body().is_empty();
    let new = match said_before(room, event).await? {
        Some(
            before @ (MessageType::Image(_)
            | MessageType::Video(_)
            | MessageType::Audio(_)
            | MessageType::File(_)
            | MessageType::Gallery(_)),
        ) => {
            let mentions = content.mentions.clone();
            let caption = as_caption(content);
            EditedContent::MediaCaption {
                caption: match before {
                    MessageType::Gallery(gallery) if is_empty => Some(gallery::names(&gallery)),
                    _ if is_empty => None,
                    _ => Some(caption.body),
                },
                formatted_caption: caption.formatted,
                mentions,
            }
        }
        _ if is_empty => return Err(FailureKind::Invalid { field: "text".into() }.into()),
        _ => EditedContent::RoomMessage(content.into()),
    };
    let edit = room.make_edit_event(event, new).await;
    match edit.map_err(|error| failure::edit(&error))? {
        AnyMessageLikeEventContent::RoomMessage(content) => Ok(content),
        _ => Err(FailureKind::Internal.into()),
    }
}

/// What a message said that is to be edited.
async fn said_before(room: &Room, event: &EventId) -> Result<Option<MessageType>, Failure> {
    let event = room.load_or_fetch_event(event, None).await.map_err(|error| failure::failure(&error))?;
    Ok(match event.raw().deserialize() {
        Ok(AnySyncTimelineEvent::MessageLike(AnySyncMessageLikeEvent::RoomMessage(
            SyncMessageLikeEvent::Original(message),
        ))) => Some(message.content.msgtype),
        _ => None,
    })
}

/// Those of these people who are known in the room.
pub(super) async fn known(room: &Room, users: &[OwnedUserId]) -> People {
    let people = People::new(room);
    people.look_up(room, users.iter().cloned()).await;
    people
}

/// Whether the account may mention everybody in a room at once.
pub(crate) async fn may_mention_everyone(room: &Room) -> bool {
    room.power_levels_or_default().await.user_can_trigger_room_notification(room.own_user_id())
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
    let text = draft.as_ref().map_or("", |draft| draft.plain_text.as_str());
    session.drafts.note(&session.client, room.room_id(), thread.as_deref(), text).await;
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
    session.drafts.note(&session.client, room.room_id(), thread.as_deref(), &text).await;
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
