//! The media that are kept on this device, to be read again (F12).

use std::sync::Arc;

use matrix_sdk::media::MediaRetentionPolicy;
use protocol::{
    Failure,
    media_rules::{ClearKeptMedia, KeptMedia, ReadKeptMedia},
};

use crate::{host::Inner, map::failure, session::Session};

/// Bytes of pictures and files kept for reading again, and of the largest one kept.
const ALL: u64 = 400_000_000;
pub(super) const LARGEST: u64 = 20_000_000;

/// How much is kept.
pub(crate) fn policy() -> MediaRetentionPolicy {
    MediaRetentionPolicy::new().with_max_cache_size(Some(ALL)).with_max_file_size(Some(LARGEST))
}

/// How much is kept now. The SDK's store tells it natively, on the web the shell does.
pub(crate) async fn read(inner: &Inner, _: ReadKeptMedia) -> Result<KeptMedia, Failure> {
    let session = inner.keeper.session().await?;
    let told = match session.client.media_store().lock().await {
        Ok(store) => store.get_size().await.ok().flatten().map(|bytes| bytes as u64),
        Err(_) => None,
    };
    let bytes = match (told, inner.keeper.store()) {
        (None, Some(name)) => inner.platform.stores.media_bytes(&name).await,
        (told, _) => told,
    };
    Ok(KeptMedia { bytes, most: ALL })
}

/// Deletes what is kept: nothing may be for a moment. What waits to be sent is under no policy.
pub(crate) async fn clear(session: &Arc<Session>, _: ClearKeptMedia) -> Result<(), Failure> {
    let media = session.client.media();
    let none = policy().with_max_cache_size(Some(0));
    let cleared = match media.set_media_retention_policy(none).await {
        Ok(()) => media.clean().await,
        Err(error) => Err(error),
    };
    let again = media.set_media_retention_policy(policy()).await;
    cleared.and(again).map_err(|error| failure::failure(&error))
}
