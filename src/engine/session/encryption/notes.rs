//! What is noted of the account's keys for the next life, in the SDK's store. Versioned JSON.

use matrix_sdk::Client;
use serde::{Deserialize, Serialize};

use super::dehydrated::Made;

const KEY: &[u8] = b"protium.encryption";

/// The notes. Fields may be added, never reused.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Notes {
    /// When the person has put off what is offered: milliseconds since 1970.
    pub(crate) put_off: Option<u64>,
    /// A recovery key was made here, and the person has not said that they have saved it.
    pub(crate) unsaved: bool,
    /// The version of key storage that this device is connected to.
    pub(crate) version: Option<String>,
    /// The rooms' keys are being fetched from key storage.
    pub(crate) fetching: bool,
    /// The dehydrated device that this device has made.
    pub(crate) dehydrated: Option<Made>,
    /// What the dehydrated device has is still to be taken.
    pub(crate) rehydrate: bool,
}

impl Notes {
    /// What the last life has noted.
    pub(super) async fn recall(client: &Client) -> Self {
        let kept = client.state_store().get_custom_value(KEY).await.ok().flatten();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps them for the next.
    pub(super) async fn keep(&self, client: &Client) {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        if let Err(error) = client.state_store().set_custom_value_no_read(KEY, bytes).await {
            tracing::warn!(%error, "what is noted of the keys was not kept");
        }
    }
}
