//! Topics that stay subscribed when nobody shows them any more, so that going back to a room shows it at once.

use std::{any::Any, sync::Arc};

use leptos::prelude::*;

use protocol::codec::Sealed;

use super::subscriptions::Handle;

/// Those of twenty rooms, as many as the engine keeps timelines of.
const MOST: usize = 80;

/// A subscription, and what follows it.
pub(super) struct Entry {
    pub(super) topic: Sealed,
    pub(super) handle: Handle,
    pub(super) live: Box<dyn Any>,
    /// Held by everybody who shows it.
    seen: Arc<()>,
}

impl Entry {
    pub(super) fn new(topic: Sealed, handle: Handle, live: Box<dyn Any>) -> Self {
        Self { topic, handle, live, seen: Arc::default() }
    }

    /// It is shown until the current owner is cleaned up.
    pub(super) fn show(&self) {
        let seen = Arc::clone(&self.seen);
        on_cleanup(move || drop(seen));
    }

    fn is_seen(&self) -> bool {
        Arc::strong_count(&self.seen) > 1
    }
}

/// The kept subscriptions, the one asked for last at the end.
#[derive(Default)]
pub(super) struct Kept(Vec<Entry>);

impl Kept {
    /// Takes a topic's entry out.
    pub(super) fn take(&mut self, topic: &Sealed) -> Option<Entry> {
        let at = self.0.iter().position(|entry| entry.topic == *topic)?;
        Some(self.0.remove(at))
    }

    /// Puts an entry at the end; gives the one that has to go for it.
    pub(super) fn put(&mut self, entry: Entry) -> Option<Entry> {
        self.0.push(entry);
        (self.0.len() > MOST).then(|| self.0.remove(0))
    }

    /// Takes out what nobody shows.
    pub(super) fn take_unseen(&mut self) -> Vec<Entry> {
        self.0.extract_if(.., |entry| !entry.is_seen()).collect()
    }

    /// All that was kept.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.0
    }
}
