//! What is known of the account's keys, and what that comes to.

use matrix_sdk::encryption::{VerificationState, backups::BackupState, recovery::RecoveryState};
use protocol::encryption::{DeviceTrust, EncryptionState, KeyStorage, Progress, RecoveryKeyState};

use super::{Notes, Stored};

/// Everything that is known.
pub(super) struct Facts {
    /// Whether the SDK has made or looked up what it makes or looks up at the beginning.
    pub(super) initialised: bool,
    pub(super) verification: VerificationState,
    pub(super) has_identity: bool,
    pub(super) recovery: RecoveryState,
    pub(super) backup: BackupState,
    /// What the homeserver said last.
    pub(super) stored: Option<Stored>,
    pub(super) storing: Option<Progress>,
    pub(super) restoring: Option<Progress>,
    pub(super) taking: Option<Progress>,
    pub(super) notes: Notes,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            initialised: false,
            verification: VerificationState::Unknown,
            has_identity: false,
            recovery: RecoveryState::Unknown,
            backup: BackupState::Unknown,
            stored: None,
            storing: None,
            restoring: None,
            taking: None,
            notes: Notes::default(),
        }
    }
}

impl Facts {
    /// Whether key storage is to be switched on without asking: on the first device, where nobody has switched it off
    /// and it was never there. Where there is a recovery key, the new storage's key has to come under that.
    pub(super) fn wants_storage(&self, stored: &Stored) -> bool {
        *stored == Stored::Nothing { switched_off: false }
            && self.initialised
            && self.has_identity
            && self.verification == VerificationState::Verified
            && self.recovery == RecoveryState::Disabled
            && self.backup == BackupState::Unknown
            && self.notes.version.is_none()
    }

    /// What it comes to; `before` is what it came to last.
    pub(super) fn compose(&self, before: &EncryptionState) -> EncryptionState {
        EncryptionState {
            device: match self.verification {
                VerificationState::Verified => DeviceTrust::Verified,
                // The first device is not verified until it has made the account's identity.
                VerificationState::Unverified if self.initialised => DeviceTrust::Unverified,
                _ => DeviceTrust::Unknown,
            },
            has_identity: self.has_identity,
            recovery: match self.recovery {
                RecoveryState::Unknown => RecoveryKeyState::Unknown,
                RecoveryState::Disabled => RecoveryKeyState::Missing,
                RecoveryState::Enabled if self.notes.unsaved => RecoveryKeyState::Unsaved,
                RecoveryState::Enabled => RecoveryKeyState::Ready,
                RecoveryState::Incomplete => RecoveryKeyState::Incomplete,
            },
            storage: self.storage(before.storage),
            storing: self.storing,
            restoring: self.restoring,
            taking: self.taking,
            put_off: self.notes.put_off,
        }
    }

    fn storage(&self, before: KeyStorage) -> KeyStorage {
        let connected = match self.backup {
            BackupState::Enabled => true,
            BackupState::Unknown => false,
            // On the way from one to the other.
            _ => return before,
        };
        match &self.stored {
            None if connected => KeyStorage::On,
            None => KeyStorage::Unknown,
            Some(Stored::Version(version)) => {
                let ours = self.notes.version.as_ref().is_none_or(|noted| noted == version);
                if connected && ours { KeyStorage::On } else { KeyStorage::OutOfSync }
            }
            Some(Stored::Nothing { switched_off: true }) => KeyStorage::Off,
            Some(Stored::Nothing { .. }) => {
                let was_on = connected
                    || self.notes.version.is_some()
                    || matches!(self.recovery, RecoveryState::Enabled | RecoveryState::Incomplete);
                if was_on { KeyStorage::Deleted } else { KeyStorage::Off }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_device() -> Facts {
        Facts {
            initialised: true,
            verification: VerificationState::Verified,
            has_identity: true,
            recovery: RecoveryState::Disabled,
            ..Facts::default()
        }
    }

    fn storage(facts: &Facts) -> KeyStorage {
        facts.compose(&EncryptionState::default()).storage
    }

    #[test]
    fn key_storage_is_switched_on_only_where_nothing_speaks_against_it() {
        let nothing = Stored::Nothing { switched_off: false };
        assert!(first_device().wants_storage(&nothing));
        assert!(!first_device().wants_storage(&Stored::Nothing { switched_off: true }));
        assert!(!first_device().wants_storage(&Stored::Version("1".into())));
        let unverified = Facts { verification: VerificationState::Unverified, ..first_device() };
        assert!(!unverified.wants_storage(&nothing));
        let recoverable = Facts { recovery: RecoveryState::Enabled, ..first_device() };
        assert!(!recoverable.wants_storage(&nothing), "its key would not be under the recovery key");
        let known = Notes { version: Some("1".into()), ..Notes::default() };
        let deleted = Facts { notes: known, ..first_device() };
        assert!(!deleted.wants_storage(&nothing), "somebody has deleted it");
    }

    #[test]
    fn key_storage_has_its_states() {
        let facts = |backup, stored, version: Option<&str>| Facts {
            backup,
            stored,
            notes: Notes { version: version.map(Into::into), ..Notes::default() },
            ..first_device()
        };
        let version = |version: &str| Some(Stored::Version(version.into()));
        let nothing = |switched_off| Some(Stored::Nothing { switched_off });
        let (on, off) = (BackupState::Enabled, BackupState::Unknown);
        assert_eq!(storage(&facts(off, None, None)), KeyStorage::Unknown);
        assert_eq!(storage(&facts(on, None, Some("1"))), KeyStorage::On, "as far as one knows offline");
        assert_eq!(storage(&facts(on, version("1"), Some("1"))), KeyStorage::On);
        assert_eq!(storage(&facts(on, version("2"), Some("1"))), KeyStorage::OutOfSync);
        assert_eq!(storage(&facts(off, version("1"), None)), KeyStorage::OutOfSync);
        assert_eq!(storage(&facts(off, nothing(true), Some("1"))), KeyStorage::Off);
        assert_eq!(storage(&facts(off, nothing(false), None)), KeyStorage::Off);
        assert_eq!(storage(&facts(off, nothing(false), Some("1"))), KeyStorage::Deleted);
        assert_eq!(storage(&facts(on, nothing(false), None)), KeyStorage::Deleted);
        let changing = facts(BackupState::Creating, nothing(false), None);
        let before = EncryptionState { storage: KeyStorage::On, ..EncryptionState::default() };
        assert_eq!(changing.compose(&before).storage, KeyStorage::On, "it stays what it was");
    }

    #[test]
    fn a_device_is_called_unverified_only_when_it_has_looked() {
        let device = |facts: Facts| facts.compose(&EncryptionState::default()).device;
        let early = Facts { verification: VerificationState::Unverified, ..Facts::default() };
        assert_eq!(device(early), DeviceTrust::Unknown);
        let late =
            Facts { verification: VerificationState::Unverified, initialised: true, ..Facts::default() };
        assert_eq!(device(late), DeviceTrust::Unverified);
        let early = Facts { verification: VerificationState::Verified, ..Facts::default() };
        assert_eq!(device(early), DeviceTrust::Verified);
    }
}
