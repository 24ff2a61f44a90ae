//! A voice message while it is recorded, and afterwards, before it is sent.

use std::sync::Arc;

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{
    attachments::{BlobUrl, Voice},
    model::ComposerModel,
    voice::{Take, TakeStage},
};
use crate::{
    kit::{IconButton, SeekBar, Waveform, waveform},
    platform::timer,
    t,
    text::time,
};

/// Bars of the waveform.
const BARS: usize = 30;

/// What stands in the field's place while something is recorded.
#[component]
pub(crate) fn RecordingRow(model: ComposerModel, take: Take) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let Some(row) = row.get() else { return };
        // The button that was pressed is gone.
        timer::next_frame(move || {
            let _ = row.focus();
        });
    });
    on_cleanup({
        let shelf = model.shelf.clone();
        // The room is left: nobody is heard without seeing it.
        move || shelf.stop_recording()
    });
    let Take { stage, length_ms, levels, .. } = take;
    let model = StoredValue::new_local(model);
    let cancel = move || model.with_value(|model| model.shelf.drop_recording());
    let busy = {
        let stage = stage.clone();
        Signal::derive(move || stage.get() == TakeStage::Ending)
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            // What is on its way already is not thrown away by a late press.
            if !busy.get_untracked() {
                cancel();
            }
        }
    };
    let asking = Signal::derive(move || stage.get() == TakeStage::Asking);
    view! {
        <div
            class="recording"
            role="group"
            aria-label=move || t!("composer-voice-recording")
            tabindex="-1"
            data-state=move || if asking.get() { "asking" } else { "running" }
            node_ref=row
            on:keydown=on_keydown
        >
            <IconButton
                icon="x"
                label=Signal::derive(|| t!("composer-voice-cancel"))
                disabled=busy
                on_press=move |_| cancel()
            />
            {move || match asking.get() {
                true => view! { <span class="asking">{t!("composer-voice-asking")}</span> }.into_any(),
                false => {
                    let (length_ms, levels) = (length_ms.clone(), levels.clone());
                    view! {
                        <span class="dot" aria-hidden="true"></span>
                        <span class="time" role="timer">{move || time::duration(length_ms.get())}</span>
                        <Waveform bars=Signal::derive(move || levels.get()) marked=1.0 />
                    }
                    .into_any()
                }
            }}
            <IconButton
                icon="circle-stop"
                label=Signal::derive(|| t!("composer-voice-stop"))
                disabled=asking
                busy=busy
                on_press=move |_| model.with_value(|model| model.shelf.stop_recording())
            />
            <IconButton
                icon="send-horizontal"
                label=Signal::derive(|| t!("composer-send"))
                disabled=Signal::derive(move || asking.get() || busy.get())
                on_press=move |_| model.with_value(ComposerModel::send_recording)
                {..}
                class:send=true
            />
        </div>
    }
}

/// A voice message that waits, to be heard before it is sent.
#[component]
pub(crate) fn VoicePreview(voice: Arc<Voice>, sound: ArcRwSignal<Option<Arc<BlobUrl>>>) -> impl IntoView {
    let audio = NodeRef::<html::Audio>::new();
    let playing = RwSignal::new(false);
    // Seconds.
    let at = RwSignal::new(0.0f64);
    #[allow(clippy::cast_precision_loss, reason = "half an hour at most")]
    let length = voice.duration_ms as f64 / 1000.0;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time in what was recorded")]
    let clock = |seconds: f64| time::duration((seconds.max(0.0) * 1000.0) as u64);
    let press = move |_| {
        if let Some(audio) = audio.get_untracked() {
            if audio.paused() {
                // The promise fails only if the browser refuses to play, which the button then shows.
                let _ = audio.play();
            } else {
                let _ = audio.pause();
            }
        }
    };
    let seek = move |wanted: f64| {
        at.set(wanted);
        if let Some(audio) = audio.get_untracked() {
            audio.set_current_time(wanted);
        }
    };
    view! {
        <IconButton
            icon=Signal::derive(move || if playing.get() { "pause" } else { "play" })
            label=Signal::derive(move || if playing.get() { t!("timeline-pause") } else { t!("timeline-play-voice") })
            on_press=press
        />
        <SeekBar
            bars=waveform::bars(&voice.waveform, BARS)
            at=at
            length=Signal::stored(length)
            label=Signal::derive(|| t!("timeline-seek"))
            words=Signal::derive(move || format!("{} / {}", clock(at.get()), clock(length)))
            on_seek=seek
        />
        <span class="time" aria-hidden="true">
            {move || clock(if at.get() > 0.0 { at.get() } else { length })}
        </span>
        <audio
            src=move || sound.get().map(|url| url.0.clone())
            preload="metadata"
            node_ref=audio
            on:play=move |_| {
                playing.try_set(true);
            }
            // They come also after it was taken away.
            on:pause=move |_| {
                playing.try_set(false);
            }
            on:ended=move |_| {
                at.try_set(0.0);
            }
            on:timeupdate=move |_| {
                if let Some(audio) = audio.try_get_untracked().flatten() {
                    at.try_set(audio.current_time());
                }
            }
        ></audio>
    }
}
