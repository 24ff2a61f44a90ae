//! Which sendings were queued: one that is asked for again, because an engine or a page died before the answer was
//! heard, is not queued twice.

use std::{
    collections::{HashMap, VecDeque},
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client, Room,
    ruma::{
        MilliSecondsSinceUnixEpoch, OwnedRoomId,
        events::{
            AnyMessageLikeEventContent, AnySyncTimelineEvent,
            poll::unstable_start::UnstablePollStartEventContent,
        },
    },
    send_queue::LocalEchoContent,
};
use matrix_sdk_common::SendOutsideWasm;
use protocol::{Failure, composer::Ticket};
use serde::{Deserialize, Serialize};

/// Where they are kept in the SDK's store.
const KEY: &[u8] = b"protium.tickets";
/// How many are remembered; they are asked for again within seconds, or at the next start.
const KEPT: usize = 256;
/// How far the clocks of this machine and of the homeserver may be apart.
const SKEW: Duration = Duration::from_secs(300);

/// The tickets of what was queued.
#[derive(Default)]
pub(crate) struct Tickets {
    notes: AsyncMutex<Option<Notes>>,
    /// One sending a room at a time, in the order they came: a large file holds up its own room only.
    turns: Mutex<HashMap<OwnedRoomId, Arc<tokio::sync::Mutex<()>>>>,
}

const VERSION: u32 = 1;

/// As they are kept. Versioned JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Notes {
    version: u32,
    /// Of what is in the queue, or was.
    #[serde(rename = "ids")]
    queued: VecDeque<String>,
    /// Of what is being queued. One that is found here by its asker's second try was asked of an engine that died:
    /// nobody knows how far it came.
    #[serde(default)]
    begun: VecDeque<String>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { version: VERSION, queued: VecDeque::new(), begun: VecDeque::new() }
    }
}

/// What is known of a ticket.
#[derive(Debug, PartialEq)]
enum Known {
    New,
    Begun,
    Queued,
}

impl Notes {
    fn of(&self, id: &str) -> Known {
        let has = |ids: &VecDeque<String>| ids.iter().any(|one| one == id);
        if has(&self.queued) {
            Known::Queued
        } else if has(&self.begun) {
            Known::Begun
        } else {
            Known::New
        }
    }

    fn begin(&mut self, id: &str) {
        push(&mut self.begun, id);
    }

    fn end(&mut self, id: &str, queued: bool) {
        self.begun.retain(|one| one != id);
        if queued {
            push(&mut self.queued, id);
        }
    }
}

fn push(ids: &mut VecDeque<String>, id: &str) {
    ids.push_back(id.to_owned());
    if ids.len() > KEPT {
        ids.pop_front();
    }
}

impl Tickets {
    /// Queues something unless that was done before. `body` is what the event says, by which one is recognised
    /// that was queued by an engine which died before it noted that.
    ///
    /// # Errors
    /// Those of queueing; the ticket is as new then.
    pub(crate) async fn once(
        &self,
        room: &Room,
        ticket: &Ticket,
        body: &str,
        queue: impl Future<Output = Result<(), Failure>> + SendOutsideWasm,
    ) -> Result<(), Failure> {
        let client = room.client();
        let turn = self.turn(room);
        let _turn = turn.lock().await;
        let known = self.with_notes(&client, |notes| (notes.of(&ticket.id), false)).await;
        let there = match known {
            Known::Queued => return Ok(()),
            Known::Begun => is_there(room, ticket.asked_at, body).await,
            Known::New => {
                self.with_notes(&client, |notes| (notes.begin(&ticket.id), true)).await;
                false
            }
        };
        let result = if there { Ok(()) } else { queue.await };
        self.with_notes(&client, |notes| (notes.end(&ticket.id, result.is_ok()), true)).await;
        result
    }

    /// Whether something was queued by an engine that may have died before it said so.
    pub(crate) async fn was_queued(&self, room: &Room, ticket: &Ticket, body: &str) -> bool {
        let turn = self.turn(room);
        let _turn = turn.lock().await;
        match self.with_notes(&room.client(), |notes| (notes.of(&ticket.id), false)).await {
            Known::Queued => true,
            Known::Begun => is_there(room, ticket.asked_at, body).await,
            Known::New => false,
        }
    }

