//! Saving a file: fetched in parts when asked for, then handed to the browser under its own name.

use leptos::prelude::*;
use protocol::media::Media;

use crate::{
    features::timeline::scene::Scene,
    kit::{Icon, IconButton, ProgressBar, Spinner, SpinnerSize},
    link::{MediaUrl, use_link},
    platform::files::{save, until_saved},
    t,
    text::file::safe_name,
};

/// Bytes of a file that is here too soon for its progress to be looked at.
const SOON: u64 = 2_000_000;

#[derive(Debug, Clone, PartialEq)]
enum Saving {
    Idle,
    /// Fetching, for the nth time.
    Wanted(u32),
}

/// A button that saves the file; of a large one it shows how much has come, and stops it.
#[component]
pub(crate) fn Download(scene: Scene, media: Media) -> impl IntoView {
    let saving = RwSignal::new(Saving::Idle);
    let link = use_link();
    let name = safe_name(&media.filename);
    let source = media.source;
    let is_large = media.size.is_none_or(|size| size > SOON);
    // The URL belongs to this closure's owner, so it lives until the next press or the row's end.
    let file = Memo::new(move |_| match saving.get() {
        Saving::Idle => None,
        Saving::Wanted(_) => Some(scene.model.file(source.clone())),
    });
    let state = Memo::new(move |_| file.get().map(|file| file.url.get()));
    let saved = name.clone();
    Effect::new(move |_| {
        if let Some(url) = state.get().as_ref().and_then(MediaUrl::to_save) {
            save(url, &saved);
            link.spawn(async move {
                until_saved().await;
                let _ = saving.try_set(Saving::Idle);
            });
        }
    });
    let failed = Memo::new(move |_| state.get() == Some(MediaUrl::Failed));
    // A film that plays early is not all here either.
    let comes = Memo::new(move |_| {
        state.with(|state| match state {
            Some(MediaUrl::Loading) => true,
            Some(MediaUrl::Early { whole, .. }) => whole.is_none(),
            _ => false,
        })
    });
    let came = Signal::derive(move || file.get().and_then(|file| file.came.get()));
    let shows_progress = Memo::new(move |_| is_large && comes.get() && came.with(Option::is_some));
    let press = move |_| {
        if shows_progress.get_untracked() {
            saving.set(Saving::Idle);
            return;
        }
        saving.update(|saving| {
            *saving = Saving::Wanted(if let Saving::Wanted(times) = saving { *times + 1 } else { 0 });
        });
    };
    let icon = move || match (shows_progress.get(), failed.get()) {
        (true, _) => "x",
        (_, true) => "rotate-ccw",
        _ => "download",
    };
    let goes_on = name.clone();
    // One button for all, so that the focus stays where it is.
    let label = move || match icon() {
        "x" => t!("timeline-cancel-download", name = name.clone()),
        "rotate-ccw" => t!("timeline-download-again", name = name.clone()),
        _ => t!("timeline-download", name = name.clone()),
    };
    view! {
        <span class="Download">
            {move || shows_progress.get().then(|| {
                let name = goes_on.clone();
                let label = Signal::derive(move || t!("timeline-downloading", name = name.clone()));
                view! { <ProgressBar label=label value=came /> }
            })}
            <IconButton
                icon=Signal::derive(icon)
                label=Signal::derive(label)
                busy=Signal::derive(move || comes.get() && !shows_progress.get())
                on_press=press
            />
            {move || failed.get().then(|| view! {
                <span class="VisuallyHidden" role="alert">{t!("timeline-download-failed")}</span>
            })}
        </span>
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
        MediaUrl::Ready(_) | MediaUrl::Early { .. } => ().into_any(),
    }
}
