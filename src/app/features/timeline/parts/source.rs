//! A message as it came.

use leptos::prelude::*;

use super::copy;
use crate::{
    features::timeline::{model::Shown, scene::Scene},
    kit::{Alert, Dialog, DialogSize, Spinner, Tone},
    t,
    text::failure,
};

/// The dialog with the source.
#[component]
pub(crate) fn SourceDialog(scene: Scene) -> impl IntoView {
    let source = scene.model.source;
    let content = move || match source.get() {
        None => ().into_any(),
        Some(Shown::Loading) => view! { <Spinner label=Some(t!("timeline-source-loading")) /> }.into_any(),
        Some(Shown::Failed(failed)) => view! {
            <Alert tone=Tone::Warning>
                <p class="text">{failure::sentence(&failed)}</p>
            </Alert>
        }
        .into_any(),
        Some(Shown::Ready(source)) => view! {
            <div class="MessageSource">
                {source.encrypted.then(|| view! { <p class="note">{t!("timeline-source-decrypted")}</p> })}
                <pre class="json" dir="ltr" tabindex="0" aria-label=t!("timeline-source-title")>
                    {copy::button(scene, source.json.clone())}
                    <code>{source.json}</code>
                </pre>
            </div>
        }
        .into_any(),
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-source-title"))
            close_label=Signal::derive(|| t!("timeline-close"))
            size=DialogSize::Large
            on_close=move |()| source.set(None)
        >
            {content}
        </Dialog>
    }
}
