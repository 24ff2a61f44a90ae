//! To whom the keys of a room's messages go (B16, B17, B18): asked by the SDK's base each time it shares one (decision 032).

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use matrix_sdk::{
    Room,
    ruma::{OwnedRoomId, RoomId},
};
use matrix_sdk_base::{BaseClient, crypto::CollectStrategy};

/// What is asked. Clones are the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recipients(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    verified_only: bool,
    secure_only: bool,
    verified_rooms: BTreeSet<OwnedRoomId>,
    /// Where somebody is being verified, and how often.
    opened: HashMap<OwnedRoomId, u32>,
}

impl State {
    fn of(&self, room: &RoomId) -> CollectStrategy {
        if self.opened.contains_key(room) {
            CollectStrategy::AllDevices
        } else if self.is_strict(room) {
            CollectStrategy::OnlyTrustedDevices
        } else if self.secure_only {
            CollectStrategy::IdentityBasedStrategy
        } else {
            // Nothing goes to somebody who was verified and has changed before the person has decided.
            CollectStrategy::ErrorOnVerifiedUserProblem
        }
    }

    fn is_strict(&self, room: &RoomId) -> bool {
        self.verified_only || self.verified_rooms.contains(room)
    }
}

impl Recipients {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has a base ask this.
    pub(super) fn give_to(&self, base: &mut BaseClient) {
        let this = self.clone();
        base.room_key_recipients_of = Arc::new(move |room| Some(this.state().of(room)));
    }

    /// Sets the rules.
    pub(super) fn set(&self, verified_only: bool, secure_only: bool, verified_rooms: BTreeSet<OwnedRoomId>) {
        let mut state = self.state();
        (state.verified_only, state.secure_only) = (verified_only, secure_only);
        state.verified_rooms = verified_rooms;
    }

    /// Whether only verified devices are sent to in a room.
    pub(crate) fn is_strict(&self, room: &RoomId) -> bool {
        self.state().is_strict(room)
    }

    /// Whether only verified devices are sent to in all rooms, those too that are not there yet.
    pub(crate) fn is_strict_everywhere(&self) -> bool {
        self.state().verified_only
    }

    /// Sends to all devices in a room, as long as what it gives is kept: the steps by which somebody is verified. What
    /// people write there waits meanwhile.
    pub(crate) fn open(&self, room: Room) -> Opened {
        room.send_queue().set_enabled(false);
        *self.state().opened.entry(room.room_id().to_owned()).or_default() += 1;
        Opened { recipients: self.clone(), room }
    }
}

/// A room in which is sent to all devices; dropping it ends that.
pub(crate) struct Opened {
    recipients: Recipients,
    room: Room,
}

impl Drop for Opened {
    fn drop(&mut self) {
        let mut state = self.recipients.state();
        let Some(count) = state.opened.get_mut(self.room.room_id()) else { return };
        *count -= 1;
        if *count == 0 {
            state.opened.remove(self.room.room_id());
            drop(state);
            self.room.send_queue().set_enabled(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::room_id;

    use super::*;

    #[test]
    fn the_stricter_rule_counts_but_where_somebody_is_being_verified() {
        let (one, other) = (room_id!("!one:b"), room_id!("!other:b"));
        let strategies = |verified_only, secure_only| {
            let recipients = Recipients::default();
            recipients.set(verified_only, secure_only, BTreeSet::from([other.to_owned()]));
            let state = recipients.state();
            (state.of(one), state.of(other))
        };
        let trusted = || CollectStrategy::OnlyTrustedDevices;
        assert_eq!(strategies(false, false), (CollectStrategy::ErrorOnVerifiedUserProblem, trusted()));
        assert_eq!(strategies(false, true), (CollectStrategy::IdentityBasedStrategy, trusted()));
        assert_eq!(strategies(true, false), (trusted(), trusted()));
        assert_eq!(strategies(true, true), (trusted(), trusted()));

        let recipients = Recipients::default();
        recipients.set(true, true, BTreeSet::new());
        recipients.state().opened.insert(one.to_owned(), 1);
        assert_eq!(recipients.state().of(one), CollectStrategy::AllDevices);
        assert!(recipients.is_strict(one) && recipients.is_strict(other));
    }
}