    fn turn(&self, room: &Room) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.entry(room.room_id().to_owned()).or_default().clone()
    }

    /// Reads or changes the notes; `change` says whether they are to be kept anew.
    async fn with_notes<T>(&self, client: &Client, change: impl FnOnce(&mut Notes) -> (T, bool)) -> T {
        let mut guard = self.notes.lock().await;
        let notes = match &mut *guard {
            Some(notes) => notes,
            none => none.insert(load(client).await),
        };
        let (value, changed) = change(notes);
        if changed {
            keep(client, notes).await;
        }
        value
    }
}

async fn load(client: &Client) -> Notes {
    match client.state_store().get_custom_value(KEY).await {
        // Those of a newer build are not guessed at.
        Ok(Some(bytes)) => serde_json::from_slice(&bytes)
            .ok()
            .filter(|notes: &Notes| notes.version <= VERSION)
            .map(|notes| Notes { version: VERSION, ..notes })
            .unwrap_or_default(),
        Ok(None) => Notes::default(),
        Err(error) => {
            tracing::warn!(%error, "the tickets were not read");
            Notes::default()
        }
    }
}

async fn keep(client: &Client, notes: &Notes) {
    let bytes = serde_json::to_vec(notes).unwrap_or_default();
    if let Err(error) = client.state_store().set_custom_value_no_read(KEY, bytes).await {
        tracing::warn!(%error, "the tickets were not kept");
    }
}

/// Whether a message of ours that says this and is not older waits in the queue or has come back from the server.
async fn is_there(room: &Room, asked_at: u64, body: &str) -> bool {
    let millis = |time: MilliSecondsSinceUnixEpoch| u64::from(time.get());
    if let Ok((echoes, _)) = room.send_queue().subscribe().await {
        let waits = echoes.iter().any(|echo| match &echo.content {
            LocalEchoContent::Event { serialized_event, send_handle, .. } => {
                millis(send_handle.created_at) >= asked_at
                    && serialized_event.deserialize().is_ok_and(|content| says(&content, body))
            }
            _ => false,
        });
        if waits {
            return true;
        }
    }
    let Ok((cache, _alive)) = room.event_cache().await else { return false };
    let Ok(events) = cache.events().await else { return false };
    events.iter().rev().any(|event| {
        let Ok(AnySyncTimelineEvent::MessageLike(message)) = event.raw().deserialize() else { return false };
        message.sender() == room.own_user_id()
            && millis(message.origin_server_ts()) + SKEW.as_millis() as u64 >= asked_at
            && message.original_content().is_some_and(|content| says(&content, body))
    })
}

fn says(content: &AnyMessageLikeEventContent, body: &str) -> bool {
    match content {
        AnyMessageLikeEventContent::RoomMessage(message) => message.body() == body,
        AnyMessageLikeEventContent::UnstablePollStart(UnstablePollStartEventContent::New(poll)) => {
            poll.text.as_deref() == Some(body)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_new_begun_or_queued_and_new_again_when_queueing_failed() {
        let mut notes = Notes::default();
        assert_eq!(notes.of("a"), Known::New);
        notes.begin("a");
        assert_eq!(notes.of("a"), Known::Begun);
        notes.end("a", true);
        assert_eq!(notes.of("a"), Known::Queued);
        notes.begin("b");
        notes.end("b", false);
        assert_eq!(notes.of("b"), Known::New);
    }

    #[test]
    fn notes_of_the_build_before_are_read_and_only_so_many_are_kept() {
        let mut notes: Notes = serde_json::from_str(r#"{"version":0,"ids":["a"]}"#).expect("read");
        assert_eq!(notes.of("a"), Known::Queued);
        for number in 0..KEPT {
            notes.begin(&number.to_string());
            notes.end(&number.to_string(), true);
        }
        assert_eq!(notes.of("a"), Known::New);
        assert_eq!((notes.queued.len(), notes.begun.len()), (KEPT, 0));
    }
}
