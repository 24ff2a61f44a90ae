//! A message as it came.

use leptos::prelude::*;
use protocol::message::Source;

use super::{copy, shown};
use crate::{
    features::timeline::scene::Scene,
    kit::{Dialog, DialogSize},
    t,
};

/// The dialog with the source.
#[component]
pub(crate) fn SourceDialog(scene: Scene) -> impl IntoView {
    let source = scene.model.source;
    let ready = move |source: Source| {
        view! {
            <div class="MessageSource">
                {source.encrypted.then(|| view! { <p class="note">{t!("timeline-source-decrypted")}</p> })}
                <pre class="json" dir="ltr" tabindex="0" aria-label=t!("timeline-source-title")>
                    {copy::button(scene, source.json.clone())}
                    <code>{source.json}</code>
                </pre>
            </div>
        }
        .into_any()
    };
    let content = move || shown::view(source.get(), || t!("timeline-source-loading"), ready);
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
