//! Small bridges to the worker's global scope.

use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property of the global scope.
pub(crate) fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Waits.
pub(crate) async fn sleep(duration: Duration) {
    let millis = duration.as_millis().min(i32::MAX as u128) as f64;
    let promise = Promise::new(&mut |resolve, _| {
        if let Ok(set_timeout) = global("setTimeout").dyn_into::<Function>() {
            let _ = set_timeout.call2(&js_sys::global(), &resolve, &millis.into());
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// The build that this worker belongs to, from the name that the tab gave it.
pub(crate) fn build() -> String {
    let name = global("name").as_string().unwrap_or_default();
    // "engine-<build>-<generation>" for a shared worker, "engine-<build>" for a dedicated one.
    let rest = name.strip_prefix("engine-").unwrap_or(&name);
    match rest.rsplit_once('-') {
        Some((build, generation)) if generation.bytes().all(|byte| byte.is_ascii_digit()) && is_shared() => {
            build.to_owned()
        }
        _ => rest.to_owned(),
    }
}

/// Whether this is a SharedWorker.
pub(crate) fn is_shared() -> bool {
    Reflect::has(&js_sys::global(), &"onconnect".into()).unwrap_or(false)
}

/// Ends this worker.
pub(crate) fn close() {
    if let Ok(close) = global("close").dyn_into::<Function>() {
        let _ = close.call0(&js_sys::global());
    }
}

/// What a thrown value says.
pub(crate) fn message_of(error: &JsValue) -> String {
    Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}
