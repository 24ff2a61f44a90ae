//! Sending later: by the homeserver where it can (MSC4140), else by the engine while it runs (E21).
//!
//! In encrypted rooms it is always the engine. An event that is encrypted now can be read by the devices of now: by those
//! that have left the room until then, and by none that have come.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::{
    StreamExt,
    future::{pending, select},
};
use matrix_sdk::{
    Room,
    ruma::{
        RoomId,
        api::{
            FeatureFlag,
            client::{
                delayed_events::{
                    DelayParameters,
                    delayed_message_event::unstable as delay,
                    get_all_delayed_events::unstable as list,
                    update_delayed_event::{UpdateAction, unstable_v1 as update},
                },
                discovery::get_capabilities::v3 as get_capabilities,
            },
        },
    },
    sleep::sleep,
};
use matrix_sdk_common::timeout::timeout;
use protocol::{
    Failure, FailureKind,
    composer::{About, Place, SendText, Ticket},
    schedule::{
        DropScheduled, Schedule, ScheduleText, ScheduledFile, ScheduledSend, ScheduledSends, SendScheduled,
        Sender,
    },
};

use super::{composer, schedule_files};
use crate::{
    map::{failure, media::safe_filename, pill::Nobody},
    publish::ValueSink,
    session::{Due, Scheduled, Session, changes_in, event_id, now, room},
    typed,
};

/// More are not scheduled at once.
const MOST: usize = 100;
/// Bytes of the longest message; an event may have 64 KiB.
pub(super) const LONGEST: usize = 48 * 1024;
/// What is to be sent sooner is not worth asking the homeserver, in milliseconds.
const SOON: u64 = 2_000;
/// How long to wait for the homeserver to say what it can.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// When one that did not say it is asked again.
const AGAIN: Duration = Duration::from_secs(5);
/// How far the clocks of this machine and of the homeserver may be apart, in milliseconds.
const SKEW: u64 = 300_000;

