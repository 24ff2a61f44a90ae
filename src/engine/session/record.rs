//! What is kept of a session between two lives of the engine, in the vault.

use matrix_sdk::{
    SessionMeta, SessionTokens,
    authentication::matrix::MatrixSession,
    ruma::{OwnedDeviceId, OwnedUserId},
};
use protocol::{Secret, failure::StorageFault, session::Account};
use serde::{Deserialize, Serialize};

use crate::platform::FormerKeys;

/// The record. Versioned JSON: fields may be added with a default, never reused.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Record {
    version: u32,
    /// The homeserver's base URL.
    pub(super) homeserver: String,
    /// The stores' name.
    pub(super) store: String,
    /// What encrypts the stores.
    pub(super) passphrase: String,
    user: OwnedUserId,
    device: OwnedDeviceId,
    access_token: String,
    /// Show the first-run panel.
    pub(super) first_run: bool,
    /// The server ended the session softly (A16).
    #[serde(default)]
    pub(super) soft_logged_out: bool,
    /// Last known display name.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// Last known avatar.
    #[serde(default)]
    pub(super) avatar: Option<String>,
    /// The crypto store, where it is Element's (decision 034).
    #[serde(default)]
    pub(super) former: Option<FormerStore>,
}

/// A crypto store that was taken over.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct FormerStore {
    key: Secret,
    /// Whether the rest of Element's session is deleted.
    pub(super) settled: bool,
}

/// The newest that this build reads.
const VERSION: u32 = 2;
/// What every build reads.
const PLAIN: u32 = 1;
/// With a crypto store of Element's: a build that does not know of it would open one of its own, and be another device
/// of the same name.
const TAKEN_OVER: u32 = 2;

impl Record {
    pub(super) fn new(
        homeserver: String,
        store: String,
        passphrase: String,
        session: &MatrixSession,
    ) -> Self {
        Self {
            version: PLAIN,
            homeserver,
            store,
            passphrase,
            user: session.meta.user_id.clone(),
            device: session.meta.device_id.clone(),
            access_token: session.tokens.access_token.clone(),
            first_run: true,
            soft_logged_out: false,
            name: None,
            avatar: None,
            former: None,
        }
    }

    /// Notes that the crypto store is Element's, encrypted with this key.
    pub(super) fn with_former(mut self, key: Secret) -> Self {
        self.version = TAKEN_OVER;
        self.former = Some(FormerStore { key, settled: false });
        self
    }

    /// After signing in again: what was known before of the same account.
    pub(super) fn renewed(&self, session: &MatrixSession) -> Self {
        let new = Self::new(self.homeserver.clone(), self.store.clone(), self.passphrase.clone(), session);
        Self {
            version: self.version,
            first_run: self.first_run,
            name: self.name.clone(),
            avatar: self.avatar.clone(),
            former: self.former.clone(),
            ..new
        }
    }

    /// The crypto store, where it is Element's.
    pub(super) fn former_keys(&self) -> Option<FormerKeys> {
        self.former.as_ref().map(|former| FormerKeys {
            user: self.user.to_string(),
            device: self.device.to_string(),
            key: former.key.clone(),
        })
    }

    /// The session as the SDK restores it.
    pub(super) fn session(&self) -> MatrixSession {
        MatrixSession {
            meta: SessionMeta { user_id: self.user.clone(), device_id: self.device.clone() },
            tokens: SessionTokens { access_token: self.access_token.clone(), refresh_token: None },
        }
    }

    pub(super) fn user(&self) -> &OwnedUserId {
        &self.user
    }

    pub(super) fn device(&self) -> &OwnedDeviceId {
        &self.device
    }

    /// The account as the tabs show it.
    pub(super) fn account(&self) -> Account {
        Account {
            user: self.user.as_str().into(),
            device: self.device.to_string(),
            homeserver: self.homeserver.clone(),
            name: self.name.clone(),
            avatar: self.avatar.as_deref().map(Into::into),
            first_run: self.first_run,
            taken_over: self.former.is_some(),
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, StorageFault> {
        let record: Self = serde_json::from_slice(bytes).map_err(|_| StorageFault::Unreadable)?;
        if record.version > VERSION {
            return Err(StorageFault::Unreadable);
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let session: MatrixSession = serde_json::from_str(
            r#"{"user_id":"@a:vmst.io","device_id":"D","access_token":"t","refresh_token":null}"#,
        )
        .unwrap();
        Record::new("https://matrix.vmst.io/".into(), "s".into(), "p".into(), &session)
    }

    #[test]
    fn a_record_comes_back_whole() {
        let read = Record::from_bytes(&record().to_bytes()).unwrap();
        assert_eq!(read.account(), record().account());
        assert_eq!(read.session().tokens.access_token, "t");
    }

    #[test]
    fn a_record_of_before_has_a_crypto_store_of_ours() {
        let old = br#"{"version":1,"homeserver":"https://h/","store":"s","passphrase":"p","user":"@a:vmst.io","device":"D","access_token":"t","first_run":false}"#;
        let read = Record::from_bytes(old).unwrap();
        assert_eq!(read.former_keys(), None);
        assert!(!read.account().taken_over);
    }

    #[test]
    fn elements_crypto_store_stays_the_accounts_and_no_older_build_passes_over_it() {
        let taken = record().with_former(Secret::new("k"));
        let read = Record::from_bytes(&taken.to_bytes()).unwrap();
        assert_eq!(read.version, TAKEN_OVER);
        assert_eq!(record().version, PLAIN);
        assert!(read.account().taken_over);
        let again = Record::from_bytes(&read.renewed(&read.session()).to_bytes()).unwrap();
        assert_eq!(again.version, TAKEN_OVER);
        let keys = FormerKeys { user: "@a:vmst.io".into(), device: "D".into(), key: Secret::new("k") };
        assert_eq!(again.former_keys(), Some(keys));
        assert!(again.former.is_some_and(|former| !former.settled));
    }

    #[test]
    fn a_newer_builds_record_is_not_guessed_at() {
        let mut newer = record();
        newer.version = VERSION + 1;
        assert_eq!(Record::from_bytes(&newer.to_bytes()).err(), Some(StorageFault::Unreadable));
        assert_eq!(Record::from_bytes(b"{").err(), Some(StorageFault::Unreadable));
    }
}
