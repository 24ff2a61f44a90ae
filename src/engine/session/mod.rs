//! One signed-in account: the SDK's client with its services, and what keeps them alive.

mod account;
mod clock;
mod device_rules;
mod devices;
mod drafts;
mod encryption;
mod identities;
mod identity;
mod interest;
mod joins;
mod keeper;
mod kept_list;
mod media_choices;
mod olm;
mod open_timeline;
mod own_profile;
pub(crate) mod packs;
mod people;
mod poll_counts;
pub(crate) mod provisional;
mod recent_emoji;
mod recipients;
mod record;
pub(crate) mod remembered;
mod retention;
mod rosters;
mod saved;
mod saved_book;
mod saved_sync;
mod scheduled;
mod scheduled_files;
mod thread_pages;
mod threads;
mod tickets;
mod timelines;
mod updates;
pub(crate) mod verification;
mod watch;

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use eyeball::SharedObservable;
use futures_util::{
    future::{join, join5},
    lock::Mutex as AsyncMutex,
};
use matrix_sdk::{Client, sleep::sleep};
use matrix_sdk_ui::{RoomListService, spaces::SpaceService, sync_service::SyncService};
use protocol::{Failure, FailureKind, session::Connection};
use web_time::Instant;

pub(crate) use self::{
    clock::now,
    device_rules::DeviceRules,
    devices::OwnDevices,
    drafts::Drafts,
    encryption::{Encryption, Reason, Stored, has_identity},
    identities::Identities,
    identity::NewIdentity,
    interest::ListInterest,
    joins::Joins,
    keeper::Keeper,
    media_choices::MediaChoices,
    olm::Olm,
    open_timeline::{Direction, OpenTimeline, poll_of},
    people::{People, is_redacted},
    recent_emoji::{RecentEmoji, SentEmoji},
    recipients::Opened,
    remembered::Screen,
    retention::Retention,
    rosters::{Member, Rosters},
    saved::{Full, Saved, SavedMessages},
    scheduled::{Due, Scheduled, ScheduledSends},
    scheduled_files::KeptFile,
    threads::Threads,
    tickets::Tickets,
    timelines::{Timelines, changes_in, event_id, room, room_id},
    verification::Verifications,
};
use crate::{handlers::kept_media, task::Task};

/// How long sync waits for the first screen, and how often it looks whether that is there.
const PATIENCE: Duration = Duration::from_millis(800);
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// A signed-in account whose stores are open. It works without the network.
pub(crate) struct Session {
    /// The SDK's client.
    pub(crate) client: Client,
    /// Its crypto.
    pub(crate) olm: Olm,
    /// Sync, with its offline mode.
    pub(crate) sync: Arc<SyncService>,
    /// The rooms.
    pub(crate) room_list: Arc<RoomListService>,
    /// The spaces.
    pub(crate) spaces: SpaceService,
    /// The timelines that are open, shared by all tabs.
    pub(crate) timelines: Timelines,
    /// The threads of all rooms.
    pub(crate) threads: Threads,
    /// What was queued to be sent.
    pub(crate) tickets: Tickets,
    /// What is saved for later.
    pub(crate) saved: SavedMessages,
    /// What is to be sent later.
    pub(crate) scheduled: ScheduledSends,
    /// The account's devices.
    pub(crate) devices: OwnDevices,
    /// Where something is being written.
    pub(crate) drafts: Drafts,
    /// What was joined a moment ago.
    pub(crate) joins: Joins,
    /// What was chosen for the media of single messages.
    pub(crate) media_choices: MediaChoices,
    /// Held while it is changed which media are shown by themselves.
    pub(crate) media_rules: AsyncMutex<()>,
    /// Packs of emoji and stickers.
    pub(crate) packs: packs::Packs,
    /// For how long rooms keep their messages.
    pub(crate) retention: Retention,
    /// The account's keys.
    pub(crate) encryption: Encryption,
    /// The verifications that go on.
    pub(crate) verifications: Verifications,
    /// The people whose identity has changed.
    pub(crate) identities: Identities,
    /// To which devices is sent, and from which is taken.
    pub(crate) device_rules: DeviceRules,
    /// Held while a reaction is set.
    pub(crate) reacting: AsyncMutex<()>,
    /// Held while a vote is queued.
    pub(crate) voting: AsyncMutex<()>,
    /// Who is in the rooms in which one writes.
    pub(crate) rosters: Rosters,
    /// The emoji used, where more were than the homeserver has said back.
    pub(crate) recent_emoji: Mutex<SentEmoji>,
    /// What is being read from the stores for a screen.
    pub(crate) opening: Opening,
    /// What is on the screen, for the next start.
    pub(crate) screen: Screen,
    /// The connection, for the tabs to show.
    pub(crate) connection: SharedObservable<Connection>,
    tasks: Mutex<Vec<Task>>,
}

