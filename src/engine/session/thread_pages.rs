//! One list of a room's threads: those that are cached, then page by page what the homeserver knows.

use std::{collections::HashMap, sync::Arc};

use eyeball::{SharedObservable, Subscriber};
use futures_util::{future::join_all, lock::Mutex as AsyncMutex};
use matrix_sdk::{
    Room,
    deserialized_responses::TimelineEvent,
    room::ListThreadsOptions,
    ruma::{EventId, UInt, api::client::threads::get_threads::v1::IncludeThreads},
};
use matrix_sdk_ui::timeline::{Profile as SdkProfile, TimelineDetails, TimelineItemContent};
use protocol::{
    Failure,
    thread::{ThreadMessage, ThreadRow, ThreadSummary},
    timeline::Loaded,
};

use crate::map::{failure, insecure, person, summary::summary_unless};

/// Threads asked for at a time.
const PAGE: u32 = 25;

/// A list of threads, shared by all who look at it.
pub(crate) struct ThreadPages {
    room: Room,
    own: bool,
    rows: SharedObservable<Vec<ThreadRow>>,
    next: AsyncMutex<Next>,
}

/// What is to be loaded next.
enum Next {
    First,
    After(String),
    Nothing,
}

impl ThreadPages {
    /// A list of which nothing is known yet.
    pub(super) fn new(room: Room, own: bool) -> Arc<Self> {
        let rows = SharedObservable::new(Vec::new());
        Arc::new(Self { room, own, rows, next: AsyncMutex::new(Next::First) })
    }

    /// Somebody looks at the list: what is cached is in it, and what was loaded before is read anew.
    pub(crate) async fn open(&self) {
        self.merge(cached(&self.room, self.own).await);
        if !matches!(*self.next.lock().await, Next::First) {
            self.refresh().await;
        }
    }

    /// The rows now, and each change.
    pub(crate) fn rows(&self) -> Subscriber<Vec<ThreadRow>> {
        self.rows.subscribe_reset()
    }

    /// Loads the next page.
    pub(crate) async fn load(&self) -> Result<Loaded, Failure> {
        let mut next = self.next.lock().await;
        let from = match &*next {
            Next::First => None,
            Next::After(token) => Some(token.clone()),
            Next::Nothing => return Ok(Loaded { reached_end: true }),
        };
        let (rows, token) = self.page(from).await?;
        *next = token.map_or(Next::Nothing, Next::After);
        self.merge(rows);
        Ok(Loaded { reached_end: matches!(*next, Next::Nothing) })
    }

    /// Something was said in the room's threads: the newest are read anew.
    pub(crate) async fn refresh(&self) {
        // Synapse (1.163) keeps saying that one has not written in a thread, if it was asked before one had.
        self.merge(cached(&self.room, self.own).await);
        match self.page(None).await {
            Ok((rows, _)) => self.merge(rows),
            Err(failure) => tracing::debug!(?failure, "the threads of the cache alone"),
        }
    }

    fn merge(&self, rows: Vec<ThreadRow>) {
        let mut all: HashMap<_, _> = self.rows.get().into_iter().map(|row| (row.root.clone(), row)).collect();
        all.extend(rows.into_iter().map(|row| (row.root.clone(), row)));
        self.rows.set_if_not_eq(newest_first(all.into_values().collect()));
    }

    async fn page(&self, from: Option<String>) -> Result<(Vec<ThreadRow>, Option<String>), Failure> {
        let include_threads = if self.own { IncludeThreads::Participated } else { IncludeThreads::All };
        let options = ListThreadsOptions { include_threads, from, limit: Some(UInt::from(PAGE)) };
        let page = self.room.list_threads(options).await.map_err(|error| failure::failure(&error))?;
        let rows = join_all(page.chunk.into_iter().map(|event| row(&self.room, event))).await;
        Ok((rows.into_iter().flatten().collect(), page.prev_batch_token))
    }
}

fn newest_first(mut rows: Vec<ThreadRow>) -> Vec<ThreadRow> {
    let newest =
        |row: &ThreadRow| row.thread.latest.as_ref().map_or(row.begun.timestamp, |latest| latest.timestamp);
    rows.sort_by(|a, b| newest(b).cmp(&newest(a)).then_with(|| a.root.cmp(&b.root)));
    rows
}

/// The threads whose roots are among the cached events of the room.
async fn cached(room: &Room, own: bool) -> Vec<ThreadRow> {
    let Ok((cache, _alive)) = room.event_cache().await else { return Vec::new() };
    let Ok(events) = cache.events().await else { return Vec::new() };
    let begun = events.into_iter().filter(|event| event.thread_summary.summary().is_some());
    let rows = join_all(begun.map(|event| row(room, event))).await;
    let me = room.own_user_id().as_str();
    let is_own = |row: &ThreadRow| {
        let latest = row.thread.latest.as_ref();
        row.begun.sender.user.as_str() == me || latest.is_some_and(|latest| latest.sender.user.as_str() == me)
    };
    rows.into_iter().flatten().filter(|row| !own || is_own(row)).collect()
}

async fn row(room: &Room, root: TimelineEvent) -> Option<ThreadRow> {
    let thread = root.thread_summary.summary().cloned();
    let bundled = root.bundled_latest_thread_event();
    let event = root.event_id()?.as_str().into();
    let latest = match thread.as_ref().and_then(|thread| thread.latest_reply.as_deref()) {
        Some(latest) => find(room, latest).await.or(bundled),
        None => bundled,
    };
    let latest = match latest {
        Some(latest) => message(room, latest).await,
        None => None,
    };
    let replies = thread.map_or(0, |thread| thread.num_replies);
    Some(ThreadRow {
        root: event,
        begun: message(room, root).await?,
        thread: ThreadSummary { replies, latest },
    })
}

async fn find(room: &Room, event: &EventId) -> Option<TimelineEvent> {
    let (cache, _alive) = room.event_cache().await.ok()?;
    cache.find_event(event).await.ok().flatten()
}

async fn message(room: &Room, event: TimelineEvent) -> Option<ThreadMessage> {
    let (sender, timestamp) = (event.sender()?, event.timestamp()?);
    let profile = TimelineDetails::from_initial_value(SdkProfile::load(room, &sender).await);
    let is_hidden = insecure::is_hidden(&room.client(), &event);
    let content = TimelineItemContent::from_event(room, event).await?;
    Some(ThreadMessage {
        sender: person::person(&sender, &profile),
        timestamp: timestamp.get().into(),
        summary: summary_unless(is_hidden, &content),
    })
}
