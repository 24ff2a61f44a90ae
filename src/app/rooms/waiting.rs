//! Where files wait in this page to be sent: the engine knows of words only (E12).

use std::collections::HashMap;

use leptos::prelude::*;
use protocol::{RoomId, composer::Place};

thread_local! {
    static WAITING: ArcRwSignal<HashMap<Place, usize>> = ArcRwSignal::default();
}

fn waiting() -> ArcRwSignal<HashMap<Place, usize>> {
    WAITING.with(Clone::clone)
}

/// So many files wait in a room or thread from now on.
pub fn set_files_waiting(place: &Place, count: usize) {
    waiting().maybe_update(|waiting| match count {
        0 => waiting.remove(place).is_some(),
        count => waiting.insert(place.clone(), count) != Some(count),
    });
}

/// How many files wait in a room and its threads, tracked.
pub fn files_waiting(room: &RoomId) -> usize {
    waiting().with(|waiting| {
        waiting.iter().filter(|(place, _)| place.room == *room).map(|(_, count)| *count).sum()
    })
}

/// None wait any more: the account has signed out.
pub fn forget_files_waiting() {
    waiting().set(HashMap::new());
}
