//! Watches the services of a session and keeps them going.

use std::{sync::Arc, time::Duration};

use futures_util::{
    future::{Either, select},
    pin_mut,
};
use matrix_sdk::sleep::sleep;
use matrix_sdk_ui::{room_list_service, sync_service};
use protocol::session::Connection;

use super::Session;
use crate::task::Task;

/// How long a sync service that gave up rests before it is started again; doubled up to the second.
const REST: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(60));

/// Turns the states of sync and room list into one [`Connection`], starts sync again when it gave up, and
/// lets the send queue go on when the connection is back.
pub(super) fn connection(session: &Arc<Session>) -> Task {
    let weak = Arc::downgrade(session);
    let mut sync_states = session.sync.state();
    let mut list_states = session.room_list.state();
    Task::start(async move {
        let mut rest = REST.0;
        loop {
            let Some(session) = weak.upgrade() else { return };
            let state = sync_states.get();
            let connection = match (&state, list_states.get()) {
                (
                    sync_service::State::Running,
                    room_list_service::State::SettingUp | room_list_service::State::Running,
                ) => Connection::Online,
                (sync_service::State::Offline, _) => Connection::Offline,
                (sync_service::State::Error(_) | sync_service::State::Terminated, _) => {
                    Connection::ServerTrouble
                }
                _ => match session.connection.get() {
                    Connection::Online => Connection::Online,
                    Connection::Connecting => Connection::Connecting,
                    broken => broken,
                },
            };
            let was = session.connection.set(connection.clone());
            if connection == Connection::Online && was != Connection::Online {
                tracing::info!("online");
                rest = REST.0;
                session.client.send_queue().set_enabled(true).await;
            }
            if let sync_service::State::Error(error) = &state {
                tracing::warn!(%error, "sync gave up; it is started again");
                sleep(rest).await;
                rest = (rest * 2).min(REST.1);
                session.sync.start().await;
            }
            drop(session);
            let (next_sync, next_list) = (sync_states.next(), list_states.next());
            pin_mut!(next_sync, next_list);
            let ended = match select(next_sync, next_list).await {
                Either::Left((state, _)) => state.is_none(),
                Either::Right((state, _)) => state.is_none(),
            };
            if ended {
                return;
            }
        }
    })
}
