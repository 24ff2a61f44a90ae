//! What the SDK lets fall: it takes a step of a verification only as sync brings it, and only where it can read it then
//! and knows the device that sent it. Keys and devices come by another sync, and with the first words in a room often
//! later. What came too early is handed to it once more.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Weak},
};

use futures_util::{
    StreamExt,
    stream::{select, unfold},
};
use matrix_sdk::{
    Client, Room,
    deserialized_responses::{TimelineEvent, TimelineEventKind},
    encryption::verification::VerificationRequestState,
    ruma::{
        DeviceId, OwnedRoomId, RoomId, UInt, UserId,
        events::{
            AnySyncMessageLikeEvent, AnySyncTimelineEvent, AnyToDeviceEvent, SyncMessageLikeEvent,
            room::{
                encrypted::{EncryptedEventScheme, OriginalSyncRoomEncryptedEvent},
                message::MessageType,
            },
        },
        serde::Raw,
    },
};
use matrix_sdk_base::sync::RoomUpdates;
use serde::Deserialize;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{WHOLE, answered_elsewhere, room_asks, wake};
use crate::{
    session::{Session, clock::now},
    task::Task,
};

/// People in a room in which one verifies; the account itself is one.
const MOST_PEOPLE: u64 = 2;
/// How much of a room is kept that cannot be read yet.
const MOST: usize = 100;

/// What came to a room, from the first event on that cannot be read yet.
enum Came {
    Unread(Unread),
    /// The SDK has had it, without what was sent before it.
    Step(Box<AnySyncMessageLikeEvent>),
}

struct Unread {
    event: Raw<OriginalSyncRoomEncryptedEvent>,
    /// The key that opens it.
    key: String,
    at: u64,
}

enum Heard {
    Rooms(RoomUpdates),
    /// The rooms of keys that have come, and these keys; none where it is not known which.
    Keys(Option<HashSet<(OwnedRoomId, String)>>),
}

/// Looks after what comes to rooms, as long as the task is kept.
pub(super) fn follow(session: &Arc<Session>) -> Task {
    let weak = Arc::downgrade(session);
    let encryption = session.client.encryption();
    let updates = unfold(session.client.subscribe_to_all_room_updates(), next);
    Task::start(async move {
        let Some(keys) = encryption.room_keys_received_stream().await else {
            tracing::error!("there is no crypto of whose keys one could hear");
            return;
        };
        drop(encryption);
        let keys = keys.map(|keys| {
            let keys = keys.map(|keys| keys.into_iter().map(|key| (key.room_id, key.session_id)).collect());
            Heard::Keys(keys.ok())
        });
        let mut heard = std::pin::pin!(select(updates, keys));
        let mut early = HashMap::new();
        while let Some(heard) = heard.next().await {
            let Some(session) = weak.upgrade() else { return };
            take(&session, &mut early, heard).await;
        }
    })
}

