//! Verifying devices and people (B7, B8, B9).

use std::{pin::pin, sync::Arc};

use futures_util::StreamExt;
use matrix_sdk::{
    Error, Room,
    encryption::{
        identities::RequestVerificationError,
        verification::{
            QrVerificationData, QrVerificationState, ScanError, Verification as SdkVerification,
            VerificationRequest, VerificationRequestState,
        },
    },
    ruma::{OwnedDeviceId, UserId},
};
use protocol::{
    Failure, FailureKind,
    verification::{
        AcceptVerification, CancelVerification, Cancelled, ConfirmEmoji, ConfirmQr, FlowId, PersonTrust,
        RequestVerification, ScanQr, ShowQr, StartEmoji, Trust, Verification,
    },
};

use super::profile::user_id;
use crate::{
    map::failure,
    publish::ValueSink,
    session::{
        Opened, Session,
        verification::{forgotten, methods},
    },
};

/// Publishes the verifications.
pub(crate) async fn publish_verifications(
    session: Arc<Session>,
    out: ValueSink<Vec<Verification>>,
) -> Failure {
    let mut changes = session.verifications.subscribe();
    while let Some(verifications) = changes.next().await {
        out.set(verifications);
    }
    FailureKind::Internal.into()
}

/// Publishes how far a person's keys are trusted.
pub(crate) async fn publish_trust(
    session: Arc<Session>,
    topic: PersonTrust,
    out: ValueSink<Trust>,
) -> Failure {
    let user = match user_id(&topic.user) {
        Ok(user) => user,
        Err(failure) => return failure,
    };
    let encryption = session.client.encryption();
    let mut changes = match encryption.user_identities_stream().await {
        Ok(changes) => pin!(changes),
        Err(error) => return failure::failure(&error),
    };
    let mut known = trust(&session, &user).await;
    if known == Trust::NoKeys {
        // Nobody with whom the account is in an encrypted room.
        if let Err(error) = encryption.request_user_identity(&user).await {
            tracing::info!(%error, %user, "whether a person has keys is not known");
        }
        known = trust(&session, &user).await;
    }
    out.set(known);
    // Any change may be of the account's own keys, by which those of others are trusted.
    while changes.next().await.is_some() {
        out.set(trust(&session, &user).await);
    }
    FailureKind::Internal.into()
}

async fn trust(session: &Session, user: &UserId) -> Trust {
    match session.client.encryption().get_user_identity(user).await {
        Ok(Some(identity)) if identity.has_verification_violation() => Trust::Changed,
        Ok(Some(identity)) if identity.is_verified() => Trust::Verified,
        Ok(Some(_)) if session.olm.replaced(user).await.is_some() => Trust::Replaced,
        Ok(Some(_)) => Trust::NotVerified,
        Ok(None) => Trust::NoKeys,
        Err(error) => {
            tracing::warn!(%error, "how far a person is trusted was not read");
            Trust::NoKeys
        }
    }
}

