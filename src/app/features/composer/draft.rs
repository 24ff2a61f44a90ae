//! Drafts: which of two versions is the one to show, and the safety net's form.
//!
//! The engine keeps drafts, encrypted, in its stores. Between a key press and its reply the text stands in
//! the browser's local storage, so that a crash loses nothing; it is taken out as soon as the engine has it.

use protocol::{RoomId, UserId};

/// The net's entry in local storage for a room, of one account.
pub(crate) fn net_key(owner: &UserId, room: &RoomId) -> String {
    format!("{}{room}", own(NET, owner))
}

/// What all entries of the net begin with.
pub(crate) const NET: &str = "draft.";

/// The entry in the tab's own storage for a room's field, of one account.
pub(crate) fn field_key(owner: &UserId, room: &RoomId) -> String {
    format!("{}{room}", own(FIELD, owner))
}

/// What all entries for fields begin with.
pub(crate) const FIELD: &str = "field.";

/// What an account's entries begin with, among those that begin so. No user ID has a blank in it.
pub(crate) fn own(beginning: &str, owner: &UserId) -> String {
    format!("{beginning}{owner} ")
}

/// What to show in a field that opens: `typed` since it opened, `net` left by a crash, `stored` in the engine.
/// The net is newer than the store whenever it is there, since a stored text leaves the net.
pub(crate) fn merge(typed: &str, net: Option<String>, stored: Option<String>) -> String {
    let kept = net.filter(|text| !text.is_empty()).or(stored).unwrap_or_default();
    if typed.is_empty() || kept.starts_with(typed) {
        kept
    } else if kept.is_empty() || typed.starts_with(&kept) {
        typed.to_owned()
    } else {
        join(&kept, typed)
    }
}

/// Puts text that could not be sent back before what was written meanwhile.
pub(crate) fn restore(failed: &str, written: &str) -> String {
    if written.trim().is_empty() { failed.to_owned() } else { join(failed, written) }
}

fn join(first: &str, second: &str) -> String {
    format!("{}\n{second}", first.trim_end_matches('\n'))
}

/// Whether a text begins with a command (`/me`, `/plain`) or the beginning of one.
pub(crate) fn is_command(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//")
}
