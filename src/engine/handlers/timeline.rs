//! Reading a room.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::{
    StreamExt,
    future::{Either, join3, select},
};
use matrix_sdk::{
    Room,
    room::Receipts,
    ruma::{
        self, EventId, MilliSecondsSinceUnixEpoch, UInt, api::client::room::get_event_by_timestamp,
        events::relation::RelationType,
    },
    sleep::sleep,
};
use matrix_sdk_common::serde_helpers::extract_thread_root;
use matrix_sdk_ui::{
    eyeball_im::Vector,
    timeline::{TimelineItem as SdkItem, TimelineItemContent},
};
use protocol::{
    Diff, Failure, FailureKind,
    timeline::{
        Content, EditHistory, EditRevision, FindEventAt, Focus, LoadNewer, LoadOlder, LoadQuote, Loaded,
        MarkRead, Timeline, TimelineItem,
    },
};

use crate::{
    map::{content, diff, event_filter, failure, receipt::receipt_type},
    publish::ListSink,
    session::{
        Direction, Session, event_id, poll_of, provisional,
        remembered::{self, RoomScreen},
        room,
    },
};

/// How long the screen stays empty while the SDK opens a timeline; then the cached events are shown as they
/// are. It takes longer only where the SDK waits for the network.
const PATIENCE: Duration = Duration::from_millis(400);
/// So many events are looked at to find a message of a moment.
const STEPS: usize = 20;
/// How long the homeserver may take to say what is in a thread, before the SDK asks.
const PREVIEW: Duration = Duration::from_millis(2_500);

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
    let (mut items, mut changes) = open.timeline.subscribe().await;
    let mut recounts = open.recounts();
    open.learn(items.iter()).await;
    out.reset(items.iter().map(|item| open.map(item)).collect());
    drop(reading);
    if let Focus::Thread(root) = &topic.focus
        && let Ok(root) = event_id(root)
        && !begins_with(&items, &root)
    {
        // Before the SDK (0.19) asks for what is not cached of a thread, it waits 3 s for sync to say where that ends.
        let preview = provisional::thread(open.room(), &root);
        if let Either::Left((Some(preview), _)) = select(pin!(preview), pin!(sleep(PREVIEW))).await {
            out.reset(preview);
            let Some(diffs) = changes.next().await else { return FailureKind::Internal.into() };
            for diff in diffs {
                diff.apply(&mut items);
            }
            open.learn(items.iter()).await;
            out.reset(items.iter().map(|item| open.map(item)).collect());
        }
    }
    if !matches!(topic.focus, Focus::Event(_)) {
        hold.freshen(&open, &session.timelines.interest, &session.room_list).await;
    }
    let mut looked = session.screen.looked.subscribe();
    loop {
        if topic.focus == Focus::Live && looked.get().as_ref() == Some(&topic.room) {
            let items = out.last(remembered::LAST_ITEMS);
            session.screen.last_room.note(RoomScreen { room: topic.room.clone(), items });
        }
        match select(changes.next(), select(looked.next(), recounts.next())).await {
            Either::Left((Some(diffs), _)) => {
                open.learn(diffs.iter().flat_map(diff::values)).await;
                for diff in &diffs {
                    diff.clone().apply(&mut items);
                }
                out.push(diffs.into_iter().map(|diff| diff::map(diff, |item| open.map(&item))).collect());
            }
            Either::Left((None, _)) => return FailureKind::Internal.into(),
            Either::Right((Either::Left(_), _)) => {}
            Either::Right((Either::Right(_), _)) => {
                let polls = items.iter().enumerate().filter(|(_, item)| poll_of(item).is_some());
                open.learn(polls.clone().map(|(_, item)| item)).await;
                out.push(
                    polls
                        .filter_map(|(at, item)| {
                            Some(Diff::Set { index: u32::try_from(at).ok()?, value: open.map(item) })
                        })
                        .collect(),
                );
            }
        }
    }
}

/// Whether a thread's timeline is whole.
fn begins_with(items: &Vector<Arc<SdkItem>>, root: &EventId) -> bool {
    let first = items.iter().find_map(|item| item.as_event());
    first.is_some_and(|first| first.event_id() == Some(root))
}

/// Loads older items.
pub(crate) async fn load_older(session: &Arc<Session>, command: LoadOlder) -> Result<Loaded, Failure> {
    session.timelines.opened(session, &command.timeline).await?.load(Direction::Older, command.count).await
}

/// Loads newer items.
pub(crate) async fn load_newer(session: &Arc<Session>, command: LoadNewer) -> Result<Loaded, Failure> {
    session.timelines.opened(session, &command.timeline).await?.load(Direction::Newer, command.count).await
}

