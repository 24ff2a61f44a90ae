//! The joined top-level spaces.

use std::sync::Arc;

use futures_util::StreamExt;
use matrix_sdk_ui::spaces::SpaceRoom;
use protocol::{Failure, FailureKind, spaces::SpaceRow};

use crate::{
    map::{diff, label::label, media::mxc},
    publish::ListSink,
    session::Session,
};

/// Publishes the spaces of the rail.
pub(crate) async fn publish_spaces(session: Arc<Session>, out: ListSink<SpaceRow>) -> Failure {
    let (spaces, changes) = session.spaces.subscribe_to_top_level_joined_spaces().await;
    out.reset(spaces.iter().map(row).collect());
    let mut changes = std::pin::pin!(changes);
    while let Some(batch) = changes.next().await {
        out.push(batch.into_iter().map(|change| diff::map(change, |space| row(&space))).collect());
    }
    FailureKind::Internal.into()
}

fn row(space: &SpaceRoom) -> SpaceRow {
    SpaceRow {
        id: space.room_id.as_str().into(),
        name: label(&space.display_name).unwrap_or_else(|| space.room_id.to_string()),
        avatar: space.avatar_url.as_deref().and_then(mxc),
    }
}
