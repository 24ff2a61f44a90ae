//! Pictures: a few colours at once, then the thumbnail, and the viewer on a press.

use leptos::{ev, prelude::*, tachys::renderer::types::Element};
use protocol::{
    ItemKey,
    media::{Media, MediaWanted},
    rich_text::RichText,
};
use wasm_bindgen::JsCast;

use crate::{
    features::timeline::{
        parts::{blur, download::Cover, drag_out::DragOut, still::Still},
        plain,
        scene::Scene,
    },
    link::MediaUrl,
    settings, t,
};

/// Pixels of the thumbnail to ask for: twice what is shown, for dense screens.
const THUMBNAIL: (u32, u32) = (800, 640);
/// Moving pictures up to this many bytes are shown moving.
const MOVING_BYTES: u64 = 4_000_000;

/// Whether pictures stand still: the person asked for less motion, or for this. Tracked.
pub(crate) fn is_still(scene: Scene) -> bool {
    scene.still.get() || !settings::here().autoplay.get()
}

/// What to fetch for the timeline.
pub(crate) fn preview(media: &Media, still: bool) -> MediaWanted {
    if may_move(media) && !still && media.size.is_some_and(|size| size <= MOVING_BYTES) {
        return MediaWanted::File(media.source.clone());
    }
    let (width, height) = THUMBNAIL;
    MediaWanted::Thumbnail { source: media.preview().clone(), width, height }
}

/// Whether a picture may be one that moves.
fn may_move(media: &Media) -> bool {
    matches!(media.mime.as_deref(), Some("image/gif" | "image/apng" | "image/webp"))
}

/// Tells the style what room a picture takes, before a byte of it is there. For `use:`, since the row is
/// measured right after it is made.
pub(crate) fn reserve(element: Element, (width, height): (Option<u32>, Option<u32>)) {
    let (Some(width), Some(height)) = (width.filter(|width| *width > 0), height.filter(|height| *height > 0))
    else {
        return;
    };
    // A sender may claim a picture a million times as wide as high; it gets a strip.
    let (width, height) = (width.clamp(1, 20_000), height.clamp(1, 20_000));
    let (width, height) = (width.max(height / 12), height.max(width / 12));
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let style = element.style();
        let _ = style.set_property("--media-width", &width.to_string());
        let _ = style.set_property("--media-height", &height.to_string());
    }
}

/// A picture that opens the viewer.
pub(crate) fn view(
    scene: Scene,
    key: &ItemKey,
    id: String,
    media: Media,
    caption: Option<&RichText>,
) -> AnyView {
    let attempt = RwSignal::new(0u32);
    let moves = may_move(&media);
    let is_gif = media.mime.as_deref() == Some("image/gif");
    let stands = Memo::new(move |_| moves && is_still(scene));
    // The URL belongs to the memo's owner, so a second attempt lets the first go.
    let shown_media = media.clone();
    let url = Memo::new(move |_| {
        attempt.track();
        scene.model.media(preview(&shown_media, stands.get()))
    });
    let shown = RwSignal::new(false);
    // What came may be no picture at all, whatever its sender said.
    let broken = RwSignal::new(false);
    let state = Signal::derive(move || if broken.get() { MediaUrl::Failed } else { url.get().get() });
    let look = move || match state.get() {
        MediaUrl::Failed | MediaUrl::TooLarge(_) => "failed",
        MediaUrl::Ready(_) if shown.get() => "ready",
        _ => "loading",
    };
    let alt =
        caption.map(plain::text).filter(|text| !text.is_empty()).unwrap_or_else(|| media.filename.clone());
    let label = t!("timeline-open-picture", name = media.filename.clone());
    let room = (media.width, media.height);
    let key = key.clone();
    let picture = move || match state.get() {
        MediaUrl::Ready(url) => {
            // What comes whole, because the server cannot scale it, moves.
            let still = stands.get().then(Still::new);
            let loaded = move |event: ev::Event| {
                shown.set(true);
                if let Some((still, picture)) = still.zip(event.target().and_then(|it| it.dyn_into().ok())) {
                    still.loaded(&picture);
                }
            };
            Some(view! {
                <img
                    src=url
                    alt=alt.clone()
                    decoding="async"
                    data-still=move || still.is_some_and(|still| still.painted.get())
                    on:load=loaded
                    on:error=move |_| broken.set(true)
                />
                {still.map(Still::view)}
                {still.filter(|_| is_gif).map(|_| view! { <span class="meta">{move || t!("timeline-gif")}</span> })}
            })
        }
        _ => None,
    };
    let drag = DragOut::new(scene, &media);
    view! {
        <div
            class="ImageBody"
            data-state=look
            use:reserve=room
            draggable=drag.draggable()
            on:pointerdown=move |event| drag.press(&event)
            on:pointerup=move |_| drag.end()
            on:dragstart=move |event| drag.start(&event)
            on:dragend=move |_| drag.end()
        >
            {media.blur.map(blur::view)}
            {picture}
            <button class="open" id=id type="button" aria-label=label on:click=move |_| scene.open_picture(&key, 0)></button>
            <Cover state=state icon="image" retry=Callback::new(move |()| {
                broken.set(false);
                attempt.update(|attempt| *attempt += 1);
            }) />
        </div>
    }
    .into_any()
}
