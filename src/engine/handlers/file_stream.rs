//! A file in parts: neither the engine nor the tab ever holds all of a large one.

use std::{
    io::Read,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::{
    StreamExt as _,
    future::{Either, select},
};
use matrix_sdk::{
    Client, Error,
    media::{MediaFormat, MediaRequestParameters},
    reqwest::Response,
    ruma::{
        MxcUri,
        api::{Metadata as _, client::authenticated_media},
        events::room::MediaSource,
    },
};
use matrix_sdk_base::{crypto::AttachmentDecryptor, media::store::IgnoreMediaRetentionPolicy};
use matrix_sdk_common::timeout::timeout;
use protocol::{
    Failure, FailureKind,
    media::{FilePart, FileStream},
};

use super::kept_media::LARGEST;
use crate::{
    map::{failure, media},
    parts::PartSink,
    session::Session,
};

/// Bytes that are worth a part of their own while the network is slow.
const LEAST: usize = 64 * 1024;
/// How long a server may say nothing in the middle of a file.
const STALLED: Duration = Duration::from_secs(60);

/// Sends the file's parts, and then waits to be unsubscribed.
pub(crate) async fn publish_file(session: Arc<Session>, topic: FileStream, out: PartSink) -> Failure {
    match send(&session.client, &topic, &out).await {
        Ok(()) => std::future::pending().await,
        Err(failure) => failure,
    }
}

async fn send(client: &Client, topic: &FileStream, out: &PartSink) -> Result<(), Failure> {
    let source = media::sdk_source(&topic.source)
        .ok_or_else(|| Failure::from(FailureKind::Invalid { field: "source".into() }))?;
    let request = MediaRequestParameters { source, format: MediaFormat::File };
    let plain = matches!(request.source, MediaSource::Plain(_));
    if let Some(bytes) = kept(client, &request).await.map_err(|error| failure::failure(&error))? {
        out.send(FilePart::Begin { total: Some(bytes.len() as u64), plain }, None).await;
        for part in bytes.chunks(FilePart::MOST) {
            out.send(FilePart::Bytes, Some(part.to_vec())).await;
        }
        out.send(FilePart::End, None).await;
        return Ok(());
    }
    let uri = match &request.source {
        MediaSource::Plain(uri) => uri,
        MediaSource::Encrypted(file) => &file.url,
    };
    let answer = ask(client, uri).await?;
    let total = answer.content_length();
    out.send(FilePart::Begin { total, plain }, None).await;
    let mut parts = Parts {
        out,
        gathered: Vec::new(),
        // What is small enough is kept, to be there without a network too.
        kept: total.is_none_or(|total| total <= LARGEST).then(Vec::new),
    };
    match &request.source {
        MediaSource::Plain(_) => {
            let plain = |bytes: &[u8]| Ok(bytes.to_vec());
            pass_on(answer, &mut parts, plain).await?;
        }
        MediaSource::Encrypted(file) => {
            let fed = Arc::new(Mutex::new(Vec::new()));
            let mut feed = Feed(fed.clone());
            let mut decryptor = AttachmentDecryptor::new(&mut feed, file.as_ref().clone().into())
                .map_err(|error| failure::internal(&error))?;
            let decrypt = |bytes: &[u8]| {
                fed.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
                let mut plain = vec![0; bytes.len()];
                decryptor.read_exact(&mut plain)?;
                Ok(plain)
            };
            pass_on(answer, &mut parts, decrypt).await?;
            // Nothing is left to be read: now it compares the hashes.
            decryptor.read(&mut [0]).map_err(|error| failure::internal(&error))?;
        }
    }
    parts.rest().await;
    if let Some(bytes) = parts.kept.take()
        && let Err(error) = keep(client, &request, bytes).await
    {
        tracing::warn!(%error, "a file was not kept");
    }
    out.send(FilePart::End, None).await;
    Ok(())
}

/// What the SDK has of it.
async fn kept(client: &Client, request: &MediaRequestParameters) -> Result<Option<Vec<u8>>, Error> {
    Ok(client.media_store().lock().await?.get_media_content(request).await?)
}

/// Gives the SDK all of it.
async fn keep(client: &Client, request: &MediaRequestParameters, bytes: Vec<u8>) -> Result<(), Error> {
    let store = client.media_store().lock().await?;
    Ok(store.add_media_content(request, bytes, IgnoreMediaRetentionPolicy::No).await?)
}

/// Asks the homeserver for a file; ends when its answer begins. The SDK reads answers whole, so this request is ours.
async fn ask(client: &Client, uri: &MxcUri) -> Result<Response, Failure> {
    let versions = client.supported_versions().await.map_err(|error| failure::http(&error))?;
    let signed = authenticated_media::get_content::v1::Request::PATH_BUILDER.is_supported(&versions);
    let invalid = || Failure::from(FailureKind::Invalid { field: "source".into() });
    let (server, id) = uri.parts().map_err(|_| invalid())?;
    let mut url = client.homeserver();
    let road: &[&str] =
        if signed { &["client", "v1", "media", "download"] } else { &["media", "v3", "download"] };
    url.path_segments_mut()
        .map_err(|()| invalid())?
        .pop_if_empty()
        .push("_matrix")
        .extend(road)
        .extend([server.as_str(), id]);
    let mut request = client.http_client().get(url);
    if signed {
        let token = client.access_token().ok_or(FailureKind::NotSignedIn)?;
        request = request.bearer_auth(token);
    }
    let answer = request.send().await.map_err(|_| Failure::from(FailureKind::Offline))?;
    let status = answer.status().as_u16();
    if status == 200 {
        return Ok(answer);
    }
    let said = answer.bytes().await.unwrap_or_default();
    Err(failure::answer(status, &said))
}

/// Hands on what comes, changed by `open`, until its end.
async fn pass_on(
    answer: Response,
    parts: &mut Parts<'_>,
    mut open: impl FnMut(&[u8]) -> std::io::Result<Vec<u8>>,
) -> Result<(), Failure> {
    let mut stream = pin!(answer.bytes_stream());
    loop {
        let mut next = pin!(timeout(stream.next(), STALLED));
        let next = loop {
            let came = match select(next.as_mut(), pin!(parts.can_go())).await {
                Either::Left((next, _)) => Some(next),
                Either::Right(_) => None,
            };
            match came {
                Some(next) => break next,
                // The network is slower than the tab, and may stand still for long.
                None => parts.rest().await,
            }
        };
        match next.map_err(|_| Failure::from(FailureKind::Timeout))? {
            None => return Ok(()),
            Some(Err(_)) => return Err(FailureKind::Offline.into()),
            Some(Ok(bytes)) => {
                let opened = open(&bytes).map_err(|error| failure::internal(&error))?;
                parts.add(opened).await;
            }
        }
    }
}

/// What has come and was not sent yet.
struct Parts<'a> {
    out: &'a PartSink,
    gathered: Vec<u8>,
    /// All of it, as long as it may be kept.
    kept: Option<Vec<u8>>,
}

