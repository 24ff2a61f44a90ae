//! Copying.

use wasm_bindgen_futures::JsFuture;

use super::{has_global, window};

/// Copies a text; says whether the browser let it. Call it from a click.
pub async fn copy(text: &str) -> bool {
    // Without a secure context there is no clipboard object at all.
    if !has_global("isSecureContext") || !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}
