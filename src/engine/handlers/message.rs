//! Doing something with a message that is there.

use std::{sync::Arc, time::Duration};

use matrix_sdk::{
    Error,
    ruma::{OwnedEventId, events::relation::InReplyTo},
    sleep::sleep,
};
use matrix_sdk_ui::timeline::{EventTimelineItem, TimelineEventItemId};
use protocol::{
    Failure, FailureKind,
    emoji::UseEmoji,
    message::{
        Editable, ReadAnswered, ReadEditable, ReadQuote, RedactMessage, SetPinned, SetReaction, UnpinAll,
    },
    rich_text::Node,
    session::Connection,
    timeline::{QuoteState, Timeline},
};
use serde_json::{Map, Value, json};

use super::{emoji::use_emoji, packs::shortcode_of, room_change::set_state};
use crate::{
    map::{
        emoji::only_emoji,
        failure, insecure,
        pack::picture_uri,
        timeline_item::{cut_key, embedded_event},
    },
    markdown::source::Source,
    session::{OpenTimeline, Session, event_id, room},
    task::Task,
    typed::typed,
};

/// How often, and how long apart, it is looked whether a reaction that was queued shows.
const ECHO_LOOKS: u32 = 50;
const ECHO_LOOK: Duration = Duration::from_millis(20);

/// Adds the account's reaction, or takes it back.
pub(crate) async fn set_reaction(session: &Arc<Session>, command: SetReaction) -> Result<(), Failure> {
    // One at a time: whether it is there already shows a moment after it was queued.
    let _turn = session.reacting.lock().await;
    let event = event_id(&command.event)?;
    let item = item(session, &command.timeline, &command.event).await?;
    let shown = command.key.trim();
    let known = known_key(&item, shown);
    if known.is_none() && (shown.is_empty() || cut_key(shown) != shown) {
        return Err(FailureKind::Invalid { field: "key".into() }.into());
    }
    let key = known.unwrap_or_else(|| shown.to_owned());
    if has_own(session, &item, &key) == command.on {
        return Ok(());
    }
    let open = session.timelines.opened(session, &command.timeline).await?;
    let target = TimelineEventItemId::EventId(event.clone());
    let named = if command.on { picture_name(session, &open, &key).await } else { None };
    let toggled = open.timeline.toggle_reaction_with_extra_content(&target, &key, named);
    toggled.await.map_err(|error| failure::timeline(&error))?;
    for _ in 0..ECHO_LOOKS {
        match open.timeline.item_by_event_id(&event).await {
            Some(item) if has_own(session, &item, &key) != command.on => sleep(ECHO_LOOK).await,
            _ => break,
        }
    }
    if command.on && only_emoji(&[Node::Text(key.clone())]) {
        let session = session.clone();
        Task::detached(async move {
            if let Err(failure) = use_emoji(&session, UseEmoji { emoji: key }).await {
                tracing::info!(?failure, "the homeserver did not note an emoji");
            }
        });
    }
    Ok(())
}

/// What a picture is called that is a reaction, as the event says it (MSC4027).
async fn picture_name(session: &Arc<Session>, open: &OpenTimeline, key: &str) -> Option<Map<String, Value>> {
    let name = shortcode_of(session, open.room().room_id(), &picture_uri(key)?).await?;
    open.note_reaction(key, &name);
    let said = [("shortcode", name.clone()), ("com.beeper.reaction.shortcode", format!(":{name}:"))];
    Some(said.into_iter().map(|(key, name)| (key.to_owned(), name.into())).collect())
}

/// Whether a reaction of the account's is among those of a message.
fn has_own(session: &Session, item: &EventTimelineItem, key: &str) -> bool {
    let by = item.content().reactions().and_then(|all| all.get(key).cloned());
    by.zip(session.client.user_id()).is_some_and(|(by, own)| by.contains_key(own))
}

/// The whole key of a reaction that is there, which may have been cut on its way to the interface.
fn known_key(item: &EventTimelineItem, shown: &str) -> Option<String> {
    let reactions = item.content().reactions()?;
    reactions.iter().map(|(key, _)| key).find(|key| *key == shown || cut_key(key) == shown).cloned()
}

/// Takes a message back.
pub(crate) async fn redact_message(session: &Arc<Session>, command: RedactMessage) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    let reason = command.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let queued = room.send_queue().redact(event_id(&command.event)?, reason).await;
    queued.map(drop).map_err(|error| failure::send_queue(&error))
}

