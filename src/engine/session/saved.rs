//! The messages that the account has saved for later, kept in the SDK's store (D39). [`super::saved_sync`] tells the
//! account's other devices.

use std::sync::Arc;

use eyeball::SharedObservable;
use futures_util::{future::join, lock::Mutex as AsyncMutex};
use matrix_sdk::{
    Client,
    ruma::{OwnedEventId, OwnedRoomId},
};
use serde::{Deserialize, Serialize};

use super::{
    Session,
    clock::{now, rest},
    kept_list::KeptList,
    saved_book::{Book, Removed},
};
use crate::task::Task;

/// Where they are kept, and which are saved no longer.
const KEY: &str = "protium.saved";
const REMOVED_KEY: &str = "protium.saved-removed";

/// A message that is saved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Saved {
    pub(crate) room: OwnedRoomId,
    pub(crate) event: OwnedEventId,
    /// Milliseconds since 1970.
    pub(crate) at: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) note: String,
    /// Milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) remind_at: Option<u64>,
    /// Whether the person was reminded.
    #[serde(default)]
    pub(crate) reminded: bool,
    /// When one of this was said last: milliseconds since 1970.
    #[serde(default)]
    pub(crate) changed: u64,
}

impl Saved {
    /// Whether the time of the reminder has come.
    pub(crate) fn is_due(&self, now: u64) -> bool {
        self.remind_at.is_some_and(|at| at <= now)
    }
}

/// All of them, the newest first.
pub(crate) struct SavedMessages {
    pub(crate) messages: KeptList<Saved>,
    removed: KeptList<Removed>,
    /// How many reminders are due: raised when a time has come.
    pub(crate) due: SharedObservable<usize>,
    changing: AsyncMutex<()>,
}

impl Default for SavedMessages {
    fn default() -> Self {
        Self {
            messages: KeptList::new(KEY),
            removed: KeptList::new(REMOVED_KEY),
            due: SharedObservable::new(0),
            changing: AsyncMutex::default(),
        }
    }
}

/// They do not fit.
#[derive(Debug, PartialEq)]
pub(crate) struct Full;

impl SavedMessages {
    /// Looks which reminders are due, as long as the task is kept.
    pub(super) fn follow(session: &Arc<Session>) -> Task {
        let mut changes = session.saved.messages.subscribe();
        let weak = Arc::downgrade(session);
        Task::start(async move {
            loop {
                let Some(session) = weak.upgrade() else { return };
                let now = now();
                let all = session.saved.messages.all();
                session.saved.due.set_if_not_eq(all.iter().filter(|one| one.is_due(now)).count());
                let next = all.iter().filter_map(|one| one.remind_at).filter(|at| *at > now).min();
                drop(session);
                if !rest(&mut changes, next).await {
                    return;
                }
            }
        })
    }

    /// Reads what the last life has left.
    pub(super) async fn recall(&self, client: &Client) {
        join(self.messages.recall(client), self.removed.recall(client)).await;
    }

    /// Changes them, unless they would not fit.
    pub(crate) async fn change<T>(
        &self,
        client: &Client,
        change: impl FnOnce(&mut Vec<Saved>) -> T,
    ) -> Result<T, Full> {
        let _changing = self.changing.lock().await;
        let before = self.book();
        let mut all = before.messages.clone();
        let value = change(&mut all);
        if all == before.messages {
            return Ok(value);
        }
        if all.len() > before.messages.len() && !Book::fits(&all) {
            return Err(Full);
        }
        self.keep(client, before.with(all, now())).await;
        Ok(value)
    }

    /// Takes over what another device has written. Gives what all of them have said together.
    pub(super) async fn take_over(&self, client: &Client, other: Book) -> Book {
        let _changing = self.changing.lock().await;
        let before = self.book();
        let book = before.clone().merge(other);
        if book != before {
            self.keep(client, book.clone()).await;
        }
        book
    }

    /// All that is known.
    pub(super) fn book(&self) -> Book {
        Book { messages: self.messages.all(), removed: self.removed.all() }
    }

    async fn keep(&self, client: &Client, book: Book) {
        // In this order: whoever follows the messages finds what was removed too.
        self.removed.keep(client, book.removed).await;
        self.messages.keep(client, book.messages).await;
    }
}
