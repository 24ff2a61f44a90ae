//! What is behind an object URL.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

use super::window;

/// The bytes, still where the browser has them.
pub async fn blob(url: &str) -> Option<Blob> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let answer: Response = JsFuture::from(window().fetch_with_str(url)).await.ok()?.dyn_into().ok()?;
    JsFuture::from(answer.blob().ok()?).await.ok()?.dyn_into().ok()
}

/// They as a text in UTF-8; what is none, is replaced.
pub async fn text(blob: &Blob) -> Option<String> {
    JsFuture::from(blob.text()).await.ok()?.as_string()
}
