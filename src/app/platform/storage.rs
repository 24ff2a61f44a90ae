//! What the browser says of the room that this origin takes.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// How much is stored, and how much may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Bytes.
    pub used: u64,
    /// Bytes.
    pub quota: u64,
}

/// Asks the browser; nothing where it does not tell, and natively.
pub async fn estimate() -> Option<Estimate> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let storage = Reflect::get(&window().navigator(), &"storage".into()).ok()?;
    let storage: web_sys::StorageManager = wasm_bindgen::JsCast::dyn_into(storage).ok()?;
    let said = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let bytes = |name: &str| Reflect::get(&said, &name.into()).ok()?.as_f64();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bytes, and no fewer than none"
    )]
    let whole = |bytes: f64| bytes.max(0.0) as u64;
    Some(Estimate { used: whole(bytes("usage")?), quota: whole(bytes("quota")?) })
}
