//! What the SDK lets fall: it takes the steps of a verification only as sync brings them, and only where it can read them
//! then and knows the device. Keys and devices come by another sync, and with the first words in a room often later.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use futures_util::{StreamExt, future::join_all};
use matrix_sdk::{
    Client, Room,
    deserialized_responses::{TimelineEvent, TimelineEventKind},
    ruma::{
        TransactionId, UInt,
        api::client::{sync::sync_events::v5::request::RoomSubscription, to_device::send_event_to_device},
        events::{
            AnySyncTimelineEvent, AnyToDeviceEventContent,
            key::verification::request::ToDeviceKeyVerificationRequestEventContent,
            room::encrypted::OriginalSyncRoomEncryptedEvent,
        },
        serde::Raw,
        to_device::DeviceIdOrAllDevices,
    },
    sleep::sleep,
};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;

use super::WHOLE;
use crate::{
    session::{Session, clock::now},
    task::Task,
};

/// When it is looked whether the key of an event has come, in milliseconds after the look before.
const LOOKS: [u64; 6] = [150, 250, 600, 1_500, 3_000, 6_000];
/// People in a room in which one verifies; the account itself is one.
const MOST_PEOPLE: u64 = 2;
/// Events that are looked through once more: those of a verification, and some around them.
const LAST_EVENTS: u32 = 20;

/// Looks after what comes to rooms before it can be read, as long as the task is kept.
pub(super) fn follow(session: &Arc<Session>) -> Task {
    let mut updates = session.client.subscribe_to_all_room_updates();
    let weak = Arc::downgrade(session);
    Task::start(async move {
        loop {
            let updates = match updates.recv().await {
                Ok(updates) => updates,
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            };
            let Some(session) = weak.upgrade() else { return };
            for (id, update) in &updates.joined {
                let Some(room) = session.client.get_room(id) else { continue };
                let unread: Vec<_> = update.timeline.events.iter().filter_map(unreadable).collect();
                if !unread.is_empty() && room.active_members_count() <= MOST_PEOPLE {
                    Task::detached(look_after(weak.clone(), room, unread));
                }
            }
        }
    })
}

/// An event that cannot be read yet, and may be of a verification that goes on.
fn unreadable(event: &TimelineEvent) -> Option<Raw<OriginalSyncRoomEncryptedEvent>> {
    let TimelineEventKind::UnableToDecrypt { event, .. } = &event.kind else { return None };
    let event: Raw<OriginalSyncRoomEncryptedEvent> = event.clone().cast_unchecked();
    let at: u64 = event.get_field::<UInt>("origin_server_ts").ok().flatten()?.into();
    (now().saturating_sub(at) < WHOLE).then_some(event)
}

/// Waits for the keys of these events; where one was a step of a verification, the room is looked through once more.
async fn look_after(
    session: Weak<Session>,
    room: Room,
    mut unread: Vec<Raw<OriginalSyncRoomEncryptedEvent>>,
) {
    for rest in LOOKS {
        sleep(Duration::from_millis(rest)).await;
        if session.strong_count() == 0 {
            return;
        }
        let read = join_all(unread.iter().map(|event| room.decrypt_event(event, None))).await;
        let mut is_step = false;
        let mut left = Vec::new();
        for (event, read) in unread.into_iter().zip(read) {
            match read {
                Ok(read) if !matches!(read.kind, TimelineEventKind::UnableToDecrypt { .. }) => {
                    is_step |= is_of_verification(read.raw());
                }
                _ => left.push(event),
            }
        }
        if is_step {
            tracing::info!(room = %room.room_id(), "a step of a verification could not be read at first");
            look_again(&room).await;
        }
        if left.is_empty() {
            return;
        }
        unread = left;
    }
}

fn is_of_verification(event: &Raw<AnySyncTimelineEvent>) -> bool {
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
    event.deserialize_as_unchecked::<Event>().is_ok_and(|event| {
        event.r#type.starts_with(FAMILY) || event.content.msgtype.is_some_and(|kind| kind.starts_with(FAMILY))
    })
}

/// Has a room's last events come by sync once more, as by one that has just begun.
async fn look_again(room: &Room) {
    let looked = async {
        let again = room.client().sliding_sync("verification")?.build().await?;
        let mut wanted = RoomSubscription::default();
        wanted.timeline_limit = LAST_EVENTS.into();
        again.add_room_subscriptions(&[room.room_id()], Some(wanted), false);
        let mut answers = std::pin::pin!(again.sync());
        answers.next().await.transpose()
    };
    let looked: Result<_, matrix_sdk::Error> = looked.await;
    if let Err(error) = looked {
        tracing::warn!(%error, "the steps of a verification were not looked for once more");
    }
}

/// A request of an own device that is new here: its keys are asked for, and then the request is sent to this device once
/// more, as it came. Nobody else can do that in the name of the account.
pub(super) async fn of_new_device(client: &Client, content: &ToDeviceKeyVerificationRequestEventContent) {
    let (Some(user), Some(device)) = (client.user_id(), client.device_id()) else { return };
    let encryption = client.encryption();
    if let Err(error) = encryption.request_user_identity(user).await {
        tracing::info!(%error, "the device that asks to be verified stays unknown");
        return;
    }
    if !matches!(encryption.get_device(user, &content.from_device).await, Ok(Some(_))) {
        return;
    }
    let Ok(again) = Raw::new(&AnyToDeviceEventContent::KeyVerificationRequest(content.clone())) else {
        return;
    };
    let to: DeviceIdOrAllDevices = device.to_owned().into();
    let messages = [(user.to_owned(), [(to, again)].into())].into();
    let kind = "m.key.verification.request".into();
    let request = send_event_to_device::v3::Request::new_raw(kind, TransactionId::new(), messages);
    if let Err(error) = client.send(request).await {
        tracing::info!(%error, "the request of a new device was not taken up");
    }
}
