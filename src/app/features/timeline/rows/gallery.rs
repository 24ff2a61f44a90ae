//! Several files in one message: pictures and films in a grid that opens the viewer, other files below it.

use leptos::prelude::*;
use protocol::{
    ItemKey,
    media::{Media, MediaWanted},
    rich_text::RichText,
    timeline::Content,
};

use super::{audio, file, voice};
use crate::{
    features::timeline::{
        parts::{blur, drag_out::DragOut, rich_text},
        plain,
        scene::Scene,
    },
    kit::{Icon, IconSize},
    link::MediaUrl,
    t,
    text::{file::safe_name, time},
};

/// The files of a gallery; `more` are not shown.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, items: Vec<Content>, more: u32) -> AnyView {
    let mut tiles = Vec::new();
    let mut others = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        match item {
            Content::Image { media, caption } => {
                tiles.push(tile(scene, key, tiles.len(), media, caption.as_ref(), false));
            }
            Content::Video { media, caption } => {
                tiles.push(tile(scene, key, tiles.len(), media, caption.as_ref(), true));
            }
            Content::Audio { media, caption } => {
                let id = format!("{id}-{at}");
                let player = if media.voice {
                    voice::view(scene, key, id, media)
                } else {
                    audio::view(scene, key, id, media)
                };
                others.push(below(scene, player, caption.as_ref()));
            }
            Content::File { media, caption } => {
                let row = file::view(scene, key, format!("{id}-{at}"), media);
                others.push(below(scene, row, caption.as_ref()));
            }
            _ => {}
        }
    }
    let shape = match tiles.len() {
        0 => None,
        1 => Some("one"),
        2 | 4 => Some("two"),
        _ => Some("three"),
    };
    let label = move || t!("timeline-gallery");
    view! {
        <div class="GalleryBody" id=id role="group" aria-label=label>
            {shape.map(|shape| view! { <ul class="tiles" role="list" data-shape=shape>{tiles}</ul> })}
            {others}
            {(more > 0).then(|| view! {
                <p class="more">{move || t!("timeline-gallery-more", count = u64::from(more))}</p>
            })}
        </div>
    }
    .into_any()
}

/// A file with its own caption.
fn below(scene: Scene, media: AnyView, caption: Option<&RichText>) -> AnyView {
    let caption = caption.map(|caption| rich_text::view(scene, caption, None, None));
    view! { {media} {caption} }.into_any()
}

/// A picture or film of the grid, and its number in it.
fn tile(
    scene: Scene,
    key: &ItemKey,
    at: usize,
    media: Media,
    caption: Option<&RichText>,
    is_film: bool,
) -> AnyView {
    let key = key.clone();
    let name = safe_name(&media.filename);
    let said = caption.map(plain::text).filter(|text| !text.is_empty());
    let attempt = RwSignal::new(0u32);
    let broken = RwSignal::new(false);
    let wanted = match is_film {
        true => media.thumbnail.clone(),
        false => Some(media.preview().clone()),
    };
    let url = Memo::new(move |_| {
        attempt.track();
        let source = wanted.clone()?;
        Some(scene.model.media(MediaWanted::Thumbnail { source, width: 400, height: 400 }))
    });
    let state = Signal::derive(move || match url.get() {
        _ if broken.get() => Some(MediaUrl::Failed),
        Some(url) => Some(url.get()),
        None => None,
    });
    let look = move || match state.get() {
        Some(MediaUrl::Loading) => "loading",
        Some(MediaUrl::Failed) => "failed",
        _ => "ready",
    };
    let alt = said.clone().unwrap_or_else(|| name.clone());
    let picture = move || match state.get() {
        Some(MediaUrl::Ready(url)) => Some(view! {
            <img src=url alt=alt.clone() decoding="async" on:error=move |_| broken.set(true) />
        }),
        _ => None,
    };
    let label = t!("timeline-open-picture", name = said.unwrap_or(name));
    let length = media.duration_ms.filter(|_| is_film).map(time::duration);
    let icon = if is_film { "play" } else { "image" };
    let bare = move || is_film || !matches!(state.get(), Some(MediaUrl::Ready(_)));
    let drag = DragOut::new(scene, &media);
    view! {
        <li
            class="GalleryTile"
            data-state=look
            draggable=drag.draggable()
            on:pointerdown=move |event| drag.press(&event)
            on:pointerup=move |_| drag.end()
            on:dragstart=move |event| drag.start(&event)
            on:dragend=move |_| drag.end()
        >
            {media.blur.map(blur::view)}
            {picture}
            {move || bare().then(|| view! { <span class="sign"><Icon name=icon size=IconSize::Large /></span> })}
            {length.map(|length| view! { <span class="meta">{length}</span> })}
            <button
                class="open"
                type="button"
                aria-label=label
                on:click=move |_| {
                    // What did not come is asked for again, too.
                    if state.get_untracked() == Some(MediaUrl::Failed) {
                        broken.set(false);
                        attempt.update(|attempt| *attempt += 1);
                    }
                    scene.open_picture(&key, at);
                }
            ></button>
        </li>
    }
    .into_any()
}
