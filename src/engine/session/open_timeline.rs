//! One open timeline, shared by everybody who looks at it.

use std::sync::{
    Arc, Mutex, PoisonError, Weak,
    atomic::{AtomicBool, Ordering},
};

use eyeball::{SharedObservable, Subscriber};
use futures_util::{FutureExt, future::Shared};
use matrix_sdk::{
    Room,
    event_cache::{RoomEventCacheUpdate, Subscriber as CacheSubscriber},
    ruma::EventId,
};
use matrix_sdk_common::BoxFuture;
use matrix_sdk_ui::timeline::{
    DateDividerMode, Error, RoomExt, Timeline, TimelineBuilder, TimelineEventFocusThreadMode, TimelineFocus,
    TimelineItem as SdkItem, TimelineReadReceiptTracking,
};
use protocol::{
    Failure,
    timeline::{Focus, Loaded, TimelineItem},
};
use tokio::sync::broadcast::error::TryRecvError;

use super::{Olm, people::People, poll_counts, timelines::event_id};
use crate::{
    map::{event_filter, failure, timeline_item::timeline_item},
    task::Task,
};

/// Events on each side of the one that a timeline is focused on.
const CONTEXT: u16 = 20;
/// How often the live timeline is built at most, until it is built undisturbed. Only the first waits for the network.
const BUILDS: usize = 20;

type Loading = Shared<BoxFuture<'static, Result<Loaded, Failure>>>;

/// An open timeline. Dropping it ends the SDK's tasks behind it.
pub(crate) struct OpenTimeline {
    /// The SDK's timeline.
    pub(crate) timeline: Timeline,
    /// Who is known in it.
    pub(crate) people: People,
    older: Mutex<Option<Loading>>,
    newer: Mutex<Option<Loading>>,
    members_asked: AtomicBool,
    /// Whether not all need be loaded that refers to its events: around an event, or in a thread.
    partial: bool,
    /// Counts how often a poll came to stand otherwise without a change of its item.
    recounts: SharedObservable<u32>,
}

/// Which way a timeline grows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Direction {
    /// Towards the room's beginning.
    Older,
    /// Towards now.
    Newer,
}

impl OpenTimeline {
    /// Opens a timeline from the stores.
    ///
    /// The SDK asks the network for three things here: whether the room is encrypted, where sync has not said
    /// it; whether a key backup exists, for undecryptable messages (answered from memory by
    /// [`crate::http_policy`]); and what surrounds an event that is not cached. Members and quotes are fetched
    /// beside.
    pub(crate) async fn open(room: Room, olm: Olm, focus: Focus) -> Result<Arc<Self>, Failure> {
        let partial = matches!(focus, Focus::Event(_) | Focus::Thread(_));
        let built = match focus {
            Focus::Live => build_live(&room, Whole::Room).await,
            Focus::Files => build_live(&room, Whole::Files).await,
            Focus::Polls => build_live(&room, Whole::Polls).await,
            Focus::Event(event) => {
                let around = TimelineFocus::Event {
                    target: event_id(&event)?,
                    num_context_events: CONTEXT,
                    thread_mode: TimelineEventFocusThreadMode::Automatic { hide_threaded_events: true },
                };
                builder(&room, around).build().await
            }
            Focus::Thread(root) => {
                builder(&room, TimelineFocus::Thread { root_event_id: event_id(&root)? }).build().await
            }
        };
        let timeline = built.map_err(|error| failure::timeline(&error))?;
        Ok(Arc::new(Self {
            timeline,
            people: People::new(&room).with_olm(olm),
            older: Mutex::default(),
            newer: Mutex::default(),
            members_asked: AtomicBool::new(false),
            partial,
            recounts: SharedObservable::default(),
        }))
    }

    /// The timeline's room.
    pub(crate) fn room(&self) -> &Room {
        self.timeline.room()
    }

    /// Makes ready for mapping items: learns the people in them, and asks the server for members beside, if
    /// some sender is not known; and for votes that are not loaded.
    pub(crate) async fn learn(self: &Arc<Self>, items: impl Iterator<Item = &Arc<SdkItem>> + Clone) {
        if self.partial {
            self.ask_about_polls(items.clone().filter_map(|item| poll_of(item)));
        }
        let missing = self.people.learn(self.room(), items.map(AsRef::as_ref)).await;
        if missing && !self.room().are_members_synced() && !self.members_asked.swap(true, Ordering::Relaxed) {
            let this = Arc::downgrade(self);
            Task::detached(async move {
                let Some(this) = Weak::upgrade(&this) else { return };
                this.timeline.fetch_members().await;
                // Having failed, it may be asked again; having not, there is nothing to ask.
                this.members_asked.store(false, Ordering::Relaxed);
            });
        }
    }

