//! Notifications of the system, as far as the person has allowed them.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::{has_global, window};

fn can() -> bool {
    cfg!(target_arch = "wasm32") && has_global("Notification")
}

/// Asks the person, unless they have said already. Call it from a press.
pub fn ask() {
    if can() && Notification::permission() == NotificationPermission::Default {
        // What they say counts from the next notification on.
        let _ = Notification::request_permission();
    }
}

/// Shows a notification; a press brings the page to the front and does something there. One of the same tag is replaced.
pub fn show(title: &str, body: &str, tag: &str, on_press: impl FnOnce() + 'static) {
    if !can() || Notification::permission() != NotificationPermission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    // Refused where only a service worker may show them.
    if let Ok(shown) = Notification::new_with_options(title, &options) {
        let press = Closure::once_into_js(move |_: JsValue| {
            let _ = window().focus();
            on_press();
        });
        shown.set_onclick(Some(press.unchecked_ref()));
    }
}
