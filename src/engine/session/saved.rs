//! The messages that the account has saved for later, kept in the SDK's store (D39).

use std::{sync::Arc, time::Duration};

use eyeball::{SharedObservable, Subscriber};
use futures_util::{
    future::{Either, select},
    lock::Mutex as AsyncMutex,
    pin_mut,
};
use matrix_sdk::{
    Client,
    ruma::{OwnedEventId, OwnedRoomId},
    sleep::sleep,
};
use serde::{Deserialize, Serialize};

use super::{Session, scheduled::now};
use crate::task::Task;

/// Where they are kept, encrypted as drafts are.
const KEY: &[u8] = b"protium.saved";
const VERSION: u32 = 1;
/// Bytes of all of them at most: encrypted, they have to fit into one event of account data, 64 KiB.
const LARGEST: usize = 44 * 1024;
/// How long to rest at most: the machine may have slept meanwhile.
const LONGEST_REST: Duration = Duration::from_secs(20);

/// As they are kept. Versioned JSON.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    messages: Vec<Saved>,
}

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
    messages: SharedObservable<Vec<Saved>>,
    /// How many reminders are due: raised when a time has come.
    pub(crate) due: SharedObservable<usize>,
    changing: AsyncMutex<()>,
}

impl Default for SavedMessages {
    fn default() -> Self {
        Self {
            messages: SharedObservable::new(Vec::new()),
            due: SharedObservable::new(0),
            changing: AsyncMutex::default(),
        }
    }
}

/// They do not fit.
#[derive(Debug, PartialEq)]
pub(crate) struct Full;

impl SavedMessages {
    /// Reads what the last life has left.
    pub(super) async fn recall(&self, client: &Client) {
        let kept = client.state_store().get_custom_value(KEY).await.ok().flatten();
        let kept = kept.and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
        if let Some(kept) = kept.filter(|kept| kept.version == VERSION) {
            self.messages.set(kept.messages);
        }
    }

    /// Looks which reminders are due, as long as the task is kept.
    pub(super) fn follow(session: &Arc<Session>) -> Task {
        let mut changes = session.saved.subscribe();
        let weak = Arc::downgrade(session);
        Task::start(async move {
            loop {
                let Some(session) = weak.upgrade() else { return };
                let now = now();
                let all = session.saved.all();
                session.saved.due.set_if_not_eq(all.iter().filter(|one| one.is_due(now)).count());
                let next = all.iter().filter_map(|one| one.remind_at).filter(|at| *at > now).min();
                let rest = next.map_or(Duration::from_secs(3_600), |at| {
                    Duration::from_millis((at - now).max(100)).min(LONGEST_REST)
                });
                drop(session);
                let (changed, rested) = (changes.next(), sleep(rest));
                pin_mut!(changed, rested);
                if let Either::Left((None, _)) = select(changed, rested).await {
                    return;
                }
            }
        })
    }

    /// The messages, and their changes.
    pub(crate) fn subscribe(&self) -> Subscriber<Vec<Saved>> {
        self.messages.subscribe()
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<Saved> {
        self.messages.get()
    }

    /// Changes them, unless they would not fit.
    pub(crate) async fn change<T>(
        &self,
        client: &Client,
        change: impl FnOnce(&mut Vec<Saved>) -> T,
    ) -> Result<T, Full> {
        let _changing = self.changing.lock().await;
        let before = self.all();
        let mut all = before.clone();
        let value = change(&mut all);
        if all == before {
            return Ok(value);
        }
        let bytes = serde_json::to_vec(&Kept { version: VERSION, messages: all.clone() }).unwrap_or_default();
        if bytes.len() > LARGEST && all.len() > before.len() {
            return Err(Full);
        }
        if let Err(error) = client.state_store().set_custom_value_no_read(KEY, bytes).await {
            tracing::warn!(%error, "what is saved for later was not kept");
        }
        self.messages.set(all);
        Ok(value)
    }
}
