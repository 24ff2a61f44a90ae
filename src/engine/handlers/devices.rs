//! The account's devices, and its identity.

use std::{pin::pin, sync::Arc};

use futures_util::{StreamExt, future::select};
use matrix_sdk::ruma::{DeviceId, OwnedDeviceId, events::GlobalAccountDataEventType, serde::Raw};
use protocol::{
    Failure, FailureKind,
    devices::{
        AnswerSignIns, Client, Device, DeviceList, RefreshDevices, RenameDevice, ResetIdentity, ShareClient,
        SignOutDevices,
    },
    reauth::Confirmed,
};

use super::reauth::confirmed;
use crate::{
    map::{self, failure},
    publish::ValueSink,
    session::{NewIdentity, Session},
};

/// Publishes the devices.
pub(crate) async fn publish_devices(session: Arc<Session>, out: ValueSink<DeviceList>) -> Failure {
    let mut changes = session.devices.watch();
    while let Some(list) = changes.next().await {
        out.set(list);
    }
    FailureKind::Internal.into()
}

/// Publishes the sign-ins for which nobody has answered.
pub(crate) async fn publish_new_sign_ins(session: Arc<Session>, out: ValueSink<Vec<Device>>) -> Failure {
    let (mut devices, mut answers) = session.devices.watch_new();
    loop {
        out.set(session.devices.new_sign_ins());
        select(pin!(devices.next()), answers.next()).await;
    }
}

/// Asks for them anew.
pub(crate) async fn refresh_devices(session: &Arc<Session>, _: RefreshDevices) -> Result<(), Failure> {
    session.devices.refresh(&session.client).await;
    Ok(())
}

/// Renames a device.
pub(crate) async fn rename_device(session: &Arc<Session>, command: RenameDevice) -> Result<(), Failure> {
    let name = command.name.trim();
    if name.is_empty() {
        return Err(FailureKind::Invalid { field: "name".into() }.into());
    }
    if name.chars().count() > RenameDevice::LONGEST {
        return Err(FailureKind::TooLarge { limit: None }.into());
    }
    let device = OwnedDeviceId::from(command.device);
    session.client.rename_device(&device, name).await.map_err(|error| failure::http(&error))?;
    session.devices.refresh(&session.client).await;
    Ok(())
}

/// Signs devices out.
pub(crate) async fn sign_out_devices(
    session: &Arc<Session>,
    command: SignOutDevices,
) -> Result<Confirmed, Failure> {
    let devices: Vec<OwnedDeviceId> = command.devices.into_iter().map(OwnedDeviceId::from).collect();
    let own = session.client.device_id();
    if devices.is_empty() || devices.iter().any(|device| Some(&**device) == own) {
        return Err(FailureKind::Invalid { field: "devices".into() }.into());
    }
    let client = &session.client;
    let devices = &devices;
    let answer = confirmed(session, command.proof, |auth| async move {
        client.delete_devices(devices, auth).await.map(drop)
    });
    let answer = answer.await?;
    if answer == Confirmed::Done {
        forget_clients(session, devices).await;
        session.devices.refresh(client).await;
    }
    Ok(answer)
}

/// What devices that are no more have said of their programs is said no longer.
async fn forget_clients(session: &Session, devices: &[OwnedDeviceId]) {
    let known = session.devices.known().devices.unwrap_or_default();
    let said =
        |device: &&OwnedDeviceId| known.iter().any(|one| one.id == device.as_str() && one.client.is_some());
    for device in devices.iter().filter(said) {
        if let Err(failure) = share(session, device, None).await {
            tracing::info!(?failure, "what a device has said of its program stays");
        }
    }
}

async fn share(session: &Session, device: &DeviceId, client: Option<&Client>) -> Result<(), Failure> {
    let content = map::device::information(client);
    let content = Raw::new(&content).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let name = GlobalAccountDataEventType::from(format!("{}{device}", map::device::CLIENT));
    let written = session.client.account().set_account_data_raw(name, content).await;
    written.map(drop).map_err(|error| failure::failure(&error))
}

/// Says which program this device runs, or no longer.
pub(crate) async fn share_client(session: &Arc<Session>, command: ShareClient) -> Result<(), Failure> {
    let device = session.client.device_id().ok_or(FailureKind::NotSignedIn)?;
    share(session, device, command.client.as_ref()).await
}

/// Notes that somebody has answered for new sign-ins.
pub(crate) async fn answer_sign_ins(session: &Arc<Session>, command: AnswerSignIns) -> Result<(), Failure> {
    session.devices.answer(&session.client, &command.devices).await;
    Ok(())
}

/// Gives the account a new identity.
pub(crate) async fn reset_identity(
    session: &Arc<Session>,
    command: ResetIdentity,
) -> Result<Confirmed, Failure> {
    let mut waiting = session.devices.new_identity.lock().await;
    let client = &session.client;
    let mut identity = match waiting.take() {
        Some(identity) => identity,
        None => NewIdentity::make(client).await?,
    };
    let answer = {
        let identity = &identity;
        confirmed(session, command.proof, |auth| identity.offer(client, auth)).await
    };
    let installed = match answer {
        Ok(Confirmed::Done) => identity.install(session).await,
        // The same one is offered the next time.
        answer => {
            *waiting = Some(identity);
            return answer;
        }
    };
    match installed {
        Ok(()) => {
            session.devices.refresh(client).await;
            Ok(Confirmed::Done)
        }
        // The homeserver has it: the next time goes on from here.
        Err(failure) => {
            *waiting = Some(identity);
            Err(failure)
        }
    }
}
