//! What the browser gives: the only place that reaches for `window`.

mod asked;
pub mod blob;
pub mod camera;
pub mod clipboard;
pub mod files;
pub mod focus;
pub mod highlight;
pub mod http;
pub mod leftovers;
pub mod maths;
pub mod measure;
pub mod media_query;
#[cfg(not(target_arch = "wasm32"))]
mod memory;
pub mod notify;
pub mod pdf;
pub mod playing;
pub mod popup;
pub mod position;
pub mod prefs;
pub mod qr;
pub mod record;
pub mod script;
pub mod selection;
pub mod share;
pub mod shared;
pub mod storage;
pub mod streamed;
pub mod timer;
pub mod visibility;

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlMetaElement, Window};

/// The page's window.
///
/// # Panics
/// Outside a browser's page: nothing of this module can work there.
#[allow(clippy::expect_used, reason = "the program runs in a page or not at all")]
pub fn window() -> Window {
    web_sys::window().expect("the interface runs in a page")
}

/// The page's document.
///
/// # Panics
/// As [`window`].
#[allow(clippy::expect_used, reason = "a window of a page has a document")]
pub fn document() -> Document {
    window().document().expect("the page has a document")
}

/// The content of `<meta name="…">`.
pub fn meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name=\"{name}\"]")).ok()??;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content())
}

/// What relative addresses are relative to.
pub fn base() -> String {
    document().base_uri().ok().flatten().unwrap_or_default()
}

/// Milliseconds of a clock that never goes back; natively a clock that stands still.
pub fn now() -> f64 {
    if cfg!(target_arch = "wasm32") {
        window().performance().map_or(0.0, |performance| performance.now())
    } else {
        0.0
    }
}

/// Milliseconds since 1970; natively a clock that stands still.
pub fn wall_clock() -> f64 {
    if cfg!(target_arch = "wasm32") { js_sys::Date::now() } else { 0.0 }
}

/// A parameter of the address's query.
pub fn query_parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Whether the browser has a global of that name.
pub fn has_global(name: &str) -> bool {
    Reflect::has(&js_sys::global(), &name.into()).unwrap_or(false)
}

