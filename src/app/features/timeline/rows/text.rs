//! Text, notices and emotes, and the captions of media.

use leptos::prelude::*;
use protocol::{ItemKey, profile::Profile, rich_text::RichText};

use crate::{
    features::timeline::{
        parts::{link_preview, rich_text},
        scene::{Marks, Scene},
    },
    t,
    text::names::called,
};

/// A text.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, text: &RichText, marks: Memo<Marks>) -> AnyView {
    let said = rich_text::view(scene, text, Some(id), Some(edited(scene, marks)));
    match link_preview::view(scene, key, text, marks) {
        Some(previews) => view! { {said} {previews} }.into_any(),
        None => said,
    }
}

/// "* Ada waves".
pub(crate) fn emote(
    scene: Scene,
    id: String,
    text: &RichText,
    sender: Memo<Option<Profile>>,
    marks: Memo<Marks>,
) -> AnyView {
    let name = move || sender.with(|sender| sender.as_ref().map(called).unwrap_or_default());
    let said = rich_text::view(scene, text, None, Some(edited(scene, marks)));
    view! {
        <div class="emote" id=id dir="auto">
            <bdi class="actor">{name}</bdi>
            " "
            {said}
        </div>
    }
    .into_any()
}

/// Media with its caption below.
pub(crate) fn captioned(
    scene: Scene,
    media: AnyView,
    caption: Option<&RichText>,
    marks: Memo<Marks>,
) -> AnyView {
    match caption {
        Some(caption) => {
            let caption = rich_text::view(scene, caption, None, Some(edited(scene, marks)));
            view! { {media} {caption} }.into_any()
        }
        None => media,
    }
}

/// "(edited)", which shows the versions.
fn edited(scene: Scene, marks: Memo<Marks>) -> AnyView {
    (move || {
        marks.with(|marks| marks.edited).then(|| {
            let press = move |_| {
                if let Some(event) = marks.with_untracked(|marks| marks.event.clone()) {
                    scene.model.show_history(event);
                }
            };
            view! {
                " "
                <button class="edited" type="button" title=move || t!("timeline-history-title") on:click=press>
                    {move || t!("timeline-edited")}
                </button>
            }
        })
    })
    .into_any()
}
