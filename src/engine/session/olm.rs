//! What the SDK's client does not give away of an account's keys (decision 030).

use matrix_sdk::ruma::{
    events::secret_storage::key::{
        PassPhrase, SecretStorageEncryptionAlgorithm, SecretStorageKeyEventContent,
        SecretStorageV1AesHmacSha2Properties,
    },
    uint,
};
use matrix_sdk_base::{BaseClient, crypto::secret_storage::SecretStorageKey};

/// The crypto of an account. Clones are the same.
#[derive(Clone)]
pub(crate) struct Olm(BaseClient);

impl Olm {
    /// That of a client's base.
    pub(super) fn new(base: BaseClient) -> Self {
        Self(base)
    }

    /// A key for what the account's verified devices alone may read. It comes from the self-signing key, so it changes
    /// with the account's identity. None as long as this device does not have that.
    pub(crate) async fn key_for(&self, purpose: &str) -> Option<SecretStorageKey> {
        let machine = self.0.olm_machine().await;
        let keys = machine.as_ref()?.export_cross_signing_keys().await.ok()??;
        key(keys.self_signing_key.as_ref()?, purpose)
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
