//! The emoji that the account uses, between their sending and sync.

use std::time::Duration;

use web_time::Instant;

/// How long sync may be behind what was sent.
const BEHIND: Duration = Duration::from_secs(10);

/// Each emoji with how often it was used, the one used last first.
pub(crate) type RecentEmoji = Vec<(String, u64)>;

/// What was sent to the homeserver a moment ago.
#[derive(Default)]
pub(crate) struct SentEmoji(Option<(Instant, RecentEmoji)>);

impl SentEmoji {
    /// It, unless sync must have brought it back by now, and perhaps what another client wrote since.
    pub(crate) fn if_new(&self) -> Option<RecentEmoji> {
        let (at, recent) = self.0.as_ref()?;
        (at.elapsed() < BEHIND).then(|| recent.clone())
    }

    /// This was sent now.
    pub(crate) fn keep(&mut self, recent: RecentEmoji) {
        self.0 = Some((Instant::now(), recent));
    }
}
