//! Scripts that come when they are needed.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use super::document;

thread_local! {
    /// Those that are in the page, or on their way.
    static LOADED: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// Adds a module of our own to the page, once; says whether it is there.
pub async fn module(address: &str) -> bool {
    let known = LOADED
        .with_borrow(|all| all.iter().find(|(name, _)| name == address).map(|(_, loaded)| loaded.clone()));
    let loaded = known.unwrap_or_else(|| {
        let loaded = Promise::new(&mut |resolve, reject| {
            if add(address, resolve.into(), reject.clone().into()).is_none() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        LOADED.with_borrow_mut(|all| all.push((address.to_owned(), loaded.clone())));
        loaded
    });
    let is_there = JsFuture::from(loaded).await.is_ok();
    if !is_there {
        // The next one who needs it tries anew.
        LOADED.with_borrow_mut(|all| all.retain(|(name, _)| name != address));
    }
    is_there
}

fn add(address: &str, then: JsValue, or: JsValue) -> Option<()> {
    let script = document().create_element("script").ok()?;
    script.set_attribute("type", "module").ok()?;
    script.set_attribute("src", address).ok()?;
    script.add_event_listener_with_callback("load", then.unchecked_ref()).ok()?;
    let failed = script.clone();
    let or = Closure::once_into_js(move |_: Event| {
        failed.remove();
        let _ = or.unchecked_ref::<js_sys::Function>().call0(&JsValue::NULL);
    });
    script.add_event_listener_with_callback("error", or.unchecked_ref()).ok()?;
    document().head()?.append_child(&script).ok()?;
    Some(())
}
