//! How loud something is over time, as bars.

use leptos::{ev, prelude::*};

/// Height of the drawing, in its own units.
const HEIGHT: f64 = 24.0;
/// From one bar to the next, likewise.
const STEP: usize = 4;
/// The lowest bar, as a part of the highest.
const LOWEST: f64 = 0.06;

/// A waveform of values up to 1024 as so many bars, each 0 to 1; of one height if there is none.
pub fn bars(waveform: &[u16], count: usize) -> Vec<f64> {
    if waveform.is_empty() {
        return vec![0.2; count];
    }
    (0..count)
        .map(|bar| {
            let from = bar * waveform.len() / count;
            let to = ((bar + 1) * waveform.len() / count).max(from + 1).min(waveform.len());
            let loudest =
                waveform.get(from..to).and_then(|part| part.iter().max()).copied().unwrap_or_default();
            (f64::from(loudest) / 1024.0).clamp(LOWEST, 1.0)
        })
        .collect()
}

/// The bars up to a part of the whole, 0 to 1, as a path.
#[allow(clippy::cast_precision_loss, reason = "a hundred bars or so")]
fn path(bars: &[f64], part: f64) -> String {
    let mut path = String::new();
    for (at, bar) in bars.iter().enumerate() {
        if (at as f64 + 0.5) / bars.len() as f64 <= part {
            let (x, half) = (at * STEP + STEP / 2, bar.clamp(LOWEST, 1.0) * (HEIGHT / 2.0 - 1.0));
            path.push_str(&format!("M{x} {:.1}V{:.1}", HEIGHT / 2.0 - half, HEIGHT / 2.0 + half));
        }
    }
    path
}

/// The bars as one drawing; those up to a part of the whole are marked by a second path. For the eye only.
#[component]
pub fn Waveform(
    /// Each 0 to 1.
    #[prop(into)]
    bars: Signal<Vec<f64>>,
    /// How much is marked, 0 to 1.
    #[prop(into)]
    marked: Signal<f64>,
) -> impl IntoView {
    view! {
        <svg
            class="Waveform"
            viewBox=move || format!("0 0 {} {HEIGHT}", bars.with(Vec::len) * STEP)
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <path class="all" d=move || bars.with(|bars| path(bars, 1.0)) />
            <path class="marked" d=move || bars.with(|bars| path(bars, marked.get())) />
        </svg>
    }
}

/// A waveform on which one chooses from where it plays.
#[component]
pub fn SeekBar(
    /// Each 0 to 1.
    bars: Vec<f64>,
    /// Where it is, in seconds.
    #[prop(into)]
    at: Signal<f64>,
    /// How long it is, in seconds.
    #[prop(into)]
    length: Signal<f64>,
    /// What is chosen here.
    #[prop(into)]
    label: Signal<String>,
    /// Where it is, in words.
    #[prop(into)]
    words: Signal<String>,
    /// Gets the seconds that were chosen.
    #[prop(into)]
    on_seek: Callback<f64>,
) -> impl IntoView {
    let part = move || if length.get() > 0.0 { (at.get() / length.get()).clamp(0.0, 1.0) } else { 0.0 };
    let seek = move |event: ev::Event| {
        if let Ok(wanted) = event_target_value(&event).parse() {
            on_seek.run(wanted);
        }
    };
    view! {
        <div class="SeekBar">
            <Waveform bars=Signal::stored(bars) marked=Signal::derive(part) />
            <input
                type="range"
                min="0"
                max=move || format!("{:.2}", length.get().max(0.01))
                step="0.1"
                prop:value=move || format!("{:.2}", at.get())
                aria-label=move || label.get()
                aria-valuetext=move || words.get()
                on:input=seek
            />
        </div>
    }
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

    #[test]
    fn what_was_played_is_marked_bar_by_bar() {
        let bars = [1.0, 0.5, 0.0, 2.0];
        assert_eq!(path(&bars, 0.0), "");
        assert_eq!(path(&bars, 0.4), "M2 1.0V23.0M6 6.5V17.5");
        assert_eq!(path(&bars, 1.0).matches('M').count(), 4);
    }
}
