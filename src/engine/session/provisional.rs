//! What a room's cache holds, or the homeserver knows of a thread, shown while the SDK still waits before its timeline
//! is open.

use futures_util::future::join;
use matrix_sdk::{
    Room,
    deserialized_responses::{TimelineEvent, TimelineEventKind},
    room::{IncludeRelations, RelationsOptions},
    ruma::{EventId, RoomId, UInt, api::Direction, events::relation::RelationType},
};
use matrix_sdk_common::serde_helpers::extract_thread_root;
use matrix_sdk_ui::timeline::{Profile as SdkProfile, TimelineDetails, TimelineItemContent};
use protocol::{
    ItemKey,
    timeline::{Content, EventItem, ItemKind, TimelineItem, Undecryptable},
};

use super::{Session, people::People};
use crate::map::{content, event_filter, insecure, link_preview, person};

/// The newest events that are shown.
const MOST: usize = 50;

/// The cached events of a room, without reactions, receipts and edits; `None` if there are none.
pub(crate) async fn items(session: &Session, room: &protocol::RoomId) -> Option<Vec<TimelineItem>> {
    let room = session.client.get_room(&RoomId::parse(room.as_str()).ok()?)?;
    let (cache, _alive) = room.event_cache().await.ok()?;
    let mut events = cache.events().await.ok()?;
    // A thread has a timeline of its own.
    events.retain(|event| extract_thread_root(event.raw()).is_none());
    let events = events.split_off(events.len().saturating_sub(MOST));
    items_of(&room, events).await
}

/// The newest messages of a thread as the homeserver has them, below its root where there are no more, likewise.
pub(crate) async fn thread(room: &Room, root: &EventId) -> Option<Vec<TimelineItem>> {
    let options = RelationsOptions {
        dir: Direction::Backward,
        limit: Some(UInt::from(MOST as u32)),
        include_relations: IncludeRelations::RelationsOfType(RelationType::Thread),
        ..RelationsOptions::default()
    };
    let (replies, root) =
        join(room.relations(root.to_owned(), options), room.load_or_fetch_event(root, None)).await;
    let replies = replies.ok()?;
    let root = root.ok().filter(|_| replies.next_batch_token.is_none());
    items_of(room, root.into_iter().chain(replies.chunk.into_iter().rev()).collect()).await
}

async fn items_of(room: &Room, events: Vec<TimelineEvent>) -> Option<Vec<TimelineItem>> {
    let people = People::new(room);
    let mut items = Vec::new();
    for event in events {
        items.extend(item(room, &people, event).await);
    }
    (!items.is_empty()).then_some(items)
}

async fn item(room: &Room, people: &People, event: TimelineEvent) -> Option<TimelineItem> {
    let raw = event.raw().clone();
    let parsed = raw.deserialize().ok()?;
    if !event_filter::makes_item(&parsed, &room.clone_info().room_version_rules_or_default()) {
        return None;
    }
    let said = match &event.kind {
        // Asking the SDK for the reason is what waits for the network.
        TimelineEventKind::UnableToDecrypt { .. } => Content::Undecryptable(Undecryptable::WaitingForKey),
        _ if insecure::is_hidden(&room.client(), &event) => {
            Content::Undecryptable(Undecryptable::DeviceNotConfirmed)
        }
        _ => content::content(&TimelineItemContent::from_event(room, event).await?, Some(&raw), people),
    };
    let sender = parsed.sender();
    let profile = TimelineDetails::from_initial_value(SdkProfile::load(room, sender).await);
    let event = EventItem {
        event: Some(parsed.event_id().as_str().into()),
        sender: person::person(sender, &profile),
        own: sender == room.own_user_id(),
        timestamp: parsed.origin_server_ts().get().into(),
        content: said,
        edited: false,
        reply_to: None,
        reactions: Vec::new(),
        receipts: Vec::new(),
        send_state: None,
        shield: None,
        key_from: None,
        mentions_me: false,
        thread: None,
        previews: link_preview::bundled(Some(&raw)),
        // What was there before does not come now.
        effect: None,
    };
    let key = ItemKey(format!("cached {}", parsed.event_id()));
    Some(TimelineItem { key, kind: ItemKind::Event(Box::new(event)) })
}
