//! A file above the field.

use leptos::{ev, html, prelude::*};

use super::{
    attachments::{Attachment, Stage},
    model::ComposerModel,
    voice_row::VoicePreview,
    words::file_size,
};
use crate::{
    kit::{ButtonSize, Icon, IconButton, IconSize, ProgressBar},
    platform::timer,
    t,
    text::failure,
};

/// One file that waits, is being sent, or was not taken.
#[component]
pub(crate) fn AttachmentRow(
    model: ComposerModel,
    attachment: Attachment,
    /// The file that is being dragged to another place.
    dragged: RwSignal<Option<u64>>,
) -> impl IntoView {
    let name = attachment.title();
    let below = attachment.clone();
    let Attachment { id, size, kind, voice, preview, stage, answers, small, .. } = attachment;
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
        // It is said in the choice.
        _ if small.with(Option::is_some) => String::new(),
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
            <span
                class="preview"
                draggable="true"
                on:dragstart=move |event: ev::DragEvent| {
                    dragged.set(Some(id));
                    // Without something that is carried, Firefox begins nothing.
                    if let Some(data) = event.data_transfer() {
                        let _ = data.set_data("text/plain", "");
                    }
                }
                on:dragend=move |_| {
                    dragged.try_set(None);
                }
            >
                {move || match preview.get() {
                    Some(url) => view! { <img alt="" draggable="false" src=url.0.clone() /> }.into_any(),
                    None => view! { <Icon name=kind.icon() /> }.into_any(),
                }}
            </span>
            <div class="about">
                <span class="name" title=name.clone()>{name.clone()}</span>
                <span class="size">{answering}{about}</span>
                <SizeChoice file=below.clone() sending=sending />
            </div>
        }
        .into_any(),
    };
    let (over, onto) = (model.clone(), model.clone());
    let sent = model.clone();
    view! {
        <li
            class="Attachment"
            data-kind=is_voice.then_some("voice")
            data-state=state
            data-dragged=move || dragged.get() == Some(id)
            aria-label=is_voice.then(|| name.clone())
            on:dragover=move |event: ev::DragEvent| {
                if let Some(moved) = dragged.get_untracked() {
                    event.prevent_default();
                    if moved != id {
                        over.put_file_at(moved, id);
                    }
                }
            }
            on:drop=move |event: ev::DragEvent| {
                if dragged.get_untracked().is_some() {
                    event.prevent_default();
                }
            }
        >
            {inside}
            <MoveButtons model=onto id=id name=name.clone() sending=sending />
            <IconButton
                icon="x"
                size=ButtonSize::Small
                label=remove
                disabled=sending
                on_press=Callback::new(move |_| model.detach(id))
            />
            {below.takes_caption().then(|| view! { <CaptionField model=sent file=below sending=sending /> })}
            {bar}
        </li>
    }
}

/// What is written below the file.
#[component]
fn CaptionField(model: ComposerModel, file: Attachment, sending: Signal<bool>) -> impl IntoView {
    let name = file.title();
    let (shown, typed) = (file.caption.clone(), file.caption);
    let model = StoredValue::new_local(model);
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            model.with_value(ComposerModel::send);
        }
    };
    view! {
        <textarea
            class="caption"
            rows="1"
            dir="auto"
            placeholder=move || t!("composer-caption")
            aria-label=move || t!("composer-caption-of", name = name.as_str())
            readonly=move || sending.get()
            prop:value=move || shown.get()
            on:input=move |event| {
                typed.set(event_target_value(&event));
                model.with_value(ComposerModel::kept);
            }
            on:keydown=on_key
        ></textarea>
    }
}

/// Whether a picture goes out as it is, or smaller.
#[component]
fn SizeChoice(file: Attachment, sending: Signal<bool>) -> impl IntoView {
    let Attachment { size, small, sends_small, name, .. } = file;
    move || {
        let less = small.get()?.size();
        let (is, set, name) = (sends_small.clone(), sends_small.clone(), name.clone());
        Some(view! {
            <select
                class="sizes"
                aria-label=move || t!("composer-picture-size", name = name.as_str())
                disabled=move || sending.get()
                on:change=move |event| set.set(event_target_value(&event) == "small")
            >
                <option value="original">{move || t!("composer-picture-original", size = file_size(size))}</option>
                <option value="small" selected=is.get_untracked()>{move || t!("composer-picture-smaller", size = file_size(less))}</option>
            </select>
        })
    }
}

/// Moves the file to another place in the order, where there are several.
#[component]
fn MoveButtons(model: ComposerModel, id: u64, name: String, sending: Signal<bool>) -> impl IntoView {
    let list = model.shelf.attachments.clone();
    // Where it stands, and how many there are.
    let place = Memo::new(move |_| {
        list.with(|list| (list.iter().position(|file| file.id == id).unwrap_or_default(), list.len()))
    });
    let several = Memo::new(move |_| place.get().1 > 1);
    let (name, model) = (StoredValue::new(name), StoredValue::new_local(model));
    move || {
        several.get().then(|| {
            let (back, on) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
            let press = move |earlier: bool| {
                model.with_value(|model| model.move_file(id, earlier));
                // A row that is moved loses the focus; at an end the other button has it.
                timer::next_frame(move || {
                    let wanted = if earlier { [back, on] } else { [on, back] };
                    let mut there =
                        wanted.into_iter().filter_map(|button| button.try_get_untracked().flatten());
                    if let Some(button) = there.find(|button| !button.disabled()) {
                        let _ = button.focus();
                    }
                });
            };
            view! {
                <IconButton
                    icon="chevron-left"
                    size=ButtonSize::Small
                    label=Signal::derive(move || t!("composer-earlier", name = name.get_value()))
                    disabled=Signal::derive(move || sending.get() || place.get().0 == 0)
                    node_ref=back
                    on_press=Callback::new(move |_| press(true))
                />
                <IconButton
                    icon="chevron-right"
                    size=ButtonSize::Small
                    label=Signal::derive(move || t!("composer-later", name = name.get_value()))
                    disabled=Signal::derive(move || sending.get() || place.get().0 + 1 >= place.get().1)
                    node_ref=on
                    on_press=Callback::new(move |_| press(false))
                />
            }
        })
    }
}
