//! What the shell round the engine must give: a browser's worker, or a test.

use std::sync::Arc;

use async_trait::async_trait;
use matrix_sdk::config::StoreConfig;
use matrix_sdk_common::{SendOutsideWasm, SyncOutsideWasm};
use protocol::failure::StorageFault;

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

/// Where the SDK keeps an account's data.
#[cfg_attr(target_family = "wasm", async_trait(?Send))]
#[cfg_attr(not(target_family = "wasm"), async_trait)]
pub trait Stores: SendOutsideWasm + SyncOutsideWasm {
    /// Opens an account's stores, all encrypted with the passphrase.
    async fn open(&self, name: &str, passphrase: &str) -> Result<StoreConfig, StorageFault>;
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
