//! Something that is on or off.

use leptos::{ev, prelude::*};

use super::unique::unique_id;

/// A label with a switch at the end of its line; a press anywhere on it switches.
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    /// What it means, in small letters below.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    #[prop(into)] on: Signal<bool>,
    /// Gets what it shall be.
    #[prop(into)]
    on_toggle: Callback<bool>,
) -> impl IntoView {
    let id = unique_id("switch");
    let (label_id, hint_id) = (format!("{id}-label"), format!("{id}-hint"));
    view! {
        <label class="Switch">
            <span class="words">
                <span class="label" id=label_id.clone()>
                    {move || label.get()}
                </span>
                {hint.map(|hint| view! { <span class="hint" id=hint_id.clone()>{move || hint.get()}</span> })}
            </span>
            <input
                type="checkbox"
                role="switch"
                aria-labelledby=label_id
                aria-describedby=hint.map(|_| hint_id)
                prop:checked=move || on.get()
                on:change=move |event: ev::Event| on_toggle.run(event_target_checked(&event))
            />
        </label>
    }
}
