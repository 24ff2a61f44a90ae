//! Threads: their lists, what is unread in them, and finding the one a message stands in.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::future::{Either, select};
use matrix_sdk::{
    RoomState,
    ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId, events::receipt::ReceiptThread},
    sleep::sleep,
};
use matrix_sdk_common::{serde_helpers::extract_thread_root, timeout::timeout};
use protocol::{
    Failure, FailureKind,
    room_list::Unread,
    thread::{
        ActiveThread, FindThread, LoadThreads, MarkThreadsRead, ReadFollowed, SetFollowed, ThreadList,
        ThreadRow, UnreadThread, UnreadThreads,
    },
    timeline::Loaded,
};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::{
    map::{failure, label, receipt::receipt_type},
    publish::{ListSink, ValueSink},
    session::{Session, event_id, room, room_id},
};

/// What is said in threads within this time is shown together.
const REST: Duration = Duration::from_millis(300);
/// More threads with something unread are not listed at once.
const MOST_ACTIVE: usize = 30;
/// How long to wait for a message that is not here.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// Publishes a room's threads.
pub(crate) async fn publish_thread_list(
    session: Arc<Session>,
    topic: ThreadList,
    out: ListSink<ThreadRow>,
) -> Failure {
    let mut changes = session.threads.changes();
    let pages = match session.threads.pages(&session, &topic).await {
        Ok(pages) => pages,
        Err(failure) => return failure,
    };
    let showing = async {
        let mut rows = pages.rows();
        while let Some(rows) = rows.next().await {
            out.reset(rows);
        }
    };
    let refreshing = async {
        pages.open().await;
        while changed(&mut changes, |room| room.as_str() == topic.room.as_str()).await {
            pages.refresh().await;
        }
    };
    match select(pin!(showing), pin!(refreshing)).await {
        Either::Left(_) | Either::Right(_) => FailureKind::Internal.into(),
    }
}

/// Publishes in which threads of a room something is unread.
pub(crate) async fn publish_unread_threads(
    session: Arc<Session>,
    topic: UnreadThreads,
    out: ValueSink<Vec<UnreadThread>>,
) -> Failure {
    let room = match room_id(&topic.room) {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let mut changes = session.threads.changes();
    loop {
        out.set(session.threads.with_unread(&room));
        if !changed(&mut changes, |changed| changed == room).await {
            return FailureKind::Internal.into();
        }
    }
}

/// Publishes in which threads of all rooms something is unread.
pub(crate) async fn publish_thread_activity(
    session: Arc<Session>,
    out: ValueSink<Vec<ActiveThread>>,
) -> Failure {
    let mut changes = session.threads.changes();
    loop {
        let mut all = Vec::new();
        for id in session.threads.rooms_with_unread() {
            let Some(room) = session.client.get_room(&id) else { continue };
            if room.state() != RoomState::Joined {
                continue;
            }
            let room_name = label::of_room(&room).unwrap_or_default();
            all.extend(session.threads.with_unread(&id).into_iter().map(|UnreadThread { root, unread }| {
                ActiveThread { room: id.as_str().into(), room_name: room_name.clone(), root, unread }
            }));
        }
        all.sort_by_cached_key(|thread| {
            let Unread { mentions, notifications, .. } = thread.unread;
            (mentions == 0, notifications == 0, thread.room_name.to_lowercase(), thread.root.clone())
        });
        all.truncate(MOST_ACTIVE);
        out.set(all);
        if !changed(&mut changes, |_| true).await {
            return FailureKind::Internal.into();
        }
    }
}

/// Waits until something has changed in the threads of rooms that are meant, and rests; false if nothing will any more.
async fn changed(changes: &mut Receiver<OwnedRoomId>, meant: impl Fn(&RoomId) -> bool) -> bool {
    loop {
        match changes.recv().await {
            Ok(room) if !meant(&room) => {}
            Ok(_) | Err(RecvError::Lagged(_)) => break,
            Err(RecvError::Closed) => return false,
        }
    }
    sleep(REST).await;
    *changes = changes.resubscribe();
    true
}

/// Loads more threads into a list.
pub(crate) async fn load_threads(session: &Arc<Session>, command: LoadThreads) -> Result<Loaded, Failure> {
    session.threads.pages(session, &command.list).await?.load().await
}

/// Finds the thread in which a message stands.
pub(crate) async fn find_thread(
    session: &Arc<Session>,
    command: FindThread,
) -> Result<Option<protocol::EventId>, Failure> {
    let room = room(session, &command.room).await?;
    let event = event_id(&command.event)?;
    let event = timeout(room.load_or_fetch_event(&event, None), PATIENCE)
        .await
        .map_err(|_| FailureKind::Timeout)?
        .map_err(|error| failure::failure(&error))?;
    Ok(extract_thread_root(event.raw()).map(|root| root.as_str().into()))
}

/// Moves the receipt of every thread with something unread to its newest message.
pub(crate) async fn mark_threads_read(
    session: &Arc<Session>,
    command: MarkThreadsRead,
) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    for UnreadThread { root, .. } in session.threads.with_unread(room.room_id()) {
        let root = event_id(&root)?;
        let Some(newest) = newest(session, room.room_id(), &root).await else { continue };
        room.send_single_receipt(receipt_type(command.private), ReceiptThread::Thread(root), newest)
            .await
            .map_err(|error| failure::failure(&error))?;
    }
    Ok(())
}

/// Reads whether the account follows a thread.
pub(crate) async fn read_followed(
    session: &Arc<Session>,
    command: ReadFollowed,
) -> Result<Option<bool>, Failure> {
    if !can_follow(session).await? {
        return Ok(None);
    }
    let room = room(session, &command.room).await?;
    let root = event_id(&command.root)?;
    let followed = room.load_or_fetch_thread_subscription(&root).await;
    followed.map(|followed| Some(followed.is_some())).map_err(|error| failure::failure(&error))
}

/// Follows a thread, or stops.
pub(crate) async fn set_followed(session: &Arc<Session>, command: SetFollowed) -> Result<(), Failure> {
    if !can_follow(session).await? {
        return Err(FailureKind::Unsupported.into());
    }
    let room = room(session, &command.room).await?;
    let root = event_id(&command.root)?;
    let done = match command.on {
        true => room.subscribe_thread(root, None).await,
        false => room.unsubscribe_thread(root).await,
    };
    done.map_err(|error| failure::failure(&error))
}

async fn can_follow(session: &Session) -> Result<bool, Failure> {
    session.client.enabled_thread_subscriptions().await.map_err(|error| failure::failure(&error))
}

/// The newest message of a thread, of those that are here.
async fn newest(session: &Session, room: &RoomId, root: &EventId) -> Option<OwnedEventId> {
    let (cache, _alive) = session.client.event_cache().thread(room, root).await.ok()?;
    let (events, _) = cache.subscribe().await.ok()?;
    events.iter().rev().find_map(|event| event.event_id().map(|event| event.to_owned()))
}
