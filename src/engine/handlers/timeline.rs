//! Reading a room.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::{
    StreamExt,
    future::{Either, select},
};
use matrix_sdk::{room::Receipts, sleep::sleep};
use protocol::{
    Failure, FailureKind,
    timeline::{
        Content, EditHistory, EditRevision, Focus, LoadNewer, LoadOlder, LoadQuote, Loaded, MarkRead,
        Timeline, TimelineItem,
    },
};

use super::message::event_id;
use crate::{
    map::{content, diff, failure},
    publish::ListSink,
    session::{
        Direction, Session, provisional,
        remembered::{self, RoomScreen},
    },
};

/// How long the screen stays empty while the SDK opens a timeline; then the cached events are shown as they
/// are. It takes longer only where the SDK waits for the network.
const PATIENCE: Duration = Duration::from_millis(400);

/// Publishes a timeline's items: those that are cached at once, then every change.
pub(crate) async fn publish_timeline(
    session: Arc<Session>,
    topic: Timeline,
    out: ListSink<TimelineItem>,
) -> Failure {
    let reading = session.opening.begin();
    let mut hold = match session.timelines.hold(&session, &topic).await {
        Ok(hold) => hold,
        Err(failure) => return failure,
    };
    let opened = {
        let opening = pin!(hold.open());
        match select(opening, pin!(sleep(PATIENCE))).await {
            Either::Left((opened, _)) => opened,
            Either::Right(((), opening)) => {
                if topic.focus == Focus::Live
                    && let Some(items) = provisional::items(&session, &topic.room).await
                {
                    tracing::info!(room = %topic.room, items = items.len(), "shown from the cache before it is open");
                    out.reset(items);
                }
                opening.await
            }
        }
    };
    let open = match opened {
        Ok(open) => open,
        Err(failure) => return failure,
    };
    let (items, mut changes) = open.timeline.subscribe().await;
    open.learn(items.iter()).await;
    out.reset(items.iter().map(|item| open.map(item)).collect());
    drop(reading);
    if topic.focus == Focus::Live {
        hold.freshen(&open, &session.timelines.interest, &session.room_list).await;
    }
    let mut looked = session.screen.looked.subscribe();
    loop {
        if topic.focus == Focus::Live && looked.get().as_ref() == Some(&topic.room) {
            let items = out.last(remembered::LAST_ITEMS);
            session.screen.last_room.note(RoomScreen { room: topic.room.clone(), items });
        }
        match select(changes.next(), looked.next()).await {
            Either::Left((Some(diffs), _)) => {
                open.learn(diffs.iter().flat_map(diff::values)).await;
                out.push(diffs.into_iter().map(|diff| diff::map(diff, |item| open.map(&item))).collect());
            }
            Either::Left((None, _)) => return FailureKind::Internal.into(),
            Either::Right(_) => {}
        }
    }
}

/// Loads older items.
pub(crate) async fn load_older(session: &Arc<Session>, command: LoadOlder) -> Result<Loaded, Failure> {
    session.timelines.opened(session, &command.timeline).await?.load(Direction::Older, command.count).await
}

/// Loads newer items.
pub(crate) async fn load_newer(session: &Arc<Session>, command: LoadNewer) -> Result<Loaded, Failure> {
    session.timelines.opened(session, &command.timeline).await?.load(Direction::Newer, command.count).await
}

/// Moves receipt and read marker to the newest event. Nothing is sent where they stand there already.
pub(crate) async fn mark_read(session: &Arc<Session>, command: MarkRead) -> Result<(), Failure> {
    let open = session.timelines.live(session, &command.room).await?;
    let Some(newest) = open.timeline.latest_event_id().await else {
        return open.room().set_unread_flag(false).await.map_err(|error| failure::failure(&error));
    };
    let receipts = Receipts::new().fully_read_marker(newest.clone()).public_read_receipt(newest);
    open.timeline.send_multiple_receipts(receipts).await.map_err(|error| failure::failure(&error))
}

/// Fetches what a reply quotes; the item changes by itself.
pub(crate) async fn load_quote(session: &Arc<Session>, command: LoadQuote) -> Result<(), Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let event = event_id(&command.event)?;
    open.timeline.fetch_details_for_event(&event).await.map_err(|error| failure::timeline(&error))
}

/// Reads all versions of an edited message.
pub(crate) async fn edit_history(
    session: &Arc<Session>,
    command: EditHistory,
) -> Result<Vec<EditRevision>, Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let event = event_id(&command.event)?;
    let revisions = open.timeline.edit_revisions(&event).await.map_err(|error| failure::timeline(&error))?;
    let revisions = revisions.into_iter().filter_map(|revision| {
        let text = match content::content(&revision.content, None, &open.people) {
            Content::Text(text) | Content::Notice(text) | Content::Emote(text) => text,
            Content::Image { caption, .. }
            | Content::Video { caption, .. }
            | Content::Audio { caption, .. }
            | Content::File { caption, .. } => caption.unwrap_or_default(),
            _ => return None,
        };
        Some(EditRevision { timestamp: revision.timestamp.map_or(0, |time| time.get().into()), text })
    });
    Ok(revisions.collect())
}
