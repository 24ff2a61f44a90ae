//! The threads of all rooms: in which something is unread, and the lists of them that are open.
//!
//! The SDK counts what is unread in each thread by itself, and says of which threads it knows nowhere. So sync is
//! looked through for threads, and those with something unread are remembered for the next life.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use futures_util::{StreamExt, stream::select};
use matrix_sdk::{
    Client,
    deserialized_responses::TimelineEvent,
    event_cache::RedecryptorReport,
    ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId},
    sleep::sleep,
};
use matrix_sdk_common::serde_helpers::extract_thread_root;
use protocol::{
    Failure,
    room_list::Unread,
    thread::{ThreadList, UnreadThread},
};
use tokio::sync::broadcast::{Receiver, Sender, channel};

use super::{Session, kept_list, room, thread_pages::ThreadPages};
use crate::{map::room_row::count, task::Task};

/// Where those with something unread are kept in the SDK's store.
const KEY: &str = "protium.threads";
/// More than these are not kept.
const KEPT: usize = 500;
/// Lists that stay when nobody looks at them any more.
const LISTS: usize = 8;
/// Changes within this time are kept together.
const REST: Duration = Duration::from_secs(1);
/// Changes that a slow listener may be behind.
const BEHIND: usize = 256;

/// The threads of all rooms.
pub(crate) struct Threads {
    rooms: Mutex<HashMap<OwnedRoomId, HashMap<OwnedEventId, Followed>>>,
    changes: Sender<OwnedRoomId>,
    /// The least recently opened first.
    lists: Mutex<Vec<(ThreadList, Arc<ThreadPages>)>>,
    saving: Mutex<Option<Task>>,
}

/// A thread whose counts are followed.
struct Followed {
    unread: Unread,
    _task: Task,
}

impl Default for Threads {
    fn default() -> Self {
        Self {
            rooms: Mutex::default(),
            changes: channel(BEHIND).0,
            lists: Mutex::default(),
            saving: Mutex::default(),
        }
    }
}

impl Threads {
    /// Takes up those that the last life has left.
    pub(super) async fn recall(&self, session: &Arc<Session>) {
        for (room, root) in kept_list::recall::<(OwnedRoomId, OwnedEventId)>(&session.client, KEY).await {
            self.touched(session, &room, root);
        }
    }

    /// Has the lists be read anew when keys have come: not all that they show heals by itself.
    pub(super) fn follow_keys(session: &Arc<Session>) -> Task {
        let (client, weak) = (session.client.clone(), Arc::downgrade(session));
        Task::start(async move {
            let Some(keys) = client.encryption().room_keys_received_stream().await else { return };
            let came = keys.map(|keys| {
                let rooms = keys.unwrap_or_default().into_iter().map(|key| key.room_id);
                rooms.collect::<HashSet<OwnedRoomId>>()
            });
            let cache = client.event_cache().clone();
            let healed = cache.subscribe_to_decryption_reports().map(|report| match report {
                Ok(RedecryptorReport::ResolvedUtds { room_id, .. }) => HashSet::from([room_id]),
                _ => HashSet::new(),
            });
            drop(client);
            let mut changes = pin!(select(came, healed));
            while let Some(rooms) = changes.next().await {
                let Some(session) = weak.upgrade() else { return };
                for room in rooms {
                    session.threads.changed(&room);
                }
            }
        })
    }

    /// Looks through what sync has brought to a room.
    pub(super) fn look_through(&self, session: &Arc<Session>, room: &RoomId, events: &[TimelineEvent]) {
        let roots: HashSet<_> = events.iter().filter_map(|event| extract_thread_root(event.raw())).collect();
        for root in roots {
            self.touched(session, room, root);
        }
    }

    /// Something was said in a thread.
    fn touched(&self, session: &Arc<Session>, room: &RoomId, root: OwnedEventId) {
        self.rooms().entry(room.to_owned()).or_default().entry(root.clone()).or_insert_with(|| Followed {
            unread: Unread::default(),
            _task: Task::start(count_unread(Arc::downgrade(session), room.to_owned(), root)),
        });
        self.changed(room);
    }

    fn note(&self, session: &Arc<Session>, room: &RoomId, root: &EventId, unread: Unread) {
        let mut rooms = self.rooms();
        let Some(followed) = rooms.get_mut(room).and_then(|threads| threads.get_mut(root)) else { return };
        if followed.unread == unread {
            return;
        }
        followed.unread = unread;
        drop(rooms);
        self.changed(room);
        self.save_soon(session);
    }

