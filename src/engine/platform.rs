//! What the shell round the engine must give: a browser's worker, or a test.

use std::sync::Arc;

use async_trait::async_trait;
use matrix_sdk::config::StoreConfig;
use matrix_sdk_base::crypto::store::CryptoStore;
use matrix_sdk_common::{SendOutsideWasm, SyncOutsideWasm};
use protocol::{Secret, failure::StorageFault};

use crate::uploads::Uploads;

/// A file the tab handed over, read only when it is needed.
#[cfg_attr(target_family = "wasm", async_trait(?Send))]
#[cfg_attr(not(target_family = "wasm"), async_trait)]
pub trait ReadBlob: SendOutsideWasm + SyncOutsideWasm {
    /// All bytes.
    async fn read(&self) -> Result<Vec<u8>, StorageFault>;
}

/// The way back to one tab.
pub trait TabPort: SendOutsideWasm + SyncOutsideWasm {
    /// Posts a frame: the encoded head, and attachments that are moved, not copied.
    fn post(&self, head: Vec<u8>, attachments: Vec<Vec<u8>>);
}

/// What Element has left of a session (docs/decisions/034-element-leftovers.md).
#[derive(Debug, Clone, PartialEq)]
pub struct Former {
    /// What its crypto store is encrypted with.
    pub key: Secret,
    /// Its access token, where that lies in its databases.
    pub token: Option<Secret>,
}

/// A crypto store that was Element's.
#[derive(Debug, Clone, PartialEq)]
pub struct FormerKeys {
    /// Whose it is.
    pub user: String,
    /// The device's ID.
    pub device: String,
    /// What it is encrypted with.
    pub key: Secret,
}

impl FormerKeys {
    /// Whether a store holds them. Over one that is empty the SDK would make another device of the same name.
    pub async fn are_in(&self, store: &impl CryptoStore) -> bool {
        match store.load_account().await {
            Ok(Some(account)) => account.user_id == self.user && account.device_id == self.device,
            Ok(None) => false,
            Err(error) => {
                tracing::error!(?error, "the keys that Element has left cannot be read");
                false
            }
        }
    }
}

/// Where the SDK keeps an account's data.
#[cfg_attr(target_family = "wasm", async_trait(?Send))]
#[cfg_attr(not(target_family = "wasm"), async_trait)]
pub trait Stores: SendOutsideWasm + SyncOutsideWasm {
    /// Opens an account's stores, all encrypted with the passphrase. `former`: its crypto store is Element's.
    async fn open(
        &self,
        name: &str,
        passphrase: &str,
        former: Option<&FormerKeys>,
    ) -> Result<StoreConfig, StorageFault>;
    /// Makes ready for a new account's data, before its stores are opened. What cannot be made ready is slower.
    async fn prepare(&self, name: &str, passphrase: &str);
    /// Deletes everything that is kept under other names: what a failed sign-in or a logout left over. Called
    /// before any store is opened.
    async fn keep_only(&self, name: Option<&str>);
    /// Bytes of the media kept under the name, where the SDK's store does not tell it.
    async fn media_bytes(&self, _name: &str) -> Option<u64> {
        None
    }
    /// Deletes everything kept under the name.
    async fn delete(&self, name: &str) -> Result<(), StorageFault>;
    /// What Element has left of this device's session; none where it cannot be taken over. Changes nothing.
    ///
    /// # Errors
    /// `Held` where a page of Element's is open; `Unreadable` where its secrets cannot be opened.
    async fn former(&self, _user: &str, _device: &str) -> Result<Option<Former>, StorageFault> {
        Ok(None)
    }
    /// Deletes what Element has left of its session but the crypto store: it cannot come back to the device.
    async fn end_former(&self) -> Result<(), StorageFault> {
        Ok(())
    }
    /// Deletes the crypto store that Element has left.
    async fn delete_former(&self) -> Result<(), StorageFault> {
        Ok(())
    }
}

/// What the vault keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sealed {
    /// The session's record.
    Record,
    /// The first rows of the list of rooms, as they last were.
    Rooms,
    /// The newest items of the room that was looked at.
    Room,
}

/// Keeps a few small secrets, encrypted at rest (A15).
#[cfg_attr(target_family = "wasm", async_trait(?Send))]
#[cfg_attr(not(target_family = "wasm"), async_trait)]
pub trait Vault: SendOutsideWasm + SyncOutsideWasm {
    /// What was kept, if anything.
    async fn load(&self, what: Sealed) -> Result<Option<Vec<u8>>, StorageFault>;
    /// Replaces what is kept.
    async fn save(&self, what: Sealed, bytes: &[u8]) -> Result<(), StorageFault>;
    /// Deletes everything.
    async fn clear(&self) -> Result<(), StorageFault>;
}

/// The rest of the shell.
pub trait Shell: SendOutsideWasm + SyncOutsideWasm {
    /// Random bytes fit for keys.
    fn random(&self, bytes: usize) -> Vec<u8>;
    /// The log ring as text.
    fn log(&self) -> String;
    /// Bytes of memory in use; zero where it cannot be known.
    fn memory(&self) -> u64;
    /// Ends the engine's process: some tasks of the SDK outlive the client they were made for.
    fn end(&self);
}

/// Everything the shell gives.
#[derive(Clone)]
pub struct Platform {
    /// Names the build; tabs of another one are told to reload.
    pub build: String,
    /// The SDK's stores.
    pub stores: Arc<dyn Stores>,
    /// The session record.
    pub vault: Arc<dyn Vault>,
    /// Chance, log, life.
    pub shell: Arc<dyn Shell>,
    /// What the shell knows of files on their way.
    pub uploads: Uploads,
}
