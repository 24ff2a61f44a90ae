//! What is set for single rooms, in this browser.

use leptos::prelude::*;

use crate::platform::prefs;

/// What is kept of a room begins so.
pub(super) const PREFIX: &str = "room.";

thread_local! {
    /// Tells that something was set for a room.
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// Tells that something was set for a room.
pub(super) fn changed() -> ArcTrigger {
    CHANGED.with(Clone::clone)
}

/// Forgets what was set for single rooms: which rooms there are is the account's.
pub fn forget_rooms() {
    prefs::remove_all(|name| name.starts_with(PREFIX));
    changed().notify();
}

/// Another tab has changed a setting of this name, or any.
pub(super) fn reread(name: Option<&str>) {
    if name.is_none_or(|name| name.starts_with(PREFIX)) {
        changed().notify();
    }
}
