//! Which sendings were queued: one that is asked for again, because an engine or a page died before the answer was
//! heard, is not queued twice.

use std::{collections::VecDeque, future::Future, time::Duration};

use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client, Room,
    ruma::{
        MilliSecondsSinceUnixEpoch,
        events::{
            AnyMessageLikeEventContent, AnySyncMessageLikeEvent, AnySyncTimelineEvent, SyncMessageLikeEvent,
        },
    },
    send_queue::LocalEchoContent,
};
use matrix_sdk_common::SendOutsideWasm;
use protocol::{Failure, composer::Ticket};
use serde::{Deserialize, Serialize};
use web_time::{SystemTime, UNIX_EPOCH};

/// Where they are kept in the SDK's store.
const KEY: &[u8] = b"protium.tickets";
/// How many are remembered; they are asked for again within seconds, or at the next start.
const KEPT: usize = 256;
/// How far the clocks of this machine and of the homeserver may be apart.
const SKEW: Duration = Duration::from_secs(300);

/// The tickets of what was queued.
pub(crate) struct Tickets {
    /// When this life of the engine began, in milliseconds since 1970. What was first asked before then was
    /// asked of one that died.
    began: u64,
    queued: AsyncMutex<Option<Queued>>,
}

/// As it is kept. Versioned JSON.
#[derive(Default, Serialize, Deserialize)]
struct Queued {
    version: u32,
    ids: VecDeque<String>,
}

impl Tickets {
    /// Tickets of an engine whose life begins now.
    pub(crate) fn new() -> Self {
        let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as u64);
        Self { began, queued: AsyncMutex::default() }
    }

    /// Queues something unless that was done before. `body` is what the event says, by which one is recognised
    /// that was queued by an engine which died before it noted the ticket.
    ///
    /// # Errors
    /// Those of queueing.
    pub(crate) async fn once(
        &self,
        room: &Room,
        ticket: &Ticket,
        body: &str,
        queue: impl Future<Output = Result<(), Failure>> + SendOutsideWasm,
    ) -> Result<(), Failure> {
        let client = room.client();
        // Held while queueing, so that a second tab that asks meanwhile waits for the first one's end.
        let mut guard = self.queued.lock().await;
        let queued = match &mut *guard {
            Some(queued) => queued,
            none => none.insert(load(&client).await),
        };
        if queued.ids.contains(&ticket.id) {
            return Ok(());
        }
        if ticket.asked_at >= self.began || !is_there(room, ticket.asked_at, body).await {
            queue.await?;
        }
        queued.ids.push_back(ticket.id.clone());
        if queued.ids.len() > KEPT {
            queued.ids.pop_front();
        }
        keep(&client, queued).await;
        Ok(())
    }
}

async fn load(client: &Client) -> Queued {
    match client.state_store().get_custom_value(KEY).await {
        Ok(Some(bytes)) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Ok(None) => Queued::default(),
        Err(error) => {
            tracing::warn!(%error, "the tickets were not read");
            Queued::default()
        }
    }
}

async fn keep(client: &Client, queued: &Queued) {
    let bytes = serde_json::to_vec(queued).unwrap_or_default();
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
        let Ok(AnySyncTimelineEvent::MessageLike(AnySyncMessageLikeEvent::RoomMessage(
            SyncMessageLikeEvent::Original(message),
        ))) = event.raw().deserialize()
        else {
            return false;
        };
        message.sender == room.own_user_id()
            && millis(message.origin_server_ts) + SKEW.as_millis() as u64 >= asked_at
            && message.content.body() == body
    })
}

fn says(content: &AnyMessageLikeEventContent, body: &str) -> bool {
    matches!(content, AnyMessageLikeEventContent::RoomMessage(message) if message.body() == body)
}
