//! The rooms' keys from key storage, when its key has come: the room on the screen first, then the others, the newest
//! first. Timelines heal by themselves when keys come. What is opened meanwhile is asked for by the SDK.

use std::{
    cmp::Reverse,
    collections::HashSet,
    sync::{Arc, Weak},
    time::Duration,
};

use matrix_sdk::{Room, ruma::OwnedRoomId, sleep::sleep};
use matrix_sdk_ui::room_list_service;
use protocol::{FailureKind, encryption::Progress, session::Connection};

use super::Session;
use crate::map::failure;

/// Between two tries, when the connection is gone.
const REST: Duration = Duration::from_secs(2);
/// How often a room is tried that the homeserver has trouble with.
const TRIES: u32 = 3;

/// Fetches them.
pub(super) async fn fetch(weak: Weak<Session>) {
    let mut done = HashSet::new();
    loop {
        let Some(session) = weak.upgrade() else { return };
        let rooms = waiting(&session, &done);
        let all = (done.len() + rooms.len()) as u32;
        session.encryption.restoring(Some(Progress { done: done.len() as u32, all }));
        let Some(room) = rooms.into_iter().next() else {
            if matches!(session.room_list.state().get(), room_list_service::State::Running) {
                break;
            }
            // More rooms are on their way from the homeserver.
            let mut states = session.room_list.state();
            drop(session);
            if states.next().await.is_none() {
                return;
            }
            continue;
        };
        fetch_room(&session, &room).await;
        done.insert(room);
    }
    let Some(session) = weak.upgrade() else { return };
    session.encryption.note(&session.client, |notes| notes.fetching = false).await;
    session.encryption.restoring(None);
}

/// The encrypted rooms whose keys are still to come, in their order.
fn waiting(session: &Arc<Session>, done: &HashSet<OwnedRoomId>) -> Vec<OwnedRoomId> {
    let looked_at = session.screen.looked.get();
    let is_encrypted = |room: &Room| room.encryption_state().is_encrypted() && !done.contains(room.room_id());
    let mut rooms: Vec<_> = session.client.joined_rooms().into_iter().filter(is_encrypted).collect();
    rooms.sort_by_key(|room| {
        let on_screen = looked_at.as_ref().is_some_and(|looked_at| looked_at.as_str() == room.room_id());
        (!on_screen, Reverse(room.recency_stamp().map(u64::from)))
    });
    rooms.into_iter().map(|room| room.room_id().to_owned()).collect()
}

async fn fetch_room(session: &Session, room: &OwnedRoomId) {
    let backups = session.client.encryption().backups();
    let mut tries = 0;
    while let Err(error) = backups.download_room_keys_for_room(room).await {
        match failure::failure(&error).kind {
            // There are none.
            FailureKind::NotFound => return,
            FailureKind::Offline | FailureKind::Timeout => {
                let mut connections = session.connection.subscribe_reset();
                sleep(REST).await;
                while connections.next().await.is_some_and(|state| state != Connection::Online) {}
            }
            _ => {
                tries += 1;
                if tries >= TRIES {
                    tracing::warn!(%error, %room, "a room's keys did not come from key storage");
                    return;
                }
                sleep(REST).await;
            }
        }
    }
}