/// Moves the receipt to the timeline's newest event, and the read marker with that of the room itself. Nothing is sent
/// where they stand there already.
pub(crate) async fn mark_read(session: &Arc<Session>, command: MarkRead) -> Result<(), Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let receipt = open.timeline.mark_as_read(receipt_type(command.private));
    let marked = match command.timeline.focus {
        Focus::Event(_) | Focus::Files | Focus::Polls => {
            return Err(FailureKind::Invalid { field: "timeline".into() }.into());
        }
        Focus::Thread(_) => receipt.await.map(drop),
        Focus::Live => match open.timeline.latest_event_id().await {
            // What sends no receipt takes the mark away that was set by hand.
            None => receipt.await.map(drop),
            Some(newest) => {
                let marker = Receipts::new().fully_read_marker(newest);
                let unmarked = async {
                    if open.room().is_marked_unread() {
                        open.room().set_unread_flag(false).await
                    } else {
                        Ok(())
                    }
                };
                let (sent, moved, unmarked) =
                    join3(receipt, open.timeline.send_multiple_receipts(marker), unmarked).await;
                sent.map(drop).and(moved).and(unmarked)
            }
        },
    };
    marked.map_err(|error| failure::failure(&error))
}

/// Fetches what a reply quotes; the item changes by itself.
pub(crate) async fn load_quote(session: &Arc<Session>, command: LoadQuote) -> Result<(), Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let event = event_id(&command.event)?;
    open.timeline.fetch_details_for_event(&event).await.map_err(|error| failure::timeline(&error))
}

/// Finds the first message of the room at a moment or after it, or the last before it.
pub(crate) async fn find_event_at(
    session: &Arc<Session>,
    command: FindEventAt,
) -> Result<protocol::EventId, Failure> {
    let room = room(session, &command.room).await?;
    let moment = UInt::new_saturating(command.timestamp);
    match search(&room, moment, ruma::api::Direction::Forward).await {
        Err(Failure { kind: FailureKind::NotFound, .. }) => {
            search(&room, moment, ruma::api::Direction::Backward).await
        }
        answer => answer,
    }
}

/// Goes from event to event, past those that stand nowhere in the room: reactions, edits, what is said in threads.
async fn search(
    room: &Room,
    mut moment: UInt,
    direction: ruma::api::Direction,
) -> Result<protocol::EventId, Failure> {
    let rules = room.clone_info().room_version_rules_or_default();
    let mut found = Err(FailureKind::NotFound.into());
    for _ in 0..STEPS {
        let request = get_event_by_timestamp::v1::Request::new(
            room.room_id().to_owned(),
            MilliSecondsSinceUnixEpoch(moment),
            direction,
        );
        let answer = room.client().send(request).await.map_err(|error| failure::http(&error));
        let answer = match answer {
            Ok(answer) => answer,
            Err(why) => return found.map_err(|_: Failure| why),
        };
        let event = room.load_or_fetch_event(&answer.event_id, None).await;
        let shown = event.ok().is_some_and(|event| {
            let parsed = event.raw().deserialize();
            parsed.is_ok_and(|parsed| event_filter::makes_item(&parsed, &rules))
                && extract_thread_root(event.raw()).is_none()
        });
        let id = protocol::EventId::from(answer.event_id.as_str());
        if shown {
            return Ok(id);
        }
        // Better than nothing.
        found = found.or(Ok(id));
        let at = answer.origin_server_ts.get();
        moment = match direction {
            ruma::api::Direction::Forward => at.saturating_add(UInt::from(1_u32)),
            ruma::api::Direction::Backward => at.saturating_sub(UInt::from(1_u32)),
        };
    }
    found
}

/// Reads all versions of an edited message.
pub(crate) async fn edit_history(
    session: &Arc<Session>,
    command: EditHistory,
) -> Result<Vec<EditRevision>, Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let event = event_id(&command.event)?;
    let room = open.timeline.room();
    // The SDK's `edit_revisions` takes the edits of everybody, also those that it does not apply.
    let (original, edits) = room
        .load_or_fetch_event_with_relations(&event, Some(vec![RelationType::Replacement]), None)
        .await
        .map_err(|error| failure::failure(&error))?;
    let sender = original.sender();
    let mut revisions = Vec::with_capacity(edits.len() + 1);
    for version in std::iter::once(original).chain(edits) {
        if version.sender() != sender {
            continue;
        }
        let timestamp = version.timestamp().map_or(0, |time| time.get().into());
        let Some(content) = TimelineItemContent::from_event(room, version).await else { continue };
        let text = match content::content(&content, None, &open.people) {
            Content::Text(text) | Content::Notice(text) | Content::Emote(text) => text,
            Content::Image { caption, .. }
            | Content::Video { caption, .. }
            | Content::Audio { caption, .. }
            | Content::File { caption, .. }
            | Content::Gallery { caption, .. } => caption.unwrap_or_default(),
            _ => continue,
        };
        revisions.push(EditRevision { timestamp, text });
    }
    Ok(revisions)
}
