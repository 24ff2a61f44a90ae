//! What was sent from here, to be called back into the field (E10). It lasts as long as the page.

use std::cell::RefCell;

use leptos::prelude::*;

use super::model::ComposerModel;

/// So many are kept.
const MOST: usize = 50;

/// The texts, oldest first, and where one is among them.
#[derive(Debug, Default)]
pub(super) struct Sent {
    texts: Vec<String>,
    /// The one that stands in the field, and what stood there before.
    at: Option<(usize, String)>,
}

thread_local! {
    static SENT: RefCell<Sent> = RefCell::default();
}

impl Sent {
    /// Notes a text that goes out.
    fn note(&mut self, text: &str) {
        self.at = None;
        if self.texts.last().is_some_and(|last| last == text) {
            return;
        }
        if self.texts.len() == MOST {
            self.texts.remove(0);
        }
        self.texts.push(text.to_owned());
    }

    /// The text before the one in the field, or behind it, which is what was being written in the end.
    fn step(&mut self, field: &str, earlier: bool) -> Option<String> {
        // Whoever goes on writing has begun something of their own.
        let here = self.at.take().filter(|(at, _)| self.texts.get(*at).is_some_and(|text| text == field));
        let (next, begun) = match (here, earlier) {
            (None, false) => return None,
            (None, true) => (self.texts.len().checked_sub(1)?, field.to_owned()),
            (Some((at, begun)), true) => (at.saturating_sub(1), begun),
            (Some((at, begun)), false) if at + 1 == self.texts.len() => return Some(begun),
            (Some((at, begun)), false) => (at + 1, begun),
        };
        let text = self.texts.get(next)?.clone();
        self.at = Some((next, begun));
        Some(text)
    }
}

/// Notes a text that goes out.
pub(super) fn note(text: &str) {
    SENT.with_borrow_mut(|sent| sent.note(text));
}

/// Forgets all: the account has signed out.
pub(super) fn forget() {
    SENT.take();
}

impl ComposerModel {
    /// Puts what was sent before into the field, or goes back towards what was being written.
    pub(super) fn call_back(&self, earlier: bool) {
        let field = self.shelf.text.get_untracked();
        if let Some(text) = SENT.with_borrow_mut(|sent| sent.step(&field, earlier)) {
            self.shelf.rewrite(text);
            self.kept();
            self.shelf.summon();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walks_back_and_comes_out_where_one_was() {
        let mut sent = Sent::default();
        assert_eq!(sent.step("now", true), None);
        for text in ["one", "two", "two"] {
            sent.note(text);
        }
        assert_eq!(sent.step("now", true).as_deref(), Some("two"));
        assert_eq!(sent.step("two", true).as_deref(), Some("one"));
        assert_eq!(sent.step("one", true).as_deref(), Some("one"), "there is none before");
        assert_eq!(sent.step("one", false).as_deref(), Some("two"));
        assert_eq!(sent.step("two", false).as_deref(), Some("now"));
        assert_eq!(sent.step("now", false), None);
        assert_eq!(sent.step("now", true).as_deref(), Some("two"));
        assert_eq!(sent.step("two, changed", true).as_deref(), Some("two"), "that is what is written now");
        assert_eq!(sent.step("two", false).as_deref(), Some("two, changed"));
    }
}