    /// What is unread in the threads of a room, together.
    pub(crate) fn unread_in(&self, room: &RoomId) -> Unread {
        let rooms = self.rooms();
        let all = rooms.get(room).into_iter().flat_map(HashMap::values);
        all.fold(Unread::default(), |sum, Followed { unread, .. }| Unread {
            messages: sum.messages.saturating_add(unread.messages),
            notifications: sum.notifications.saturating_add(unread.notifications),
            mentions: sum.mentions.saturating_add(unread.mentions),
            marked: false,
        })
    }

    /// The rooms in whose threads something is unread.
    pub(crate) fn rooms_with_unread(&self) -> BTreeSet<OwnedRoomId> {
        let rooms = self.rooms();
        let unread = |threads: &HashMap<_, Followed>| threads.values().any(Followed::is_unread);
        rooms.iter().filter(|(_, threads)| unread(threads)).map(|(room, _)| room.clone()).collect()
    }

    /// The threads of a room in which something is unread.
    pub(crate) fn with_unread(&self, room: &RoomId) -> Vec<UnreadThread> {
        let rooms = self.rooms();
        let threads = rooms.get(room).into_iter().flatten().filter(|(_, followed)| followed.is_unread());
        let mut unread: Vec<_> = threads
            .map(|(root, followed)| UnreadThread { root: root.as_str().into(), unread: followed.unread })
            .collect();
        unread.sort_by(|a, b| a.root.cmp(&b.root));
        unread
    }

    /// The rooms in whose threads something was said or read, one after another.
    pub(crate) fn changes(&self) -> Receiver<OwnedRoomId> {
        self.changes.subscribe()
    }

    fn changed(&self, room: &RoomId) {
        // Nobody may be listening.
        let _ = self.changes.send(room.to_owned());
    }

    /// A list of threads; all who ask for the same get the same, and what was loaded stays for a while.
    pub(crate) async fn pages(
        &self,
        session: &Session,
        list: &ThreadList,
    ) -> Result<Arc<ThreadPages>, Failure> {
        let room = room(session, &list.room).await?;
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let at = lists.iter().position(|(other, _)| other == list);
        let entry = match at {
            Some(at) => lists.remove(at),
            None => (list.clone(), ThreadPages::new(room, list.own)),
        };
        let pages = entry.1.clone();
        lists.push(entry);
        if lists.len() > LISTS {
            lists.remove(0);
        }
        Ok(pages)
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<OwnedRoomId, HashMap<OwnedEventId, Followed>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn save_soon(&self, session: &Arc<Session>) {
        let mut saving = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        if saving.is_none() {
            let session = Arc::downgrade(session);
            *saving = Some(Task::start(async move {
                sleep(REST).await;
                let Some(session) = session.upgrade() else { return };
                // Detached: the task that saves must not end itself.
                Task::detached(async move { session.threads.save(&session.client).await });
            }));
        }
    }

    async fn save(&self, client: &Client) {
        self.saving.lock().unwrap_or_else(PoisonError::into_inner).take();
        let unread: Vec<_> = {
            let rooms = self.rooms();
            let threads = rooms.iter().flat_map(|(room, threads)| {
                let unread = threads.iter().filter(|(_, followed)| followed.is_unread());
                unread.map(|(root, _)| (room.clone(), root.clone()))
            });
            threads.take(KEPT).collect()
        };
        kept_list::keep(client, KEY, &unread).await;
    }
}

impl Followed {
    fn is_unread(&self) -> bool {
        self.unread != Unread::default()
    }
}

/// Follows what the SDK counts in a thread.
async fn count_unread(session: Weak<Session>, room: OwnedRoomId, root: OwnedEventId) {
    let Some(client) = session.upgrade().map(|session| session.client.clone()) else { return };
    let infos = async {
        let (cache, alive) = client.event_cache().thread(&room, &root).await?;
        Ok::<_, matrix_sdk::event_cache::EventCacheError>((cache.subscribe_to_thread_info().await?, alive))
    };
    let (mut infos, _alive) = match infos.await {
        Ok(infos) => infos,
        Err(error) => {
            return tracing::warn!(%error, %room, %root, "what is unread in a thread is not counted");
        }
    };
    drop(client);
    let mut info = infos.next_now().await;
    loop {
        let receipts = &info.read_receipts;
        let unread = Unread {
            messages: count(receipts.num_unread),
            notifications: count(receipts.num_notifications),
            mentions: count(receipts.num_mentions),
            marked: false,
        };
        let Some(session) = session.upgrade() else { return };
        session.threads.note(&session, &room, &root, unread);
        drop(session);
        match infos.next().await {
            Some(next) => info = next,
            None => return,
        }
    }
}
