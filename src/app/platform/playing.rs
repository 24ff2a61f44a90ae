//! Players: when they begin, and one sound at a time: what begins lets what played before in this tab stand still.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, HtmlMediaElement};

use super::document;

thread_local! {
    static PLAYING: RefCell<Option<HtmlMediaElement>> = const { RefCell::new(None) };
    static LISTENS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    static NOTHING: Closure<dyn FnMut(JsValue)> = Closure::new(drop);
}

/// For `loadedmetadata`: plays as soon as something is here. By `autoplay` a browser waits until it expects no pause.
pub fn begin(event: &Event) {
    let player = event.target().and_then(|target| target.dyn_into::<HtmlMediaElement>().ok());
    if let Some(Ok(playing)) = player.map(|player| player.play()) {
        // It may be gone before that.
        NOTHING.with(|nothing| drop(playing.catch(nothing)));
    }
}

/// From now on, for the life of the page. What has no sound does not count.
pub fn one_at_a_time() {
    if cfg!(not(target_arch = "wasm32")) || LISTENS.replace(true) {
        return;
    }
    let listener = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let Some(now) = event.target().and_then(|target| target.dyn_into::<HtmlMediaElement>().ok()) else {
            return;
        };
        if now.muted() {
            return;
        }
        let before = PLAYING.with(|playing| playing.borrow_mut().replace(now.clone()));
        if let Some(before) = before.filter(|before| *before != now) {
            let _ = before.pause();
        }
    });
    // These events do not rise, but they can be caught on their way down.
    let _ =
        document().add_event_listener_with_callback_and_bool("play", listener.as_ref().unchecked_ref(), true);
    listener.forget();
}
