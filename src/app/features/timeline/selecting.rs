//! Choosing several messages, to copy them, send them on or delete them together (D24).

use leptos::prelude::*;
use protocol::{EventId, ItemKey, timeline::EventItem};

use super::{
    deeds::{Deeds, is_gone, there, words},
    model::TimelineModel,
    words::said,
};
use crate::{
    t,
    text::{names::called_surely, time},
};

/// So many at once.
pub(crate) const MOST: usize = 100;

/// The messages that are selected. Copies are the same selection.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    /// In the order they were chosen; none while nothing is to be chosen.
    chosen: RwSignal<Option<Vec<EventId>>>,
    /// Where a stretch begins.
    anchor: StoredValue<Option<EventId>>,
    /// The stretch that was selected last: another end replaces it, and leaves the others.
    stretch: StoredValue<Vec<EventId>>,
}

impl Selection {
    pub(super) fn new() -> Self {
        Self { chosen: RwSignal::new(None), anchor: StoredValue::new(None), stretch: StoredValue::default() }
    }

    /// Whether one is choosing.
    pub(crate) fn is_on(self) -> bool {
        self.chosen.with(Option::is_some)
    }

    /// As [`Self::is_on`], for handlers, which may come late.
    pub(crate) fn is_on_now(self) -> bool {
        self.chosen.try_with_untracked(Option::is_some) == Some(true)
    }

    /// How many.
    pub(crate) fn count(self) -> usize {
        self.chosen.with(|chosen| chosen.as_ref().map_or(0, Vec::len))
    }

    /// Whether a message is among them.
    pub(crate) fn has(self, event: &EventId) -> bool {
        self.chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.contains(event)))
    }

    /// Adds a message or takes it out; without any, there is nothing to be chosen any more.
    pub(crate) fn toggle(self, event: EventId) {
        self.stretch.set_value(Vec::new());
        self.anchor.set_value(Some(event.clone()));
        self.chosen.update(|chosen| {
            let mut now = chosen.take().unwrap_or_default();
            match now.iter().position(|one| *one == event) {
                Some(at) => drop(now.remove(at)),
                None if now.len() < MOST => now.push(event),
                None => {}
            }
            *chosen = Some(now).filter(|now| !now.is_empty());
        });
    }

    /// Ends it.
    pub(crate) fn end(self) {
        self.anchor.try_set_value(None);
        self.stretch.try_set_value(Vec::new());
        self.chosen.try_set(None);
    }
}

/// What the account may do with all that is selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Together {
    /// What can be sent on, oldest first.
    pub(crate) forward: Vec<EventId>,
    /// What can be deleted.
    pub(crate) delete: Vec<EventId>,
}

impl TimelineModel {
    /// Selects all between the message chosen last and this one, beside those that are selected elsewhere; the first
    /// makes the beginning.
    pub(crate) fn select_to(self, event: &EventId) {
        let Selection { chosen, anchor, stretch: last } = self.selection;
        let from = anchor.get_value().unwrap_or_else(|| event.clone());
        let mut all = Vec::new();
        self.each(|_, item| all.extend(selectable(item)));
        let place = |wanted: &EventId| all.iter().position(|one| one == wanted);
        let Some(to) = place(event) else { return };
        let start = place(&from).unwrap_or(to);
        anchor.set_value(all.get(start).cloned());
        let stretch = all.iter().take(to.max(start) + 1).skip(to.min(start));
        // From the anchor on, so that what is too much is left out at the far end.
        let stretch: Vec<_> =
            if to < start { stretch.rev().cloned().collect() } else { stretch.cloned().collect() };
        let mut now = chosen.get_untracked().unwrap_or_default();
        now.retain(|one| !last.with_value(|last| last.contains(one)) && !stretch.contains(one));
        let added: Vec<_> = stretch.into_iter().take(MOST.saturating_sub(now.len())).collect();
        now.extend(added.iter().cloned());
        last.set_value(added);
        chosen.set(Some(now));
    }

    /// What is selected, oldest first.
    pub(crate) fn selected(self) -> Vec<EventItem> {
        let items =
            self.collect(|item| there(item).is_some_and(|event| untrack(|| self.selection.has(&event))));
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// What may be done with all that is selected.
    pub(crate) fn together(self) -> Together {
        let powers = self.powers.get_untracked();
        self.selected().iter().map(|item| Deeds::of(item, powers)).fold(
            Together::default(),
            |mut all, deeds| {
                let Some(event) = deeds.event else { return all };
                if deeds.forward {
                    all.forward.push(event.clone());
                }
                if deeds.delete {
                    all.delete.push(event);
                }
                all
            },
        )
    }

    /// The message of a row, if it can be selected.
    pub(crate) fn selectable(self, key: &ItemKey) -> Option<EventId> {
        self.event(key).as_ref().and_then(selectable)
    }
}

fn selectable(item: &EventItem) -> Option<EventId> {
    there(item).filter(|_| !is_gone(&item.content))
}

/// Messages as text: each with its author and time; of one alone only the words.
pub(crate) fn as_text(items: &[EventItem]) -> String {
    let says = |item: &EventItem| {
        let words = words(&item.content);
        if words.is_empty() { said(item) } else { words }
    };
    match items {
        [one] => says(one),
        all => {
            let with_author = |item: &EventItem| {
                let (name, time) = (called_surely(&item.sender), time::full(item.timestamp));
                format!("{}\n{}", t!("timeline-copied-author", name = name, time = time), says(item))
            };
            all.iter().map(with_author).collect::<Vec<_>>().join("\n\n")
        }
    }
}
