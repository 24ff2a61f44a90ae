//! What Element has left in this browser where it was served at this address before (docs/decisions/034-element-leftovers.md).

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{prefs, window};

/// Its databases: the crypto store of today and of before, what sync has told, the session, the log.
const DATABASES: [&str; 6] = [
    "matrix-js-sdk::matrix-sdk-crypto",
    "matrix-js-sdk::matrix-sdk-crypto-meta",
    "matrix-js-sdk:crypto",
    "matrix-js-sdk:riot-web-sync",
    "matrix-react-sdk",
    "logs",
];
/// Any page may have one of this name.
const LOG: &str = "logs";
/// What its settings and its session begin with.
const BEGINNINGS: [&str; 3] = ["mx_", "mxjssdk_", "react_sdk_"];

/// Whether there is something of it.
pub async fn found() -> bool {
    !settings().is_empty() || databases().await.iter().any(|name| name != LOG)
}

/// Deletes all of it. Not everything is gone where a page of Element's has it open.
pub async fn delete() -> bool {
    for name in settings() {
        prefs::remove_foreign(&name);
    }
    let Some(factory) = factory() else { return true };
    let mut gone = true;
    for name in databases().await {
        let deleted = JsFuture::from(deletion(&factory, &name)).await;
        gone &= deleted.is_ok_and(|deleted| deleted.is_truthy());
    }
    gone
}

fn settings() -> Vec<String> {
    let all = prefs::foreign().into_iter();
    all.filter(|name| BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))).collect()
}

fn factory() -> Option<JsValue> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    Reflect::get(&window(), &"indexedDB".into()).ok().filter(JsValue::is_object)
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

/// Those that are there. A browser that does not tell is not asked further: to look would make them.
async fn databases() -> Vec<String> {
    let told = async {
        let factory = factory()?;
        let asked: Promise = method(&factory, "databases")?.call0(&factory).ok()?.dyn_into().ok()?;
        JsFuture::from(asked).await.ok()?.dyn_into::<Array>().ok()
    };
    let Some(all) = told.await else { return Vec::new() };
    let names = all.iter().filter_map(|one| Reflect::get(&one, &"name".into()).ok()?.as_string());
    names.filter(|name| DATABASES.contains(&name.as_str())).collect()
}

/// Resolves to whether a database is gone; one that is held open goes when it is held no longer.
fn deletion(factory: &JsValue, name: &str) -> Promise {
    Promise::new(&mut |resolve, _| {
        let answer = |gone: bool| {
            let resolve = resolve.clone();
            Closure::once_into_js(move || drop(resolve.call1(&JsValue::UNDEFINED, &gone.into())))
        };
        let request =
            method(factory, "deleteDatabase").and_then(|delete| delete.call1(factory, &name.into()).ok());
        let Some(request) = request else {
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::FALSE);
            return;
        };
        for (event, gone) in [("onsuccess", true), ("onerror", false), ("onblocked", false)] {
            let _ = Reflect::set(&request, &event.into(), &answer(gone));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::prefs;

    #[test]
    fn only_what_is_elements_is_taken_for_a_leftover() {
        prefs::set("theme", "dark");
        prefs::set_foreign("mxp", "another page's");
        assert!(settings().is_empty());
        for name in ["mx_user_id", "mx_local_settings", "react_sdk_session_lock_ping"] {
            prefs::set_foreign(name, "x");
        }
        assert_eq!(settings(), ["mx_local_settings", "mx_user_id", "react_sdk_session_lock_ping"]);
        for name in settings() {
            prefs::remove_foreign(&name);
        }
        assert!(settings().is_empty());
        assert_eq!(prefs::get("theme").as_deref(), Some("dark"));
        assert_eq!(prefs::foreign(), ["mxp"]);
    }
}
