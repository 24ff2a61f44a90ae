//! How loud it was while something was recorded.

/// Milliseconds between two looks.
pub(super) const EACH_MS: u32 = 100;
/// Bars of a waveform (MSC3246 asks for 30 to 120).
const BARS: usize = 100;
/// Whatever is softer than this does not fill the waveform, however soft the rest is.
const SOFTEST_PEAK: f32 = 0.1;
/// A bar's largest value (MSC3246).
const HIGHEST: f32 = 1024.0;

/// Peaks, each of a tenth of a second, 0 to 1.
#[derive(Default)]
pub(super) struct Levels(Vec<f32>);

impl Levels {
    /// Notes how loud it is at a time, in milliseconds from the beginning. A page that nobody sees looks more seldom: what was
    /// not looked at was as loud as what comes after.
    pub(super) fn note(&mut self, at: u64, level: f32) {
        let length = (at / u64::from(EACH_MS)) as usize;
        let level = if level.is_finite() { level.clamp(0.0, 1.0) } else { 0.0 };
        if length > self.0.len() {
            self.0.resize(length, level);
        }
    }

    /// The waveform, loudest at 1024; empty if nobody has looked.
    pub(super) fn waveform(&self) -> Vec<u16> {
        let levels = &self.0;
        let loudest = levels.iter().copied().fold(SOFTEST_PEAK, f32::max);
        let count = if levels.is_empty() { 0 } else { BARS };
        (0..count)
            .map(|bar| {
                let from = bar * levels.len() / count;
                let to = ((bar + 1) * levels.len() / count).max(from + 1);
                let peak = levels.get(from..to).unwrap_or_default().iter().copied().fold(0.0, f32::max);
                (height(peak / loudest) * HIGHEST).round() as u16
            })
            .collect()
    }
}

/// The height of a bar for a level, both 0 to 1: the ear hears the soft louder than it is.
pub(super) fn height(level: f32) -> f32 {
    level.clamp(0.0, 1.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(count: u32, level: impl Fn(u32) -> f32) -> Levels {
        let mut levels = Levels::default();
        for at in 1..=count {
            levels.note(u64::from(at * EACH_MS), level(at));
        }
        levels
    }

    #[test]
    fn a_waveform_has_a_hundred_bars_and_reaches_the_top() {
        for count in [1, 20, 99, 100, 101, 18_000] {
            let wave = levels(count, |at| if at % 7 == 0 { 0.5 } else { 0.02 }).waveform();
            assert_eq!(wave.len(), BARS, "{count}");
            assert!(wave.iter().all(|bar| *bar <= 1024), "{count}");
            assert!(count < 7 || wave.contains(&1024), "{count}");
        }
        let wave = levels(4, |at| [0.0, 0.125, 0.5, 0.0][at as usize - 1]).waveform();
        assert_eq!([10, 30, 60, 90].map(|at| wave[at]), [0, 512, 1024, 0]);
        assert!(Levels::default().waveform().is_empty());
    }

    #[test]
    fn silence_is_not_made_loud() {
        assert!(levels(50, |_| 0.001).waveform().iter().all(|bar| *bar < 110));
        assert_eq!(levels(2, |_| f32::NAN).waveform(), [0; BARS]);
    }

    #[test]
    fn what_was_not_looked_at_has_its_place() {
        let mut levels = Levels::default();
        levels.note(200, 0.2);
        levels.note(240, 1.0);
        levels.note(1_000, 0.8);
        assert_eq!(levels.0, [0.2, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]);
    }
}
