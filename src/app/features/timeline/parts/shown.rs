//! What a dialog shows while something is read into it, and when it cannot be had.

use leptos::prelude::*;

use crate::{
    features::timeline::deeds::Shown,
    kit::{Alert, Spinner, Tone},
    text::failure,
};

/// `ready` makes the view of what is there; `loading` names what is not yet.
pub(crate) fn view<T>(
    shown: Option<Shown<T>>,
    loading: impl FnOnce() -> String,
    ready: impl FnOnce(T) -> AnyView,
) -> AnyView {
    match shown {
        None => ().into_any(),
        Some(Shown::Loading) => view! { <Spinner label=Some(loading()) /> }.into_any(),
        Some(Shown::Failed(failed)) => view! {
            <Alert tone=Tone::Warning>
                <p class="text">{failure::sentence(&failed)}</p>
            </Alert>
        }
        .into_any(),
        Some(Shown::Ready(there)) => ready(there),
    }
}
