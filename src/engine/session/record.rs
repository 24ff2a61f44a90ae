//! What is kept of a session between two lives of the engine, in the vault.

use matrix_sdk::{
    SessionMeta, SessionTokens,
    authentication::matrix::MatrixSession,
    ruma::{OwnedDeviceId, OwnedUserId},
};
use protocol::{failure::StorageFault, session::Account};
use serde::{Deserialize, Serialize};

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
}

const VERSION: u32 = 1;

impl Record {
    pub(super) fn new(
        homeserver: String,
        store: String,
        passphrase: String,
        session: &MatrixSession,
    ) -> Self {
        Self {
            version: VERSION,
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
        }
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
    fn a_newer_builds_record_is_not_guessed_at() {
        let mut newer = record();
        newer.version = VERSION + 1;
        assert_eq!(Record::from_bytes(&newer.to_bytes()).err(), Some(StorageFault::Unreadable));
        assert_eq!(Record::from_bytes(b"{").err(), Some(StorageFault::Unreadable));
    }
}
