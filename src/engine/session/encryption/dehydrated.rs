//! The dehydrated device (MSC3814, B19): the homeserver keeps it for when nobody is signed in, so that the keys of what is
//! sent meanwhile go somewhere. The next device that is confirmed by the recovery key takes them, and puts another one in
//! its place.
//!
//! The SDK does the work. When to do it is decided here: its own rotation does not outlive the engine, and would go on with
//! a key that another device has replaced.

use std::sync::Weak;

use matrix_sdk::{
    Client,
    encryption::{
        dehydrated_devices::{DehydratedDeviceError, DehydratedDevices},
        secret_storage::SecretStore,
    },
    ruma::api::client::dehydrated_device::get_dehydrated_device,
};
use matrix_sdk_base::crypto::store::types::DehydratedDeviceKey;
use serde::{Deserialize, Serialize};

use super::Session;
use crate::{http_policy, session::now};

/// Under which its key lies in the secret storage.
const SECRET: &str = "org.matrix.msc3814";
/// What it is called in lists of devices that do not leave it out.
const NAME: &str = "Keeps messages while you are signed out";
/// After this another one takes its place, in milliseconds: one that waits for long runs out of keys for single use.
const WORN: u64 = 7 * 24 * 3_600 * 1_000;

/// The one that this device has made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Made {
    id: String,
    /// When: milliseconds since 1970.
    at: u64,
}

/// Why one is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// There is a new recovery key, so a new secret storage.
    NewRecoveryKey,
    /// The secret storage was opened.
    Opened,
}

type Outcome = Result<(), DehydratedDeviceError>;

/// Takes what the old one has, and makes another. What fails for want of a connection is done in [`look_after`].
pub(super) async fn renew(weak: Weak<Session>, store: SecretStore, reason: Reason) {
    let Some(session) = weak.upgrade() else { return };
    let _alone = session.encryption.dehydrating.lock().await;
    let devices = session.client.encryption().dehydrated_devices();
    let done = async {
        let _fresh = http_policy::fresh();
        if !devices.is_supported().await? {
            return Ok(());
        }
        session.encryption.note(&session.client, |notes| notes.rehydrate = true).await;
        let stored = match store.get_secret(SECRET).await? {
            Some(text) => session.olm.keep_pickle_key(&text).await,
            None => None,
        };
        let anew = reason == Reason::NewRecoveryKey || stored.is_none();
        // With a new secret storage the old one's key is known here alone.
        let old = match stored {
            Some(key) => Some(key),
            None => session.olm.pickle_key().await,
        };
        if let Some(key) = &old {
            rehydrate(&devices, key).await?;
        }
        let key = match old {
            Some(key) if !anew => key,
            _ => devices.reset_key(&store).await?,
        };
        make(&session, &devices, &key).await
    };
    tell(done.await);
}

/// Goes on with what was left, and replaces one of ours that is worn.
pub(super) async fn look_after(session: &Session) {
    // Whoever is at it does it.
    let Some(_alone) = session.encryption.dehydrating.try_lock() else { return };
    let notes = session.encryption.facts().notes.clone();
    let worn = notes.dehydrated.filter(|made| now() > made.at.saturating_add(WORN));
    if !notes.rehydrate && worn.is_none() {
        return;
    }
    let Some(key) = session.olm.pickle_key().await else { return };
    let devices = session.client.encryption().dehydrated_devices();
    let done = async {
        if notes.rehydrate {
            rehydrate(&devices, &key).await?;
        } else if there_is(&session.client).await? != worn.map(|made| made.id) {
            // Another device has made one since, maybe with another key: that one looks after it.
            session.encryption.note(&session.client, |notes| notes.dehydrated = None).await;
            return Ok(());
        }
        make(session, &devices, &key).await
    };
    tell(done.await);
}

/// There is to be none any more.
pub(super) async fn end(session: &Session) {
    session
        .encryption
        .note(&session.client, |notes| (notes.dehydrated, notes.rehydrate) = (None, false))
        .await;
    session.olm.forget_pickle_key().await;
    tell(session.client.encryption().dehydrated_devices().delete().await);
}

/// Takes the keys of the one there is. One that cannot be opened is nobody's any more.
async fn rehydrate(devices: &DehydratedDevices, key: &DehydratedDeviceKey) -> Outcome {
    match devices.rehydrate(key).await {
        Err(error @ (DehydratedDeviceError::Crypto(_) | DehydratedDeviceError::Olm(_))) => {
            tracing::warn!(%error, "the dehydrated device was not opened");
            Ok(())
        }
        done => done.map(|found| tracing::info!(found, "the dehydrated device was looked for")),
    }
}

async fn make(session: &Session, devices: &DehydratedDevices, key: &DehydratedDeviceKey) -> Outcome {
    // The list of devices is not asked for until it is known what this one is.
    let _asking = session.devices.hold().await;
    let id = devices.create(Some(NAME), key).await?;
    let made = Made { id: id.to_string(), at: now() };
    session
        .encryption
        .note(&session.client, |notes| (notes.dehydrated, notes.rehydrate) = (Some(made), false))
        .await;
    if let Err(failure) = session.encryption.ask_for_recovery(&session.client).await {
        tracing::info!(?failure, "the own devices were not asked for");
    }
    Ok(())
}

/// The ID of the one that the homeserver has.
async fn there_is(client: &Client) -> Result<Option<String>, DehydratedDeviceError> {
    use matrix_sdk::ruma::api::error::ErrorKind::{NotFound, Unrecognized};
    match client.send(get_dehydrated_device::unstable::Request::new()).await {
        Ok(answer) => Ok(Some(answer.device_id.to_string())),
        Err(error) => match error.client_api_error_kind() {
            Some(NotFound | Unrecognized) => Ok(None),
            _ => Err(error.into()),
        },
    }
}

fn tell(done: Outcome) {
    if let Err(error) = done {
        tracing::warn!(%error, "the dehydrated device was not brought into order");
    }
}
