//! The engine as the tabs see it: frames in, frames out.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use matrix_sdk::sleep::sleep;
use protocol::{
    AnyCommand, AnyTopic, FailureKind, PROTOCOL_VERSION, RequestId, RoomId, SubId, ToEngine, ToTab, codec,
    diagnostics::Figures,
};

use crate::{
    attachments::Attachments,
    dispatch,
    platform::{Platform, ReadBlob, TabPort},
    session::Keeper,
    tab::{SubscriptionOutlet, Tab},
    task::Task,
};

/// How long an answer takes at most to be on its way.
const LAST_ANSWER: Duration = Duration::from_millis(50);

/// Names a connected tab within this host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TabKey(u32);

/// The engine. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Host {
    inner: Arc<Inner>,
}

/// What the handlers reach of the host.
pub(crate) struct Inner {
    pub(crate) platform: Platform,
    pub(crate) keeper: Arc<Keeper>,
    tabs: Mutex<HashMap<TabKey, Tab>>,
    next_tab: AtomicU32,
    /// Rooms left out of this life of the engine ("start without this room").
    left_out: Mutex<HashSet<RoomId>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Host {
    /// An engine that has not opened its stores: tabs may connect and wait already.
    pub fn new(platform: Platform) -> Self {
        let keeper = Keeper::new(platform.clone());
        let inner = Inner {
            platform,
            keeper,
            tabs: Mutex::default(),
            next_tab: AtomicU32::default(),
            left_out: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Opens the stores and restores the session. Call it when no other engine has them open.
    pub async fn open(&self) {
        self.inner.keeper.open().await;
    }

    /// Brings the stores to rest for another engine, and tells the tabs to reload.
    pub async fn retire(&self, newer_build: &str) {
        self.inner.keeper.retire().await;
        let stale = ToTab::Stale { engine_build: newer_build.to_owned() };
        for tab in lock(&self.inner.tabs).values() {
            tab.post(&stale);
        }
    }

    /// A tab is there; frames for it go to `port`.
    pub fn connect(&self, port: Arc<dyn TabPort>) -> TabKey {
        let key = TabKey(self.inner.next_tab.fetch_add(1, Ordering::Relaxed));
        lock(&self.inner.tabs).insert(key, Tab::new(port));
        key
    }

    /// A tab is gone: everything of it is freed. What it had sent goes on.
    pub fn disconnect(&self, tab: TabKey) {
        let gone = lock(&self.inner.tabs).remove(&tab);
        drop(gone);
    }

    /// A frame came from a tab. One that cannot be read, or comes before `Hello`, is answered with `Stale`:
    /// the two ends are not of one build.
    pub fn receive(&self, tab: TabKey, head: &[u8], blobs: Vec<Arc<dyn ReadBlob>>) {
        let Ok(frame) = codec::decode::<ToEngine>(head) else {
            tracing::error!(?tab, "a frame was malformed");
            return self.refuse(tab);
        };
        if let ToEngine::Hello { protocol, build, without_room, .. } = &frame {
            if *protocol != PROTOCOL_VERSION || *build != self.inner.platform.build {
                return self.refuse(tab);
            }
            lock(&self.inner.left_out).extend(without_room.clone());
            if let Some(tab) = lock(&self.inner.tabs).get_mut(&tab) {
                tab.greeted = true;
                tab.post(&ToTab::Welcome { engine_build: self.inner.platform.build.clone() });
            }
            return;
        }
        if !lock(&self.inner.tabs).get(&tab).is_some_and(|tab| tab.greeted) {
            return self.refuse(tab);
        }
        match frame {
            ToEngine::Hello { .. } => {}
            ToEngine::Request { id, command } => self.request(tab, id, command, Attachments(blobs)),
            ToEngine::Cancel { id } => self.cancel(tab, id),
            ToEngine::Subscribe { sub, topic } => self.subscribe(tab, sub, topic),
            ToEngine::Tune { sub, tuning } => {
                let tune = lock(&self.inner.tabs)
                    .get(&tab)
                    .and_then(|tab| tab.subscriptions.get(&sub)?.tune.clone());
                if let Some(tune) = tune {
                    tune(tuning);
                }
            }
            ToEngine::Ack { sub, seq } => {
                let acknowledge = lock(&self.inner.tabs)
                    .get(&tab)
                    .and_then(|tab| Some(tab.subscriptions.get(&sub)?.acknowledge.clone()));
                if let Some(acknowledge) = acknowledge {
                    acknowledge.ack(seq);
                }
            }
            ToEngine::Unsubscribe { sub } => {
                let gone =
                    lock(&self.inner.tabs).get_mut(&tab).and_then(|tab| tab.subscriptions.remove(&sub));
                drop(gone);
            }
            ToEngine::Presence { visible: true, focused_room: Some(room) } => {
                self.inner.keeper.screen.looked.at(room);
            }
            ToEngine::Presence { .. } => {}
            ToEngine::Bye => self.disconnect(tab),
        }
    }

    fn refuse(&self, tab: TabKey) {
        if let Some(tab) = lock(&self.inner.tabs).get(&tab) {
            tab.post(&ToTab::Stale { engine_build: self.inner.platform.build.clone() });
        }
    }

    fn request(&self, tab: TabKey, id: RequestId, command: AnyCommand, attachments: Attachments) {
        let Some(port) = lock(&self.inner.tabs).get(&tab).map(|tab| tab.port.clone()) else { return };
        let inner = self.inner.clone();
        let host = self.clone();
        let stoppable = dispatch::may_be_stopped(&command);
        let answer = async move {
            let name = command.name();
            tracing::info!(?tab, ?id, name, "request");
            let (result, attachments) = match dispatch::dispatch(&inner, command, attachments).await {
                Ok(reply) => (Ok(reply.body), reply.attachments),
                Err(failure) => {
                    tracing::info!(?tab, ?id, name, ?failure, "request failed");
                    (Err(failure), Vec::new())
                }
            };
            port.post(codec::encode(&ToTab::Reply { id, result }), attachments);
            if let Some(tab) = lock(&host.inner.tabs).get_mut(&tab) {
                tab.requests.remove(&id);
            }
        };
        if stoppable {
            let task = Task::start(answer);
            if let Some(tab) = lock(&self.inner.tabs).get_mut(&tab) {
                tab.requests.insert(id, task);
            }
        } else {
            Task::detached(answer);
        }
    }

    fn cancel(&self, tab: TabKey, id: RequestId) {
        let mut tabs = lock(&self.inner.tabs);
        let Some(tab) = tabs.get_mut(&tab) else { return };
        if let Some(task) = tab.requests.remove(&id) {
            drop(task);
            tab.post(&ToTab::Reply { id, result: Err(FailureKind::Cancelled.into()) });
        }
    }

    fn subscribe(&self, tab: TabKey, sub: SubId, topic: AnyTopic) {
        let Some(port) = lock(&self.inner.tabs).get(&tab).map(|tab| tab.port.clone()) else { return };
        let outlet = Arc::new(SubscriptionOutlet { port, sub });
        let subscription = dispatch::subscribe(&self.inner, topic, outlet);
        let replaced =
            lock(&self.inner.tabs).get_mut(&tab).and_then(|tab| tab.subscriptions.insert(sub, subscription));
        drop(replaced);
    }
}

impl Inner {
    /// The engine's figures.
    pub(crate) fn figures(&self) -> Figures {
        let tabs = lock(&self.tabs);
        Figures {
            build: self.platform.build.clone(),
            memory: self.platform.shell.memory(),
            tabs: tabs.len() as u32,
            subscriptions: tabs.values().map(|tab| tab.subscriptions.len() as u32).sum(),
        }
    }

    /// Brings the stores to rest and ends, when the answer that is on its way is out; the tabs begin another engine.
    pub(crate) fn end_soon(self: &Arc<Self>) {
        let inner = self.clone();
        Task::detached(async move {
            sleep(LAST_ANSWER).await;
            tracing::info!("the engine ends by itself");
            inner.keeper.retire().await;
            for tab in lock(&inner.tabs).values() {
                tab.post(&ToTab::Ended);
            }
            inner.platform.shell.end();
        });
    }

    /// Whether the room is left out of this life of the engine.
    pub(crate) fn is_left_out(&self, room: &RoomId) -> bool {
        lock(&self.left_out).contains(room)
    }
}
