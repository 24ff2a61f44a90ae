//! For how long a room's messages are to be kept, as homeservers write it: `m.room.retention`. The SDK (0.19) asks sync
//! for the name of MSC1763 alone. So the state is asked for once in a life; later changes come by sync as all state does.
//! What was heard last is kept for a start without the network.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use eyeball::{SharedObservable, Subscriber};
use matrix_sdk::{
    Client,
    deserialized_responses::TimelineEvent,
    ruma::{OwnedRoomId, RoomId, api::client::state::get_state_event_for_key, events::StateEventType},
};
use protocol::FailureKind;
use serde_json::Value;
use web_time::Instant;

use super::Session;
use crate::{map::failure, task::Task};

const KIND: &str = "m.room.retention";
/// What was asked so long ago is not answered any more, or asked again after a failure.
const REST: Duration = Duration::from_secs(60);

/// What is known of it.
#[derive(Default)]
pub(crate) struct Retention {
    rooms: Mutex<HashMap<OwnedRoomId, Known>>,
    changes: SharedObservable<u32>,
}

#[derive(Default)]
struct Known {
    milliseconds: Option<u64>,
    /// Whether the homeserver has said so in this life.
    complete: bool,
    asked: Option<Instant>,
}

impl Retention {
    fn rooms(&self) -> MutexGuard<'_, HashMap<OwnedRoomId, Known>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells of every change from now on.
    pub(crate) fn changes(&self) -> Subscriber<u32> {
        self.changes.subscribe()
    }

    /// For how many milliseconds a room keeps its messages, as far as that is known. What is not is being asked for.
    pub(crate) async fn of(session: &Arc<Session>, room: &RoomId) -> Option<u64> {
        let this = &session.retention;
        if !this.rooms().contains_key(room) {
            let kept = session.client.state_store().get_custom_value(&key(room)).await.ok().flatten();
            let milliseconds = kept.and_then(|kept| serde_json::from_slice(&kept).ok()).unwrap_or_default();
            let recalled = Known { milliseconds, ..Known::default() };
            this.rooms().entry(room.to_owned()).or_insert(recalled);
        }
        Self::ask(session, room);
        this.rooms().get(room).and_then(|known| known.milliseconds)
    }

    fn ask(session: &Arc<Session>, room: &RoomId) {
        {
            let mut rooms = session.retention.rooms();
            let Some(known) = rooms.get_mut(room) else { return };
            if known.complete || known.asked.is_some_and(|asked| asked.elapsed() < REST) {
                return;
            }
            known.asked = Some(Instant::now());
        }
        let (weak, room) = (Arc::downgrade(session), room.to_owned());
        let client = session.client.clone();
        Task::detached(async move {
            let kind = StateEventType::from(KIND);
            let request = get_state_event_for_key::v3::Request::new(room.clone(), kind, String::new());
            let content = match client.send(request).await {
                Ok(answer) => answer.into_content().deserialize_as_unchecked().unwrap_or_default(),
                Err(error) if failure::http(&error).kind == FailureKind::NotFound => Value::Null,
                Err(error) => {
                    tracing::debug!(%error, "for how long messages are kept was not said");
                    return;
                }
            };
            let Some(session) = weak.upgrade() else { return };
            // What sync has said meanwhile is newer.
            if session.retention.rooms().get(&room).is_some_and(|known| !known.complete) {
                session.retention.heard(&client, &room, &content).await;
            }
        });
    }

    async fn heard(&self, client: &Client, room: &RoomId, content: &Value) {
        let milliseconds = longest(content);
        {
            let mut rooms = self.rooms();
            let known = rooms.entry(room.to_owned()).or_default();
            known.complete = true;
            if std::mem::replace(&mut known.milliseconds, milliseconds) == milliseconds {
                return;
            }
        }
        // What is shown is noted.
        if let Ok(bytes) = serde_json::to_vec(&milliseconds)
            && let Err(error) = client.state_store().set_custom_value_no_read(&key(room), bytes).await
        {
            tracing::info!(%error, "for how long messages are kept was not noted");
        }
        self.changed();
    }

    fn changed(&self) {
        self.changes.update(|count| *count = count.wrapping_add(1));
    }

    /// Looks through what sync has brought to a room. Where it has left something out, the homeserver is asked again.
    pub(super) async fn look_through(
        &self,
        client: &Client,
        room: &RoomId,
        events: &[TimelineEvent],
        limited: bool,
    ) {
        // Nobody has asked for this room's.
        if !self.rooms().contains_key(room) {
            return;
        }
        if let Some(content) = events.iter().rev().find_map(content_of) {
            self.heard(client, room, &content).await;
        } else if limited {
            if let Some(known) = self.rooms().get_mut(room) {
                (known.complete, known.asked) = (false, None);
            }
            self.changed();
        }
    }
}

/// The longest time that is named, in milliseconds.
fn longest(content: &Value) -> Option<u64> {
    content.get("max_lifetime").and_then(Value::as_u64).filter(|time| *time > 0)
}

/// What an event says, if it is this one.
fn content_of(event: &TimelineEvent) -> Option<Value> {
    #[derive(serde::Deserialize)]
    struct State {
        #[serde(rename = "type")]
        kind: String,
        state_key: String,
        content: Value,
    }
    // Looking is much cheaper than reading, and nearly all events are others.
    if !event.raw().json().get().contains(KIND) {
        return None;
    }
    let State { kind, state_key, content } = event.raw().deserialize_as_unchecked().ok()?;
    (kind == KIND && state_key.is_empty()).then_some(content)
}

fn key(room: &RoomId) -> Vec<u8> {
    format!("protium.retention {room}").into_bytes()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_longest_time_is_told() {
        let told = [
            json!({ "max_lifetime": 1_000 }),
            json!({ "min_lifetime": 1_000 }),
            json!({ "max_lifetime": 0 }),
            json!({ "max_lifetime": -5 }),
            json!({ "max_lifetime": "long" }),
            json!({ "max_lifetime": null }),
            Value::Null,
        ];
        let told: Vec<_> = told.iter().map(longest).collect();
        assert_eq!(told, [Some(1_000), None, None, None, None, None, None]);
    }
}
