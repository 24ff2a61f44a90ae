//! Loading more of a list, at one of its ends.

use protocol::{Failure, timeline::Loaded};

/// How loading stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paging {
    /// Nothing under way.
    Idle,
    /// Under way.
    Busy,
    /// It failed; a press tries again.
    Failed(Failure),
    /// There is no more.
    Ended,
}

impl Paging {
    /// How it stands after the engine's answer.
    pub(crate) fn after(answer: Result<Loaded, Failure>) -> Self {
        match answer {
            Ok(Loaded { reached_end: true }) => Self::Ended,
            Ok(Loaded { reached_end: false }) => Self::Idle,
            Err(failure) => Self::Failed(failure),
        }
    }
}
