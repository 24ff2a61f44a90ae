//! Files that a tab handed over, by reference.

use async_trait::async_trait;
use engine::platform::ReadBlob;
use js_sys::Uint8Array;
use protocol::failure::StorageFault;
use wasm_bindgen_futures::JsFuture;

use crate::js;

/// A `Blob` or `File`; nothing is read before it is needed.
pub(crate) struct TabBlob(pub(crate) web_sys::Blob);

#[async_trait(?Send)]
impl ReadBlob for TabBlob {
    async fn read(&self) -> Result<Vec<u8>, StorageFault> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.map_err(|error| {
            tracing::warn!(error = js::message_of(&error), "a file was not read");
            StorageFault::Unreadable
        })?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}
