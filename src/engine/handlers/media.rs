//! Bytes: pictures, files, avatars.

use std::sync::Arc;

use matrix_sdk::{
    media::{MediaFormat, MediaRequestParameters, MediaThumbnailSettings},
    ruma::{
        OwnedMxcUri, UInt, api::client::media::get_content_thumbnail::v3::Method, events::room::MediaSource,
    },
};
use mime::Mime;
use protocol::{
    BlobRef, Failure, FailureKind,
    media::{FetchMedia, MediaWanted, Upload, UploadPicture},
};

use super::attachment::most;
use crate::{
    attachments::Attachments,
    map::{failure, media},
    publish::ValueSink,
    session::Session,
    uploads::Uploads,
};

/// Avatars come in these sizes, so that one in the list serves the timeline too.
const AVATAR_SIZES: [u32; 4] = [48, 96, 192, 384];

/// Publishes how far the files are that are on their way.
pub(crate) async fn publish_uploads(uploads: Uploads, out: ValueSink<Vec<Upload>>) -> Failure {
    uploads.follow(|all| out.set(all)).await;
    FailureKind::Internal.into()
}

/// Fetches, decrypts and caches.
pub(crate) async fn fetch_media(session: &Arc<Session>, command: FetchMedia) -> Result<Vec<u8>, Failure> {
    let invalid = || Failure::from(FailureKind::Invalid { field: "source".into() });
    let (source, format) = match command.wanted {
        MediaWanted::File(source) => (media::sdk_source(&source).ok_or_else(invalid)?, MediaFormat::File),
        MediaWanted::Thumbnail { source, width, height } => {
            let source = media::sdk_source(&source).ok_or_else(invalid)?;
            let size = MediaThumbnailSettings::new(pixels(width), pixels(height));
            (source, MediaFormat::Thumbnail(size))
        }
        MediaWanted::Avatar { uri, size } => {
            let source = media::plain_source(uri.as_str()).ok_or_else(invalid)?;
            let size = AVATAR_SIZES.into_iter().find(|step| *step >= size).unwrap_or(AVATAR_SIZES[3]);
            let size = MediaThumbnailSettings::with_method(Method::Crop, pixels(size), pixels(size));
            (source, MediaFormat::Thumbnail(size))
        }
        MediaWanted::Emoticon { uri, size } => {
            let source = media::plain_source(uri.as_str()).ok_or_else(invalid)?;
            (source, MediaFormat::Thumbnail(MediaThumbnailSettings::new(pixels(size), pixels(size))))
        }
    };
    // A server cannot scale what it cannot read.
    let format = if matches!(source, MediaSource::Encrypted(_)) { MediaFormat::File } else { format };
    let scaled = matches!(format, MediaFormat::Thumbnail(_));
    let store = session.client.media();
    let mut request = MediaRequestParameters { source, format };
    match store.get_media_content(&request, true).await {
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            let failure = failure::failure(&error);
            // Some pictures (SVG, damaged ones, those of a server that keeps no thumbnails) exist only whole.
            let only_whole =
                matches!(failure.kind, FailureKind::NotFound | FailureKind::Server { status: 400..=499, .. });
            if !scaled || !only_whole {
                return Err(failure);
            }
            request.format = MediaFormat::File;
            store.get_media_content(&request, true).await.map_err(|error| failure::failure(&error))
        }
    }
}

/// Puts a picture onto the homeserver.
pub(crate) async fn upload_picture(
    session: &Arc<Session>,
    command: UploadPicture,
    attachments: &Attachments,
) -> Result<protocol::MxcUri, Failure> {
    let mime: Mime = command.mime.parse().map_err(|_| FailureKind::Invalid { field: "mime".into() })?;
    if mime.type_() != mime::IMAGE {
        return Err(FailureKind::Invalid { field: "mime".into() }.into());
    }
    let (uri, _) = upload(session, command.blob, &mime, attachments).await?;
    Ok(uri.as_str().into())
}

/// Puts bytes onto the homeserver, unencrypted; the address, and how many they are.
pub(super) async fn upload(
    session: &Session,
    blob: BlobRef,
    mime: &Mime,
    attachments: &Attachments,
) -> Result<(OwnedMxcUri, u64), Failure> {
    let data = attachments.read(blob).await?;
    let (size, limit) = (data.len() as u64, most(session).await);
    if size > limit {
        return Err(FailureKind::TooLarge { limit: Some(limit) }.into());
    }
    let sent = session.client.media().upload(mime, data, None).await;
    Ok((sent.map_err(|error| failure::failure(&error))?.content_uri, size))
}

fn pixels(pixels: u32) -> UInt {
    UInt::from(pixels.clamp(1, 4096))
}
