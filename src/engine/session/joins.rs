//! The rooms this engine has just joined or made. An answer of sync that was made before the homeserver had done so can
//! arrive after it: it calls a room an invitation once more, or one that was made encrypted unencrypted, until the next.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use matrix_sdk::{
    Room, RoomState,
    ruma::{OwnedRoomId, RoomId},
};
use matrix_sdk_common::timeout::timeout;
use protocol::{Failure, FailureKind};
use web_time::Instant;

/// How long after a join sync may still be behind it.
const BEHIND: Duration = Duration::from_secs(30);

#[derive(Clone, Copy)]
struct Note {
    at: Instant,
    /// Whether the room was made encrypted, and sync has not said so yet.
    encrypted: bool,
}

/// What was joined or made here, and when.
#[derive(Default)]
pub(crate) struct Joins(Mutex<HashMap<OwnedRoomId, Note>>);

impl Joins {
    fn notes(&self) -> MutexGuard<'_, HashMap<OwnedRoomId, Note>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The homeserver has said that we are in this room; `encrypted` if it was made so here.
    pub(crate) fn note(&self, room: &RoomId, encrypted: bool) {
        let mut notes = self.notes();
        notes.retain(|_, note| note.encrypted || note.at.elapsed() < BEHIND);
        notes.insert(room.to_owned(), Note { at: Instant::now(), encrypted });
    }

    /// Waits until sync says so too, for a room that was joined or made a moment ago. Returns at once for any other.
    ///
    /// # Errors
    /// `Timeout` where a room was made encrypted and sync does not say so: what is sent would go out in clear.
    pub(crate) async fn settle(&self, room: &Room) -> Result<(), Failure> {
        let note = self.notes().get(room.room_id()).copied();
        let Some(Note { at, encrypted }) = note else { return Ok(()) };
        let Some(left) = (if encrypted { Some(BEHIND) } else { BEHIND.checked_sub(at.elapsed()) }) else {
            return Ok(());
        };
        let in_clear = || encrypted && !room.encryption_state().is_encrypted();
        let mut infos = room.subscribe_info();
        let settled = async {
            while room.state() == RoomState::Invited || in_clear() {
                if infos.next().await.is_none() {
                    break;
                }
            }
        };
        // Of an invitation that stays one the sending says what is wrong.
        let _ = timeout(settled, left).await;
        if in_clear() {
            return Err(FailureKind::Timeout.into());
        }
        if encrypted {
            self.notes().remove(room.room_id());
        }
        Ok(())
    }
}
