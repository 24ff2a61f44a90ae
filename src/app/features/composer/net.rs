//! The safety net of drafts in the browser's local storage (see [`super::draft`]). A full or refused storage
//! is no reason to disturb the person: the engine's own store is the one that counts.

use protocol::RoomId;

use super::draft::{NET, net_key};
use crate::platform::prefs;

/// What a crash left in a room.
pub(crate) fn read(room: &RoomId) -> Option<String> {
    prefs::get(&net_key(room))
}

/// Keeps a text until the engine has it.
pub(crate) fn write(room: &RoomId, text: &str) {
    prefs::set(&net_key(room), text);
}

/// The engine has it.
pub(crate) fn remove(room: &RoomId) {
    prefs::remove(&net_key(room));
}

/// Takes out every entry: the account has signed out.
pub(crate) fn clear() {
    prefs::remove_all(NET);
}