async fn next(mut updates: Receiver<RoomUpdates>) -> Option<(Heard, Receiver<RoomUpdates>)> {
    loop {
        match updates.recv().await {
            Ok(update) => return Some((Heard::Rooms(update), updates)),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    }
}

async fn take(session: &Arc<Session>, early: &mut HashMap<OwnedRoomId, Vec<Came>>, heard: Heard) {
    match heard {
        Heard::Rooms(updates) => {
            for (id, update) in updates.joined {
                let Some(room) = session.client.get_room(&id) else { continue };
                let kept = early.remove(&id).unwrap_or_default();
                let kept = came(session, &room, kept, &update.timeline.events).await;
                // The key may have come between the SDK's look and this one.
                keep(early, id, look(session, &room, kept, |_| true).await);
            }
        }
        Heard::Keys(keys) => {
            let is_there = |id: &RoomId, key: &str| {
                keys.as_ref().is_none_or(|keys| keys.iter().any(|(room, one)| room == id && one == key))
            };
            for (id, kept) in std::mem::take(early) {
                let Some(room) = session.client.get_room(&id) else { continue };
                let kept = look(session, &room, kept, |key| is_there(&id, key)).await;
                keep(early, id, kept);
            }
        }
    }
}

fn keep(early: &mut HashMap<OwnedRoomId, Vec<Came>>, id: OwnedRoomId, mut kept: Vec<Came>) {
    if kept.len() > MOST {
        kept.drain(..kept.len() - MOST);
    }
    if !kept.is_empty() {
        early.insert(id, kept);
    }
}

/// Adds what has come to what is kept of a room.
async fn came(
    session: &Arc<Session>,
    room: &Room,
    mut kept: Vec<Came>,
    events: &[TimelineEvent],
) -> Vec<Came> {
    let mut was_early = false;
    for event in events {
        if let Some(unread) = unread(event) {
            if room.active_members_count() <= MOST_PEOPLE {
                kept.push(Came::Unread(unread));
            }
        } else if let Some(step) = step(event.raw()) {
            if was_passed_over(session, &step).await || was_early && counts_again(session, &step).await {
                was_early = true;
                hand_over(session, room.room_id(), &step).await;
            }
            if !kept.is_empty() {
                kept.push(Came::Step(Box::new(step)));
            }
        }
    }
    kept
}

/// Whether the SDK has passed over a step, since it did not know the device that sent it. It may know it by now: with the
/// first words in a room the homeserver's answer about devices often comes between the SDK's look and this one.
async fn was_passed_over(session: &Session, step: &AnySyncMessageLikeEvent) -> bool {
    let (encryption, own) = (session.client.encryption(), session.client.user_id());
    match step {
        AnySyncMessageLikeEvent::RoomMessage(SyncMessageLikeEvent::Original(event)) => {
            let MessageType::VerificationRequest(asked) = &event.content.msgtype else { return false };
            let at: u64 = event.origin_server_ts.get().into();
            own == Some(&asked.to)
                && own != Some(&event.sender)
                && now().saturating_sub(at) < WHOLE
                && encryption.get_verification_request(&event.sender, event.event_id.as_str()).await.is_none()
        }
        AnySyncMessageLikeEvent::KeyVerificationReady(SyncMessageLikeEvent::Original(event)) => {
            let flow = event.content.relates_to.event_id.as_str();
            let request = encryption.get_verification_request(&event.sender, flow).await;
            request.is_some_and(|one| matches!(one.state(), VerificationRequestState::Created { .. }))
        }
        _ => false,
    }
}

/// An event that cannot be read yet, and may be of a verification that goes on.
fn unread(event: &TimelineEvent) -> Option<Unread> {
    let TimelineEventKind::UnableToDecrypt { event, .. } = &event.kind else { return None };
    let event: Raw<OriginalSyncRoomEncryptedEvent> = event.clone().cast_unchecked();
    let at: u64 = event.get_field::<UInt>("origin_server_ts").ok().flatten()?.into();
    let EncryptedEventScheme::MegolmV1AesSha2(sealed) = event.deserialize().ok()?.content.scheme else {
        return None;
    };
    (now().saturating_sub(at) < WHOLE).then_some(Unread { event, key: sealed.session_id, at })
}

/// An event as a step of a verification, if it is one.
fn step(event: &Raw<AnySyncTimelineEvent>) -> Option<AnySyncMessageLikeEvent> {
    #[derive(Deserialize)]
    struct Event {
        r#type: String,
        content: Content,
    }
    #[derive(Deserialize)]
    struct Content {
        msgtype: Option<String>,
    }
    const FAMILY: &str = "m.key.verification.";
    let Event { r#type, content } = event.deserialize_as_unchecked().ok()?;
    if !r#type.starts_with(FAMILY) && !content.msgtype.is_some_and(|kind| kind.starts_with(FAMILY)) {
        return None;
    }
    match event.deserialize().ok()? {
        AnySyncTimelineEvent::MessageLike(step) => Some(step),
        AnySyncTimelineEvent::State(_) => None,
    }
}

/// Looks once more at what is kept of a room, where the key has come; gives what is kept further.
async fn look(
    session: &Arc<Session>,
    room: &Room,
    kept: Vec<Came>,
    has_come: impl Fn(&str) -> bool,
) -> Vec<Came> {
    let mut left = Vec::new();
    let mut was_early = false;
    for came in kept {
        match came {
            Came::Unread(unread) => {
                if now().saturating_sub(unread.at) >= WHOLE {
                    continue;
                }
                let read = match has_come(&unread.key) {
                    true => room.decrypt_event(&unread.event, None).await.ok(),
                    false => None,
                };
                match read {
                    Some(read) if !matches!(read.kind, TimelineEventKind::UnableToDecrypt { .. }) => {
                        if let Some(step) = step(read.raw()) {
                            tracing::info!(room = %room.room_id(), "a step of a verification came before its key");
                            was_early = true;
                            hand_over(session, room.room_id(), &step).await;
                        }
                    }
                    _ => left.push(Came::Unread(unread)),
                }
            }
            Came::Step(step) => {
                if was_early && counts_again(session, &step).await {
                    hand_over(session, room.room_id(), &step).await;
                }
                if !left.is_empty() {
                    left.push(Came::Step(step));
                }
            }
        }
    }
    left
}

/// Whether a step that the SDK has had already is to be taken once more, now that it has what was sent before: it passes
/// over what begins or ends something that it did not know of. All else answers what this side has said.
async fn counts_again(session: &Session, step: &AnySyncMessageLikeEvent) -> bool {
    match step {
        AnySyncMessageLikeEvent::KeyVerificationStart(SyncMessageLikeEvent::Original(start)) => {
            let flow = start.content.relates_to.event_id.as_str();
            let request = session.client.encryption().get_verification_request(&start.sender, flow).await;
            request.is_some_and(|request| request.is_ready())
        }
        AnySyncMessageLikeEvent::KeyVerificationCancel(_) => true,
        _ => false,
    }
}

/// Hands the SDK a step in a room, and does what is done where sync brings it in time.
async fn hand_over(session: &Arc<Session>, room: &RoomId, step: &AnySyncMessageLikeEvent) {
    let client = &session.client;
    if let Some(device) = from_device(step)
        && !becomes_known(client, step.sender(), device).await
    {
        return;
    }
    session.olm.take_step(&step.clone().into_full_event(room.to_owned())).await;
    match step {
        AnySyncMessageLikeEvent::RoomMessage(SyncMessageLikeEvent::Original(event)) => {
            room_asks(session, event).await;
        }
        AnySyncMessageLikeEvent::KeyVerificationReady(SyncMessageLikeEvent::Original(event)) => {
            answered_elsewhere(session, &event.sender, &event.content.relates_to.event_id);
        }
        AnySyncMessageLikeEvent::KeyVerificationCancel(SyncMessageLikeEvent::Original(event)) => {
            answered_elsewhere(session, &event.sender, &event.content.relates_to.event_id);
        }
        _ => {}
    }
    // Nothing here waits for it, and more may have come meanwhile.
    let client = client.clone();
    Task::detached(async move { wake(&client).await });
}

/// The device that has sent a step, where the SDK looks at that.
fn from_device(step: &AnySyncMessageLikeEvent) -> Option<&DeviceId> {
    match step {
        AnySyncMessageLikeEvent::RoomMessage(SyncMessageLikeEvent::Original(event)) => {
            match &event.content.msgtype {
                MessageType::VerificationRequest(request) => Some(&request.from_device),
                _ => None,
            }
        }
        AnySyncMessageLikeEvent::KeyVerificationReady(SyncMessageLikeEvent::Original(event)) => {
            Some(&event.content.from_device)
        }
        _ => None,
    }
}

async fn knows(client: &Client, user: &UserId, device: &DeviceId) -> bool {
    matches!(client.encryption().get_device(user, device).await, Ok(Some(_)))
}

/// Whether a device is known, at the latest when the homeserver was asked.
async fn becomes_known(client: &Client, user: &UserId, device: &DeviceId) -> bool {
    if knows(client, user, device).await {
        return true;
    }
    if let Err(error) = client.encryption().request_user_identity(user).await {
        tracing::info!(%error, "the device that takes part in a verification stays unknown");
    }
    knows(client, user, device).await
}

/// What a device of the account's has sent that was not known here: it is taken when it is. Says whether that was so.
pub(super) async fn of_new_device(
    session: Weak<Session>,
    device: &DeviceId,
    event: Raw<AnyToDeviceEvent>,
) -> Option<Arc<Session>> {
    let session = session.upgrade()?;
    let client = &session.client;
    if !becomes_known(client, client.user_id()?, device).await {
        return None;
    }
    session.olm.take_to_device(event).await;
    Some(session)
}