/// 128 random bits in hexadecimal; natively a number that was not there before.
pub fn random_hex() -> String {
    if cfg!(not(target_arch = "wasm32")) {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        return NEXT.fetch_add(1, Ordering::Relaxed).to_string();
    }
    let mut bytes = [0u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What a thrown value says.
pub fn message_of(error: &JsValue) -> String {
    Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}

fn lock_manager() -> Result<JsValue, JsValue> {
    Reflect::get(&window().navigator(), &"locks".into())
}

/// Takes a Web Lock and holds it for the life of the page. Resolves when it is held, or at once in a
/// browser without locks, which `boot` does not let come so far.
pub async fn hold_lock(name: &str) {
    let held = Promise::new(&mut |resolve, _| {
        let granted = Closure::once_into_js(move |_lock: JsValue| {
            let _ = resolve.call0(&JsValue::NULL);
            // Never resolved: the lock goes with the page.
            Promise::new(&mut |_, _| {})
        });
        // web-sys holds Web Locks for unstable still.
        let _ = lock_manager().and_then(|locks| {
            let request = Reflect::get(&locks, &"request".into())?.dyn_into::<Function>()?;
            request.call2(&locks, &name.into(), &granted)
        });
    });
    let _ = JsFuture::from(held).await;
}

/// Whether somebody holds a Web Lock now.
pub async fn lock_is_held(name: &str) -> bool {
    let state = async {
        let locks = lock_manager()?;
        let query = Reflect::get(&locks, &"query".into())?.dyn_into::<Function>()?;
        let state = JsFuture::from(query.call0(&locks)?.dyn_into::<Promise>()?).await?;
        Reflect::get(&state, &"held".into())?.dyn_into::<js_sys::Array>()
    };
    let named = |lock: JsValue| {
        Reflect::get(&lock, &"name".into()).ok().and_then(|held| held.as_string()).as_deref() == Some(name)
    };
    state.await.is_ok_and(|held| held.iter().any(named))
}

/// Resolves when nobody holds a Web Lock any more; it is not kept.
pub async fn when_unlocked(name: &str) {
    let granted = async {
        let locks = lock_manager()?;
        let request = Reflect::get(&locks, &"request".into())?.dyn_into::<Function>()?;
        let options = js_sys::Object::new();
        // Several tabs may wait for the same lock.
        Reflect::set(&options, &"mode".into(), &"shared".into())?;
        let callback = Closure::once_into_js(|_lock: JsValue| {});
        let promise = request.call3(&locks, &name.into(), &options, &callback)?;
        JsFuture::from(promise.dyn_into::<Promise>()?).await
    };
    let _ = granted.await;
}

/// Listens to an event of the window for the life of the page.
pub fn on_window(event: &str, listener: impl Fn(JsValue) + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(listener);
    let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Listens to an event of the document for the life of the page.
pub fn on_document(event: &str, listener: impl Fn(JsValue) + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(listener);
    let _ = document().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Goes to another page.
pub fn navigate(address: &str) {
    let _ = window().location().assign(address);
}

/// Fetches a text of our own; none if it does not come.
pub async fn fetch_text(address: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// `navigator.userAgent`.
pub fn user_agent() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// The page's address with further parameters in its query and another part from `#` on.
pub fn address_with(parameters: &[(&str, &str)], hash: &str) -> String {
    let location = window().location();
    let text = |part: Result<String, JsValue>| part.unwrap_or_default();
    let search = text(location.search());
    let address = format!("{}{}", text(location.origin()), text(location.pathname()));
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(&search) else { return address };
    for (name, value) in parameters {
        query.set(name, value);
    }
    format!("{address}?{}{hash}", String::from(query.to_string()))
}

/// Listens to the page being shown again after the person came back to it by the browser's Back, where the
/// browser had kept it alive.
pub fn on_return(listener: impl Fn() + 'static) {
    on_window("pageshow", move |event| {
        if Reflect::get(&event, &"persisted".into()).is_ok_and(|kept| kept.is_truthy()) {
            listener();
        }
    });
}

/// Whether a `storage` event says that another tab has deleted a setting.
pub fn is_removal(event: &JsValue, name: &str) -> bool {
    let field = |key: &str| Reflect::get(event, &key.into()).unwrap_or(JsValue::UNDEFINED);
    field("key").as_string().as_deref() == Some(&format!("{}{name}", prefs::PREFIX))
        && field("newValue").is_null()
}

/// The setting that another tab has changed, as a `storage` event tells; none where it may be any.
pub fn changed_setting(event: &JsValue) -> Option<String> {
    let key = Reflect::get(event, &"key".into()).ok()?.as_string()?;
    // What is none of ours changes nothing here.
    Some(key.strip_prefix(prefs::PREFIX).unwrap_or_default().to_owned())
}

/// Whether the browser has any network, followed for the life of the page.
pub fn online() -> leptos::prelude::Signal<bool> {
    use leptos::prelude::*;
    let online = ArcRwSignal::new(window().navigator().on_line());
    for event in ["online", "offline"] {
        let writer = online.clone();
        on_window(event, move |_| writer.set(window().navigator().on_line()));
    }
    Signal::derive(move || online.get())
}

/// Prints the page, as the style sheets have it for paper. Call it from a press.
pub fn print() {
    let _ = window().print();
}

/// Opens an address of this page in a new tab. Call it from a press.
pub fn open_tab(href: &str) {
    let _ = window().open_with_url_and_target_and_features(href, "_blank", "noopener");
}

/// Asks the browser to bring `matrix:` links here. Call it from a press.
pub fn claim_links() {
    let here = base();
    let here = here.split(['?', '#']).next().unwrap_or_default();
    let address = format!("{here}#/open?uri=%s");
    let _ = window().navigator().register_protocol_handler("matrix", &address, "Protium");
}
