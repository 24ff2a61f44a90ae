//! What a room's cache holds, shown while the SDK still waits for the network before its timeline is open.

use matrix_sdk::{
    Room,
    deserialized_responses::{TimelineEvent, TimelineEventKind},
    ruma::RoomId,
};
use matrix_sdk_ui::timeline::{Profile as SdkProfile, TimelineDetails, TimelineItemContent};
use protocol::{
    ItemKey,
    timeline::{Content, EventItem, ItemKind, TimelineItem, Undecryptable},
};

use super::{Session, people::People};
use crate::map::{content, event_filter, person};

/// The newest events that are shown.
const MOST: usize = 50;

/// The cached events of a room, without reactions, receipts and edits; `None` if there are none.
pub(crate) async fn items(session: &Session, room: &protocol::RoomId) -> Option<Vec<TimelineItem>> {
    let room = session.client.get_room(&RoomId::parse(room.as_str()).ok()?)?;
    let (cache, _alive) = room.event_cache().await.ok()?;
    let mut events = cache.events().await.ok()?;
    let events = events.split_off(events.len().saturating_sub(MOST));
    let people = People::new(&room);
    let mut items = Vec::new();
    for event in events {
        items.extend(item(&room, &people, event).await);
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
        mentions_me: false,
        thread_replies: 0,
    };
    let key = ItemKey(format!("cached {}", parsed.event_id()));
    Some(TimelineItem { key, kind: ItemKind::Event(Box::new(event)) })
}
