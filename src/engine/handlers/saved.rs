//! Saving messages for later, and reminding of them (D39).

use std::{pin::pin, sync::Arc};

use futures_util::future::select;
use protocol::{
    Failure, FailureKind,
    saved::{RemoveSaved, SaveMessage, SavedMessage, TakeReminders},
};

use crate::{
    map::label,
    publish::ValueSink,
    session::{Full, Saved, Session, event_id, now, room, room_id},
};

/// Publishes what is saved.
pub(crate) async fn publish_saved(session: Arc<Session>, out: ValueSink<Vec<SavedMessage>>) -> Failure {
    let mut changes = session.saved.messages.subscribe();
    let mut due = session.saved.due.subscribe();
    loop {
        let now = now();
        out.set(session.saved.messages.all().into_iter().map(|one| on_wire(&session, one, now)).collect());
        select(pin!(changes.next()), pin!(due.next())).await;
    }
}

fn on_wire(session: &Session, saved: Saved, now: u64) -> SavedMessage {
    let room = session.client.get_room(&saved.room);
    SavedMessage {
        room: saved.room.as_str().into(),
        room_name: room.as_ref().and_then(label::of_room).unwrap_or_default(),
        event: saved.event.as_str().into(),
        saved_at: saved.at,
        due: saved.is_due(now),
        note: saved.note,
        remind_at: saved.remind_at,
        reminded: saved.reminded,
    }
}

/// Saves a message, or changes what is noted of it.
pub(crate) async fn save_message(session: &Arc<Session>, command: SaveMessage) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    let event = event_id(&command.event)?;
    let note = command.note.trim().to_owned();
    if note.chars().count() > SaveMessage::LONGEST_NOTE {
        return Err(FailureKind::TooLarge { limit: None }.into());
    }
    let room = room.room_id().to_owned();
    let remind_at = command.remind_at;
    let saved = session.saved.change(&session.client, |all| {
        match all.iter_mut().find(|one| one.room == room && one.event == event) {
            Some(one) => {
                one.reminded &= one.remind_at == remind_at;
                one.note = note;
                one.remind_at = remind_at;
            }
            None => {
                all.insert(0, Saved { room, event, at: now(), note, remind_at, reminded: false, changed: 0 })
            }
        }
    });
    saved.await.map_err(|Full| FailureKind::TooLarge { limit: None }.into())
}

/// Saves a message no longer. The room may have been left.
pub(crate) async fn remove_saved(session: &Arc<Session>, command: RemoveSaved) -> Result<(), Failure> {
    let room = room_id(&command.room)?;
    let event = event_id(&command.event)?;
    let removed = session.saved.change(&session.client, |all| {
        all.retain(|one| one.room != room || one.event != event);
    });
    removed.await.map_err(|Full| FailureKind::Internal.into())
}

/// Takes the reminders that are due.
pub(crate) async fn take_reminders(
    session: &Arc<Session>,
    _: TakeReminders,
) -> Result<Vec<SavedMessage>, Failure> {
    let now = now();
    let taken = session.saved.change(&session.client, |all| {
        let due = all.iter_mut().filter(|one| one.is_due(now) && !one.reminded);
        due.map(|one| {
            one.reminded = true;
            one.clone()
        })
        .collect::<Vec<_>>()
    });
    let taken = taken.await.map_err(|Full| Failure::new(FailureKind::Internal))?;
    Ok(taken.into_iter().map(|one| on_wire(session, one, now)).collect())
}
