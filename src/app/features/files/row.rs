//! One file of the list.

use leptos::prelude::*;
use protocol::{
    EventId, ItemKey,
    media::{Media, MediaWanted},
    timeline::{Content, EventItem, ItemKind},
};

use super::model::{FilesModel, is_document};
use crate::{
    kit::{Icon, RowPlace},
    link::{MediaUrl, use_link},
    route::{self, Route},
    t,
    text::{file, names::called, time},
};

/// Pixels of a small picture, for screens of two dots a pixel.
const PICTURE: u32 = 96;

/// What a file is called.
pub(super) fn name(event: &EventItem) -> String {
    match &event.content {
        Content::Audio { media, .. } if media.voice => t!("timeline-kind-voice"),
        content => content.media().map(|media| file::safe_name(&media.filename)).unwrap_or_default(),
    }
}

fn icon(content: &Content) -> &'static str {
    match content {
        Content::Image { .. } => "image",
        Content::Video { .. } => "video",
        Content::Audio { media, .. } if media.voice => "mic",
        Content::Audio { .. } => "music",
        _ => "file",
    }
}

/// A file: a link to its message; a picture is shown large, a document opened.
#[component]
pub(crate) fn FileRow(
    model: FilesModel,
    key: ItemKey,
    place: RowPlace,
    on_open: Callback<ItemKey>,
) -> impl IntoView {
    let item = RwSignal::from(model.row(&key)?);
    let event = Memo::new(move |_| {
        item.with(|item| match &item.kind {
            ItemKind::Event(event) => Some(event.as_ref().clone()),
            _ => None,
        })
    });
    let opens = event.with_untracked(|event| {
        event.as_ref().is_some_and(|event| {
            matches!(event.content, Content::Image { .. }) || is_document(&event.content)
        })
    });
    let small = event.with_untracked(|event| event.as_ref().and_then(|event| small(&event.content)));
    let link = StoredValue::new(use_link());
    let image = small.map(|wanted| {
        let seen = Memo::new(move |_| {
            event.with(|event| event.as_ref().is_some_and(|event| model.shows_media(event)))
        });
        // The URL belongs to the memo's owner.
        Memo::new(move |_| seen.get().then(|| link.with_value(|link| link.media(wanted.clone()))))
    });
    let href = move || {
        event.with(|event| {
            let id: Option<EventId> = event.as_ref().and_then(|event| event.event.clone());
            match route::use_route().get_untracked() {
                Route::Room { address, .. } => Route::in_room(address, id).href(),
                other => other.href(),
            }
        })
    };
    let press = move |pressed: leptos::ev::MouseEvent| {
        if opens && !pressed.ctrl_key() && !pressed.meta_key() && !pressed.shift_key() {
            pressed.prevent_default();
            on_open.run(key.clone());
        }
    };
    let said = move |read: fn(&EventItem) -> String| {
        move || event.with(|event| event.as_ref().map(read).unwrap_or_default())
    };
    let about = said(|event| {
        let media: Option<&Media> = event.content.media();
        let size = media.and_then(|media| media.size).map(file::size);
        let long = media.and_then(|media| media.duration_ms).map(time::duration);
        let parts = [long, size, Some(called(&event.sender))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let kind = move || event.with(|event| event.as_ref().map_or("file", |event| icon(&event.content)));
    let shown = move || match image.and_then(|image| image.get()).map(|image| image.get()) {
        Some(MediaUrl::Ready(url)) => {
            view! { <img class="small" src=url alt="" decoding="async" /> }.into_any()
        }
        _ => view! { <span class="small"><Icon name=kind() /></span> }.into_any(),
    };
    Some(view! {
        <a
            class="FileRow"
            href=href
            tabindex=move || place.tab_index.get().to_string()
            aria-haspopup=opens.then_some("dialog")
            on:click=press
        >
            {shown}
            <bdi class="name">{said(name)}</bdi>
            <time class="time">{said(|event| time::relative(event.timestamp))}</time>
            <span class="about" dir="auto">{about}</span>
        </a>
    })
}

/// The picture to show in the row.
fn small(content: &Content) -> Option<MediaWanted> {
    let source = match content {
        Content::Image { media, .. } => media.preview().clone(),
        Content::Video { media, .. } => media.thumbnail.clone()?,
        _ => return None,
    };
    Some(MediaWanted::Thumbnail { source, width: PICTURE, height: PICTURE })
}
