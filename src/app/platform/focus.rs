//! Where the focus is.

use super::document;

/// What one writes in.
const FIELDS: &str = "input, textarea, [contenteditable='true']";

/// Whether somebody writes in a field that belongs neither to a conversation nor to what stands beside it, as that which
/// filters the rooms: what opens meanwhile leaves them there.
pub fn writes_elsewhere() -> bool {
    let Some(active) = document().active_element() else { return false };
    let outside = || active.closest("main, aside").is_ok_and(|place| place.is_none());
    active.matches(FIELDS).unwrap_or(false) && outside()
}

/// Whether nothing has the focus: what had it is gone.
pub fn is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"))
}
