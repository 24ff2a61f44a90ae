//! What the screen is like.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use super::window;

/// Up to here one panel is shown at a time; the same width stands in `style/features/Shell.css`.
pub const NARROW: &str = "(max-width: 720px)";

/// Whether a media query holds, followed for the life of the page. Natively it never holds.
pub fn matches(query: &str) -> Signal<bool> {
    if cfg!(not(target_arch = "wasm32")) {
        return Signal::stored(false);
    }
    let Some(list) = window().match_media(query).ok().flatten() else { return Signal::stored(false) };
    let holds = ArcRwSignal::new(list.matches());
    let writer = holds.clone();
    let source = list.clone();
    let listener = Closure::<dyn Fn()>::new(move || writer.set(source.matches()));
    let _ = list.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
    // The list must outlive this call, or the browser may collect it and its listener.
    listener.forget();
    Signal::derive(move || holds.get())
}

/// Whether one panel is shown at a time.
pub fn narrow() -> Signal<bool> {
    matches(NARROW)
}

/// Whether the person asked for less motion.
pub fn reduced_motion() -> Signal<bool> {
    matches("(prefers-reduced-motion: reduce)")
}

/// Whether there is no fine pointer: touch.
pub fn coarse_pointer() -> Signal<bool> {
    matches("(pointer: coarse)")
}
