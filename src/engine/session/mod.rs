//! One signed-in account: the SDK's client with its services, and what keeps them alive.

mod account;
mod interest;
mod keeper;
mod open_timeline;
mod own_profile;
mod people;
pub(crate) mod provisional;
mod record;
mod tickets;
mod timelines;
mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use eyeball::SharedObservable;
use matrix_sdk::{Client, media::MediaRetentionPolicy};
use matrix_sdk_ui::{RoomListService, spaces::SpaceService, sync_service::SyncService};
use protocol::{Failure, FailureKind, session::Connection};

pub(crate) use self::{
    interest::ListInterest,
    keeper::Keeper,
    open_timeline::{Direction, OpenTimeline},
    tickets::Tickets,
    timelines::{Timelines, room},
};
use crate::task::Task;

/// Bytes of pictures and files kept for reading again (F12), and of the largest one kept.
const MEDIA_CACHE: u64 = 400 * 1024 * 1024;
const MEDIA_FILE: u64 = 20 * 1024 * 1024;

/// A signed-in account whose stores are open. It works without the network.
pub(crate) struct Session {
    /// The SDK's client.
    pub(crate) client: Client,
    /// Sync, with its offline mode.
    pub(crate) sync: Arc<SyncService>,
    /// The rooms.
    pub(crate) room_list: Arc<RoomListService>,
    /// The spaces.
    pub(crate) spaces: SpaceService,
    /// The timelines that are open, shared by all tabs.
    pub(crate) timelines: Timelines,
    /// What was queued to be sent.
    pub(crate) tickets: Tickets,
    /// The connection, for the tabs to show.
    pub(crate) connection: SharedObservable<Connection>,
    tasks: Mutex<Vec<Task>>,
}

impl Session {
    /// Starts the services of a client that has its session. Waits for the stores, never for the network.
    async fn start(client: Client) -> Result<Arc<Self>, Failure> {
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
        let policy = MediaRetentionPolicy::new()
            .with_max_cache_size(Some(MEDIA_CACHE))
            .with_max_file_size(Some(MEDIA_FILE));
        if let Err(error) = client.media().set_media_retention_policy(policy).await {
            tracing::warn!(%error, "the media cache keeps its old bounds");
        }
        let room_list = sync.room_list_service();
        let spaces = SpaceService::new(client.clone()).await;
        let session = Arc::new(Self {
            client,
            sync: Arc::new(sync),
            room_list,
            spaces,
            timelines: Timelines::default(),
            tickets: Tickets::new(),
            connection: SharedObservable::new(Connection::Connecting),
            tasks: Mutex::default(),
        });
        session.keep(watch::connection(&session));
        Ok(session)
    }

    /// Keeps a task alive as long as the session.
    fn keep(&self, task: Task) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }

    /// Ends sync and every task of ours, so that the stores come to rest.
    async fn stop(&self) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.timelines.close_all();
        self.sync.stop().await;
    }
}
