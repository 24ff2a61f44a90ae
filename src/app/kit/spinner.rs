//! Something goes on, nobody knows for how long.

use leptos::prelude::*;

/// How large a spinner is: 14, 20 or 32 px at the browser's usual size of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpinnerSize {
    /// 14 px, in a line of text or a button.
    Small,
    /// 20 px.
    #[default]
    Medium,
    /// 32 px, alone on a page.
    Large,
}

/// A turning ring. With a `label` it is an image of that name, without it is for the eye only.
#[component]
pub fn Spinner(
    #[prop(optional)] size: SpinnerSize,
    #[prop(into, optional)] label: Signal<Option<String>>,
) -> impl IntoView {
    let size = match size {
        SpinnerSize::Small => Some("sm"),
        SpinnerSize::Medium => None,
        SpinnerSize::Large => Some("lg"),
    };
    view! {
        <span
            class="Spinner"
            data-size=size
            role=move || label.with(|label| label.is_some().then_some("img"))
            aria-label=move || label.get()
            aria-hidden=move || label.with(|label| label.is_none().then_some("true"))
        ></span>
    }
}
