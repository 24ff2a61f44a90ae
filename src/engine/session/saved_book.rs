//! What several devices say of the messages that an account has saved, and how that becomes one list. Of one message the
//! newest word counts, so it does not matter who hears of what first.

use std::{cmp::Reverse, collections::BTreeMap};

use matrix_sdk::ruma::{OwnedEventId, OwnedRoomId};
use serde::{Deserialize, Serialize};

use super::{kept_list, saved::Saved};

/// Bytes of it at most: encrypted, it has to fit into one event of account data, 64 KiB.
const LARGEST: usize = 44 * 1024;
/// So many removals are remembered, for devices that were off meanwhile.
const REMEMBERED: usize = 100;

/// A message that is saved no longer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Removed {
    room: OwnedRoomId,
    event: OwnedEventId,
    /// Milliseconds since 1970.
    at: u64,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Book {
    /// The newest first.
    pub(super) messages: Vec<Saved>,
    /// The newest first.
    #[serde(default)]
    pub(super) removed: Vec<Removed>,
}

/// What is said of one message; of two of the same time the greater counts, on each device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Saved(Saved),
    Removed(Removed),
}

impl Word {
    fn at(&self) -> u64 {
        match self {
            Self::Saved(saved) => saved.changed,
            Self::Removed(removed) => removed.at,
        }
    }

    fn of(&self) -> (OwnedRoomId, OwnedEventId) {
        match self {
            Self::Saved(Saved { room, event, .. }) | Self::Removed(Removed { room, event, .. }) => {
                (room.clone(), event.clone())
            }
        }
    }
}

impl Book {
    /// Whether so many messages can be written into one event.
    pub(super) fn fits(messages: &[Saved]) -> bool {
        kept_list::bytes(messages).len() <= LARGEST
    }

    /// Whether nothing was ever said.
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.removed.is_empty()
    }

    /// It, with other messages: what has changed was said now, and later than what was said before.
    pub(super) fn with(self, messages: Vec<Saved>, now: u64) -> Self {
        let mut before = self.words();
        let mut words = Vec::new();
        for mut saved in messages {
            let one = before.remove(&(saved.room.clone(), saved.event.clone()));
            if one.as_ref() != Some(&Word::Saved(saved.clone())) {
                saved.changed = one.map_or(now, |one| now.max(one.at() + 1));
            }
            words.push(Word::Saved(saved));
        }
        words.extend(before.into_values().map(|one| match one {
            Word::Saved(Saved { room, event, changed, .. }) => {
                Word::Removed(Removed { room, event, at: now.max(changed + 1) })
            }
            removed => removed,
        }));
        Self::from_words(words)
    }

    /// Both, as if one device had heard everything.
    pub(super) fn merge(self, other: Self) -> Self {
        let mut words = self.words();
        for (of, word) in other.words() {
            let newer = words.get(&of).is_none_or(|known| (known.at(), known) < (word.at(), &word));
            if newer {
                words.insert(of, word);
            }
        }
        Self::from_words(words.into_values())
    }

    /// As much of it as can be written into one event, the newest.
    pub(super) fn to_be_told(&self) -> Self {
        let mut told = self.clone();
        while serde_json::to_vec(&told).is_ok_and(|bytes| bytes.len() > LARGEST) {
            if told.removed.pop().is_none() && told.messages.pop().is_none() {
                break;
            }
        }
        told
    }

    fn words(self) -> BTreeMap<(OwnedRoomId, OwnedEventId), Word> {
        let words = self.messages.into_iter().map(Word::Saved);
        words.chain(self.removed.into_iter().map(Word::Removed)).map(|word| (word.of(), word)).collect()
    }

    fn from_words(words: impl IntoIterator<Item = Word>) -> Self {
        let mut book = Self::default();
        for word in words {
            match word {
                Word::Saved(saved) => book.messages.push(saved),
                Word::Removed(removed) => book.removed.push(removed),
            }
        }
        book.messages.sort_by(|one, other| (Reverse(one.at), one).cmp(&(Reverse(other.at), other)));
        book.removed.sort_by(|one, other| (Reverse(one.at), one).cmp(&(Reverse(other.at), other)));
        book.removed.truncate(REMEMBERED);
        book
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn saved(event: u8, at: u64, changed: u64) -> Saved {
        Saved {
            room: "!room:vmst.io".try_into().expect("an ID"),
            event: format!("$event{event}").try_into().expect("an ID"),
            at,
            note: String::new(),
            remind_at: None,
            reminded: false,
            changed,
        }
    }

    fn book(messages: Vec<Saved>) -> Book {
        Book { messages, removed: Vec::new() }
    }

    #[test]
    fn the_newest_word_on_a_message_counts() {
        let both = book(vec![saved(2, 20, 20), saved(1, 10, 10)]);
        let mut noted = both.messages.clone();
        noted[1].note = "read".into();
        let here = both.clone().with(noted, 30);
        assert_eq!(here.messages.iter().map(|one| one.changed).collect::<Vec<_>>(), [20, 30]);
        let there = both.with(vec![saved(2, 20, 20)], 25);
        assert_eq!(there.removed.len(), 1);
        let merged = here.clone().merge(there.clone());
        assert_eq!(merged, here, "noted after it was removed elsewhere");
        let removed = merged.with(Vec::new(), 26);
        assert_eq!(removed.removed.iter().map(|one| one.at).collect::<Vec<_>>(), [31, 26], "a slow clock");
        let merged = removed.merge(there);
        assert!(merged.messages.is_empty());
        let again = merged.with(vec![saved(1, 40, 0)], 40);
        assert_eq!(again.messages[0].changed, 40, "saved once more");
        assert_eq!(again.removed.len(), 1);
    }

    #[test]
    fn what_is_told_fits_into_an_event() {
        let many =
            (0..=255).map(|event| Saved { note: "n".repeat(200), ..saved(event, u64::from(event), 1) });
        let many = Book::from_words(many.map(Word::Saved));
        assert!(!Book::fits(&many.messages));
        let told = many.to_be_told();
        assert!(Book::fits(&told.messages) && told.messages.len() > 100);
        assert_eq!(told.messages[0], many.messages[0], "the newest");
        assert_eq!(many.clone().merge(told.clone()), many);
        assert_eq!(many.to_be_told(), told);
    }

    fn words() -> impl Strategy<Value = Book> {
        let saved = (0..4_u8, 0..3_u64, 0..3_u64).prop_map(|(event, at, changed)| saved(event, at, changed));
        let word = (saved, any::<bool>()).prop_map(|(saved, removed)| match removed {
            false => Word::Saved(saved),
            true => Word::Removed(Removed { room: saved.room, event: saved.event, at: saved.changed }),
        });
        prop::collection::vec(word, 0..6).prop_map(|words| {
            words.into_iter().fold(Book::default(), |book, word| book.merge(Book::from_words([word])))
        })
    }

    proptest! {
        #[test]
        fn it_does_not_matter_who_hears_first(one in words(), two in words(), three in words()) {
            let (a, b, c) = (|| one.clone(), || two.clone(), || three.clone());
            prop_assert_eq!(a().merge(b()), b().merge(a()));
            prop_assert_eq!(a().merge(b()).merge(c()), a().merge(b().merge(c())));
            prop_assert_eq!(a().merge(a()), a());
        }
    }
}