/// Counts what is being read from the stores for a screen.
#[derive(Clone, Default)]
pub(crate) struct Opening(Arc<AtomicUsize>);

/// Something that is being read; dropping it says that it is there.
pub(crate) struct Reading(Opening);

impl Opening {
    /// Something is being read from now on.
    pub(crate) fn begin(&self) -> Reading {
        self.0.fetch_add(1, Ordering::Relaxed);
        Reading(self.clone())
    }

    fn is_idle(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Session {
    /// Starts the services of a client that has its session. Waits for the stores, never for the network.
    async fn start(client: Client, olm: Olm, screen: Screen) -> Result<Arc<Self>, Failure> {
        let internal = |error: &dyn std::fmt::Display| {
            tracing::error!(%error, "the session's services did not start");
            Failure::new(FailureKind::Internal)
        };
        client.event_cache().subscribe().map_err(|error| internal(&error))?;
        let sync = SyncService::builder(client.clone())
            .with_offline_mode()
            .with_share_pos(false)
            .build()
            .await
            .map_err(|error| internal(&error))?;
        client.send_queue().enable_upload_progress(true);
        let room_list = sync.room_list_service();
        let (drafts, saved, scheduled) =
            (Drafts::default(), SavedMessages::default(), ScheduledSends::default());
        let (devices, device_rules) = (OwnDevices::default(), DeviceRules::default());
        let (spaces, ..) = join5(
            SpaceService::new(client.clone()),
            drafts.recall(&client),
            saved.recall(&client),
            scheduled.messages.recall(&client),
            join(devices.recall(&client), device_rules.recall(&client)),
        )
        .await;
        let session = Arc::new(Self {
            client,
            olm,
            sync: Arc::new(sync),
            room_list,
            spaces,
            timelines: Timelines::default(),
            threads: Threads::default(),
            tickets: Tickets::default(),
            saved,
            scheduled,
            devices,
            drafts,
            joins: Joins::default(),
            media_choices: MediaChoices::default(),
            media_rules: AsyncMutex::default(),
            packs: packs::Packs::default(),
            retention: Retention::default(),
            encryption: Encryption::default(),
            verifications: Verifications::default(),
            identities: Identities::default(),
            device_rules,
            reacting: AsyncMutex::default(),
            voting: AsyncMutex::default(),
            rosters: Rosters::default(),
            recent_emoji: Mutex::default(),
            opening: Opening::default(),
            screen,
            connection: SharedObservable::new(Connection::Connecting),
            tasks: Mutex::default(),
        });
        session.keep(watch::connection(&session));
        session.keep(updates::follow(&session));
        session.keep(Threads::follow_keys(&session));
        session.keep(ScheduledSends::follow(&session));
        session.keep(SavedMessages::follow(&session));
        session.keep(saved_sync::follow(&session));
        session.keep(OwnDevices::follow(&session));
        session.keep(Identities::follow(&session));
        packs::Packs::listen(&session);
        for task in Encryption::follow(&session).await {
            session.keep(task);
        }
        Verifications::listen(&session);
        Ok(session)
    }

    /// Hands what the last life left unsent to the send queue, and begins to sync: when what the tabs have asked for
    /// is on their screens, since the first answer keeps the engine busy for a while.
    async fn begin(&self) {
        let began = Instant::now();
        loop {
            sleep(LOOK_EVERY).await;
            if began.elapsed() >= PATIENCE || self.opening.is_idle() {
                break;
            }
        }
        self.identities.expect();
        self.client.send_queue().respawn_tasks_for_rooms_with_unsent_requests().await;
        self.sync.start().await;
        if let Err(error) = self.client.media().set_media_retention_policy(kept_media::policy()).await {
            tracing::warn!(%error, "the media cache keeps its old bounds");
        }
    }

    /// Keeps a task alive as long as the session.
    fn keep(&self, task: Task) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }

    /// Ends sync and every task of ours, so that the stores come to rest.
    async fn stop(&self) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.timelines.close_all();
        self.verifications.end();
        self.encryption.rest();
        self.sync.stop().await;
    }
}
