//! A file above the field.

use leptos::prelude::*;

use super::{
    attachments::{Attachment, Stage},
    model::ComposerModel,
    words::file_size,
};
use crate::{
    kit::{ButtonSize, Icon, IconButton, IconSize, ProgressBar},
    t,
    text::failure,
};

/// One file that waits, is being sent, or was not taken.
#[component]
pub(crate) fn AttachmentRow(model: ComposerModel, attachment: Attachment) -> impl IntoView {
    let Attachment { id, name, size, kind, preview, stage, answers, .. } = attachment;
    let sending = {
        let stage = stage.clone();
        Signal::derive(move || stage.get() == Stage::Sending)
    };
    let state = {
        let stage = stage.clone();
        move || match stage.get() {
            Stage::Waiting => "ready",
            Stage::Sending => "sending",
            Stage::Failed(_) => "failed",
        }
    };
    let about = move || match stage.get() {
        Stage::Failed(cause) => failure::sentence(&cause),
        _ => file_size(size),
    };
    let bar = {
        let name = name.clone();
        move || {
            let name = name.clone();
            sending.get().then(|| {
                let label = Signal::derive(move || t!("composer-file-sending", name = name.as_str()));
                view! { <ProgressBar label=label value=Signal::stored(None) /> }
            })
        }
    };
    let remove = {
        let name = name.clone();
        Signal::derive(move || t!("composer-remove", name = name.as_str()))
    };
    view! {
        <li class="Attachment" data-state=state>
            {move || match preview.get() {
                Some(url) => view! { <img class="preview" alt="" src=url.0.clone() /> }.into_any(),
                None => view! { <span class="preview"><Icon name=kind.icon() /></span> }.into_any(),
            }}
            <div class="about">
                <span class="name" title=name.clone()>{name.clone()}</span>
                <span class="size">
                    {move || answers.with(Option::is_some).then(|| view! {
                        <Icon name="reply" size=IconSize::Small label=Signal::derive(|| Some(t!("composer-file-answers"))) />
                    })}
                    {about}
                </span>
            </div>
            <IconButton
                icon="x"
                size=ButtonSize::Small
                label=remove
                disabled=sending
                on_press=Callback::new(move |_| model.detach(id))
            />
            {bar}
        </li>
    }
}