/// Asks a person, or the account's own devices.
pub(crate) async fn request(session: &Arc<Session>, command: RequestVerification) -> Result<FlowId, Failure> {
    let user = user_id(&command.user)?;
    let encryption = session.client.encryption();
    // The SDK would cancel both.
    for done in session.verifications.take_done(&user) {
        forgotten(Arc::downgrade(session), user.clone(), done).await;
    }
    let methods = methods(command.can_scan);
    let own = session.client.user_id() == Some(&user);
    if own {
        // Only devices of which the SDK knows that they are verified are asked, and that may have come about just now.
        let known = encryption.request_user_identity(&user).await;
        known.map_err(|error| failure::failure(&error))?;
    }
    if own && command.device.is_none() {
        let devices = encryption.get_user_devices(&user).await;
        let devices = devices.map_err(|error| failure::failure(&error))?;
        let this = session.client.device_id();
        let mut others = devices.devices().filter(|one| Some(one.device_id()) != this);
        if !others.any(|one| one.is_cross_signed_by_owner() && !one.is_dehydrated()) {
            return Err(FailureKind::NotFound.into());
        }
    }
    let opened = match own {
        true => None,
        false => opened_chat(session, &user).await?,
    };
    let asked = match command.device.filter(|_| own) {
        Some(device) => {
            let device = encryption.get_device(&user, &OwnedDeviceId::from(device)).await;
            let device = device.map_err(|error| failure::failure(&error.into()))?;
            let device = device.ok_or(FailureKind::NotFound)?;
            device.request_verification_with_methods(methods).await
        }
        None => {
            let known = encryption.get_user_identity(&user).await;
            let identity = match known.map_err(|error| failure::failure(&error.into()))? {
                Some(identity) => Some(identity),
                None => {
                    let asked = encryption.request_user_identity(&user).await;
                    asked.map_err(|error| failure::failure(&error))?
                }
            };
            let identity = identity.ok_or(FailureKind::NotFound)?;
            match identity.request_verification_with_methods(methods).await {
                Ok(request) => Ok(request),
                Err(RequestVerificationError::Sdk(error)) => Err(error),
                Err(error @ RequestVerificationError::RoomCreation(_)) => {
                    return Err(failure::internal(&error));
                }
            }
        }
    };
    let request = asked.map_err(|error| failure::failure(&error))?;
    let flow = FlowId(request.flow_id().to_owned());
    session.verifications.asked(session, request, command.can_scan, opened).await;
    Ok(flow)
}

/// People are verified by messages of the direct chat with them, which is made first where these would not reach them.
async fn opened_chat(session: &Session, user: &UserId) -> Result<Option<Opened>, Failure> {
    let client = &session.client;
    match client.get_dm_room(user) {
        Some(room) => Ok(opened(session, user, room).await),
        None if session.olm.recipients().is_strict_everywhere() => {
            let room = client.create_dm(user).await.map_err(|error| failure::failure(&error))?;
            Ok(opened(session, user, room).await)
        }
        None => Ok(None),
    }
}

/// Lets the steps of a verification go to somebody to whom nothing else goes, not being verified, or not any more.
async fn opened(session: &Session, user: &UserId, room: Room) -> Option<Opened> {
    let recipients = session.olm.recipients();
    let own = session.client.user_id()?;
    let closed = recipients.is_strict(room.room_id())
        || session.olm.replaced(user).await == Some(true)
        || holds_up(session, own).await
        || holds_up(session, user).await;
    closed.then(|| recipients.open(room))
}

/// Whether a verified person has a device that they have not verified.
async fn holds_up(session: &Session, user: &UserId) -> bool {
    let encryption = session.client.encryption();
    let identity = encryption.get_user_identity(user).await;
    if !identity.is_ok_and(|identity| identity.is_some_and(|identity| identity.is_verified())) {
        return false;
    }
    encryption.get_user_devices(user).await.is_ok_and(|devices| {
        devices.devices().any(|device| !device.is_cross_signed_by_owner() && !device.is_dehydrated())
    })
}

fn going(session: &Session, flow: &FlowId) -> Result<VerificationRequest, Failure> {
    session.verifications.going(flow).ok_or_else(|| FailureKind::NotFound.into())
}

/// A step that was not told to the other side ends it: the SDK has made it, and does not make it again.
fn told<T>(session: &Session, flow: &FlowId, step: Result<T, Error>) -> Result<T, Failure> {
    step.map_err(|error| {
        session.verifications.fail(flow, Cancelled::Failed);
        failure::failure(&error)
    })
}

/// Accepts a request.
pub(crate) async fn accept(session: &Arc<Session>, command: AcceptVerification) -> Result<(), Failure> {
    let AcceptVerification { flow, can_scan } = command;
    let request = going(session, &flow)?;
    if !session.verifications.is_asked_for(&flow) {
        return Err(FailureKind::NotFound.into());
    }
    let opened = match request.room_id().and_then(|room| session.client.get_room(room)) {
        Some(room) => opened(session, request.other_user_id(), room).await,
        None => None,
    };
    session.verifications.engage(&flow, can_scan, opened);
    let accepted = request.accept_with_methods(methods(can_scan)).await;
    told(session, &flow, accepted)
}

