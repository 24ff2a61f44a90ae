//! Whose identity has changed (B16). Each person of an encrypted room is looked up once in an engine's life, and followed
//! from then on. What waits in the send queue because of them goes out when nothing speaks against it any more.

use std::{
    collections::HashMap,
    pin::pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

use eyeball::{SharedObservable, Subscriber};
use futures_util::{
    StreamExt,
    lock::Mutex as AsyncMutex,
    stream::{Stream, select, unfold},
};
use matrix_sdk::{
    Client, QueueWedgeError, Room, RoomMemberships,
    encryption::{LocalTrust, VerificationState},
    ruma::{OwnedUserId, events::room::member::MembershipState},
    send_queue::{LocalEchoContent, SendHandle},
};
use protocol::trust::ChangedIdentity;
use tokio::sync::broadcast::error::RecvError;

use super::Session;
use crate::{
    map::{failure, person},
    task::Task,
};

/// Those whose identities are known.
#[derive(Default)]
pub(crate) struct Identities {
    /// Whether each person's has replaced another about which nothing was decided; `true` where that was verified.
    known: Mutex<HashMap<OwnedUserId, Option<bool>>>,
    /// Counts the changes.
    changes: SharedObservable<u32>,
    /// Something may wait in the send queue.
    waiting: AtomicBool,
    /// Held while that is sent again.
    retrying: AsyncMutex<()>,
}

/// Something that may have changed how it stands with somebody.
enum Change {
    /// These have other identities.
    Identities(Vec<OwnedUserId>),
    /// Some devices are others, or trusted otherwise.
    Devices,
    /// Something was not sent.
    Refused,
}

impl Identities {
    fn known(&self) -> MutexGuard<'_, HashMap<OwnedUserId, Option<bool>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells of every change from now on.
    pub(crate) fn subscribe(&self) -> Subscriber<u32> {
        self.changes.subscribe()
    }

    /// Something may wait in the send queue from the last life.
    pub(super) fn expect(&self) {
        self.waiting.store(true, Ordering::Relaxed);
    }

    /// Looks up the people of a room of whom nothing is known yet.
    pub(crate) async fn look_up(&self, session: &Session, room: &Room) {
        let here = RoomMemberships::JOIN | RoomMemberships::INVITE;
        let people = match session.client.state_store().get_user_ids(room.room_id(), here).await {
            Ok(people) => people,
            Err(error) => {
                tracing::warn!(%error, "who is in a room was not read");
                return;
            }
        };
        for user in people {
            if *user != *room.own_user_id() && !self.known().contains_key(&user) {
                let replaced = session.olm.replaced(&user).await;
                self.known().entry(user).or_insert(replaced);
            }
        }
    }

    /// Those in a room whose identity has changed, who were verified first.
    pub(crate) async fn changed_in(&self, room: &Room) -> Vec<ChangedIdentity> {
        let replaced: Vec<_> = {
            let known = self.known();
            known.iter().filter_map(|(user, verified)| Some((user.clone(), (*verified)?))).collect()
        };
        let mut changed = Vec::new();
        for (user, verified) in replaced {
            let Ok(Some(member)) = room.get_member_no_sync(&user).await else { continue };
            if matches!(member.membership(), MembershipState::Join | MembershipState::Invite) {
                changed.push(ChangedIdentity { person: person::member(&member), verified });
            }
        }
        changed.sort_by(|one, other| {
            other.verified.cmp(&one.verified).then_with(|| one.person.user.0.cmp(&other.person.user.0))
        });
        changed
    }

    /// Follows the identities as long as the task is kept.
    pub(super) fn follow(session: &Arc<Session>) -> Task {
        Task::start(follow(Arc::downgrade(session)))
    }

    /// Sends again what was not sent because of an identity or a device, and can be sent by now.
    pub(crate) async fn retry(&self, session: &Session) {
        let _retrying = self.retrying.lock().await;
        self.waiting.store(false, Ordering::Relaxed);
        let echoes = match session.client.send_queue().local_echoes().await {
            Ok(echoes) => echoes,
            Err(error) => {
                tracing::warn!(%error, "what waits to be sent was not read");
                return;
            }
        };
        for (id, echoes) in echoes {
            let Some(room) = session.client.get_room(&id) else { continue };
            for echo in echoes {
                let LocalEchoContent::Event { send_handle, send_error: Some(why), .. } = echo.content else {
                    continue;
                };
                match is_solved(session, &why).await {
                    Some(true) => send_again(&room, &send_handle).await,
                    Some(false) => self.expect(),
                    None => {}
                }
            }
        }
    }
}

async fn send_again(room: &Room, handle: &SendHandle) {
    tracing::info!(room = %room.room_id(), "nothing speaks any more against what was not sent");
    match handle.unwedge().await {
        // The error has stopped the room's whole queue.
        Ok(()) => room.send_queue().set_enabled(true),
        Err(error) => tracing::warn!(%error, "it is not sent again"),
    }
}

/// Whether what has kept something from being sent does so no more; none where that was something else.
async fn is_solved(session: &Session, why: &QueueWedgeError) -> Option<bool> {
    let encryption = session.client.encryption();
    match why {
        QueueWedgeError::IdentityViolations { users } => {
            for user in users {
                if session.olm.replaced(user).await == Some(true) {
                    return Some(false);
                }
            }
            Some(true)
        }
        QueueWedgeError::InsecureDevices { user_device_map } => {
            for (user, devices) in user_device_map {
                for device in devices {
                    let Ok(device) = encryption.get_device(user, device).await else { return Some(false) };
                    let is_let_in = device.is_none_or(|device| {
                        device.is_cross_signed_by_owner() || device.local_trust_state() == LocalTrust::Ignored
                    });
                    if !is_let_in {
                        return Some(false);
                    }
                }
            }
            Some(true)
        }
        QueueWedgeError::CrossVerificationRequired => {
            Some(encryption.verification_state().get() == VerificationState::Verified)
        }
        _ => None,
    }
}

/// Whether an error of the send queue is of those.
fn is_distrust(error: &matrix_sdk::Error) -> bool {
    failure::is_distrust(&QueueWedgeError::from(error))
}

async fn changes(client: &Client) -> matrix_sdk::Result<impl Stream<Item = Change> + use<>> {
    let encryption = client.encryption();
    let identities = encryption.user_identities_stream().await?.map(|updates| {
        Change::Identities(updates.new.into_keys().chain(updates.changed.into_keys()).collect())
    });
    let devices = encryption.devices_stream().await?.map(|_| Change::Devices);
    let errors = unfold(client.send_queue().subscribe_errors(), |mut errors| async {
        loop {
            match errors.recv().await {
                Ok(error) if is_distrust(&error.error) => return Some((Change::Refused, errors)),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some((Change::Refused, errors)),
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Ok(select(select(identities, devices), Box::pin(errors)))
}

async fn follow(weak: Weak<Session>) {
    let client = match weak.upgrade() {
        Some(session) => session.client.clone(),
        None => return,
    };
    let changes = changes(&client).await;
    drop(client);
    let mut changes = match changes {
        Ok(changes) => pin!(changes),
        Err(error) => {
            tracing::error!(%error, "changes of identities are not heard of");
            return;
        }
    };
    while let Some(change) = changes.next().await {
        let Some(session) = weak.upgrade() else { return };
        let identities = &session.identities;
        match change {
            Change::Refused => {
                identities.expect();
                continue;
            }
            Change::Identities(users) => heard(&session, users).await,
            Change::Devices => {}
        }
        if identities.waiting.load(Ordering::Relaxed) {
            identities.retry(&session).await;
        }
    }
}

/// These have other identities.
async fn heard(session: &Session, users: Vec<OwnedUserId>) {
    let identities = &session.identities;
    let own = |user: &OwnedUserId| session.client.user_id() == Some(&**user);
    let mut is_other = false;
    if users.iter().any(own) {
        // By the account's own identity those of others are trusted.
        identities.known().clear();
        is_other = true;
    }
    for user in users {
        let before = identities.known().get(&user).copied();
        let Some(before) = before else { continue };
        let replaced = session.olm.replaced(&user).await;
        if replaced != before {
            identities.known().insert(user, replaced);
            is_other = true;
        }
    }
    if is_other {
        identities.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}