/// Pins a message, or unpins it.
pub(crate) async fn set_pinned(session: &Arc<Session>, command: SetPinned) -> Result<(), Failure> {
    let event = event_id(&command.event)?;
    let on = command.on;
    pin(session, &command.room, move |pinned| {
        pinned.retain(|one| *one != event);
        if on {
            pinned.push(event);
        }
    })
    .await
}

/// Unpins all messages.
pub(crate) async fn unpin_all(session: &Arc<Session>, command: UnpinAll) -> Result<(), Failure> {
    pin(session, &command.room, Vec::clear).await
}

/// Changes what is pinned in a room, from what the homeserver has now: sync may be behind.
async fn pin(
    session: &Arc<Session>,
    room_id: &protocol::RoomId,
    change: impl FnOnce(&mut Vec<OwnedEventId>),
) -> Result<(), Failure> {
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    let room = room(session, room_id).await?;
    let before = match room.load_pinned_events().await {
        Ok(pinned) => pinned.unwrap_or_default(),
        // What cannot be read is replaced.
        Err(Error::SerdeJson(_)) => Vec::new(),
        Err(error) => return Err(failure::failure(&error)),
    };
    let mut pinned = before.clone();
    change(&mut pinned);
    if pinned == before {
        return Ok(());
    }
    set_state(&room, "m.room.pinned_events", "", json!({ "pinned": pinned })).await
}

/// The text of one's own message as it was typed.
pub(crate) async fn read_editable(
    session: &Arc<Session>,
    command: ReadEditable,
) -> Result<Editable, Failure> {
    if let Some(event) = command.event {
        let item = item(session, &command.timeline, &event).await?;
        let Source { text, whole } = editable(&item).ok_or(FailureKind::Forbidden)?;
        return Ok(Editable { event, text, whole });
    }
    let open = session.timelines.opened(session, &command.timeline).await?;
    let items = open.timeline.items().await;
    let newest = items.iter().rev().filter_map(|item| item.as_event()).find_map(|item| {
        // A file without a caption is not what somebody said last.
        let Source { text, whole } = editable(item).filter(|source| !source.text.is_empty())?;
        Some(Editable { event: item.event_id()?.as_str().into(), text, whole })
    });
    newest.ok_or_else(|| FailureKind::NotFound.into())
}

fn editable(item: &EventTimelineItem) -> Option<Source> {
    typed(item.content().as_message().filter(|_| item.is_own())?.msgtype())
}

/// A message in one line.
pub(crate) async fn read_quote(session: &Arc<Session>, command: ReadQuote) -> Result<QuoteState, Failure> {
    let open = session.timelines.live(session, &command.room).await?;
    let event = open.room().load_or_fetch_event(&event_id(&command.event)?, None).await;
    let event = event.map_err(|error| failure::failure(&error))?;
    let is_hidden = insecure::is_hidden(&session.client, &event);
    let embedded = open.timeline.make_replied_to(event).await.map_err(|error| failure::timeline(&error))?;
    Ok(embedded.as_ref().map_or(QuoteState::Failed, |event| embedded_event(event, is_hidden)))
}

/// Which message another one answers, if it does.
pub(crate) async fn read_answered(
    session: &Arc<Session>,
    command: ReadAnswered,
) -> Result<Option<protocol::EventId>, Failure> {
    let room = room(session, &command.room).await?;
    let event = room.load_or_fetch_event(&event_id(&command.event)?, None).await;
    let event = event.map_err(|error| failure::failure(&error))?;
    let answering: Option<Answering> = event.raw().get_field("content").ok().flatten();
    Ok(answering.and_then(Answering::answered).map(|event| event.as_str().into()))
}

/// Of a message's content, what says which one it answers (spec, "Rich replies").
#[derive(serde::Deserialize)]
struct Answering {
    #[serde(rename = "m.relates_to")]
    relation: Option<RelationTo>,
}

#[derive(serde::Deserialize)]
struct RelationTo {
    #[serde(rename = "m.in_reply_to")]
    answered: Option<InReplyTo>,
    /// In a thread it is often only for clients that know none.
    #[serde(default)]
    is_falling_back: bool,
}

impl Answering {
    fn answered(self) -> Option<OwnedEventId> {
        self.relation.filter(|relation| !relation.is_falling_back)?.answered.map(|to| to.event_id)
    }
}

/// A message of a timeline that is open.
pub(crate) async fn item(
    session: &Arc<Session>,
    timeline: &Timeline,
    event: &protocol::EventId,
) -> Result<EventTimelineItem, Failure> {
    let open = session.timelines.opened(session, timeline).await?;
    open.timeline.item_by_event_id(&event_id(event)?).await.ok_or_else(|| FailureKind::NotFound.into())
}