/// Declines, cancels, or forgets.
pub(crate) async fn cancel(session: &Arc<Session>, command: CancelVerification) -> Result<(), Failure> {
    session.verifications.give_up(&command.flow);
    Ok(())
}

/// Whether nothing has been begun yet but showing a code.
fn is_open(request: &VerificationRequest) -> bool {
    match request.state() {
        VerificationRequestState::Ready { .. } => true,
        VerificationRequestState::Transitioned { verification: SdkVerification::QrV1(qr) } => {
            matches!(qr.state(), QrVerificationState::Started)
        }
        _ => false,
    }
}

/// Begins to compare emoji.
pub(crate) async fn start_emoji(session: &Arc<Session>, command: StartEmoji) -> Result<(), Failure> {
    let request = going(session, &command.flow)?;
    if let VerificationRequestState::Transitioned { verification: SdkVerification::SasV1(_) } =
        request.state()
    {
        // The other side was first.
        return Ok(());
    }
    if !is_open(&request) {
        return Err(FailureKind::NotFound.into());
    }
    let started = request.start_sas().await;
    told(session, &command.flow, started)?.map(drop).ok_or_else(|| FailureKind::NotFound.into())
}

/// Says whether the emoji are the same.
pub(crate) async fn confirm_emoji(session: &Arc<Session>, command: ConfirmEmoji) -> Result<(), Failure> {
    let request = going(session, &command.flow)?;
    let VerificationRequestState::Transitioned { verification: SdkVerification::SasV1(sas) } =
        request.state()
    else {
        return Err(FailureKind::NotFound.into());
    };
    if !sas.can_be_presented() {
        return Err(FailureKind::NotFound.into());
    }
    let said = match command.same {
        true => sas.confirm().await,
        false => sas.mismatch().await,
    };
    told(session, &command.flow, said)
}

/// Shows a QR code.
pub(crate) async fn show_qr(session: &Arc<Session>, command: ShowQr) -> Result<(), Failure> {
    let request = going(session, &command.flow)?;
    match request.state() {
        VerificationRequestState::Ready { .. } => {}
        // Made a second time, the SDK would cancel both.
        VerificationRequestState::Transitioned { verification: SdkVerification::QrV1(_) } => return Ok(()),
        _ => return Err(FailureKind::NotFound.into()),
    }
    let made = request.generate_qr_code().await.map_err(|error| failure::failure(&error))?;
    made.map(drop).ok_or_else(|| FailureKind::Unsupported.into())
}

/// Takes the other side's QR code.
pub(crate) async fn scan_qr(session: &Arc<Session>, command: ScanQr) -> Result<(), Failure> {
    let request = going(session, &command.flow)?;
    if !is_open(&request) {
        return Err(FailureKind::NotFound.into());
    }
    let other = || Failure::new(FailureKind::Invalid { field: "code".into() });
    let data = QrVerificationData::from_bytes(&command.bytes).map_err(|_| other())?;
    match request.scan_qr_code(data).await {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(FailureKind::NotFound.into()),
        Err(Error::QrCodeScanError(error)) => match *error {
            ScanError::FlowIdMismatch { .. } => Err(other()),
            ScanError::KeyMismatch { .. } => {
                session.verifications.fail(&command.flow, Cancelled::Mismatch);
                Ok(())
            }
            error => {
                session.verifications.fail(&command.flow, Cancelled::Failed);
                Err(failure::internal(&error))
            }
        },
        Err(error) => told(session, &command.flow, Err(error)),
    }
}

/// Confirms that the other side has scanned.
pub(crate) async fn confirm_qr(session: &Arc<Session>, command: ConfirmQr) -> Result<(), Failure> {
    let request = going(session, &command.flow)?;
    match request.state() {
        VerificationRequestState::Transitioned { verification: SdkVerification::QrV1(qr) }
            if qr.has_been_scanned() =>
        {
            told(session, &command.flow, qr.confirm().await)
        }
        _ => Err(FailureKind::NotFound.into()),
    }
}
