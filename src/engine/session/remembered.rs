//! What the last life of the engine had on the screen: shown while the stores open, which takes the longer the more
//! rooms there are.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use eyeball::{SharedObservable, Subscriber};
use futures_util::future::join;
use matrix_sdk::sleep::sleep;
use matrix_sdk_common::{SendOutsideWasm, SyncOutsideWasm};
use protocol::{RoomId, codec, room_list::RoomRow, timeline::TimelineItem};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    platform::{Platform, Sealed},
    task::Task,
};

/// More rows of the list of rooms than a screen shows.
pub(crate) const FIRST_ROWS: usize = 40;
/// More items of a timeline than a screen shows.
pub(crate) const LAST_ITEMS: usize = 40;
/// Changes within this time are kept together.
const REST: Duration = Duration::from_secs(2);

/// The first rows of the whole list of rooms.
pub(crate) type FirstRows = Remembered<Vec<RoomRow>>;

/// The newest items of the room that was looked at.
pub(crate) type LastRoom = Remembered<RoomScreen>;

/// A room's timeline, as far as a screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RoomScreen {
    pub(crate) room: RoomId,
    pub(crate) items: Vec<TimelineItem>,
}

/// Something of the screen that is kept for the next life.
pub(crate) struct Remembered<T> {
    platform: Platform,
    what: Sealed,
    /// Of the engine's last life, until this one has its own.
    before: SharedObservable<Option<Arc<T>>>,
    now: Mutex<Now<T>>,
}

struct Now<T> {
    user: String,
    value: Option<T>,
    saving: Option<Task>,
}

/// As it is kept. The value is of the wire, which changes with the build: that of another build is not read.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    build: String,
    user: String,
    value: T,
}

impl<T> Remembered<T>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + SendOutsideWasm + SyncOutsideWasm + 'static,
{
    pub(super) fn new(platform: Platform, what: Sealed) -> Arc<Self> {
        let now = Now { user: String::new(), value: None, saving: None };
        Arc::new(Self { platform, what, before: SharedObservable::new(None), now: Mutex::new(now) })
    }

    /// This account's from now on.
    pub(super) fn belongs_to(&self, user: &str) {
        user.clone_into(&mut self.now().user);
    }

    /// Reads what the last life has left of this account.
    pub(super) async fn recall(&self, user: &str) {
        self.belongs_to(user);
        if let Ok(Some(bytes)) = self.platform.vault.load(self.what).await
            && let Ok(kept) = codec::decode::<Kept<T>>(&bytes)
            && kept.build == self.platform.build
            && kept.user == user
        {
            self.before.set(Some(Arc::new(kept.value)));
        }
    }

    /// What the last life has left, once it is read and as long as there is nothing newer.
    pub(crate) async fn before(&self) -> Arc<T> {
        let mut changes = self.before.subscribe_reset();
        while let Some(value) = changes.next().await {
            if let Some(value) = value {
                return value;
            }
        }
        std::future::pending().await
    }

    /// What the last life has left, if there is nothing newer.
    pub(crate) fn last(&self) -> Option<Arc<T>> {
        self.before.get()
    }

    /// It is like this now.
    pub(crate) fn note(self: &Arc<Self>, value: T) {
        self.before.set_if_not_eq(None);
        let mut now = self.now();
        if now.value.as_ref() == Some(&value) {
            return;
        }
        now.value = Some(value);
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
        let kept = {
            let mut now = self.now();
            if now.saving.take().is_none() {
                return;
            }
            let Some(value) = now.value.clone() else { return };
            Kept { build: self.platform.build.clone(), user: now.user.clone(), value }
        };
        if let Err(fault) = self.platform.vault.save(self.what, &codec::encode(&kept)).await {
            tracing::warn!(?fault, what = ?self.what, "what is on the screen was not kept");
        }
    }

    /// Forgets it: the session ends.
    pub(super) fn forget(&self) {
        self.before.set(None);
        let mut now = self.now();
        now.value = None;
        now.saving = None;
    }

    fn now(&self) -> MutexGuard<'_, Now<T>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything that is kept of the screen.
#[derive(Clone)]
pub(crate) struct Screen {
    pub(crate) first_rows: Arc<FirstRows>,
    pub(crate) last_room: Arc<LastRoom>,
    pub(crate) looked: Looked,
}

impl Screen {
    pub(super) fn new(platform: &Platform) -> Self {
        Self {
            first_rows: FirstRows::new(platform.clone(), Sealed::Rooms),
            last_room: LastRoom::new(platform.clone(), Sealed::Room),
            looked: Looked::default(),
        }
    }

    /// It is this account's from now on.
    pub(super) fn belongs_to(&self, user: &str) {
        self.first_rows.belongs_to(user);
        self.last_room.belongs_to(user);
    }

    /// Reads what the last life has left of this account.
    pub(super) async fn recall(&self, user: &str) {
        join(self.first_rows.recall(user), self.last_room.recall(user)).await;
    }

    /// Keeps what is not kept yet.
    pub(super) async fn save(&self) {
        self.first_rows.save().await;
        self.last_room.save().await;
    }

    /// Forgets everything: the session ends.
    pub(super) fn forget(&self) {
        self.first_rows.forget();
        self.last_room.forget();
    }
}

/// The room that somebody looks at, of all tabs the one that said so last.
#[derive(Clone)]
pub(crate) struct Looked(SharedObservable<Option<RoomId>>);

impl Default for Looked {
    fn default() -> Self {
        Self(SharedObservable::new(None))
    }
}

impl Looked {
    /// A tab says what it shows.
    pub(crate) fn at(&self, room: RoomId) {
        self.0.set_if_not_eq(Some(room));
    }

    /// The room.
    pub(crate) fn get(&self) -> Option<RoomId> {
        self.0.get()
    }

    /// The room, and its changes.
    pub(crate) fn subscribe(&self) -> Subscriber<Option<RoomId>> {
        self.0.subscribe()
    }
}
