//! Whether links in a room are shown with what stands behind them. For each, the homeserver is told of the link: so not
//! in encrypted rooms, unless it is switched on there (D27).

use leptos::prelude::*;
use protocol::RoomId;

use super::rooms::{PREFIX, changed};
use crate::platform::prefs;

fn key(room: &RoomId) -> String {
    format!("{PREFIX}link-previews.{}", room.as_str())
}

/// Whether they are shown, tracked. `encrypted`: as far as it is known.
pub fn link_previews(room: &RoomId, encrypted: Option<bool>) -> bool {
    changed().track();
    match prefs::get(&key(room)).as_deref() {
        Some("show") => true,
        Some("hide") => false,
        _ => encrypted == Some(false),
    }
}

/// Whether the person wants none in a room, not even such as the senders of messages bring (D28), tracked.
pub fn refuses_previews(room: &RoomId) -> bool {
    changed().track();
    prefs::get(&key(room)).as_deref() == Some("hide")
}

/// Chooses for a room. That they are shown where they are by themselves is not noted: a room that is encrypted later has
/// none again.
pub fn set_link_previews(room: &RoomId, encrypted: Option<bool>, shown: bool) {
    if shown && encrypted == Some(false) {
        prefs::remove(&key(room));
    } else {
        prefs::set(&key(room), if shown { "show" } else { "hide" });
    }
    changed().notify();
}
