//! The rooms this engine has just joined. An answer of sync that was made before the homeserver heard of the join can
//! arrive after it, and calls the room an invitation once more, until the next one.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use matrix_sdk::{
    Room, RoomState,
    ruma::{OwnedRoomId, RoomId},
};
use matrix_sdk_common::timeout::timeout;
use web_time::Instant;

/// How long after a join sync may still be behind it.
const BEHIND: Duration = Duration::from_secs(30);

/// What was joined here, and when.
#[derive(Default)]
pub(crate) struct Joins(Mutex<HashMap<OwnedRoomId, Instant>>);

impl Joins {
    /// The homeserver has said that we are in this room.
    pub(crate) fn note(&self, room: &RoomId) {
        let mut joins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        joins.retain(|_, at| at.elapsed() < BEHIND);
        joins.insert(room.to_owned(), Instant::now());
    }

    /// Waits until sync says so too, for a room that was joined a moment ago. Returns at once for any other.
    pub(crate) async fn settle(&self, room: &Room) {
        let left = {
            let joins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            joins.get(room.room_id()).and_then(|at| BEHIND.checked_sub(at.elapsed()))
        };
        let Some(left) = left else { return };
        let mut infos = room.subscribe_info();
        let settled = async {
            while room.state() == RoomState::Invited {
                if infos.next().await.is_none() {
                    break;
                }
            }
        };
        // Beyond that the sending says what is wrong.
        let _ = timeout(settled, left).await;
    }
}
