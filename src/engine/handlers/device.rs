//! Devices, of the account and of others.

use std::sync::Arc;

use matrix_sdk::{
    encryption::{
        LocalTrust,
        identities::{Device, ManualVerifyError},
    },
    ruma::OwnedDeviceId,
};
use protocol::{
    Failure,
    profile::{DeviceVerified, VerifyDevice},
};

use super::profile::user_id;
use crate::{map::failure, session::Session};

/// Compares what somebody was told of a device with its key, and marks it as verified where that is the same.
pub(crate) async fn verify_device(
    session: &Arc<Session>,
    command: VerifyDevice,
) -> Result<DeviceVerified, Failure> {
    let user = user_id(&command.user)?;
    let name = OwnedDeviceId::from(command.device.as_str());
    let encryption = session.client.encryption();
    let known = || async {
        encryption.get_device(&user, &name).await.map_err(|error| failure::failure(&error.into()))
    };
    let device = match known().await? {
        Some(device) => device,
        // Nobody with whom the account is in an encrypted room, or the device is new.
        None => {
            let asked = encryption.request_user_identity(&user).await;
            asked.map_err(|error| failure::failure(&error))?;
            let Some(device) = known().await? else { return Ok(DeviceVerified::Unknown) };
            device
        }
    };
    let Some(key) = device.ed25519_key() else { return Ok(DeviceVerified::Unknown) };
    let (has, told) = (key.to_base64(), bare(&command.fingerprint));
    if has != told {
        return Ok(DeviceVerified::Differs { fingerprint: has });
    }
    if device.is_verified() {
        return Ok(DeviceVerified::Already);
    }
    mark(&device, device.user_id() == session.client.user_id().unwrap_or(&user)).await?;
    Ok(DeviceVerified::Now)
}

/// A fingerprint as it is compared: it is shown in groups.
fn bare(fingerprint: &str) -> String {
    let bare: String = fingerprint.chars().filter(|letter| !letter.is_whitespace()).collect();
    bare.trim_end_matches('=').to_owned()
}

/// A device of the account is signed, for all its devices to know, where this one has the keys to do so. Of others only
/// this device knows.
async fn mark(device: &Device, own: bool) -> Result<(), Failure> {
    if own {
        match device.verify().await {
            Ok(()) => return Ok(()),
            Err(ManualVerifyError::Http(error)) => return Err(failure::http(&error)),
            Err(ManualVerifyError::Signature(error)) => {
                tracing::info!(%error, "an own device is trusted here alone");
            }
        }
    }
    let trusted = device.set_local_trust(LocalTrust::Verified).await;
    trusted.map_err(|error| failure::failure(&error.into()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn blanks_of_a_fingerprint_do_not_count() {
        assert_eq!(super::bare(" wxyz ABcd\n+/9= "), "wxyzABcd+/9");
    }
}
