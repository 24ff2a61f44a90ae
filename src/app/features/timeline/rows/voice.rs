//! Voice messages: play, a waveform to seek on, and the speed.

use leptos::{html, prelude::*};
use protocol::{
    ItemKey,
    media::{Media, MediaWanted},
};

use crate::{features::timeline::scene::Scene, kit::IconButton, link::MediaUrl, t, text::time};

/// Bars of the waveform.
const BARS: usize = 40;
/// The speeds, in tenths.
const SPEEDS: [u32; 4] = [10, 15, 20, 5];

/// The waveform as so many bars, each 0 to 1; of one height if the sender sent none.
pub(crate) fn bars(waveform: &[u16], count: usize) -> Vec<f64> {
    if waveform.is_empty() {
        return vec![0.2; count];
    }
    (0..count)
        .map(|bar| {
            let from = bar * waveform.len() / count;
            let to = ((bar + 1) * waveform.len() / count).max(from + 1).min(waveform.len());
            let loudest =
                waveform.get(from..to).and_then(|part| part.iter().max()).copied().unwrap_or_default();
            (f64::from(loudest) / 1024.0).clamp(0.06, 1.0)
        })
        .collect()
}

/// A voice message.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, media: Media) -> AnyView {
    let attempt = RwSignal::new(None::<u32>);
    let source = media.source.clone();
    let url = Memo::new(move |_| attempt.get().map(|_| scene.model.media(MediaWanted::File(source.clone()))));
    let state = move || url.get().map(|url| url.get());
    let audio = NodeRef::<html::Audio>::new();
    let playing = RwSignal::new(false);
    let speed = RwSignal::new(0usize);
    // Seconds.
    let at = RwSignal::new(0.0f64);
    #[allow(clippy::cast_precision_loss, reason = "a duration in seconds")]
    let length = RwSignal::new(media.duration_ms.unwrap_or_default() as f64 / 1000.0);
    let part = move || if length.get() > 0.0 { (at.get() / length.get()).clamp(0.0, 1.0) } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    let clock = |seconds: f64| time::duration((seconds.clamp(0.0, 1e9) * 1000.0) as u64);

    let started = key.clone();
    let player = move || match state() {
        Some(MediaUrl::Ready(url)) => {
            let (on, off) = (started.clone(), started.clone());
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
                    on:ended=move |_| at.set(0.0)
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
                        }
                    }
                ></audio>
            })
        }
        _ => None,
    };
    let press = move |_| match audio.get_untracked() {
        Some(audio) if matches!(state(), Some(MediaUrl::Ready(_))) => {
            if audio.paused() {
                // The promise fails only if the browser refuses to play, which the button then shows.
                let _ = audio.play();
            } else {
                let _ = audio.pause();
            }
        }
        _ => attempt.update(|attempt| *attempt = Some(attempt.map_or(0, |times| times + 1))),
    };
    let seek = move |event: leptos::ev::Event| {
        let Ok(wanted) = event_target_value(&event).parse::<f64>() else { return };
        at.set(wanted);
        match audio.get_untracked() {
            Some(audio) => audio.set_current_time(wanted),
            None => attempt.update(|attempt| *attempt = Some(attempt.map_or(0, |times| times + 1))),
        }
    };
    let faster = move |_| {
        speed.update(|speed| *speed = (*speed + 1) % SPEEDS.len());
        if let Some(audio) = audio.get_untracked() {
            audio.set_playback_rate(f64::from(SPEEDS[speed.get_untracked()]) / 10.0);
        }
    };
    let speed_text = move || {
        let tenths = SPEEDS[speed.get()];
        if tenths.is_multiple_of(10) {
            format!("{}×", tenths / 10)
        } else {
            format!("{}.{}×", tenths / 10, tenths % 10)
        }
    };
    let failed = move || state() == Some(MediaUrl::Failed);
    let wave = waveform(&media.waveform, Signal::derive(part));
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
            <div class="wave">
                {wave}
                <input
                    type="range"
                    min="0"
                    max=move || format!("{:.2}", length.get().max(0.01))
                    step="0.1"
                    prop:value=move || format!("{:.2}", at.get())
                    aria-label=move || t!("timeline-seek")
                    aria-valuetext=move || format!("{} / {}", clock(at.get()), clock(length.get()))
                    on:input=seek
                />
            </div>
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

/// The bars as one drawing; those already played are marked by a second path that is cut off.
fn waveform(waveform: &[u16], part: Signal<f64>) -> AnyView {
    let bars = bars(waveform, BARS);
    let lines = move |played: Option<f64>| {
        let mut path = String::new();
        for (at, bar) in bars.iter().enumerate() {
            #[allow(clippy::cast_precision_loss, reason = "at most forty")]
            let (x, share) = (at as f64 * 4.0 + 2.0, (at as f64 + 0.5) / BARS as f64);
            if played.is_none_or(|played| share <= played) {
                let half = bar * 11.0;
                path.push_str(&format!("M{x} {:.1}V{:.1}", 12.0 - half, 12.0 + half));
            }
        }
        path
    };
    let all = lines(None);
    view! {
        <svg class="bars" viewBox=format!("0 0 {} 24", BARS * 4) preserveAspectRatio="none" aria-hidden="true">
            <path class="all" d=all />
            <path class="played" d=move || lines(Some(part.get())) />
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waveform_has_as_many_bars_as_wanted() {
        for length in [0, 1, 7, 40, 100, 1000] {
            let wave: Vec<u16> = (0..length).map(|at| u16::try_from(at % 2000).unwrap_or_default()).collect();
            let bars = bars(&wave, 40);
            assert_eq!(bars.len(), 40, "{length}");
            assert!(bars.iter().all(|bar| (0.0..=1.0).contains(bar)), "{length}");
        }
        assert_eq!(bars(&[1024, 0], 2), [1.0, 0.06]);
    }
}
