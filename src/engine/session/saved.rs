//! The messages that the account has saved for later, kept in the SDK's store (D39).

use std::sync::Arc;

use eyeball::SharedObservable;
use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client,
    ruma::{OwnedEventId, OwnedRoomId},
};
use serde::{Deserialize, Serialize};

use super::{
    Session,
    clock::{now, rest},
    kept_list::{self, KeptList},
};
use crate::task::Task;

/// Where they are kept.
const KEY: &str = "protium.saved";
/// Bytes of all of them at most: encrypted, they have to fit into one event of account data, 64 KiB.
const LARGEST: usize = 44 * 1024;

/// A message that is saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// How many reminders are due: raised when a time has come.
    pub(crate) due: SharedObservable<usize>,
    changing: AsyncMutex<()>,
}

impl Default for SavedMessages {
    fn default() -> Self {
        Self { messages: KeptList::new(KEY), due: SharedObservable::new(0), changing: AsyncMutex::default() }
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

    /// Changes them, unless they would not fit.
    pub(crate) async fn change<T>(
        &self,
        client: &Client,
        change: impl FnOnce(&mut Vec<Saved>) -> T,
    ) -> Result<T, Full> {
        let _changing = self.changing.lock().await;
        let before = self.messages.all();
        let mut all = before.clone();
        let value = change(&mut all);
        if all == before {
            return Ok(value);
        }
        if all.len() > before.len() && kept_list::bytes(&all).len() > LARGEST {
            return Err(Full);
        }
        self.messages.keep(client, all).await;
        Ok(value)
    }
}
