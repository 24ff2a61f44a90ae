//! Polls: asking, changing, voting, ending.

use std::{sync::Arc, time::Duration};

use matrix_sdk::{
    room::edit::EditedContent,
    ruma::{
        MilliSecondsSinceUnixEpoch, TransactionId, UInt,
        events::{
            StaticEventContent,
            poll::{
                start::PollKind,
                unstable_end::UnstablePollEndEventContent,
                unstable_response::UnstablePollResponseEventContent,
                unstable_start::{
                    NewUnstablePollStartEventContent, UnstablePollAnswer, UnstablePollStartContentBlock,
                    UnstablePollStartEventContent,
                },
            },
            room::message::RelationWithoutReplacement,
        },
    },
    send_queue::{LocalEcho, LocalEchoContent, RoomSendQueueUpdate},
};
use matrix_sdk_common::timeout::timeout;
use matrix_sdk_ui::timeline::EventTimelineItem;
use protocol::{
    Failure, FailureKind,
    poll::{CastVote, CreatePoll, EditPoll, EndPoll, FEWEST_ANSWERS, LONGEST_TEXT, MOST_ANSWERS, PollStart},
    session::Connection,
    timeline::Timeline,
};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::composer::{in_thread, queue_once};
use crate::{
    map::{failure, pill::Names, poll::Counted, rich_text::cut_at},
    session::{OpenTimeline, Session, event_id, room},
};

/// How long to wait for the homeserver to take a vote; after that it is queued like a message.
const PATIENCE: Duration = Duration::from_secs(10);

/// Queues a new poll.
pub(crate) async fn create_poll(session: &Arc<Session>, command: CreatePoll) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let (block, text) = written(command.start, &[])?;
    let mut content = NewUnstablePollStartEventContent::plain_text(text.clone(), block);
    let thread = in_thread(session, &command.place).await?;
    content.relates_to = thread.map(RelationWithoutReplacement::Thread);
    let content = UnstablePollStartEventContent::from(content);
    queue_once(session, &room, &command.ticket, &text, room.send_queue().send(content.into())).await
}

/// Changes what an own poll asks.
pub(crate) async fn edit_poll(session: &Arc<Session>, command: EditPoll) -> Result<(), Failure> {
    let (_, item, poll) = poll(session, &command.timeline, &command.event).await?;
    if !item.is_own() || poll.ended.is_some() || !poll.is_untouched() {
        return Err(FailureKind::Forbidden.into());
    }
    let (new_content, fallback_text) = written(command.start, &poll.answers)?;
    let room = room(session, &command.timeline.room).await?;
    let edited = EditedContent::PollStart { fallback_text, new_content };
    let content = room.make_edit_event(&event_id(&command.event)?, edited).await;
    let content = content.map_err(|error| failure::edit(&error))?;
    let queued = room.send_queue().send(content).await;
    queued.map(drop).map_err(|error| failure::send_queue(&error))
}

/// What a poll asks as the event says it, and as a text. Answers that were there before keep their ids.
fn written(
    start: PollStart,
    known: &[(String, String)],
) -> Result<(UnstablePollStartContentBlock, String), Failure> {
    let invalid = |field: &str| Failure::from(FailureKind::Invalid { field: field.into() });
    let fits = |text: &str| !text.is_empty() && text.len() <= LONGEST_TEXT;
    let question = start.question.trim();
    if !fits(question) {
        return Err(invalid("question"));
    }
    let answers: Vec<&str> = start.answers.iter().map(|answer| answer.trim()).collect();
    if !(FEWEST_ANSWERS..=MOST_ANSWERS).contains(&answers.len()) || !answers.iter().all(|text| fits(text)) {
        return Err(invalid("answers"));
    }
    let mut text = question.to_owned();
    let mut known: Vec<_> = known.iter().collect();
    let mut named = Vec::new();
    for (number, answer) in (1..).zip(&answers) {
        text.push_str(&format!("\n{number}. {answer}"));
        let before = known.iter().position(|(_, text)| text == answer);
        let id = before.map_or_else(|| TransactionId::new().to_string(), |at| known.remove(at).0.clone());
        named.push(UnstablePollAnswer::new(id, *answer));
    }
    let most =
        UInt::from(start.max_selections).clamp(UInt::from(1_u32), UInt::new_saturating(named.len() as u64));
    let named = named.try_into().map_err(|_| invalid("answers"))?;
    let mut block = UnstablePollStartContentBlock::new(question, named);
    block.max_selections = most;
    block.kind = if start.disclosed { PollKind::Disclosed } else { PollKind::Undisclosed };
    Ok((block, text))
}

