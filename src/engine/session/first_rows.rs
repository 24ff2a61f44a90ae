//! The first rows of the list of rooms as they last were: shown while the stores open, which takes the longer the more
//! rooms there are.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use eyeball::SharedObservable;
use matrix_sdk::sleep::sleep;
use protocol::room_list::RoomRow;
use serde::{Deserialize, Serialize};

use crate::{
    platform::{Platform, Sealed},
    task::Task,
};

/// More than a screen shows.
pub(crate) const MOST: usize = 40;
/// Changes within this time are kept together.
const REST: Duration = Duration::from_secs(2);

/// Keeps the first rows.
pub(crate) struct FirstRows {
    platform: Platform,
    /// Those of the engine's last life, until this one has its own.
    before: SharedObservable<Option<Arc<Vec<RoomRow>>>>,
    now: Mutex<Now>,
}

#[derive(Default)]
struct Now {
    rows: Vec<RoomRow>,
    saving: Option<Task>,
}

/// As they are kept. Rows are of the wire, which changes with the build: those of another build are not read.
#[derive(Serialize, Deserialize)]
struct Kept {
    build: String,
    rows: Vec<RoomRow>,
}

impl FirstRows {
    pub(super) fn new(platform: Platform) -> Arc<Self> {
        Arc::new(Self { platform, before: SharedObservable::new(None), now: Mutex::default() })
    }

    /// Reads what the last life has left.
    pub(super) async fn recall(&self) {
        if let Ok(Some(bytes)) = self.platform.vault.load(Sealed::Rooms).await
            && let Ok(kept) = serde_json::from_slice::<Kept>(&bytes)
            && kept.build == self.platform.build
            && !kept.rows.is_empty()
        {
            self.before.set(Some(Arc::new(kept.rows)));
        }
    }

    /// The rows of the last life, once they are read and as long as there are no newer ones.
    pub(crate) async fn before(&self) -> Option<Arc<Vec<RoomRow>>> {
        let mut changes = self.before.subscribe_reset();
        while let Some(rows) = changes.next().await {
            if rows.is_some() {
                return rows;
            }
        }
        None
    }

    /// The rows of the last life, if there are no newer ones.
    pub(crate) fn last(&self) -> Option<Arc<Vec<RoomRow>>> {
        self.before.get()
    }

    /// The list begins like this now.
    pub(crate) fn note(self: &Arc<Self>, rows: Vec<RoomRow>) {
        self.before.set_if_not_eq(None);
        let mut now = self.now();
        if now.rows == rows {
            return;
        }
        now.rows = rows;
        if now.saving.is_none() {
            let this = Arc::downgrade(self);
            now.saving = Some(Task::start(async move {
                sleep(REST).await;
                let Some(this) = this.upgrade() else { return };
                // Detached: the task that saves must not end itself.
                Task::detached(async move { this.save().await });
            }));
        }
    }

    /// Keeps what is not kept yet.
    pub(super) async fn save(&self) {
        let rows = {
            let mut now = self.now();
            if now.saving.take().is_none() {
                return;
            }
            now.rows.clone()
        };
        let kept = Kept { build: self.platform.build.clone(), rows };
        let bytes = serde_json::to_vec(&kept).unwrap_or_default();
        if let Err(fault) = self.platform.vault.save(Sealed::Rooms, &bytes).await {
            tracing::warn!(?fault, "the first rows were not kept");
        }
    }

    /// Forgets them: the session ends.
    pub(super) fn forget(&self) {
        self.before.set(None);
        *self.now() = Now::default();
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