/// Publishes what is to be sent later in a room.
pub(crate) async fn publish_schedule(
    session: Arc<Session>,
    topic: ScheduledSends,
    out: ValueSink<Schedule>,
) -> Failure {
    let room = match room(&session, &topic.room).await {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let mut changes = session.scheduled.messages.subscribe();
    let mut opened = pin!(changes_in(&room, is_open));
    loop {
        let all = session.scheduled.messages.all();
        let here = all.into_iter().filter(|one| one.room == room.room_id() && !one.void);
        let messages: Vec<_> = here.map(on_wire).collect();
        let known = session.scheduled.longest_delay.get();
        let by_server = is_open(&room) && known.is_some_and(|most| *most > 0);
        let schedule = Schedule { by_server, free: session.scheduled.free(), messages };
        out.set(schedule.clone());
        if known.is_none() {
            let by_server = is_open(&room) && longest_delay(&session).await > 0;
            out.set(Schedule { by_server, ..schedule });
        }
        let again = async {
            match session.scheduled.longest_delay.get() {
                Some(_) => pending().await,
                None => sleep(AGAIN).await,
            }
        };
        select(select(changes.next(), opened.next()), pin!(again)).await;
    }
}

fn on_wire(message: Scheduled) -> ScheduledSend {
    let state = match &message.refused {
        Some(why) => Sender::Refused(why.clone()),
        None if message.late => Sender::Nobody,
        None if message.delay_id.is_some() => Sender::Server,
        None => Sender::Here,
    };
    let files = message.waiting().iter().map(|file| ScheduledFile {
        name: safe_filename(&file.filename),
        caption: file.caption.clone(),
        size: file.size,
        voice: file.measures.as_ref().is_some_and(|measures| measures.voice.is_some()),
    });
    ScheduledSend {
        files: files.collect(),
        together: message.together.clone(),
        place: place_of(&message),
        id: message.id,
        text: message.text,
        about: message.reply_to.map(|event| About::Reply(event.as_str().into())),
        at: message.at,
        state,
    }
}

/// Where a message goes.
pub(super) fn place_of(message: &Scheduled) -> Place {
    let thread = message.thread.as_ref().map(|root| root.as_str().into());
    Place { room: message.room.as_str().into(), thread }
}

/// Whether what is said in a room can be read by the homeserver, as it must be where it is to be sent by it.
fn is_open(room: &Room) -> bool {
    let encryption = room.encryption_state();
    !encryption.is_unknown() && !encryption.is_encrypted()
}

/// For how many milliseconds ahead the homeserver takes messages; zero where it takes none, or does not answer.
async fn longest_delay(session: &Session) -> u64 {
    if let Some(known) = session.scheduled.longest_delay.get() {
        return *known;
    }
    let Ok(Ok(answer)) =
        timeout(session.client.send(get_capabilities::Request::new()).into_future(), PATIENCE).await
    else {
        return 0;
    };
    let said = answer.capabilities.get("org.matrix.msc4140.delayed_events");
    let most = match said.and_then(|said| said.get("max_delay_ms")?.as_u64()) {
        Some(most) => most,
        // Homeservers that have it and say no bound.
        None => match session.client.supported_versions_cached().await {
            Ok(Some(versions)) if versions.features.contains(&FeatureFlag::from("org.matrix.msc4140")) => {
                u64::MAX
            }
            _ => 0,
        },
    };
    *session.scheduled.longest_delay.get_or_init(|| most)
}

fn invalid(field: &str) -> Failure {
    FailureKind::Invalid { field: field.into() }.into()
}

/// The message that is to be scheduled, as it will be kept.
pub(super) fn planned(room: &Room, command: ScheduleText) -> Result<Scheduled, Failure> {
    let text = command.text.trim_matches(['\n', '\r']).trim_end().to_owned();
    if text.len() > LONGEST {
        return Err(FailureKind::TooLarge { limit: None }.into());
    }
    let reply_to = match &command.about {
        None => None,
        Some(About::Reply(event)) => Some(event_id(event)?),
        Some(About::Edit(_)) => return Err(invalid("about")),
    };
    Ok(Scheduled {
        id: command.ticket.id,
        room: room.room_id().to_owned(),
        thread: composer::thread(&command.place)?,
        text,
        reply_to,
        at: command.at,
        asked_server: false,
        delay_id: None,
        begun: None,
        files: Vec::new(),
        handed: 0,
        together: None,
        void: false,
        late: false,
        refused: None,
    })
}

/// Whether one more can be scheduled.
pub(super) fn has_room(session: &Session) -> Result<(), Failure> {
    if session.scheduled.messages.all().len() >= MOST { Err(invalid("number")) } else { Ok(()) }
}

/// Schedules a message.
pub(crate) async fn schedule_text(session: &Arc<Session>, command: ScheduleText) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let replaces = command.replaces.clone();
    let mut message = planned(&room, command)?;
    if message.text.trim().is_empty() {
        return Err(invalid("text"));
    }
    let _changing = session.scheduled.changing.lock().await;
    if session.scheduled.get(&message.id).is_some() {
        return Ok(());
    }
    if let Some(id) = replaces {
        let before = session.scheduled.get(&id).ok_or(FailureKind::NotFound)?;
        // Its files would be gone.
        if !before.waiting().is_empty() {
            return Err(invalid("replaces"));
        }
        withdraw(session, &before).await?;
    }
    has_room(session)?;
    let wait = message.at.saturating_sub(now());
    message.asked_server = wait > SOON && is_open(&room) && wait <= longest_delay(session).await;
    // Kept before the homeserver is asked: its answer may not be heard.
    session.scheduled.put(&session.client, message.clone()).await;
    if message.asked_server {
        match delay(session, &room, &message).await {
            Ok(delay_id) => message.delay_id = Some(delay_id),
            // The homeserver was not reached, or does not want to: then it is sent from here.
            Err(failure) => {
                tracing::warn!(?failure, "the homeserver does not send it later");
                message.asked_server = matches!(failure.kind, FailureKind::Timeout);
            }
        }
        session.scheduled.put(&session.client, message).await;
    }
    Ok(())
}

/// Asks the homeserver to send a message later; gives its name for it.
async fn delay(session: &Arc<Session>, room: &Room, message: &Scheduled) -> Result<String, Failure> {
    let ScheduledSend { place, text, about, .. } = on_wire(message.clone());
    session.joins.settle(room).await?;
    let content = composer::content(session, room, &place, &text, about.as_ref()).await?;
    let wait = DelayParameters::Timeout { timeout: Duration::from_millis(message.at.saturating_sub(now())) };
    let request = delay::Request::new(room.room_id().to_owned(), message.id.as_str().into(), wait, &content);
    let request = request.map_err(|error| failure::internal(&error))?;
    let answer = session.client.send(request).await.map_err(|error| failure::http(&error))?;
    Ok(answer.delay_id)
}

async fn tell_server(session: &Session, delay_id: &str, action: UpdateAction) -> Result<(), Failure> {
    let request = update::Request::new(delay_id.to_owned(), action);
    session.client.send(request).await.map(drop).map_err(|error| failure::http(&error))
}

