//! Text for those who listen.

use leptos::prelude::*;

/// Text that is read out but not seen.
#[component]
pub fn VisuallyHidden(children: Children) -> impl IntoView {
    view! { <span class="VisuallyHidden">{children()}</span> }
}
