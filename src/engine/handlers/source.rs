//! Events as they came, and what they have to do with others (D26).

use std::sync::Arc;

use matrix_sdk::{
    deserialized_responses::TimelineEvent,
    ruma::{EventId, events::relation::RelationType, serde::Raw},
};
use protocol::{
    Failure, FailureKind,
    message::{MessageSource, Related, Relation, SendRaw, Source},
    session::Connection,
};
use serde_json::Value;

use crate::{
    map::failure,
    session::{Session, event_id, room},
};

/// More edits than this are not named.
const MOST_EDITS: usize = 100;
/// Bytes of a type at most (spec, "Size limits").
const LONGEST_NAME: usize = 255;

/// An event as it came, or as it was decrypted.
pub(crate) async fn message_source(
    session: &Arc<Session>,
    command: MessageSource,
) -> Result<Source, Failure> {
    let event = event_id(&command.event)?;
    // What stands in the timeline has been read already.
    let open = session.timelines.opened(session, &command.timeline).await?;
    let item = open.timeline.item_by_event_id(&event).await;
    let room = room(session, &command.timeline.room).await?;
    let (json, encrypted, edited) = match item {
        Some(item) => {
            let raw = item.original_json().ok_or(FailureKind::NotFound)?;
            let edited = item.content().as_message().is_some_and(|message| message.is_edited());
            (value(raw)?, item.encryption_info().is_some(), edited)
        }
        None => {
            let event = room.load_or_fetch_event(&event, None).await;
            let event = event.map_err(|error| failure::failure(&error))?;
            let encrypted = event.encryption_info().is_some();
            (value(event.raw())?, encrypted, false)
        }
    };
    let mut related = named(&json);
    if edited {
        let only = Some(vec![RelationType::Replacement]);
        let edits = room.load_or_fetch_event_with_relations(&event, only, None).await;
        related.extend(edits.into_iter().flat_map(|(_, edits)| edits_of(&edits)));
    }
    let json = serde_json::to_string_pretty(&json).map_err(|error| failure::internal(&error))?;
    Ok(Source { event: command.event, json, encrypted, related })
}

fn value<T>(raw: &Raw<T>) -> Result<Value, Failure> {
    serde_json::from_str(raw.json().get()).map_err(|error| failure::internal(&error))
}

fn edits_of(edits: &[TimelineEvent]) -> Vec<Related> {
    let edits = edits.iter().filter_map(TimelineEvent::event_id).take(MOST_EDITS);
    edits.map(|event| Related { how: Relation::Edit, event: event.as_str().into() }).collect()
}

/// Sends an event whose content somebody has written.
pub(crate) async fn send_raw(session: &Arc<Session>, command: SendRaw) -> Result<(), Failure> {
    let SendRaw { room: id, event_type, state_key, content } = command;
    let invalid = |field: &str| Failure::from(FailureKind::Invalid { field: field.into() });
    let event_type = event_type.trim();
    if event_type.is_empty() || event_type.len() > LONGEST_NAME {
        return Err(invalid("type"));
    }
    if content.len() > SendRaw::LONGEST {
        return Err(FailureKind::TooLarge { limit: Some(SendRaw::LONGEST as u64) }.into());
    }
    let content: Value = serde_json::from_str(&content).map_err(|_| invalid("content"))?;
    if !content.is_object() {
        return Err(invalid("content"));
    }
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    let room = room(session, &id).await?;
    let sent = match state_key {
        Some(key) => room.send_state_event_raw(event_type, &key, content).await.map(drop),
        None => {
            session.joins.settle(&room).await?;
            room.send_raw(event_type, content).await.map(drop)
        }
    };
    sent.map_err(|error| failure::failure(&error))
}

/// What an event names by its relation (spec, "Relationship types").
fn named(event: &Value) -> Vec<Related> {
    let Some(relation) = event.pointer("/content/m.relates_to") else { return Vec::new() };
    let id = |pointer: &str| {
        let id = relation.pointer(pointer).and_then(Value::as_str)?;
        EventId::parse(id).ok().map(|id| protocol::EventId::from(id.as_str()))
    };
    let how = match relation.get("rel_type").and_then(Value::as_str) {
        Some("m.replace") => Relation::Edited,
        Some("m.thread") => Relation::Thread,
        _ => Relation::Other,
    };
    // In a thread it is often only for clients that know none.
    let fallback = relation.get("is_falling_back").and_then(Value::as_bool).unwrap_or(false);
    let answered = id("/m.in_reply_to/event_id").filter(|_| !fallback);
    let answered = answered.map(|event| Related { how: Relation::Answered, event });
    answered.into_iter().chain(id("/event_id").map(|event| Related { how, event })).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_event_names_is_told_by_its_kind() {
        let of = |relation: Value| {
            let named = named(&json!({ "content": { "m.relates_to": relation } }));
            named.into_iter().map(|one| (one.how, one.event.0)).collect::<Vec<_>>()
        };
        assert_eq!(
            of(json!({ "m.in_reply_to": { "event_id": "$a" } })),
            [(Relation::Answered, "$a".to_owned())]
        );
        assert_eq!(
            of(json!({ "rel_type": "m.replace", "event_id": "$a" })),
            [(Relation::Edited, "$a".to_owned())]
        );
        let thread = |falling_back: bool| {
            json!({ "rel_type": "m.thread", "event_id": "$a", "is_falling_back": falling_back,
                "m.in_reply_to": { "event_id": "$b" } })
        };
        assert_eq!(of(thread(true)), [(Relation::Thread, "$a".to_owned())]);
        assert_eq!(of(thread(false)).len(), 2);
        assert_eq!(
            of(json!({ "rel_type": "m.annotation", "event_id": "$a", "key": "+" })),
            [(Relation::Other, "$a".to_owned())]
        );
        assert!(of(json!({ "event_id": 7 })).is_empty() && of(json!("nonsense")).is_empty());
        assert!(of(json!({ "event_id": "no event" })).is_empty());
    }
}
