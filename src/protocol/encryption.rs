//! The account's keys: whether this device is verified, the recovery key, and key storage.

use serde::{Deserialize, Serialize};

use crate::{ids::BlobRef, secret::Secret};

/// Topic: how it stands with the account's keys, the same for all tabs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EncryptionStatus;

/// Body of [`EncryptionStatus`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncryptionState {
    /// Whether the account's identity vouches for this device.
    pub device: DeviceTrust,
    /// Whether the private keys of the account's identity are all on this device.
    pub has_identity: bool,
    /// The recovery key.
    pub recovery: RecoveryKeyState,
    /// Key storage on the homeserver.
    pub storage: KeyStorage,
    /// Keys that are on their way into key storage.
    pub storing: Option<Progress>,
    /// Rooms whose keys are being fetched from key storage.
    pub restoring: Option<Progress>,
    /// Keys that are being taken from a file.
    pub taking: Option<Progress>,
    /// When the person has put off what is offered or asked here: milliseconds since 1970.
    pub put_off: Option<u64>,
}

/// Whether the account's identity vouches for this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceTrust {
    /// Not known yet.
    #[default]
    Unknown,
    /// It does.
    Verified,
    /// It does not: the person has not confirmed here that it is them.
    Unverified,
}

/// The account's recovery key (`m.secret_storage.default_key`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecoveryKeyState {
    /// Not known yet.
    #[default]
    Unknown,
    /// There is none.
    Missing,
    /// One was made on this device, and the person has not said that they have saved it.
    Unsaved,
    /// There is one, and this device has what it opens.
    Ready,
    /// There is one, and this device does not have everything that it opens.
    Incomplete,
}

/// Key storage on the homeserver ("key backup" in the specification).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyStorage {
    /// Not known yet.
    #[default]
    Unknown,
    /// Keys go there from this device.
    On,
    /// Nothing is stored: the person has switched it off, or it was never on.
    Off,
    /// There is one on the homeserver, and this device has not its key, or that of another one.
    OutOfSync,
    /// It was deleted, and nobody has said that it is to stay off.
    Deleted,
}

/// How much of something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// So many are done.
    pub done: u32,
    /// Of so many.
    pub all: u32,
}

/// Makes the account's first recovery key; replies with it, in groups of four letters. It is not kept anywhere: until
/// [`ConfirmRecoveryKeySaved`] the state says that it is unsaved.
///
/// # Errors
/// `Forbidden` where this device does not have the keys of the account's identity. `Invalid` naming `replace` where the
/// homeserver has a key storage that this device cannot open and `replace` is not set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreateRecoveryKey {
    /// Deletes a key storage that this device cannot open, with the keys in it.
    pub replace: bool,
}

/// The person has saved the recovery key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmRecoveryKeySaved;

/// Makes another recovery key in place of the one there is, which opens nothing any more; replies with it.
///
/// # Errors
/// As of [`CreateRecoveryKey`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeRecoveryKey {
    /// Deletes a key storage that this device cannot open, with the keys in it.
    pub replace: bool,
}

/// Opens the account's secrets with the recovery key, or the passphrase of one that was made with one: this device
/// becomes verified and gets the key of key storage. The keys of the rooms come afterwards
/// ([`EncryptionState::restoring`]).
///
/// # Errors
/// `Invalid` naming `key` where that is not the key; `NotFound` where the account has none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Restore {
    /// The key or passphrase, as it was typed.
    pub key: Secret,
}

/// Brings key storage into order where it is out of sync or was deleted: connects to the one there is, or makes a new
/// one, and writes its key to where the recovery key finds it. Keys that are stored where nobody has the key are lost.
///
/// # Errors
/// As of [`Restore`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepairKeyStorage {
    /// The key or passphrase, as it was typed.
    pub key: Secret,
}

/// Switches key storage on, or off. Off, everything that is stored is deleted, and the recovery key with it.
///
/// # Errors
/// `Invalid` naming `storage` where it is in a state that has to be repaired first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetKeyStorage {
    /// Whether it is to be on.
    pub on: bool,
}

/// "Later": what is offered or asked is not to be in the way for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PutOff;

/// Asks the homeserver how it stands, for who looks at it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckKeys;

/// Writes the rooms' keys that this device has into a file under a passphrase ("Key exports" in the specification), which
/// other clients open too. The file comes as an attachment; the reply is how many keys are in it.
///
/// # Errors
/// `NotFound` where there are no keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportRoomKeys {
    /// What opens the file.
    pub passphrase: Secret,
}

/// Takes the rooms' keys of such a file, of any client. Nothing is lost by it: what is here already stays.
///
/// # Errors
/// `Invalid` naming `passphrase` where that does not open it, `file` where it is none, or damaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportRoomKeys {
    /// The file.
    pub blob: BlobRef,
    /// What opens it.
    pub passphrase: Secret,
}

/// Reply of [`ImportRoomKeys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenKeys {
    /// Keys that were not here before, or not from so early on.
    pub new: u32,
    /// Keys in the file.
    pub all: u32,
}
