//! Waiting.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Waits so many milliseconds.
pub async fn sleep(milliseconds: u32) {
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let timer = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(timer).await;
}

/// Calls back after so many milliseconds, unless the handle is dropped before; natively, where no time passes, never.
pub fn after(milliseconds: u32, callback: impl FnOnce() + 'static) -> Timer {
    if cfg!(not(target_arch = "wasm32")) {
        return Timer(None);
    }
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let closure = Closure::once(callback);
    let id = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(function(&closure), milliseconds)
        .unwrap_or_default();
    Timer(Some((id, closure)))
}

/// A callback to come; dropping it takes it back.
pub struct Timer(Option<(i32, Closure<dyn FnMut()>)>);

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some((id, _)) = &self.0 {
            window().clear_timeout_with_handle(*id);
        }
    }
}

/// Calls back in the next animation frame, before it is painted.
pub fn next_frame(callback: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(move |_: JsValue| callback());
    let _ = window().request_animation_frame(closure.unchecked_ref::<Function>());
}

/// Calls back in a task of its own, as soon as the browser comes to it. What has to be done at once and takes long is cut
/// by this into what the page can bear: it answers the person in between.
pub fn soon(callback: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(callback);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), 0);
}

/// False in this task, and true from a task of its own on: for what is shown a moment after the rest.
pub fn in_own_task() -> ReadSignal<bool> {
    let (there, set_there) = signal(false);
    soon(move || {
        set_there.try_set(true);
    });
    there
}

/// Calls back after the page has been painted and the browser has nothing better to do.
pub fn when_idle(callback: impl FnOnce() + 'static) {
    // A task after the frame: by then the frame is on its way to the screen.
    next_frame(move || soon(callback));
}

fn function(closure: &Closure<dyn FnMut()>) -> &Function {
    closure.as_ref().unchecked_ref()
}