    /// Asks the homeserver once for the votes on polls.
    fn ask_about_polls<'p>(self: &Arc<Self>, polls: impl Iterator<Item = &'p EventId>) {
        let polls: Vec<_> =
            polls.filter(|poll| self.people.polls().ask(poll)).map(ToOwned::to_owned).collect();
        if polls.is_empty() {
            return;
        }
        let (weak, room) = (Arc::downgrade(self), self.room().clone());
        Task::detached(async move {
            for poll in polls {
                let told = poll_counts::ask(&room, &poll).await;
                let Some(this) = weak.upgrade() else { return };
                if let Err(error) = &told {
                    tracing::info!(%error, %poll, "not all votes are known");
                }
                let heard = told.is_ok();
                this.people.polls().hear(poll, told.ok());
                if heard {
                    this.recounted();
                }
            }
        });
    }

    /// The account has chosen in a poll; none where that was refused. It counts before sync brings it.
    pub(crate) fn chosen(&self, poll: &EventId, answers: Option<Vec<String>>) {
        if self.partial {
            self.people.polls().chosen(poll, answers);
            self.recounted();
        }
    }

    fn recounted(&self) {
        self.recounts.update(|count| *count = count.wrapping_add(1));
    }

    /// Tells when polls may stand otherwise, without a change of their items.
    pub(crate) fn recounts(&self) -> Subscriber<u32> {
        self.recounts.subscribe()
    }

    /// A picture that is a reaction goes under this name.
    pub(crate) fn note_reaction(&self, key: &str, name: &str) {
        self.people.note_reaction(key, name);
    }

    /// An item, as the wire carries it.
    pub(crate) fn map(&self, item: &SdkItem) -> TimelineItem {
        timeline_item(item, &self.people)
    }

    /// Loads more. One load per direction is under way at a time; a second asker gets its answer too.
    pub(crate) async fn load(self: &Arc<Self>, direction: Direction, count: u16) -> Result<Loaded, Failure> {
        let slot = match direction {
            Direction::Older => &self.older,
            Direction::Newer => &self.newer,
        };
        let loading = {
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            match &*slot {
                Some(loading) if loading.peek().is_none() => loading.clone(),
                _ => {
                    let this = self.clone();
                    let future: BoxFuture<'static, _> =
                        Box::pin(async move { this.load_now(direction, count.clamp(1, 200)).await });
                    let loading = future.shared();
                    *slot = Some(loading.clone());
                    // It goes on when the asker withdraws: a future left half-way would keep the SDK's lock.
                    Task::detached(loading.clone().map(drop));
                    loading
                }
            }
        };
        loading.await
    }

    async fn load_now(self: Arc<Self>, direction: Direction, count: u16) -> Result<Loaded, Failure> {
        let reached_end = match direction {
            Direction::Older => self.timeline.paginate_backwards(count).await,
            Direction::Newer => self.timeline.paginate_forwards(count).await,
        };
        // The slot would keep this timeline alive for ever: it holds the future that holds the timeline.
        let slot = match direction {
            Direction::Older => &self.older,
            Direction::Newer => &self.newer,
        };
        slot.lock().unwrap_or_else(PoisonError::into_inner).take();
        reached_end.map(|reached_end| Loaded { reached_end }).map_err(|error| failure::timeline(&error))
    }
}

/// The poll that an item is.
pub(crate) fn poll_of(item: &SdkItem) -> Option<&EventId> {
    item.as_event().filter(|event| event.content().is_poll())?.event_id()
}

fn builder(room: &Room, focus: TimelineFocus) -> TimelineBuilder {
    room.timeline_builder()
        .with_focus(focus)
        .with_date_divider_mode(DateDividerMode::Daily)
        .track_read_marker_and_receipts(TimelineReadReceiptTracking::AllEvents)
        .event_filter(event_filter::makes_item)
}

/// What a timeline that ends with the newest shows.
#[derive(Debug, Clone, Copy)]
enum Whole {
    /// All that was said in the room.
    Room,
    /// The files in it and its threads.
    Files,
    /// The polls, likewise.
    Polls,
}

impl Whole {
    async fn build(self, room: &Room) -> Result<Timeline, Error> {
        let focus = |hide_threaded_events| TimelineFocus::Live { hide_threaded_events };
        match self {
            Self::Room => builder(room, focus(true)).build().await,
            Self::Files | Self::Polls => {
                let filter = match self {
                    Self::Polls => event_filter::is_poll,
                    _ => event_filter::has_file,
                };
                room.timeline_builder()
                    .with_focus(focus(false))
                    .with_date_divider_mode(DateDividerMode::Monthly)
                    .event_filter(filter)
                    .build()
                    .await
            }
        }
    }
}

/// Builds the live timeline while nothing changes in the room's cache.
///
/// The SDK (0.19) begins to listen for changes of the cache, and only then, maybe after a question to the
/// network, reads what is in it (`TimelineBuilder::build`). A change in between is in what it reads, and is
/// applied once more: a whole conversation stands there twice, or a removal takes another event away. A timeline
/// around an event reads a cache of its own, and of the room's only what belongs to its events.
async fn build_live(room: &Room, whole: Whole) -> Result<Timeline, Error> {
    let (cache, _alive) = room.event_cache().await?;
    let (_, mut changes) = cache.subscribe().await?;
    let mut builds = 0;
    loop {
        let timeline = whole.build(room).await?;
        builds += 1;
        if !changed(&mut changes) || builds == BUILDS {
            return Ok(timeline);
        }
        tracing::info!(room = %room.room_id(), builds, "the room changed while its timeline was built");
    }
}

/// Whether the room's events have changed since this was last asked.
fn changed(changes: &mut CacheSubscriber<RoomEventCacheUpdate>) -> bool {
    let mut changed = false;
    loop {
        match changes.try_recv() {
            Ok(RoomEventCacheUpdate::UpdateTimelineEvents(_)) | Err(TryRecvError::Lagged(_)) => {
                changed = true
            }
            Ok(_) => {}
            Err(TryRecvError::Empty | TryRecvError::Closed) => return changed,
        }
    }
}
