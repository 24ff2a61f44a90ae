//! Whether links in a room are shown with what stands behind them. For each, the homeserver is told of the link: so not
//! in encrypted rooms, unless it is switched on there (D27).

use std::cell::RefCell;

use leptos::prelude::*;
use protocol::RoomId;

use crate::platform::prefs;

fn name(room: &RoomId) -> String {
    format!("room.link-previews.{}", room.as_str())
}

thread_local! {
    /// Raised with every change.
    static CHANGED: RefCell<Option<ArcRwSignal<u32>>> = const { RefCell::new(None) };
}

fn changed() -> ArcRwSignal<u32> {
    CHANGED.with(|slot| slot.borrow_mut().get_or_insert_with(|| ArcRwSignal::new(0)).clone())
}

/// Whether they are shown, by this browser's choice; tracked. `encrypted`: as far as it is known.
pub fn link_previews(room: &RoomId, encrypted: Option<bool>) -> bool {
    changed().track();
    match prefs::get(&name(room)).as_deref() {
        Some("1") => true,
        Some("0") => false,
        _ => encrypted == Some(false),
    }
}

/// Chooses for a room.
pub fn set_link_previews(room: &RoomId, on: bool) {
    prefs::set(&name(room), if on { "1" } else { "0" });
    changed().update(|changed| *changed = changed.wrapping_add(1));
}
