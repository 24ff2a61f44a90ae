//! What was asked to be sent, and what each device has seen of it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard},
    time::{SystemTime, UNIX_EPOCH},
};

use protocol::{EventId, timeline::Content};

use crate::common::said;

/// A message that a device was asked to send.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) room: usize,
    pub(super) user: usize,
    /// Which device.
    pub(super) device: String,
    /// Milliseconds since 1970.
    pub(super) asked_at: u64,
    /// The users who were in the room, as far as the device knew.
    pub(super) knew: BTreeSet<usize>,
    pub(super) fate: Fate,
}

/// What became of it where it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is on its way.
    Taken,
    /// It was refused; it may have gone out all the same.
    Refused,
    /// It was still on its way when its device was signed out.
    Abandoned,
}

/// What a device has seen of an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Sight {
    /// What it says, if it can be read now.
    pub(super) said: Option<String>,
    /// Why it cannot.
    pub(super) why: Option<String>,
    /// Whether there was a time when it could not be decrypted.
    pub(super) was_undecryptable: bool,
}

/// What a device sees.
#[derive(Clone, Default)]
pub(super) struct Seen(Arc<Mutex<HashMap<EventId, Sight>>>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics while it is held")
}

impl Seen {
    /// What it sees of an event.
    pub(super) fn sight(&self, event: &EventId) -> Sight {
        lock(&self.0).get(event).cloned().unwrap_or_default()
    }

    /// Forgets what can be read: it has to be seen once more.
    pub(super) fn look_again(&self) {
        lock(&self.0).values_mut().for_each(|sight| (sight.said, sight.why) = (None, None));
    }
}

/// The book of it all.
#[derive(Default)]
pub(super) struct Ledger {
    sent: Mutex<BTreeMap<String, Sent>>,
    /// What events say, whoever could read them.
    texts: Mutex<HashMap<EventId, String>>,
    counts: Mutex<BTreeMap<&'static str, u32>>,
}

impl Ledger {
    /// Something has happened.
    pub(super) fn count(&self, what: &'static str) {
        *lock(&self.counts).entry(what).or_default() += 1;
    }

    /// How often.
    pub(super) fn counts(&self) -> BTreeMap<&'static str, u32> {
        lock(&self.counts).clone()
    }

    /// A device is about to be asked to send a text that no other has; gives the text.
    pub(super) fn note(&self, sent: Sent) -> String {
        let mut all = lock(&self.sent);
        let text = format!("{} {}", sent.device, all.len());
        all.insert(text.clone(), sent);
        text
    }

    /// What became of it.
    pub(super) fn tell(&self, text: &str, fate: Fate) {
        if let Some(sent) = lock(&self.sent).get_mut(text) {
            sent.fate = fate;
        }
    }

    /// All that was to be sent, by text.
    pub(super) fn sent(&self) -> BTreeMap<String, Sent> {
        lock(&self.sent).clone()
    }

    /// What the events say that somebody could read.
    pub(super) fn texts(&self) -> HashMap<EventId, String> {
        lock(&self.texts).clone()
    }

    /// Whether all that a device was asked to send has become an event.
    pub(super) fn is_out(&self, device: &str) -> bool {
        self.on_its_way(device).is_empty()
    }

    /// What has not come out of a device does not come any more.
    pub(super) fn abandon(&self, device: &str) {
        for text in self.on_its_way(device) {
            self.tell(&text, Fate::Abandoned);
        }
    }

    fn on_its_way(&self, device: &str) -> Vec<String> {
        let out: HashSet<String> = lock(&self.texts).values().cloned().collect();
        let all = lock(&self.sent);
        let waiting = all
            .iter()
            .filter(|(text, sent)| sent.device == device && sent.fate == Fate::Taken && !out.contains(*text));
        waiting.map(|(text, _)| text.clone()).collect()
    }

    /// A device shows an event.
    pub(super) fn see(&self, seen: &Seen, event: &EventId, content: &Content) {
        match content {
            Content::Undecryptable(why) => self.cannot_read(seen, event, format!("{why:?}")),
            content => {
                if let Some(text) = said(content) {
                    self.read(seen, event, text);
                }
            }
        }
    }

    /// A device can read an event.
    pub(super) fn read(&self, seen: &Seen, event: &EventId, text: String) {
        lock(&self.texts).entry(event.clone()).or_insert_with(|| text.clone());
        let mut sights = lock(&seen.0);
        let sight = sights.entry(event.clone()).or_default();
        (sight.said, sight.why) = (Some(text), None);
    }

    /// A device cannot.
    pub(super) fn cannot_read(&self, seen: &Seen, event: &EventId, why: String) {
        let mut sights = lock(&seen.0);
        let sight = sights.entry(event.clone()).or_default();
        *sight = Sight { said: None, why: Some(why), was_undecryptable: true };
    }
}

/// Now, in milliseconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_millis() as u64
}
