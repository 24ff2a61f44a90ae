//! A file above the field.

use leptos::prelude::*;

use super::{
    attachments::{Attachment, Stage},
    model::ComposerModel,
    voice_row::VoicePreview,
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
    let name = attachment.title();
    let Attachment { id, size, kind, voice, preview, stage, answers, .. } = attachment;
    let is_voice = voice.is_some();
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
        // It says how long it is.
        _ if is_voice => String::new(),
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
    let answering = move || {
        answers.with(Option::is_some).then(|| {
            let label = Signal::derive(|| Some(t!("composer-file-answers")));
            view! { <Icon name="reply" size=IconSize::Small label=label /> }
        })
    };
    let inside = match voice {
        Some(voice) => view! {
            <VoicePreview voice=voice sound=preview />
            <span class="size">{answering}{about}</span>
        }
        .into_any(),
        None => view! {
            {move || match preview.get() {
                Some(url) => view! { <img class="preview" alt="" src=url.0.clone() /> }.into_any(),
                None => view! { <span class="preview"><Icon name=kind.icon() /></span> }.into_any(),
            }}
            <div class="about">
                <span class="name" title=name.clone()>{name.clone()}</span>
                <span class="size">{answering}{about}</span>
            </div>
        }
        .into_any(),
    };
    view! {
        <li
            class="Attachment"
            data-kind=is_voice.then_some("voice")
            data-state=state
            aria-label=is_voice.then(|| name.clone())
        >
            {inside}
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
