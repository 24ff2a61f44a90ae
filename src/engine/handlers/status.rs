//! Who is signed in, and the connection.

use std::sync::Arc;

use protocol::{
    Failure, FailureKind,
    session::{Connection, SessionStatus},
};

use crate::{
    publish::ValueSink,
    session::{Keeper, Session},
};

/// Publishes who is signed in.
pub(crate) async fn publish_session_state(keeper: Arc<Keeper>, out: ValueSink<SessionStatus>) -> Failure {
    let mut statuses = keeper.status.subscribe_reset();
    while let Some(status) = statuses.next().await {
        out.set(status);
    }
    FailureKind::Internal.into()
}

/// Publishes the connection of the session.
pub(crate) async fn publish_sync_state(session: Arc<Session>, out: ValueSink<Connection>) -> Failure {
    let mut connections = session.connection.subscribe_reset();
    while let Some(connection) = connections.next().await {
        out.set(connection);
    }
    FailureKind::Internal.into()
}