/// Votes.
pub(crate) async fn cast_vote(session: &Arc<Session>, command: CastVote) -> Result<(), Failure> {
    // One at a time, so that the last is the last.
    let turn = session.voting.lock().await;
    let (open, _, poll) = poll(session, &command.timeline, &command.event).await?;
    if poll.ended.is_some() {
        return Err(FailureKind::Forbidden.into());
    }
    let known = |id: &String| poll.answers.iter().any(|(known, _)| known == id);
    if !command.answers.iter().all(known) || command.answers.len() as u64 > poll.max_selections.max(1) {
        return Err(FailureKind::Invalid { field: "answers".into() }.into());
    }
    let room = room(session, &command.timeline.room).await?;
    session.joins.settle(&room).await?;
    let event = event_id(&command.event)?;
    let content = UnstablePollResponseEventContent::new(command.answers.clone(), event.clone());
    let queue = room.send_queue();
    let (_, mut updates) = queue.subscribe().await.map_err(|error| failure::send_queue(&error))?;
    let handle = queue.send(content.into()).await.map_err(|error| failure::send_queue(&error))?;
    open.chosen(&event, Some(command.answers));
    drop(turn);
    if session.connection.get() == Connection::Offline {
        return Ok(());
    }
    match timeout(sent(&mut updates, handle.created_at), PATIENCE).await {
        Ok(Err(refusal)) => {
            // A vote that counts for nobody must not stand there as if it did, nor hold up what comes after it.
            if let Err(error) = handle.abort().await {
                tracing::warn!(%error, "a vote that was refused stays in the queue");
            }
            queue.set_enabled(true);
            open.chosen(&event, None);
            Err(refusal)
        }
        // Where there is no way now, or something else is before it, it goes out later.
        Ok(Ok(())) | Err(_) => Ok(()),
    }
}

/// Waits until the vote that was queued at a moment has come to the homeserver, or will be tried again.
async fn sent(
    updates: &mut Receiver<RoomSendQueueUpdate>,
    queued_at: MilliSecondsSinceUnixEpoch,
) -> Result<(), Failure> {
    use RoomSendQueueUpdate::{CancelledLocalEvent, NewLocalEvent, SendError, SentEvent};
    let mut own = None;
    loop {
        match updates.recv().await {
            Ok(NewLocalEvent(LocalEcho {
                transaction_id,
                content: LocalEchoContent::Event { serialized_event, send_handle, .. },
            })) if own.is_none()
                && send_handle.created_at == queued_at
                && serialized_event.raw().1 == UnstablePollResponseEventContent::TYPE =>
            {
                own = Some(transaction_id);
            }
            Ok(SentEvent { transaction_id, .. } | CancelledLocalEvent { transaction_id })
                if own.as_ref() == Some(&transaction_id) =>
            {
                return Ok(());
            }
            Ok(SendError { transaction_id, error, is_recoverable })
                if own.as_ref() == Some(&transaction_id) =>
            {
                return if is_recoverable { Ok(()) } else { Err(failure::failure(&error)) };
            }
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

/// Ends a poll. Not queued: the moment counts at which the homeserver hears of it.
pub(crate) async fn end_poll(session: &Arc<Session>, command: EndPoll) -> Result<(), Failure> {
    let (_, item, poll) = poll(session, &command.timeline, &command.event).await?;
    if poll.ended.is_some() {
        return Ok(());
    }
    let room = room(session, &command.timeline.room).await?;
    let levels = room.power_levels_or_default().await;
    if !item.is_own() && !levels.user_can_redact_event_of_other(room.own_user_id()) {
        return Err(FailureKind::Forbidden.into());
    }
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    session.joins.settle(&room).await?;
    let text = cut_at(command.text.trim(), 2 * LONGEST_TEXT);
    let content = UnstablePollEndEventContent::new(text, event_id(&command.event)?);
    room.send(content).await.map(drop).map_err(|error| failure::failure(&error))
}

/// A poll of a timeline that is open, with all votes that count.
async fn poll(
    session: &Arc<Session>,
    timeline: &Timeline,
    event: &protocol::EventId,
) -> Result<(Arc<OpenTimeline>, EventTimelineItem, Counted), Failure> {
    let open = session.timelines.opened(session, timeline).await?;
    let event = event_id(event)?;
    let item = open.timeline.item_by_event_id(&event).await.ok_or(FailureKind::NotFound)?;
    let said = item.content().as_poll().ok_or(FailureKind::NotFound)?;
    let counted = open.people.counted(&event).unwrap_or_else(|| said.results().into());
    Ok((open, item, counted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(question: &str, answers: &[&str]) -> PollStart {
        PollStart {
            question: question.into(),
            answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
            max_selections: 9,
            disclosed: true,
        }
    }

    #[test]
    fn what_is_asked_is_written_as_it_is_meant() {
        let known = [("a".to_owned(), "Tea".to_owned()), ("b".to_owned(), "Beer".to_owned())];
        let (block, text) = written(start(" Drinks? ", &["Tea", "Milk ", "Tea"]), &known).expect("it fits");
        assert_eq!(text, "Drinks?\n1. Tea\n2. Milk\n3. Tea");
        assert_eq!((block.question.text.as_str(), block.max_selections), ("Drinks?", UInt::from(3_u32)));
        assert_eq!(block.kind, PollKind::Disclosed);
        let ids: Vec<_> = block.answers.iter().map(|answer| answer.id.as_str()).collect();
        assert_eq!(ids[0], "a", "what stays keeps its name");
        assert!(ids[1] != "b" && ids[2] != "a" && ids[1] != ids[2], "{ids:?}");
    }

    #[test]
    fn what_cannot_be_asked_is_named() {
        let field = |start: PollStart| match written(start, &[]).map(drop).expect_err("refused").kind {
            FailureKind::Invalid { field } => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(start(" ", &["a", "b"])), "question");
        assert_eq!(field(start(&"x".repeat(LONGEST_TEXT + 1), &["a", "b"])), "question");
        assert_eq!(field(start("?", &["a"])), "answers");
        assert_eq!(field(start("?", &["a", " "])), "answers");
        assert_eq!(field(start("?", &["a"; MOST_ANSWERS + 1])), "answers");
    }
}
