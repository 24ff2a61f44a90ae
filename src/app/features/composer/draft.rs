//! Drafts: which of two versions is the one to show, what waits for the field, and the names of the safety net.
//!
//! The engine keeps drafts, encrypted, in its stores. Between a key press and its reply the text stands in
//! the browser's local storage, so that a crash loses nothing; it is taken out as soon as the engine has it.

use protocol::{
    UserId,
    composer::{About, Draft, Place},
};

/// The net's entry in local storage for a place, of one account.
pub(crate) fn net_key(owner: &UserId, place: &Place) -> String {
    format!("{}{}", own(NET, owner), name(place))
}

/// What all entries of the net begin with.
pub(crate) const NET: &str = "draft.";

/// The entry in the tab's own storage for a place's field, of one account.
pub(crate) fn field_key(owner: &UserId, place: &Place) -> String {
    format!("{}{}", own(FIELD, owner), name(place))
}

/// No ID of a room has a blank in it either.
fn name(Place { room, thread }: &Place) -> String {
    thread.as_ref().map_or_else(|| room.0.clone(), |root| format!("{room} {root}"))
}

/// The place of that name.
pub(crate) fn place_of(name: &str) -> Place {
    let (room, thread) = name.split_once(' ').map_or((name, None), |(room, root)| (room, Some(root)));
    Place { room: room.into(), thread: thread.map(Into::into) }
}

/// What all entries for fields begin with.
pub(crate) const FIELD: &str = "field.";

/// What an account's entries begin with, among those that begin so. No user ID has a blank in it.
pub(crate) fn own(beginning: &str, owner: &UserId) -> String {
    format!("{beginning}{owner} ")
}

/// What stands in a field, and what waits behind it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Writing {
    /// The field.
    pub(crate) field: Draft,
    /// What comes into the field, one after the other, when it is free: what stood there before an edit, or could not
    /// be sent while something else was being written.
    pub(crate) aside: Vec<Draft>,
}

/// Whether a message stands in the place of another.
pub(crate) fn is_edit(about: &Option<About>) -> bool {
    matches!(about, Some(About::Edit(_)))
}

/// Whether nothing would be lost with it.
pub(crate) fn is_blank(draft: &Draft) -> bool {
    draft.text.trim().is_empty() && draft.about.is_none()
}

impl Writing {
    /// Whether nothing would be lost with it.
    pub(crate) fn is_blank(&self) -> bool {
        is_blank(&self.field) && self.aside.is_empty()
    }

    /// Puts back what could not be sent, in order. Into the field goes only what stands to other messages as what is
    /// being written there; the rest waits: nobody finds other words under their fingers, and none are sent as part
    /// of another message.
    pub(crate) fn put_back(self, back: Vec<Draft>) -> Self {
        let mut before: Vec<Draft> = Vec::new();
        for draft in back.into_iter().filter(|draft| !is_blank(draft)) {
            match before.last_mut() {
                Some(last) if are_one(last, &draft) => last.text = join(&last.text, &draft.text),
                _ => before.push(draft),
            }
        }
        let Self { mut field, aside } = self;
        if is_blank(&field) {
            if !before.is_empty() {
                field = before.remove(0);
            }
        } else if let Some(last) = before.pop_if(|last| are_one(last, &field)) {
            field.text = restore(&last.text, &field.text);
        }
        Self { field, aside: before.into_iter().chain(aside).collect() }
    }

    /// Takes up the draft that the engine has stored, which is older than what was typed since the room was opened.
    pub(crate) fn take_up(self, stored: Draft) -> Self {
        let Self { field, mut aside } = self;
        if is_blank(&field) {
            return Self { field: stored, aside };
        }
        let goes_on = stored.text.starts_with(&field.text) || field.text.starts_with(&stored.text);
        let words = !is_command(&stored.text) && !is_command(&field.text);
        if stored.about == field.about && (goes_on || words) {
            let text = merge(&field.text, stored.text);
            return Self { field: Draft { text, ..field }, aside };
        }
        if !is_blank(&stored) {
            aside.insert(0, stored);
        }
        Self { field, aside }
    }
}

/// Whether two texts can be sent as one message. A command takes all that follows for its own words.
fn are_one(one: &Draft, other: &Draft) -> bool {
    one.about == other.about && !is_edit(&one.about) && !is_command(&one.text) && !is_command(&other.text)
}

/// What to show in a field in which something was `typed` before what was `stored` came.
pub(crate) fn merge(typed: &str, stored: String) -> String {
    if typed.is_empty() || stored.starts_with(typed) {
        stored
    } else if stored.is_empty() || typed.starts_with(&stored) {
        typed.to_owned()
    } else {
        join(&stored, typed)
    }
}

/// Puts text that could not be sent back before what was written meanwhile.
pub(crate) fn restore(failed: &str, written: &str) -> String {
    if written.trim().is_empty() { failed.to_owned() } else { join(failed, written) }
}

fn join(first: &str, second: &str) -> String {
    format!("{}\n{second}", first.trim_end_matches('\n'))
}

/// Whether a text begins with a command (`/me`, `/plain`) or the beginning of one.
pub(crate) fn is_command(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//")
}
