//! What the SDK's client does not give away of an account's keys (decision 030).

use std::collections::BTreeMap;

use matrix_sdk::ruma::{
    RoomId, UserId,
    api::client::sync::sync_events::DeviceLists,
    events::{
        AnyMessageLikeEvent, AnyToDeviceEvent,
        secret_storage::key::{
            PassPhrase, SecretStorageEncryptionAlgorithm, SecretStorageKeyEventContent,
            SecretStorageV1AesHmacSha2Properties,
        },
    },
    serde::Raw,
    uint,
};
use matrix_sdk_base::{
    BaseClient,
    crypto::{
        EncryptionSyncChanges, UserIdentity, olm::ExportedRoomKey, secret_storage::SecretStorageKey,
        store::types::DehydratedDeviceKey, vodozemac::base64_decode,
    },
};
use matrix_sdk_common::deserialized_responses::WithheldCode;
use protocol::{Failure, FailureKind};

use super::recipients::Recipients;
use crate::map::failure;

/// The crypto of an account. Clones are the same.
#[derive(Debug, Clone)]
pub(crate) struct Olm(BaseClient, Recipients);

impl Olm {
    /// That of a client's base.
    pub(super) fn new(base: BaseClient, recipients: Recipients) -> Self {
        Self(base, recipients)
    }

    /// To whom the keys of messages go.
    pub(crate) fn recipients(&self) -> &Recipients {
        &self.1
    }

    /// A key for what the account's verified devices alone may read. It comes from the self-signing key, so it changes
    /// with the account's identity. None as long as this device does not have that.
    pub(crate) async fn key_for(&self, purpose: &str) -> Option<SecretStorageKey> {
        let machine = self.0.olm_machine().await;
        let keys = machine.as_ref()?.export_cross_signing_keys().await.ok()??;
        key(keys.self_signing_key.as_ref()?, purpose)
    }

    /// The key of the dehydrated device, as far as this device knows.
    pub(crate) async fn pickle_key(&self) -> Option<DehydratedDeviceKey> {
        let machine = self.0.olm_machine().await;
        machine.as_ref()?.dehydrated_devices().get_dehydrated_device_pickle_key().await.ok()?
    }

    /// Keeps the key that lies in the secret storage. None where that is no key.
    pub(crate) async fn keep_pickle_key(&self, text: &str) -> Option<DehydratedDeviceKey> {
        let key = DehydratedDeviceKey::from_slice(&base64_decode(text).ok()?).ok()?;
        let machine = self.0.olm_machine().await;
        let kept = machine.as_ref()?.dehydrated_devices().save_dehydrated_device_pickle_key(&key).await;
        if let Err(error) = kept {
            tracing::warn!(%error, "the key of the dehydrated device was not kept");
        }
        Some(key)
    }

    /// Forgets it.
    pub(crate) async fn forget_pickle_key(&self) {
        let machine = self.0.olm_machine().await;
        let Some(machine) = machine.as_ref() else { return };
        if let Err(error) = machine.dehydrated_devices().delete_dehydrated_device_pickle_key().await {
            tracing::warn!(%error, "the key of the dehydrated device was not forgotten");
        }
    }

    /// Whether a person's identity has replaced another about which nothing was decided since; `true` where that was
    /// verified.
    pub(crate) async fn replaced(&self, user: &UserId) -> Option<bool> {
        let machine = self.0.olm_machine().await;
        match machine.as_ref()?.get_identity(user, None).await.ok()?? {
            UserIdentity::Other(person) if person.has_verification_violation() => Some(true),
            UserIdentity::Other(person) if person.identity_needs_user_approval() => Some(false),
            _ => None,
        }
    }

    /// Hands over once more a step of a verification that sync has brought to a room, in its readable form. What there is
    /// to answer goes out with the next answer of sync.
    pub(crate) async fn take_step(&self, step: &AnyMessageLikeEvent) {
        let machine = self.0.olm_machine().await;
        let Some(machine) = machine.as_ref() else { return };
        if let Err(error) = machine.receive_verification_event(step).await {
            tracing::warn!(%error, "a step of a verification was not taken");
        }
    }

    /// Hands over once more what sync has brought to this device.
    pub(crate) async fn take_to_device(&self, event: Raw<AnyToDeviceEvent>) {
        self.receive(vec![event]).await;
    }

    /// Has verifications that have ended be forgotten, as each answer of sync does.
    pub(crate) async fn forget_ended(&self) {
        self.receive(Vec::new()).await;
    }

    async fn receive(&self, to_device_events: Vec<Raw<AnyToDeviceEvent>>) {
        let machine = self.0.olm_machine().await;
        let Some(machine) = machine.as_ref() else { return };
        let changes = EncryptionSyncChanges {
            to_device_events,
            changed_devices: &DeviceLists::new(),
            one_time_keys_counts: &BTreeMap::new(),
            unused_fallback_keys: None,
            next_batch_token: None,
        };
        if let Err(error) = machine.receive_sync_changes_msc4186(changes, &self.0.decryption_settings).await {
            tracing::warn!(%error, "what was sent to this device was not taken once more");
        }
    }

    /// Why somebody has kept the key of a session, where they have said so.
    pub(crate) async fn withheld(&self, room: &RoomId, session: &str) -> Option<WithheldCode> {
        let machine = self.0.olm_machine().await;
        let said = machine.as_ref()?.store().get_withheld_info(room, session).await.ok()??;
        Some(said.content.withheld_code())
    }

    /// The rooms' keys that this device has, as they go elsewhere.
    pub(crate) async fn export_room_keys(&self) -> Result<Vec<ExportedRoomKey>, Failure> {
        let machine = self.0.olm_machine().await;
        let store = machine.as_ref().ok_or(FailureKind::NotSignedIn)?.store();
        store.export_room_keys(|_| true).await.map_err(|error| failure::failure(&error.into()))
    }

    /// Takes rooms' keys; says how many are new, or reach further back. What waits for them is decrypted.
    pub(crate) async fn import_room_keys(&self, keys: Vec<ExportedRoomKey>) -> Result<usize, Failure> {
        let machine = self.0.olm_machine().await;
        let store = machine.as_ref().ok_or(FailureKind::NotSignedIn)?.store();
        let taken = store.import_exported_room_keys(keys, |_, _| {}).await;
        taken.map(|taken| taken.imported_count).map_err(|error| failure::failure(&error.into()))
    }
}

/// Derives a key. The secret has 256 random bits, so one round is as good as many.
fn key(secret: &str, purpose: &str) -> Option<SecretStorageKey> {
    let properties = SecretStorageV1AesHmacSha2Properties::new(None, None);
    let algorithm = SecretStorageEncryptionAlgorithm::V1AesHmacSha2(properties);
    let mut about = SecretStorageKeyEventContent::new(purpose.to_owned(), algorithm);
    about.passphrase = Some(PassPhrase::new(purpose.to_owned(), uint!(1)));
    SecretStorageKey::from_account_data(secret, about).ok()
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::events::secret::request::SecretName;

    use super::*;

    #[test]
    fn a_key_is_of_one_secret_and_one_purpose() {
        let name = SecretName::from("words");
        let made = |secret, purpose| key(secret, purpose).expect("a key");
        let sealed = made("c2VjcmV0", "one").encrypt(b"words".to_vec(), &name);
        assert_eq!(made("c2VjcmV0", "one").decrypt(&sealed, &name).expect("the same key"), b"words");
        assert!(made("c2VjcmV0", "other").decrypt(&sealed, &name).is_err());
        assert!(made("b3RoZXI", "one").decrypt(&sealed, &name).is_err());
    }
}