/// Takes a message back, so that nobody sends it.
async fn withdraw(session: &Session, message: &Scheduled) -> Result<(), Failure> {
    if let Some(delay_id) = &message.delay_id {
        match tell_server(session, delay_id, UpdateAction::Cancel).await {
            Err(failure) if failure.kind == FailureKind::NotFound => {
                session.scheduled.remove(&session.client, &message.id).await;
                return Err(failure);
            }
            other => other?,
        }
    }
    session.scheduled.remove(&session.client, &message.id).await;
    Ok(())
}

/// Deletes a scheduled message.
pub(crate) async fn drop_scheduled(session: &Arc<Session>, command: DropScheduled) -> Result<(), Failure> {
    let _changing = session.scheduled.changing.lock().await;
    match session.scheduled.get(&command.id) {
        Some(message) => withdraw(session, &message).await,
        None => Err(FailureKind::NotFound.into()),
    }
}

/// Sends a scheduled message now.
pub(crate) async fn send_scheduled(session: &Arc<Session>, command: SendScheduled) -> Result<(), Failure> {
    let _changing = session.scheduled.changing.lock().await;
    // Asked a second time, it has gone out already.
    let Some(message) = session.scheduled.get(&command.id) else { return Ok(()) };
    if let Some(delay_id) = &message.delay_id {
        match tell_server(session, delay_id, UpdateAction::Send).await {
            Err(failure) if failure.kind == FailureKind::NotFound => {}
            other => other?,
        }
        session.scheduled.remove(&session.client, &message.id).await;
        return Ok(());
    }
    send(session, message).await
}

/// Hands a message to the send queue.
async fn send(session: &Arc<Session>, mut message: Scheduled) -> Result<(), Failure> {
    let asked_at = *message.begun.get_or_insert_with(now);
    message.refused = None;
    // Noted before it is queued: whoever finds this asks with the same ticket.
    session.scheduled.put(&session.client, message.clone()).await;
    let sent = match schedule_files::send_files(session, &mut message).await {
        Ok(()) if !message.text.trim().is_empty() => {
            let ScheduledSend { id, place, text, about, .. } = on_wire(message.clone());
            let command = SendText { place, text, about, ticket: Ticket { id, asked_at } };
            composer::send_text(session, command).await
        }
        files => files,
    };
    match &sent {
        Ok(()) => session.scheduled.remove(&session.client, &message.id).await,
        Err(failure) => {
            message.refused = Some(failure.kind.clone());
            session.scheduled.put(&session.client, message).await;
        }
    }
    sent
}

/// Does what is due.
pub(crate) async fn settle(session: &Arc<Session>) {
    if session.scheduled.due().is_empty() && !session.scheduled.messages.all().iter().any(is_unheard) {
        return;
    }
    let _changing = session.scheduled.changing.lock().await;
    hear(session).await;
    for (message, due) in session.scheduled.due() {
        match due {
            Due::Wait => {}
            Due::Gone | Due::Void => session.scheduled.remove(&session.client, &message.id).await,
            Due::Late => {
                session.scheduled.put(&session.client, Scheduled { late: true, ..message }).await;
            }
            Due::Send => {
                if let Err(failure) = send(session, message).await {
                    tracing::warn!(?failure, "what was to be sent now was refused");
                }
            }
        }
    }
}

fn is_unheard(message: &Scheduled) -> bool {
    message.asked_server && message.delay_id.is_none() && !message.late
}

/// Asks the homeserver whether it has taken what it was asked for by an engine that did not hear the answer.
async fn hear(session: &Session) {
    let unheard: Vec<_> = session.scheduled.messages.all().into_iter().filter(is_unheard).collect();
    if unheard.is_empty() {
        return;
    }
    let Ok(answer) = session.client.send(list::Request::new()).await else { return };
    for mut message in unheard {
        let room: &RoomId = &message.room;
        // Of a command like `/me` the event says only what stands behind it.
        let said = typed::message(&message.text, &Nobody);
        let same = answer.delayed_events.iter().find(|one| {
            let due =
                u64::from(one.running_since.get()) + u64::try_from(one.delay.as_millis()).unwrap_or(u64::MAX);
            let body = one.content.get_field::<String>("body").ok().flatten();
            one.room_id == room && due.abs_diff(message.at) < SKEW && body.as_deref() == Some(said.body())
        });
        message.delay_id = same.map(|one| one.delay_id.clone());
        message.asked_server = same.is_some() || message.at < now();
        session.scheduled.put(&session.client, message).await;
    }
}
