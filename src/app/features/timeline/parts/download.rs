//! Saving a file: fetched when asked for, then handed to the browser under its own name.

use leptos::prelude::*;
use protocol::media::{Media, MediaWanted};

use crate::{
    features::timeline::scene::Scene,
    kit::{Icon, IconButton, Spinner, SpinnerSize},
    link::MediaUrl,
    platform::files::save,
    t,
    text::file::safe_name,
};

#[derive(Debug, Clone, PartialEq)]
enum Saving {
    Idle,
    /// Fetching, for the nth time.
    Wanted(u32),
}

/// A button that saves the file.
#[component]
pub(crate) fn Download(scene: Scene, media: Media) -> impl IntoView {
    let saving = RwSignal::new(Saving::Idle);
    let name = safe_name(&media.filename);
    let source = media.source;
    // The URL belongs to this closure's owner, so it lives until the next press or the row's end.
    let url = Memo::new(move |_| match saving.get() {
        Saving::Idle => None,
        Saving::Wanted(_) => Some(scene.model.media(MediaWanted::File(source.clone()))),
    });
    let state = move || url.get().map(|url| url.get());
    let saved = name.clone();
    Effect::new(move |_| {
        if let Some(url) = state().as_ref().and_then(MediaUrl::to_save) {
            save(url, &saved);
            saving.set(Saving::Idle);
        }
    });
    let label = move || match state() {
        Some(MediaUrl::Failed) => t!("timeline-download-again", name = name.clone()),
        _ => t!("timeline-download", name = name.clone()),
    };
    view! {
        <IconButton
            icon=Signal::derive(move || if state() == Some(MediaUrl::Failed) { "rotate-ccw" } else { "download" })
            label=Signal::derive(label)
            busy=Signal::derive(move || state() == Some(MediaUrl::Loading))
            on_press=move |_| saving.update(|saving| {
                *saving = Saving::Wanted(if let Saving::Wanted(times) = saving { *times + 1 } else { 0 });
            })
        />
        {move || (state() == Some(MediaUrl::Failed)).then(|| view! {
            <span class="VisuallyHidden" role="alert">{t!("timeline-download-failed")}</span>
        })}
    }
}

/// What stands on a picture or film that is not there: on its way, or failed with a way on.
#[component]
pub(crate) fn Cover(state: Signal<MediaUrl>, retry: Callback<()>, icon: &'static str) -> impl IntoView {
    move || match state.get() {
        MediaUrl::Failed => view! {
            <span class="cover" data-failed=true>
                <Icon name=icon />
                <span>{move || t!("timeline-media-failed")}</span>
                <button class="Button" data-size="sm" type="button" on:click=move |event| {
                    event.stop_propagation();
                    retry.run(());
                }>
                    {move || t!("timeline-retry")}
                </button>
            </span>
        }
        .into_any(),
        MediaUrl::Loading => view! {
            <span class="cover">
                <Spinner size=SpinnerSize::Small />
            </span>
        }
        .into_any(),
        MediaUrl::TooLarge(_) => view! {
            <span class="cover" data-failed=true>
                <Icon name=icon />
                <span>{move || t!("timeline-media-too-large")}</span>
            </span>
        }
        .into_any(),
        MediaUrl::Ready(_) => ().into_any(),
    }
}
