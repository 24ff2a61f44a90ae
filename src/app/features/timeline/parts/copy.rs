//! A button that copies a text and says that it did.

use leptos::prelude::*;

use crate::{
    features::timeline::scene::Scene,
    kit::{ButtonSize, IconButton},
    platform::{clipboard, timer},
    t,
};

/// Milliseconds the button says that it copied.
const SAID_MS: u32 = 2000;

/// Copies code.
pub(crate) fn button(scene: Scene, text: String) -> AnyView {
    named(scene, text, Signal::derive(|| t!("timeline-copy-code")))
}

/// Copies `text`; `name` says what that is.
pub(crate) fn named(scene: Scene, text: String, name: Signal<String>) -> AnyView {
    let copied = RwSignal::new(false);
    let label = move || if copied.get() { t!("timeline-copied") } else { name.get() };
    view! {
        <span class="copy">
            <IconButton
                icon=Signal::derive(move || if copied.get() { "check" } else { "copy" })
                label=Signal::derive(label)
                size=ButtonSize::Small
                on_press=move |_| {
                    let text = text.clone();
                    scene.model.spawn(async move {
                        if clipboard::copy(&text).await {
                            copied.try_set(true);
                            timer::sleep(SAID_MS).await;
                            copied.try_set(false);
                        }
                    });
                }
            />
        </span>
    }
    .into_any()
}
