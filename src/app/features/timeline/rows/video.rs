//! Films: a still picture until play is pressed, then the browser's own player, before all is here where that can be.

use leptos::prelude::*;
use protocol::{
    ItemKey,
    media::{Media, MediaWanted},
};

use super::image::reserve;
use crate::{
    features::timeline::{
        parts::{
            blur,
            download::{Cover, Download},
        },
        scene::Scene,
    },
    kit::{Icon, IconSize},
    link::MediaUrl,
    platform::playing::begin,
    t,
    text::{file, time},
};

/// A film.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, media: Media) -> AnyView {
    // None: not asked for yet; else the how-manieth attempt.
    let attempt = RwSignal::new(None::<u32>);
    let source = media.source.clone();
    let film = Memo::new(move |_| attempt.get().map(|_| scene.model.film(source.clone()).url));
    let state = Memo::new(move |_| film.get().map_or(MediaUrl::Loading, |url| url.get()));
    // Set when the player could not do with what comes bit by bit: then it gets all at once.
    let patient = RwSignal::new(false);
    let address = Memo::new(move |_| {
        let address = state.with(|state| {
            if patient.get() { state.to_save() } else { state.to_play() }.map(ToOwned::to_owned)
        });
        address.filter(|_| !matches!(state.get(), MediaUrl::TooLarge(_)))
    });
    let cover = Signal::derive(move || match state.get() {
        MediaUrl::Early { .. } if address.get().is_none() => MediaUrl::Loading,
        state => state,
    });
    let still = media.thumbnail.clone().map(|source| {
        let url = scene.model.media(MediaWanted::Thumbnail { source, width: 800, height: 640 });
        move || match url.get() {
            MediaUrl::Ready(url) => Some(view! { <img src=url alt="" decoding="async" /> }),
            _ => None,
        }
    });
    let room = (media.width, media.height);
    let (name, played) = (media.filename.clone(), key.clone());
    let label = t!("timeline-play", name = name.clone());
    let about = [media.duration_ms.map(time::duration), media.size.map(file::size)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let player = move || match address.get() {
        Some(url) => {
            let (on, off) = (played.clone(), played.clone());
            let ended = played.clone();
            view! {
                <video
                    src=url
                    controls=true
                    autoplay=true
                    playsinline=true
                    on:loadedmetadata=move |event| begin(&event)
                    aria-label=name.clone()
                    on:play=move |_| scene.surface.playing(&on, true)
                    on:pause=move |_| scene.surface.playing(&off, false)
                    on:ended=move |_| scene.surface.playing(&ended, false)
                    on:error=move |_| patient.set(true)
                ></video>
            }
            .into_any()
        }
        None => ().into_any(),
    };
    let asked = move || attempt.get().is_some();
    view! {
        <div class="VideoBody" id=id data-state=move || if asked() { "loading" } else { "ready" } use:reserve=room>
            {media.blur.clone().map(blur::view)}
            {still}
            {player}
            {move || (!asked()).then(|| view! {
                <button class="play" type="button" aria-label=label.clone() on:click=move |_| attempt.set(Some(0))>
                    <Icon name="play" size=IconSize::Large />
                </button>
            })}
            {move || (!asked()).then(|| view! { <span class="meta">{about.clone()}</span> })}
            {move || asked().then(|| view! {
                <Cover
                    state=cover
                    icon="video"
                    retry=Callback::new(move |()| {
                        patient.set(false);
                        attempt.update(|attempt| *attempt = attempt.map(|times| times + 1));
                    })
                />
            })}
            <span class="save">
                <Download scene=scene media=media />
            </span>
        </div>
    }
    .into_any()
}
