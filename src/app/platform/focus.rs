//! Where the focus is.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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

/// What took the focus goes away: where nothing else takes it, the conversation does, or the rooms where that is not
/// shown.
pub fn rescue() {
    request_animation_frame(|| {
        if !is_lost() {
            return;
        }
        for place in ["main", ".RoomList"] {
            let element = document().query_selector(place).ok().flatten();
            let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
                continue;
            };
            if element.offset_width() > 0 {
                let _ = element.set_attribute("tabindex", "-1");
                let _ = element.focus();
                return;
            }
        }
    });
}
