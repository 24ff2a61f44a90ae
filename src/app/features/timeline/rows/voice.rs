//! Voice messages: play, a waveform to seek on, and the speed.

use leptos::{html, prelude::*};
use protocol::{
    ItemKey,
    media::{Media, MediaWanted},
};

use crate::{
    features::timeline::scene::Scene,
    kit::{IconButton, SeekBar, waveform},
    link::MediaUrl,
    t,
    text::time,
};

/// Bars of the waveform.
const BARS: usize = 40;
/// The speeds, in tenths.
const SPEEDS: [u32; 4] = [10, 15, 20, 5];

thread_local! {
    /// Which of the speeds it is, as long as the page lives.
    static SPEED: ArcRwSignal<usize> = ArcRwSignal::new(0);
}

/// A voice message.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, media: Media) -> AnyView {
    let attempt = RwSignal::new(None::<u32>);
    let source = media.source.clone();
    let url = Memo::new(move |_| attempt.get().map(|_| scene.model.media(MediaWanted::File(source.clone()))));
    let state = move || url.get().map(|url| url.get());
    let audio = NodeRef::<html::Audio>::new();
    let playing = RwSignal::new(false);
    // One speed for all: the next one goes on in it.
    let speed = RwSignal::from(SPEED.with(Clone::clone));
    // Seconds.
    let at = RwSignal::new(0.0f64);
    #[allow(clippy::cast_precision_loss, reason = "a duration in seconds")]
    let length = RwSignal::new(media.duration_ms.unwrap_or_default() as f64 / 1000.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    let clock = |seconds: f64| time::duration((seconds.clamp(0.0, 1e9) * 1000.0) as u64);

    let started = key.clone();
    let player = move || match state() {
        Some(MediaUrl::Ready(url)) => {
            let (on, off, ended) = (started.clone(), started.clone(), started.clone());
            Some(view! {
                <audio
                    src=url
                    autoplay=true
                    node_ref=audio
                    on:play=move |_| {
                        playing.set(true);
                        scene.surface.playing(&on, true);
                    }
                    on:pause=move |_| {
                        playing.set(false);
                        scene.surface.playing(&off, false);
                    }
                    on:ended=move |_| {
                        at.set(0.0);
                        scene.voice_ended(&ended);
                    }
                    on:timeupdate=move |_| {
                        if let Some(audio) = audio.get_untracked() {
                            at.set(audio.current_time());
                        }
                    }
                    on:loadedmetadata=move |_| {
                        if let Some(audio) = audio.get_untracked() {
                            audio.set_playback_rate(f64::from(SPEEDS[speed.get_untracked()]) / 10.0);
                            // Recorders write no length into what they stream.
                            if audio.duration().is_finite() {
                                length.set(audio.duration());
                            }
                            // Chosen before it was here.
                            if at.get_untracked() > 0.0 {
                                audio.set_current_time(at.get_untracked());
                            }
                        }
                    }
                ></audio>
            })
        }
        _ => None,
    };
    let fetch = move || attempt.update(|attempt| *attempt = Some(attempt.map_or(0, |times| times + 1)));
    let there = move || audio.get_untracked().filter(|_| matches!(untrack(state), Some(MediaUrl::Ready(_))));
    let begin = move || match there() {
        // The promise fails only if the browser refuses to play, which the button then shows.
        Some(audio) => {
            let _ = audio.play();
        }
        None => fetch(),
    };
    let named = key.clone();
    Effect::new(move |_| {
        if scene.is_voice_next(&named) {
            begin();
        }
    });
    Effect::new(move |_| {
        let rate = f64::from(SPEEDS[speed.get()]) / 10.0;
        if let Some(audio) = audio.get_untracked() {
            audio.set_playback_rate(rate);
        }
    });
    let press = move |_| match there().filter(|audio| !audio.paused()) {
        Some(audio) => {
            let _ = audio.pause();
        }
        None => begin(),
    };
    let seek = move |wanted: f64| {
        at.set(wanted);
        match audio.get_untracked() {
            Some(audio) => audio.set_current_time(wanted),
            None => fetch(),
        }
    };
    let faster = move |_| speed.update(|speed| *speed = (*speed + 1) % SPEEDS.len());
    let speed_text = move || {
        let tenths = SPEEDS[speed.get()];
        if tenths.is_multiple_of(10) {
            format!("{}×", tenths / 10)
        } else {
            format!("{}.{}×", tenths / 10, tenths % 10)
        }
    };
    let failed = move || state() == Some(MediaUrl::Failed);
    view! {
        <div class="AudioBody VoiceBody" id=id role="group" aria-label=move || t!("timeline-kind-voice")>
            <IconButton
                icon=Signal::derive(move || match (failed(), playing.get()) {
                    (true, _) => "rotate-ccw",
                    (_, true) => "pause",
                    _ => "play",
                })
                label=Signal::derive(move || if playing.get() { t!("timeline-pause") } else { t!("timeline-play-voice") })
                busy=Signal::derive(move || state() == Some(MediaUrl::Loading))
                on_press=press
            />
            <SeekBar
                bars=waveform::bars(&media.waveform, BARS)
                at=at
                length=length
                label=Signal::derive(|| t!("timeline-seek"))
                words=Signal::derive(move || format!("{} / {}", clock(at.get()), clock(length.get())))
                on_seek=seek
            />
            <span class="time" aria-hidden="true">
                {move || if at.get() > 0.0 { clock(at.get()) } else { clock(length.get()) }}
            </span>
            <button
                class="Button speed"
                data-size="sm"
                data-variant="ghost"
                type="button"
                aria-label=move || t!("timeline-speed", speed = speed_text())
                on:click=faster
            >
                {speed_text}
            </button>
            {move || failed().then(|| view! { <span class="failed" role="alert">{t!("timeline-media-failed")}</span> })}
            {player}
        </div>
    }
    .into_any()
}
