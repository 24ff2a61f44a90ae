//! The files of what is to be sent later (E21): their bytes, in the SDK's media store, encrypted as those are that wait in the
//! send queue, and under no bound of the media that are kept for reading again.

use std::sync::Arc;

use async_trait::async_trait;
use matrix_sdk::{
    Client,
    media::{MediaFormat, MediaRequestParameters},
    ruma::{
        OwnedMxcUri,
        events::room::MediaSource,
        serde::{Base64, base64::Standard},
    },
};
use matrix_sdk_base::media::store::IgnoreMediaRetentionPolicy;
use protocol::{
    BlobRef, Failure, FailureKind,
    composer::{Measured, MeasuredThumbnail, NewFile, Sample},
    failure::StorageFault,
};
use serde::{Deserialize, Serialize};

use crate::{attachments::Attachments, platform::ReadBlob};

/// A file that is kept to be sent later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptFile {
    /// Names its bytes, and its sending.
    pub(crate) id: String,
    pub(crate) filename: String,
    pub(crate) mime: String,
    /// Bytes.
    pub(crate) size: u64,
    pub(crate) caption: String,
    pub(crate) keep_notes: bool,
    pub(crate) measures: Option<Measures>,
}

/// What the interface measured of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Measures {
    width: u32,
    height: u32,
    duration_ms: u64,
    thumbnail: Option<Thumbnail>,
    sample: (u32, u32, Base64<Standard>),
    pub(crate) voice: Option<Vec<u16>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Thumbnail {
    mime: String,
    width: u32,
    height: u32,
    size: u64,
}

impl KeptFile {
    /// A file that is to be kept under a name of its own.
    pub(crate) fn new(id: String, file: &NewFile) -> Self {
        let measures = file.measured.as_ref().map(|measured| Measures {
            width: measured.width,
            height: measured.height,
            duration_ms: measured.duration_ms,
            thumbnail: measured.thumbnail.as_ref().map(|small| Thumbnail {
                mime: small.mime.clone(),
                width: small.width,
                height: small.height,
                size: small.size,
            }),
            sample: (
                measured.sample.width,
                measured.sample.height,
                Base64::new(measured.sample.rgba.clone()),
            ),
            voice: measured.voice.clone(),
        });
        Self {
            id,
            filename: file.filename.clone(),
            mime: file.mime.clone(),
            size: file.size,
            caption: file.caption.clone(),
            keep_notes: file.keep_notes,
            measures,
        }
    }

    fn thumbnail(&self) -> Option<&Thumbnail> {
        self.measures.as_ref()?.thumbnail.as_ref()
    }

    /// What it takes of the bound.
    pub(crate) fn bytes(&self) -> u64 {
        self.size.saturating_add(self.thumbnail().map_or(0, |small| small.size))
    }

    /// Stores its bytes.
    pub(crate) async fn store(
        &self,
        client: &Client,
        file: &NewFile,
        attachments: &Attachments,
    ) -> Result<(), Failure> {
        put(client, &self.id, attachments.read(file.blob).await?, self.size).await?;
        let small = file.measured.as_ref().and_then(|measured| measured.thumbnail.as_ref());
        if let Some(small) = small {
            put(client, &small_of(&self.id), attachments.read(small.blob).await?, small.size).await?;
        }
        Ok(())
    }

    /// The file as it was handed over, with its bytes, which have numbers from `first` on.
    pub(crate) fn opened(&self, client: &Client, first: u32) -> (NewFile, Vec<Arc<dyn ReadBlob>>) {
        let stored = |id| Arc::new(Stored { client: client.clone(), id }) as Arc<dyn ReadBlob>;
        let mut blobs = vec![stored(self.id.clone())];
        let measured = self.measures.as_ref().map(|measures| {
            let (width, height, rgba) = &measures.sample;
            Measured {
                width: measures.width,
                height: measures.height,
                duration_ms: measures.duration_ms,
                thumbnail: measures.thumbnail.as_ref().map(|small| {
                    blobs.push(stored(small_of(&self.id)));
                    MeasuredThumbnail {
                        blob: BlobRef(first + 1),
                        mime: small.mime.clone(),
                        width: small.width,
                        height: small.height,
                        size: small.size,
                    }
                }),
                sample: Sample { width: *width, height: *height, rgba: rgba.as_bytes().to_vec() },
                voice: measures.voice.clone(),
            }
        });
        let file = NewFile {
            blob: BlobRef(first),
            filename: self.filename.clone(),
            mime: self.mime.clone(),
            size: self.size,
            measured,
            caption: self.caption.clone(),
            keep_notes: self.keep_notes,
        };
        (file, blobs)
    }

    /// Deletes its bytes. What is not there is no matter.
    pub(super) async fn delete(&self, client: &Client) {
        let Ok(store) = client.media_store().lock().await else { return };
        for id in [self.id.clone(), small_of(&self.id)] {
            if let Err(error) = store.remove_media_content(&request(&id)).await {
                tracing::warn!(%error, "a file that was to be sent later was not deleted");
            }
        }
    }
}

fn small_of(id: &str) -> String {
    format!("{id}.small")
}

/// As the send queue does it: an address that no homeserver has.
fn request(id: &str) -> MediaRequestParameters {
    let uri = OwnedMxcUri::from(format!("mxc://send-later.localhost/{id}"));
    MediaRequestParameters { source: MediaSource::Plain(uri), format: MediaFormat::File }
}

/// Stores bytes, of which there have to be as many as was said.
async fn put(client: &Client, id: &str, bytes: Vec<u8>, size: u64) -> Result<(), Failure> {
    if bytes.len() as u64 != size {
        return Err(FailureKind::Invalid { field: "size".into() }.into());
    }
    let full = || Failure::from(FailureKind::Storage(StorageFault::Full));
    let store = client.media_store().lock().await.map_err(|_| full())?;
    let put = store.add_media_content(&request(id), bytes, IgnoreMediaRetentionPolicy::Yes).await;
    put.map_err(|error| {
        tracing::warn!(%error, "a file that is to be sent later was not stored");
        full()
    })
}

/// Bytes that are kept.
struct Stored {
    client: Client,
    id: String,
}

#[cfg_attr(target_family = "wasm", async_trait(?Send))]
#[cfg_attr(not(target_family = "wasm"), async_trait)]
impl ReadBlob for Stored {
    async fn read(&self) -> Result<Vec<u8>, StorageFault> {
        let unreadable = StorageFault::Unreadable;
        let store = self.client.media_store().lock().await.map_err(|_| unreadable)?;
        match store.get_media_content(&request(&self.id)).await {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(unreadable),
            Err(error) => {
                tracing::warn!(%error, "a file that is to be sent later was not read");
                Err(unreadable)
            }
        }
    }
}
