//! Topics that stay subscribed when nobody shows them any more, so that going back to a room shows it at once.

use std::any::Any;

use protocol::AnyTopic;

use super::subscriptions::Handle;

/// Those of about eight rooms.
const MOST: usize = 24;

/// A subscription, and what follows it.
pub(super) struct Entry {
    pub(super) topic: AnyTopic,
    pub(super) handle: Handle,
    pub(super) live: Box<dyn Any>,
}

/// The kept subscriptions, the one asked for last at the end.
#[derive(Default)]
pub(super) struct Kept(Vec<Entry>);

impl Kept {
    /// Takes a topic's entry out.
    pub(super) fn take(&mut self, topic: &AnyTopic) -> Option<Entry> {
        let at = self.0.iter().position(|entry| entry.topic == *topic)?;
        Some(self.0.remove(at))
    }

    /// Puts an entry at the end; gives the one that has to go for it.
    pub(super) fn put(&mut self, entry: Entry) -> Option<Entry> {
        self.0.push(entry);
        (self.0.len() > MOST).then(|| self.0.remove(0))
    }
}
