//! To which devices is sent, and from which is taken (B17, B18): kept with the account's data. Versioned JSON.

use std::collections::BTreeSet;

use eyeball::{SharedObservable, Subscriber};
use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client,
    encryption::LocalTrust,
    ruma::{OwnedDeviceId, OwnedRoomId, OwnedUserId},
};
use matrix_sdk_base::{
    BaseClient,
    crypto::{DecryptionSettings, TrustRequirement},
    store::{DynStateStore, StoreError},
};
use protocol::{Failure, FailureKind, failure::StorageFault, trust::Rules};
use serde::{Deserialize, Serialize};

use super::{Session, recipients::Recipients};
use crate::map::failure;

const KEY: &[u8] = b"protium.device-rules";

/// What is kept. Fields may be added, never reused.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    verified_only: bool,
    secure_only: bool,
    /// Rooms where only verified devices are sent to.
    verified_rooms: BTreeSet<OwnedRoomId>,
    /// Devices that nobody vouches for, and that somebody has let in.
    let_in: Vec<(OwnedUserId, OwnedDeviceId)>,
}

impl Kept {
    async fn recall(store: &DynStateStore) -> Self {
        let kept = store.get_custom_value(KEY).await.ok().flatten();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    async fn keep(&self, store: &DynStateStore) -> Result<(), StoreError> {
        store.set_custom_value_no_read(KEY, serde_json::to_vec(self).unwrap_or_default()).await
    }

    fn rules(&self) -> Rules {
        Rules {
            verified_only: self.verified_only,
            secure_only: self.secure_only,
            verified_rooms: self.verified_rooms.iter().map(|room| room.as_str().into()).collect(),
        }
    }

    fn give_to(&self, recipients: &Recipients) {
        recipients.set(self.verified_only, self.secure_only, self.verified_rooms.clone());
    }
}

/// Gives the rules to the SDK, before its client is made.
pub(super) async fn apply(base: &mut BaseClient) -> Recipients {
    let kept = Kept::recall(base.state_store()).await;
    let sender_device_trust_requirement = match kept.secure_only {
        true => TrustRequirement::CrossSignedOrLegacy,
        false => TrustRequirement::Untrusted,
    };
    base.decryption_settings = DecryptionSettings { sender_device_trust_requirement };
    let recipients = Recipients::default();
    kept.give_to(&recipients);
    recipients.give_to(base);
    recipients
}

/// The rules of a session.
#[derive(Default)]
pub(crate) struct DeviceRules {
    kept: AsyncMutex<Kept>,
    shown: SharedObservable<Rules>,
}

impl DeviceRules {
    /// Reads what is kept.
    pub(super) async fn recall(&self, client: &Client) {
        let kept = Kept::recall(client.state_store()).await;
        self.shown.set(kept.rules());
        *self.kept.lock().await = kept;
    }

    /// The rules, and their changes.
    pub(crate) fn subscribe(&self) -> Subscriber<Rules> {
        self.shown.subscribe_reset()
    }

    /// Sets those that count for all rooms. Says whether the SDK has to begin anew for them.
    pub(crate) async fn set(
        &self,
        session: &Session,
        verified_only: bool,
        secure_only: bool,
    ) -> Result<bool, Failure> {
        let mut kept = self.kept.lock().await;
        let mut new = Kept { verified_only, secure_only, ..kept.clone() };
        if verified_only && !kept.verified_only {
            shut_out(&session.client, std::mem::take(&mut new.let_in)).await;
        }
        let anew = secure_only != kept.secure_only;
        self.keep(session, &mut kept, new).await?;
        Ok(anew)
    }

    /// Sets whether only verified devices are sent to in a room.
    pub(crate) async fn set_room(
        &self,
        session: &Session,
        room: OwnedRoomId,
        verified_only: bool,
    ) -> Result<(), Failure> {
        let mut kept = self.kept.lock().await;
        let mut new = kept.clone();
        match verified_only {
            true => {
                shut_out(&session.client, std::mem::take(&mut new.let_in)).await;
                new.verified_rooms.insert(room);
            }
            false => {
                new.verified_rooms.remove(&room);
            }
        }
        self.keep(session, &mut kept, new).await
    }

    /// Lets devices in that nobody vouches for.
    pub(crate) async fn let_in(
        &self,
        session: &Session,
        devices: impl Iterator<Item = (OwnedUserId, OwnedDeviceId)>,
    ) -> Result<(), Failure> {
        let mut kept = self.kept.lock().await;
        let mut new = kept.clone();
        for (user, device) in devices {
            let known = session.client.encryption().get_device(&user, &device).await;
            let Some(known) = known.map_err(|error| failure::failure(&error.into()))? else { continue };
            let trusted = known.set_local_trust(LocalTrust::Ignored).await;
            trusted.map_err(|error| failure::failure(&error.into()))?;
            new.let_in.push((user, device));
        }
        self.keep(session, &mut kept, new).await
    }

    async fn keep(&self, session: &Session, kept: &mut Kept, new: Kept) -> Result<(), Failure> {
        new.keep(session.client.state_store()).await.map_err(|error| {
            tracing::error!(%error, "the rules for devices were not kept");
            FailureKind::Storage(StorageFault::Unreadable)
        })?;
        new.give_to(session.olm.recipients());
        self.shown.set_if_not_eq(new.rules());
        *kept = new;
        Ok(())
    }
}

/// Whom somebody has let in is not let in where only verified devices are.
async fn shut_out(client: &Client, devices: Vec<(OwnedUserId, OwnedDeviceId)>) {
    for (user, device) in devices {
        if let Ok(Some(device)) = client.encryption().get_device(&user, &device).await
            && let Err(error) = device.set_local_trust(LocalTrust::Unset).await
        {
            tracing::warn!(%error, "a device that was let in stays so");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_build_has_kept_is_read() {
        let read = |json: &str| serde_json::from_str::<Kept>(json).expect("it is read");
        assert_eq!(read("{}"), Kept::default());
        let rules = read(r#"{"verified_only":true,"verified_rooms":["!a:b"],"later":1}"#).rules();
        assert!(rules.verified_only && !rules.secure_only);
        assert_eq!(rules.verified_rooms, ["!a:b".into()]);
    }
}
