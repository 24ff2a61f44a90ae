//! A file that is read here (F10): a text in its colours, or a PDF page by page. Nothing in it can run or ask for anything.

use leptos::{ev, html, prelude::*};
use protocol::{
    media::{Media, MediaWanted},
    timeline::EventItem,
};

use super::{
    pages::zoomed,
    pdf::{self, Turning},
    text,
    view::save,
};
use crate::{
    kit::{Button, IconButton, Spinner, SpinnerSize, dialog::modal_behaviour, unique_id},
    link::{MediaUrl, use_link},
    t,
    text::{
        document::{Document, document},
        file::safe_name,
        names::called,
        time,
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
        link.with_value(|link| link.media(MediaWanted::File(source.clone())))
    });
    let state = Memo::new(move |_| whole.get().get());
    let name = safe_name(&media.filename);
    let (heading, titled, saved) = (name.clone(), name.clone(), name.clone());
    let detail = format!("{}, {}", called(&item.sender), time::full(item.timestamp));
    let turning = Turning { zoom: RwSignal::new(1.0), place: RwSignal::new(None) };
    let is_pdf = kind == Some(Document::Pdf);

    let modal = NodeRef::<html::Dialog>::new();
    let beside = modal_behaviour(modal, on_close);
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
    let title = unique_id("document");
    let title_id = title.clone();
    let shown = move |url: String| match kind {
        Some(Document::Pdf) => pdf::view(url, titled.clone(), turning),
        Some(Document::Text(language)) => text::view(url, titled.clone(), language),
        None => ().into_any(),
    };
    let body = move || match state.get() {
        MediaUrl::Ready(url) => shown(url),
        MediaUrl::Loading => view! {
            <span class="waiting">
                <Spinner size=SpinnerSize::Large label=Some(t!("media-viewer-document-loading")) />
            </span>
        }
        .into_any(),
        _ => view! {
            <div class="waiting" role="alert">
                <p>{t!("media-viewer-document-failed")}</p>
                <Button on_press=move |_| attempt.update(|attempt| *attempt += 1)>
                    {t!("media-viewer-retry")}
                </Button>
            </div>
        }
        .into_any(),
    };
    view! {
        <dialog
            class="MediaViewer DocumentViewer"
            aria-labelledby=title
            node_ref=modal
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:keydown=on_key
            on:pointerdown=move |event: ev::PointerEvent| beside.run(event)
        >
            <header class="head">
                <div class="about">
                    <h2 class="title" id=title_id>
                        <bdi>{heading}</bdi>
                    </h2>
                    <p class="detail">{detail}</p>
                </div>
                {is_pdf.then(|| view! {
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
                })}
                <IconButton
                    icon="download"
                    label=Signal::derive(move || t!("media-viewer-download", name = name.clone()))
                    disabled=Signal::derive(move || state.with(|state| state.to_save().is_none()))
                    on_press=move |_| {
                        if let Some(url) = state.get_untracked().to_save() {
                            save(url, &saved);
                        }
                    }
                />
                <IconButton icon="x" label=Signal::derive(|| t!("media-viewer-close")) on_press=move |_| on_close.run(()) />
            </header>
            {body}
        </dialog>
    }
}

/// What is said where there is nothing to see.
pub(super) fn trouble(words: String) -> AnyView {
    view! { <div class="waiting" role="alert"><p>{words}</p></div> }.into_any()
}
