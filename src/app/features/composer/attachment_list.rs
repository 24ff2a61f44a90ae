//! The files above the field, and what can be chosen for all of them.

use leptos::prelude::*;

use super::{
    attachment_row::AttachmentRow,
    attachments::{Attachment, Stage},
    captions::can_go_together,
    model::ComposerModel,
};
use crate::{kit::Segments, t};

/// The files that wait. They are in the order in which they go out.
#[component]
pub(crate) fn Attachments(model: ComposerModel) -> impl IntoView {
    let list = model.shelf.attachments.clone();
    let any = {
        let list = list.clone();
        Memo::new(move |_| list.with(|list| !list.is_empty()))
    };
    let dragged = RwSignal::new(None);
    move || {
        any.get().then(|| {
            let (list, model, of_choices) = (list.clone(), model.clone(), model.clone());
            view! {
                <ul class="attachments" role="list" aria-label=move || t!("composer-attachments")>
                    <For each=move || list.get() key=|attachment| attachment.id let(attachment)>
                        <AttachmentRow model=model.clone() attachment=attachment dragged=dragged />
                    </For>
                </ul>
                <Choices model=of_choices />
            }
        })
    }
}

/// Whether notes are kept, and whether the files go together. Shown where there is something to choose.
#[component]
fn Choices(model: ComposerModel) -> impl IntoView {
    let waiting = {
        let list = model.shelf.attachments.clone();
        move || -> Vec<Attachment> {
            let waits = |file: &Attachment| file.stage.with(|stage| *stage != Stage::Sending);
            list.get().into_iter().filter(waits).collect()
        }
    };
    let (of_notes, of_together) = (waiting.clone(), waiting);
    let has_notes = Memo::new(move |_| of_notes().iter().any(Attachment::is_seen));
    let several = Memo::new(move |_| can_go_together(&of_together()));
    let (keep, together) = (model.shelf.keep_notes.clone(), model.shelf.together.clone());
    view! {
        {move || several.get().then(|| {
            let (is, choose, hint) = (together.clone(), together.clone(), together.clone());
            let options = vec![
                view! { <span>{move || t!("composer-together-single")}</span> }.into_any(),
                view! { <span>{move || t!("composer-together-all")}</span> }.into_any(),
            ];
            view! {
                <div class="together">
                    <Segments
                        label=Signal::derive(|| t!("composer-together"))
                        options=options
                        chosen=Signal::derive(move || usize::from(is.get()))
                        on_choose=Callback::new(move |at| choose.set(at == 1))
                    />
                    {move || hint.get().then(|| view! {
                        <p class="hint">{move || t!("composer-together-hint")}</p>
                    })}
                </div>
            }
        })}
        {move || has_notes.get().then(|| {
            let (is, set) = (keep.clone(), keep.clone());
            view! {
                <label class="Choice keep">
                    <input
                        type="checkbox"
                        prop:checked=move || is.get()
                        on:change=move |event| set.set(event_target_checked(&event))
                    />
                    <span>{move || t!("composer-keep-notes")}</span>
                </label>
            }
        })}
    }
}
