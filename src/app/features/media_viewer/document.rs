//! A file that is read here (F10): a text in its colours, or a PDF page by page. Nothing in it can run or ask for anything.

use leptos::{ev, prelude::*};
use protocol::{media::Media, timeline::EventItem};

use super::{
    frame::{Frame, detail, failed, waiting},
    pages::zoomed,
    pdf::{self, Turning},
    text,
};
use crate::{
    kit::IconButton,
    link::{MediaUrl, use_link},
    t,
    text::{
        document::{Document, document},
        file::safe_name,
    },
};

/// One press on plus or minus.
const STEP: f64 = 1.25;

/// The dialog with the file.
#[component]
pub(super) fn DocumentViewer(item: EventItem, media: Media, on_close: Callback<()>) -> impl IntoView {
    let kind = document(&media);
    let link = StoredValue::new(use_link());
    let attempt = RwSignal::new(0_u32);
    let source = media.source.clone();
    // The URL belongs to the memo's owner.
    let whole = Memo::new(move |_| {
        attempt.track();
        link.with_value(|link| link.file(source.clone())).url
    });
    let state = Memo::new(move |_| whole.get().get());
    let name = safe_name(&media.filename);
    let titled = name.clone();
    let turning = Turning { zoom: RwSignal::new(1.0), place: RwSignal::new(None) };
    let is_pdf = kind == Some(Document::Pdf);

    let zoom = move |factor: f64| turning.zoom.update(|zoom| *zoom = zoomed(*zoom, factor));
    let on_key = move |event: ev::KeyboardEvent| {
        if !is_pdf || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => zoom(STEP),
            "-" => zoom(1.0 / STEP),
            "0" => turning.zoom.set(1.0),
            _ => return,
        }
        event.prevent_default();
    };
    let shown = move |url: String| match kind {
        Some(Document::Pdf) => pdf::view(url, titled.clone(), turning),
        Some(Document::Text(language)) => text::view(url, titled.clone(), language),
        None => ().into_any(),
    };
    let body = move || match state.get() {
        MediaUrl::Ready(url) => shown(url),
        MediaUrl::Loading => waiting(t!("media-viewer-document-loading")),
        _ => failed(t!("media-viewer-document-failed"), move || attempt.update(|attempt| *attempt += 1)),
    };
    let tools = is_pdf.then(|| {
        view! {
            <span class="place" role="status">
                {move || turning.place.get().map(|(at, count)| t!("media-viewer-page", at = at, count = count))}
            </span>
            <IconButton
                icon="zoom-out"
                label=Signal::derive(|| t!("media-viewer-zoom-out"))
                on_press=move |_| zoom(1.0 / STEP)
            />
            <IconButton
                icon="zoom-in"
                label=Signal::derive(|| t!("media-viewer-zoom-in"))
                on_press=move |_| zoom(STEP)
            />
            <IconButton
                icon="maximize"
                label=Signal::derive(|| t!("media-viewer-fit"))
                disabled=Signal::derive(move || (turning.zoom.get() - 1.0).abs() < 0.01)
                on_press=move |_| turning.zoom.set(1.0)
            />
        }
    });
    view! {
        <Frame
            class="MediaViewer DocumentViewer"
            name=Signal::stored(name)
            detail=detail(&item)
            file=state
            tools=tools.into_any()
            on_key=Callback::new(on_key)
            on_close=on_close
        >
            {body}
        </Frame>
    }
}
