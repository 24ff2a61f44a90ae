//! One file of the list.

use leptos::prelude::*;
use protocol::{
    media::{Media, MediaWanted},
    timeline::{Content, EventItem},
};

use super::model::{FilesModel, is_document};
use crate::{
    kit::{Icon, RowPlace},
    link::{MediaUrl, use_link},
    side::{FoundKey, FoundRow},
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

/// A line about a file.
fn about(event: &EventItem) -> String {
    let media: Option<&Media> = event.content.media();
    let size = media.and_then(|media| media.size).map(file::size);
    let long = media.and_then(|media| media.duration_ms).map(time::duration);
    let parts = [long, size, Some(called(&event.sender))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A file: a link to its message; a picture is shown large, a document opened.
#[component]
pub(crate) fn FileRow(
    model: FilesModel,
    key: FoundKey,
    place: RowPlace,
    on_open: Callback<FoundKey>,
) -> impl IntoView {
    let event = model.found.event(&key)?;
    let opens = matches!(event.content, Content::Image { .. }) || is_document(&event.content);
    let wanted = small(&event.content);
    let link = StoredValue::new(use_link());
    let shown = move |event: Memo<Option<EventItem>>| {
        let image = wanted.map(|wanted| {
            let seen = Memo::new(move |_| {
                event.with(|event| event.as_ref().is_some_and(|event| model.shows_media(event)))
            });
            // The URL belongs to the memo's owner.
            Memo::new(move |_| seen.get().then(|| link.with_value(|link| link.media(wanted.clone()))))
        });
        let kind = move || event.with(|event| event.as_ref().map_or("file", |event| icon(&event.content)));
        let shown = move || match image.and_then(|image| image.get()).map(|image| image.get()) {
            Some(MediaUrl::Ready(url)) => {
                view! { <img class="small" src=url alt="" decoding="async" /> }.into_any()
            }
            _ => view! { <span class="small"><Icon name=kind() /></span> }.into_any(),
        };
        shown.into_any()
    };
    Some(view! {
        <FoundRow
            found=model.found
            key=key
            place=place
            opens=opens.then_some(on_open)
            small=Box::new(shown)
            name=name
            about=about
        />
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
