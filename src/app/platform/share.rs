//! Handing something to another app of the machine (Web Share API).

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{has_global, window};

/// Whether the browser can.
pub fn can() -> bool {
    has_global("navigator")
        && js_sys::Reflect::has(&window().navigator(), &JsValue::from_str("share")).unwrap_or(false)
}

/// Hands over a link; the browser asks to whom. Call it from a press.
pub async fn share(title: String, link: String) {
    let data = web_sys::ShareData::new();
    data.set_title(&title);
    data.set_url(&link);
    // Refused also where the person thinks better of it.
    let _ = JsFuture::from(window().navigator().share_with_data(&data)).await;
}
