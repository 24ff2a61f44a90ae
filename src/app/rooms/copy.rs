//! Copying a text, and saying so.

use leptos::prelude::*;

use crate::{
    kit::{Toasts, Tone},
    link::Link,
    platform::clipboard,
    t,
};

/// Copies; call it from a press. A toast says what became of it.
pub fn copy_text(link: &Link, toasts: Option<Toasts>, text: String) {
    link.spawn(async move {
        let (said, tone) = match clipboard::copy(&text).await {
            true => (t!("rooms-copied"), Tone::Info),
            false => (t!("rooms-not-copied"), Tone::Warning),
        };
        if let Some(toasts) = toasts {
            toasts.say(said, tone);
        }
    });
}

/// The same, for the component that is made now.
pub fn copier() -> impl Fn(String) + Clone + Send + Sync + 'static {
    let (link, toasts) = (StoredValue::new(crate::link::use_link()), use_context::<Toasts>());
    move |text| link.with_value(|link| copy_text(link, toasts, text))
}
