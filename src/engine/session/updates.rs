//! What sync brings to the rooms, looked through once for all who want to know: each listener gets a copy of its own.

use std::sync::Arc;

use tokio::sync::broadcast::error::RecvError;

use super::Session;
use crate::task::Task;

/// Looks through it for threads, packs and how long messages are kept, as long as the task is kept.
pub(super) fn follow(session: &Arc<Session>) -> Task {
    let mut updates = session.client.subscribe_to_all_room_updates();
    let session = Arc::downgrade(session);
    Task::start(async move {
        if let Some(session) = session.upgrade() {
            session.threads.recall(&session).await;
        }
        loop {
            let updates = match updates.recv().await {
                Ok(updates) => updates,
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(
                        missed,
                        "what sync brought was missed: unread threads and packs may be old"
                    );
                    continue;
                }
                Err(RecvError::Closed) => return,
            };
            let Some(session) = session.upgrade() else { return };
            for (room, update) in &updates.joined {
                session.threads.look_through(&session, room, &update.timeline.events);
                let (client, timeline) = (&session.client, &update.timeline);
                session.packs.look_through(client, room, &timeline.events).await;
                session.retention.look_through(client, room, &timeline.events, timeline.limited).await;
            }
        }
    })
}
