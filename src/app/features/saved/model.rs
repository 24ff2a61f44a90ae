//! What is saved, and which of it is shown. No DOM.

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{
    EventId, Failure, RoomId,
    saved::{SavedMessage, SavedMessages},
};

use crate::link::{Link, LiveValue};

/// Names a saved message.
pub(crate) type Key = (RoomId, EventId);

/// Which are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// All.
    All,
    /// Those with a reminder to come.
    Planned,
    /// Those whose reminder has come.
    Due,
}

impl Which {
    /// In the order they are offered.
    pub(crate) const EACH: [Self; 3] = [Self::All, Self::Planned, Self::Due];

    pub(crate) fn takes(self, saved: &SavedMessage) -> bool {
        match self {
            Self::All => true,
            Self::Planned => saved.remind_at.is_some() && !saved.due,
            Self::Due => saved.due,
        }
    }
}

/// The saved messages. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct SavedModel {
    all: StoredValue<LiveValue<Vec<SavedMessage>>>,
    /// Whether the engine has answered.
    pub(crate) ready: Memo<bool>,
    /// Why the engine closed the list, if it did.
    pub(crate) failure: Signal<Option<Failure>>,
    /// Which are shown.
    pub(crate) which: RwSignal<Which>,
    /// Those that are shown, the newest first.
    pub(crate) order: Memo<Arc<Vec<Key>>>,
}

impl SavedModel {
    pub(crate) fn new(link: &Link) -> Self {
        let live = link.kept_value(SavedMessages);
        let which = RwSignal::new(Which::All);
        let (ready, shown, failure) = (live.clone(), live.clone(), live.failure());
        let order = Memo::new(move |_| {
            let which = which.get();
            shown.with(|all| {
                let all = all.map(Vec::as_slice).unwrap_or_default();
                let shown = all.iter().filter(|one| which.takes(one));
                Arc::new(shown.map(|one| (one.room.clone(), one.event.clone())).collect::<Vec<_>>())
            })
        });
        Self {
            all: StoredValue::new(live),
            ready: Memo::new(move |_| ready.with(|all| all.is_some())),
            failure,
            which,
            order,
        }
    }

    /// One of them, tracked.
    pub(crate) fn get(self, (room, event): &Key) -> Option<SavedMessage> {
        let find = |all: Option<&Vec<SavedMessage>>| {
            all.and_then(|all| all.iter().find(|one| one.room == *room && one.event == *event).cloned())
        };
        self.all.try_with_value(|live| live.with(find)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_are_to_come_or_due() {
        let saved = |remind_at, due| SavedMessage {
            room: "!a:b".into(),
            room_name: "A".into(),
            event: "$a".into(),
            saved_at: 1,
            note: String::new(),
            remind_at,
            due,
            reminded: false,
        };
        let taken = |one: &SavedMessage| Which::EACH.map(|which| which.takes(one));
        assert_eq!(taken(&saved(None, false)), [true, false, false]);
        assert_eq!(taken(&saved(Some(9), false)), [true, true, false]);
        assert_eq!(taken(&saved(Some(9), true)), [true, false, true]);
    }
}
