//! The clock of this machine, and resting until a time on it.

use std::{pin::pin, time::Duration};

use eyeball::Subscriber;
use futures_util::future::{Either, select};
use matrix_sdk::{ruma::MilliSecondsSinceUnixEpoch, sleep::sleep};

/// How long to rest at least, and at most where there is a time: the machine may have slept meanwhile, and its clock may
/// have been set.
const REST: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(20));
/// How long to rest where there is none.
const LONG_REST: Duration = Duration::from_secs(3_600);

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    MilliSecondsSinceUnixEpoch::now().get().into()
}

/// Rests until the time has come, or there is a change. Says whether there will be more of them.
pub(super) async fn rest<T: Clone>(changes: &mut Subscriber<T>, until: Option<u64>) -> bool {
    let rest =
        until.map_or(LONG_REST, |at| Duration::from_millis(at.saturating_sub(now())).clamp(REST.0, REST.1));
    let (changed, rested) = (pin!(changes.next()), pin!(sleep(rest)));
    !matches!(select(changed, rested).await, Either::Left((None, _)))
}
