//! A page of somebody else in a window of its own, which says when it is done.

use std::{cell::Cell, rc::Rc};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Url, Window};

use super::window;

/// How it looks: small enough to be seen as what it is.
const FEATURES: &str = "popup,width=560,height=760";
/// How often to look whether it is closed, in milliseconds: no event tells it.
const LOOK_EVERY: i32 = 400;
/// What the homeserver's page says to the page that has opened it (spec, "Fallback").
const DONE: &str = "authDone";

/// What has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It says that it is done.
    Done,
    /// It is closed; or it only looks so, where its page lets itself be cut off from ours.
    Closed,
    /// The person is back at this page.
    Back,
}

/// The window, and who listens to it; dropping it ends the listening and closes the window.
pub struct Popup {
    inner: Option<Inner>,
}

struct Inner {
    popup: Window,
    timer: i32,
    _look: Closure<dyn Fn()>,
    message: Closure<dyn Fn(Event)>,
    focus: Closure<dyn Fn(Event)>,
}

/// Opens an address. Call it from a press. `None` where the browser does not let it, and natively.
pub fn open(address: &str, on_told: impl Fn(Told) + 'static) -> Option<Popup> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let origin = Url::new(address).ok()?.origin();
    let popup = window().open_with_url_and_target_and_features(address, "_blank", FEATURES).ok()??;
    let on_told = Rc::new(on_told);
    let message = {
        let (on_told, popup) = (Rc::clone(&on_told), JsValue::from(popup.clone()));
        Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let source = Reflect::get(event, &"source".into()).unwrap_or(JsValue::NULL);
            let from_there = event.origin() == origin && source == popup;
            if from_there && event.data().as_string().as_deref() == Some(DONE) {
                on_told(Told::Done);
            }
        })
    };
    let focus = {
        let on_told = Rc::clone(&on_told);
        Closure::<dyn Fn(Event)>::new(move |_| on_told(Told::Back))
    };
    let was_closed = Cell::new(false);
    let looked = popup.clone();
    let look = Closure::<dyn Fn()>::new(move || {
        if looked.closed().unwrap_or(true) && !was_closed.replace(true) {
            on_told(Told::Closed);
        }
    });
    let timer = window()
        .set_interval_with_callback_and_timeout_and_arguments_0(function(look.as_ref()), LOOK_EVERY)
        .unwrap_or_default();
    let _ = window().add_event_listener_with_callback("message", function(message.as_ref()));
    let _ = window().add_event_listener_with_callback("focus", function(focus.as_ref()));
    Some(Popup { inner: Some(Inner { popup, timer, _look: look, message, focus }) })
}

fn function(closure: &JsValue) -> &Function {
    closure.unchecked_ref()
}

impl Popup {
    /// Brings it to the front.
    pub fn show(&self) {
        if let Some(inner) = &self.inner {
            let _ = inner.popup.focus();
        }
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        let Some(inner) = self.inner.take() else { return };
        window().clear_interval_with_handle(inner.timer);
        let _ = window().remove_event_listener_with_callback("message", function(inner.message.as_ref()));
        let _ = window().remove_event_listener_with_callback("focus", function(inner.focus.as_ref()));
        let _ = inner.popup.close();
        // One of the closures may be what drops this.
        super::timer::next_frame(move || drop(inner));
    }
}
