//! How far something has come.

use leptos::prelude::*;

/// The native progress element.
#[component]
pub fn ProgressBar(
    /// What goes on.
    #[prop(into)]
    label: Signal<String>,
    /// The part done, 0 to 1; none while it is not known.
    #[prop(into)]
    value: Signal<Option<f64>>,
) -> impl IntoView {
    view! {
        <progress
            class="ProgressBar"
            aria-label=move || label.get()
            max="1"
            value=move || value.get().map(|value| format!("{:.3}", value.clamp(0.0, 1.0)))
        ></progress>
    }
}
