//! The open timelines: shared between tabs, and kept for a while when nobody looks at them any more, so that
//! going back to a room is instant.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{
    FutureExt, Stream, StreamExt,
    future::{Shared, ready},
};
use matrix_sdk::{
    Room,
    ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId},
};
use matrix_sdk_common::{BoxFuture, timeout::timeout};
use matrix_sdk_ui::RoomListService;
use protocol::{
    Failure, FailureKind,
    timeline::{Focus, Timeline},
};

use super::{Session, interest::Interest, open_timeline::OpenTimeline};
use crate::task::Task;

/// Timelines that stay open without a subscriber: opening one reads and decrypts what is cached of its room.
const KEPT: usize = 20;
/// How long a room that was just joined may take to come round by sync.
const NEW_ROOM: std::time::Duration = std::time::Duration::from_secs(10);

type Opening = Shared<BoxFuture<'static, Result<Arc<OpenTimeline>, Failure>>>;

/// The timelines that are open, the least recently used first.
#[derive(Default)]
pub(crate) struct Timelines {
    entries: Arc<Mutex<Vec<Entry>>>,
    /// The rooms that the server should tell everything of.
    pub(crate) interest: Arc<Interest>,
}

struct Entry {
    topic: Timeline,
    opening: Opening,
    holders: usize,
}

/// Keeps a timeline open.
pub(crate) struct Hold {
    topic: Timeline,
    opening: Opening,
    entries: Arc<Mutex<Vec<Entry>>>,
    interest: Option<(Arc<Interest>, Room)>,
}

impl Timelines {
    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        lock(&self.entries)
    }

    /// The timeline, opened now or before. It stays open as long as the hold is kept, and some time longer.
    pub(crate) async fn hold(&self, session: &Session, topic: &Timeline) -> Result<Hold, Failure> {
        let room = room(session, &topic.room).await?;
        let mut entries = self.entries();
        let at = entries.iter().position(|entry| entry.topic == *topic);
        let mut entry = match at.map(|at| entries.remove(at)) {
            // One that failed is tried again.
            Some(entry) if !matches!(entry.opening.peek(), Some(Err(_))) => entry,
            failed => {
                let opening = OpenTimeline::open(room, session.olm.clone(), topic.focus.clone());
                let opening: BoxFuture<'static, _> = Box::pin(opening);
                let holders = failed.map_or(0, |entry| entry.holders);
                let opening = opening.shared();
                // It goes on whoever waits: left half-way it would keep the SDK's locks, and who wanted them
                // then, to show the cache meanwhile, would wait for ever.
                Task::detached(opening.clone().map(drop));
                Entry { topic: topic.clone(), opening, holders }
            }
        };
        entry.holders += 1;
        let opening = entry.opening.clone();
        entries.push(entry);
        Ok(Hold { topic: topic.clone(), opening, entries: self.entries.clone(), interest: None })
    }

    /// The timeline, if it is open already.
    pub(crate) fn peek(&self, topic: &Timeline) -> Option<Arc<OpenTimeline>> {
        let opening = self.entries().iter().find(|entry| entry.topic == *topic)?.opening.clone();
        opening.peek()?.as_ref().ok().cloned()
    }

    /// The timeline, opened if it is not.
    pub(crate) async fn opened(
        &self,
        session: &Session,
        topic: &Timeline,
    ) -> Result<Arc<OpenTimeline>, Failure> {
        match self.peek(topic) {
            Some(open) => Ok(open),
            None => self.hold(session, topic).await?.open().await,
        }
    }

    /// The room's live timeline, opened if it is not.
    pub(crate) async fn live(
        &self,
        session: &Session,
        room: &protocol::RoomId,
    ) -> Result<Arc<OpenTimeline>, Failure> {
        self.opened(session, &Timeline { room: room.clone(), focus: Focus::Live }).await
    }

    /// Closes everything: the session ends.
    pub(crate) fn close_all(&self) {
        self.entries().clear();
    }
}

impl Hold {
    /// Waits until the timeline is open.
    pub(crate) async fn open(&self) -> Result<Arc<OpenTimeline>, Failure> {
        self.opening.clone().await
    }

    /// Asks the server for the room's newest events, as long as the hold is kept.
    pub(crate) async fn freshen(
        &mut self,
        open: &OpenTimeline,
        interest: &Arc<Interest>,
        service: &RoomListService,
    ) {
        if self.interest.is_none() {
            self.interest = Some((interest.clone(), open.room().clone()));
            interest.opened(open.room().room_id(), service).await;
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some((interest, room)) = self.interest.take() {
            interest.closed(room.room_id());
        }
        let dropped: Vec<Entry> = {
            let mut entries = lock(&self.entries);
            if let Some(entry) = entries.iter_mut().find(|entry| entry.topic == self.topic) {
                entry.holders = entry.holders.saturating_sub(1);
            }
            let mut spare = entries.iter().filter(|entry| entry.holders == 0).count().saturating_sub(KEPT);
            let mut dropped = Vec::new();
            let mut at = 0;
            while spare > 0 && at < entries.len() {
                if entries[at].holders == 0 {
                    dropped.push(entries.remove(at));
                    spare -= 1;
                } else {
                    at += 1;
                }
            }
            dropped
        };
        // Closing a timeline runs code of the SDK, which must not happen under the lock.
        drop(dropped);
    }
}

fn lock(entries: &Mutex<Vec<Entry>>) -> MutexGuard<'_, Vec<Entry>> {
    entries.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The room. One that was just joined elsewhere may still be on its way.
pub(crate) async fn room(session: &Session, id: &protocol::RoomId) -> Result<Room, Failure> {
    let id = room_id(id)?;
    if let Some(room) = session.client.get_room(&id) {
        return Ok(room);
    }
    timeout(session.client.await_room_remote_echo(&id), NEW_ROOM)
        .await
        .map_err(|_| FailureKind::NotFound.into())
}

/// A room's ID, as the SDK has it.
pub(crate) fn room_id(room: &protocol::RoomId) -> Result<OwnedRoomId, Failure> {
    RoomId::parse(room.as_str()).map_err(|_| FailureKind::Invalid { field: "room".into() }.into())
}

/// Tells when something of a room has changed, and of nothing else that changes there.
pub(crate) fn changes_in<T: PartialEq>(room: &Room, look: impl Fn(&Room) -> T) -> impl Stream<Item = ()> {
    let infos = room.subscribe_info();
    let mut before = look(room);
    infos.filter_map(move |_| {
        let now = look(room);
        let changed = (now != before).then(|| before = now);
        ready(changed)
    })
}

/// An event's ID, as the SDK has it.
pub(crate) fn event_id(event: &protocol::EventId) -> Result<OwnedEventId, Failure> {
    EventId::parse(event.as_str()).map_err(|_| FailureKind::Invalid { field: "event".into() }.into())
}
