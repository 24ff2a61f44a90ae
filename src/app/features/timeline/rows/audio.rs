//! Sounds: the browser's own player once play is pressed.

use leptos::prelude::*;
use protocol::{ItemKey, media::Media};

use crate::{
    features::timeline::{parts::download::Download, scene::Scene},
    kit::{Icon, IconButton},
    link::MediaUrl,
    t,
    text::{file, time},
};

/// A sound file.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, media: Media) -> AnyView {
    let attempt = RwSignal::new(None::<u32>);
    let source = media.source.clone();
    let url = Memo::new(move |_| attempt.get().map(|_| scene.model.file(source.clone()).url));
    let state = move || url.get().map(|url| url.get());
    let (name, played) = (media.filename.clone(), key.clone());
    let about = [media.duration_ms.map(time::duration), media.size.map(file::size)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let source = move || match state() {
        Some(MediaUrl::Ready(url)) => Some(url),
        _ => None,
    };
    let (on, off) = (played.clone(), played.clone());
    let player_name = name.clone();
    let player = view! {
        <audio
            src=source
            hidden=move || source().is_none()
            controls=true
            autoplay=true
            aria-label=player_name
            on:play=move |_| scene.surface.playing(&on, true)
            on:pause=move |_| scene.surface.playing(&off, false)
            on:ended=move |_| scene.surface.playing(&played, false)
        ></audio>
    };
    let failed = move || state() == Some(MediaUrl::Failed);
    let (shown, label) = (name.clone(), name);
    let press = move |_| attempt.update(|attempt| *attempt = Some(attempt.map_or(0, |times| times + 1)));
    view! {
        <div class="AudioBody" id=id>
            <span class="kind">
                <Icon name="music" />
            </span>
            <div class="about">
                <bdi class="name">{shown}</bdi>
                <span class="size">{about}</span>
                {move || failed().then(|| view! { <span class="failed" role="alert">{t!("timeline-media-failed")}</span> })}
            </div>
            {move || {
                let name = label.clone();
                let loading = state() == Some(MediaUrl::Loading);
                (!matches!(state(), Some(MediaUrl::Ready(_)))).then(|| view! {
                    <IconButton
                        icon=Signal::derive(move || if failed() { "rotate-ccw" } else { "play" })
                        label=Signal::derive(move || t!("timeline-play", name = name.clone()))
                        busy=loading
                        on_press=press
                    />
                })
            }}
            <Download scene=scene media=media />
            {player}
        </div>
    }
    .into_any()
}
