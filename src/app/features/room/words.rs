//! The page's words that need more than a key.

use protocol::profile::Profile;

use crate::{
    t,
    text::{self, names::called},
};

/// Names said in the typing line; more are counted.
const NAMED: usize = 2;

/// "Alice and Bob are typing…"; none if nobody does.
pub(crate) fn typing(people: &[Profile]) -> Option<String> {
    let mut names: Vec<String> = people.iter().take(NAMED).map(called).collect();
    let others = people.len().saturating_sub(NAMED);
    if others > 0 {
        names.push(t!("room-typing-others", count = others as u64));
    }
    (!names.is_empty()).then(|| t!("room-typing", count = people.len() as u64, names = text::list(&names)))
}

const HOUR: u64 = 60 * 60 * 1_000;
const DAY: u64 = 24 * HOUR;

/// For how long messages are kept, of so many milliseconds, in the unit that says it shortly.
pub(crate) fn kept_for(milliseconds: u64) -> String {
    match milliseconds {
        0..DAY => t!("room-kept-for-hours", count = milliseconds.div_ceil(HOUR)),
        _ => t!("room-kept-for-days", count = milliseconds.div_ceil(DAY)),
    }
}