impl Parts<'_> {
    async fn add(&mut self, bytes: Vec<u8>) {
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(&bytes);
            if kept.len() as u64 > LARGEST {
                self.kept = None;
            }
        }
        if self.gathered.is_empty() {
            self.gathered = bytes;
        } else {
            self.gathered.extend_from_slice(&bytes);
        }
        while self.gathered.len() >= FilePart::MOST {
            let rest = self.gathered.split_off(FilePart::MOST);
            let part = std::mem::replace(&mut self.gathered, rest);
            self.out.send(FilePart::Bytes, Some(part)).await;
        }
    }

    /// Waits until there is something worth a part, which would go out at once.
    async fn can_go(&self) {
        if self.gathered.len() < LEAST {
            return std::future::pending().await;
        }
        self.out.free().await;
    }

    async fn rest(&mut self) {
        if !self.gathered.is_empty() {
            let part = std::mem::take(&mut self.gathered);
            self.out.send(FilePart::Bytes, Some(part)).await;
        }
    }
}

/// Gives the decryptor what has come.
struct Feed(Arc<Mutex<Vec<u8>>>);

impl Read for Feed {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.len().min(into.len());
        into[..count].copy_from_slice(&waiting[..count]);
        waiting.drain(..count);
        Ok(count)
    }
}
