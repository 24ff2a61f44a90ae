//! In which rooms something is being written, for the list of rooms (E12). The SDK keeps each draft, and tells nowhere
//! which there are.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client,
    ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId},
};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::{Receiver, Sender, channel};

use super::kept_list;

/// Where they are kept.
const KEY: &str = "protium.drafts";
/// More than these are not noted; the oldest goes.
const KEPT: usize = 200;
/// Letters of a draft that fit into a row of the list.
const LONGEST: usize = 120;
/// Changes that a slow listener may be behind.
const BEHIND: usize = 64;

/// How a draft begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Note {
    room: OwnedRoomId,
    thread: Option<OwnedEventId>,
    text: String,
}

/// The drafts of all rooms and threads, as far as the list of rooms shows them.
pub(crate) struct Drafts {
    /// The one written last at the end.
    notes: Mutex<Vec<Note>>,
    changes: Sender<OwnedRoomId>,
    /// Held while they are kept.
    keeping: AsyncMutex<()>,
}

impl Default for Drafts {
    fn default() -> Self {
        Self { notes: Mutex::default(), changes: channel(BEHIND).0, keeping: AsyncMutex::default() }
    }
}

impl Drafts {
    /// Reads what the last life has left.
    pub(super) async fn recall(&self, client: &Client) {
        let notes = kept_list::recall(client, KEY).await;
        *self.notes() = notes;
    }

    /// This is being written in a room or thread now; blanks are nothing.
    pub(crate) async fn note(&self, client: &Client, room: &RoomId, thread: Option<&EventId>, text: &str) {
        if !change(&mut self.notes(), room, thread, begins(text)) {
            return;
        }
        // Nobody may be listening.
        let _ = self.changes.send(room.to_owned());
        let _keeping = self.keeping.lock().await;
        let notes = self.notes().clone();
        kept_list::keep(client, KEY, &notes).await;
    }

    /// How the draft begins that was written last in a room or its threads.
    pub(crate) fn of(&self, room: &RoomId) -> Option<String> {
        let notes = self.notes();
        notes.iter().rev().find(|note| note.room == room).map(|note| note.text.clone())
    }

    /// The rooms in which a draft has changed, one after another.
    pub(crate) fn changes(&self) -> Receiver<OwnedRoomId> {
        self.changes.subscribe()
    }

    fn notes(&self) -> MutexGuard<'_, Vec<Note>> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says whether anything is different.
fn change(notes: &mut Vec<Note>, room: &RoomId, thread: Option<&EventId>, text: String) -> bool {
    let at = notes.iter().position(|note| note.room == room && note.thread.as_deref() == thread);
    let before = at.map(|at| notes.remove(at));
    let same = before.as_ref().map_or(text.is_empty(), |before| before.text == text);
    if same {
        if let (Some(at), Some(before)) = (at, before) {
            notes.insert(at, before);
        }
        return false;
    }
    if !text.is_empty() {
        notes.push(Note { room: room.to_owned(), thread: thread.map(ToOwned::to_owned), text });
        if notes.len() > KEPT {
            notes.remove(0);
        }
    }
    true
}

/// A text's beginning, in one line.
fn begins(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST * 4 {
            break;
        }
    }
    line.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::{event_id, room_id};

    use super::*;

    #[test]
    fn a_room_shows_what_was_written_last_in_it_or_its_threads() {
        let drafts = Drafts::default();
        let (garden, kitchen) = (room_id!("!garden:b"), room_id!("!kitchen:b"));
        let thread = Some(event_id!("$root:b"));
        let write = |room, thread, text: &str| change(&mut drafts.notes(), room, thread, begins(text));
        assert!(write(garden, None, " what to\n\n plant "));
        assert_eq!(drafts.of(garden).as_deref(), Some("what to plant"));
        assert!(!write(garden, None, "what to plant"), "it is the same line");
        assert!(write(garden, thread, "leeks"));
        assert_eq!(drafts.of(garden).as_deref(), Some("leeks"));
        assert!(write(garden, thread, " \n"));
        assert_eq!(drafts.of(garden).as_deref(), Some("what to plant"));
        assert!(!write(kitchen, None, ""));
        assert_eq!(drafts.of(kitchen), None);
    }

    #[test]
    fn only_so_much_and_so_many_are_noted() {
        assert_eq!(begins(&"ö".repeat(9_000)).chars().count(), LONGEST);
        let mut notes = Vec::new();
        for number in 0..=KEPT {
            let room = RoomId::parse(format!("!{number}:b")).expect("a room");
            change(&mut notes, &room, None, "x".into());
        }
        assert_eq!(notes.len(), KEPT);
        assert_eq!(notes[0].room, "!1:b");
    }
}
