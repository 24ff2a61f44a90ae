//! The blobs that came beside a frame.

use std::sync::Arc;

use protocol::{BlobRef, Failure, FailureKind};

use crate::platform::ReadBlob;

/// The blobs of one frame, by number.
#[derive(Clone, Default)]
pub(crate) struct Attachments(pub(crate) Vec<Arc<dyn ReadBlob>>);

impl Attachments {
    /// Reads a blob whole.
    pub(crate) async fn read(&self, blob: BlobRef) -> Result<Vec<u8>, Failure> {
        let blob = self.0.get(blob.0 as usize).ok_or(FailureKind::Invalid { field: "blob".into() })?;
        blob.read().await.map_err(|fault| FailureKind::Storage(fault).into())
    }
}
