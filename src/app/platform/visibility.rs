//! Whether somebody looks at this tab.

use web_sys::VisibilityState;

use super::{document, on_document};

/// Whether the tab is in front; natively always.
pub fn visible() -> bool {
    !cfg!(target_arch = "wasm32") || document().visibility_state() == VisibilityState::Visible
}

/// Calls back whenever that changes, for the life of the page.
pub fn on_change(listener: impl Fn(bool) + 'static) {
    if cfg!(target_arch = "wasm32") {
        on_document("visibilitychange", move |_| listener(visible()));
    }
}
