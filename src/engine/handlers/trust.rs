//! To whom the encryption sends, and from whom it takes (B16, B17, B18).

use std::{pin::pin, sync::Arc};

use futures_util::future::{Either, select};
use matrix_sdk::QueueWedgeError;
use matrix_sdk_ui::timeline::EventSendState;
use protocol::{
    Failure, FailureKind,
    trust::{
        AcceptIdentity, ChangedIdentities, ChangedIdentity, Rules, SendAnyway, SetDeviceRules,
        SetVerifiedRoom,
    },
};

use super::profile::user_id;
use crate::{
    host::Inner,
    map::failure,
    publish::ValueSink,
    session::{Session, room},
};

/// Publishes the people of a room whose identity has changed.
pub(crate) async fn publish_changed_identities(
    session: Arc<Session>,
    topic: ChangedIdentities,
    out: ValueSink<Vec<ChangedIdentity>>,
) -> Failure {
    let room = match room(&session, &topic.room).await {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let mut infos = room.subscribe_info();
    let mut changes = session.identities.subscribe();
    // What of a room's changes may bring other people.
    let people =
        || (room.encryption_state().is_encrypted(), room.active_members_count(), room.are_members_synced());
    loop {
        let looked_at = people();
        if looked_at.0 {
            session.identities.look_up(&session, &room).await;
            out.set(session.identities.changed_in(&room).await);
        } else {
            out.set(Vec::new());
        }
        loop {
            match select(pin!(infos.next()), pin!(changes.next())).await {
                Either::Left((Some(_), _)) if people() == looked_at => {}
                Either::Left((Some(_), _)) | Either::Right((Some(_), _)) => break,
                Either::Left((None, _)) | Either::Right((None, _)) => return FailureKind::NotFound.into(),
            }
        }
    }
}

/// Takes a person's identity as it is now.
pub(crate) async fn accept_identity(session: &Arc<Session>, command: AcceptIdentity) -> Result<(), Failure> {
    let user = user_id(&command.user)?;
    let identity = session.client.encryption().get_user_identity(&user).await;
    let identity = identity.map_err(|error| failure::failure(&error.into()))?.ok_or(FailureKind::NotFound)?;
    let taken = match command.withdraw {
        true => identity.withdraw_verification().await,
        false => identity.pin().await,
    };
    taken.map_err(|error| failure::failure(&error.into()))
}

/// Sends what the encryption has not sent.
pub(crate) async fn send_anyway(session: &Arc<Session>, command: SendAnyway) -> Result<(), Failure> {
    let open = session.timelines.opened(session, &command.timeline).await?;
    let items = open.timeline.items().await;
    let item = items.iter().rev().find(|item| item.unique_id().0 == command.item.0);
    let state = item.and_then(|item| item.as_event()?.send_state());
    let Some(EventSendState::SendingFailed { error, .. }) = state else {
        return Err(FailureKind::NotFound.into());
    };
    match QueueWedgeError::from(&**error) {
        QueueWedgeError::IdentityViolations { users } => {
            for user in users {
                let user = user.as_str().into();
                accept_identity(session, AcceptIdentity { user, withdraw: true }).await?;
            }
        }
        QueueWedgeError::InsecureDevices { user_device_map } => {
            let devices = user_device_map
                .into_iter()
                .flat_map(|(user, devices)| devices.into_iter().map(move |device| (user.clone(), device)));
            session.device_rules.let_in(session, devices).await?;
        }
        _ => return Err(FailureKind::Forbidden.into()),
    }
    session.identities.retry(session).await;
    Ok(())
}

/// Publishes the rules for devices.
pub(crate) async fn publish_device_rules(session: Arc<Session>, out: ValueSink<Rules>) -> Failure {
    let mut rules = session.device_rules.subscribe();
    while let Some(rules) = rules.next().await {
        out.set(rules);
    }
    FailureKind::Internal.into()
}

/// Sets the rules for devices, and has another engine begin with them.
pub(crate) async fn set_device_rules(inner: &Arc<Inner>, command: SetDeviceRules) -> Result<(), Failure> {
    let session = inner.keeper.session().await?;
    if session.device_rules.set(&session, command.verified_only, command.secure_only).await? {
        inner.end_soon();
    }
    Ok(())
}

/// Sets whether only verified devices are sent to in a room.
pub(crate) async fn set_verified_room(
    session: &Arc<Session>,
    command: SetVerifiedRoom,
) -> Result<(), Failure> {
    let room = room(session, &command.room).await?.room_id().to_owned();
    session.device_rules.set_room(session, room, command.verified_only).await
}
