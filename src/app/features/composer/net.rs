//! The safety net of what is being written (see [`super::draft`]), in the browser's own storage. A full or refused
//! storage is no reason to disturb the person: the engine's own store is the one that counts.

use protocol::RoomId;
use serde::{Deserialize, Serialize};

use super::{
    draft::{FIELD, NET, field_key, net_key},
    shelf::Outgoing,
};
use crate::platform::prefs;

/// What the net holds of a room. Versioned JSON.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Caught {
    version: u32,
    /// The field's text, where the engine has not stored it yet.
    pub(crate) text: String,
    sending: Vec<Sending>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sending {
    text: String,
    id: String,
    asked_at: Option<u64>,
}

const VERSION: u32 = 1;

impl Caught {
    /// What is to be kept.
    pub(crate) fn new(text: String, sending: &[Outgoing]) -> Self {
        let sending =
            sending.iter().cloned().map(|Outgoing { text, id, asked_at }| Sending { text, id, asked_at });
        Self { version: VERSION, text, sending: sending.collect() }
    }

    /// What was handed to an engine that did not answer; it is asked again.
    pub(crate) fn sending(&mut self) -> Vec<Outgoing> {
        let sending = std::mem::take(&mut self.sending).into_iter();
        sending.map(|Sending { text, id, asked_at }| Outgoing { text, id, asked_at }).collect()
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Of a newer build's net, which is not guessed at, nothing.
    pub(super) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok().filter(|caught: &Self| caught.version == VERSION)
    }
}

/// What a page that died left in a room.
pub(crate) fn read(room: &RoomId) -> Option<Caught> {
    Caught::from_json(&prefs::get(&net_key(room))?)
}

/// Keeps what is being written until the engine has it.
pub(crate) fn write(room: &RoomId, caught: &Caught) {
    prefs::set(&net_key(room), &caught.to_json());
}

/// The engine has it.
pub(crate) fn remove(room: &RoomId) {
    prefs::remove(&net_key(room));
}

/// Keeps what stands in this tab's field while the page is loaded anew: another tab may have sent the room's draft
/// meanwhile, and to the person in front of this one its text would be lost.
pub(crate) fn keep_field(room: &RoomId, text: &str) {
    prefs::tab_set(&field_key(room), text);
}

/// What stood in this tab's field before the page was loaded anew.
pub(crate) fn take_field(room: &RoomId) -> Option<String> {
    let key = field_key(room);
    let text = prefs::tab_get(&key);
    prefs::tab_remove(&key);
    text
}

/// Takes out every entry: the account has signed out.
pub(crate) fn clear() {
    prefs::remove_all(NET);
    prefs::tab_remove_all(FIELD);
}
