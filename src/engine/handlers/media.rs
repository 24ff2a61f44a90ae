//! Bytes: fetched, decrypted, kept in the SDK's media cache.

use matrix_sdk::{
    media::{MediaFormat, MediaRequestParameters, MediaThumbnailSettings},
    ruma::{OwnedMxcUri, api::client::media::get_content_thumbnail::v3::Method, events::room::MediaSource},
};
use protocol::{
    Failure, FailureKind,
    media::{FetchMedia, MediaWanted},
};

use crate::{map::failure, session::Session};

/// Fetches what is wanted, from the cache if it is there.
pub(crate) async fn fetch_media(session: &Session, command: FetchMedia) -> Result<Vec<u8>, Failure> {
    let request = request(command.wanted)?;
    session
        .client
        .media()
        .get_media_content(&request, true)
        .await
        .map_err(|error| failure::failure(&error))
}

fn request(wanted: MediaWanted) -> Result<MediaRequestParameters, Failure> {
    Ok(match wanted {
        MediaWanted::File(source) => MediaRequestParameters { source: parse(&source.0)?, format: MediaFormat::File },
        MediaWanted::Thumbnail { source, width, height } => {
            let source = parse(&source.0)?;
            let format = match &source {
                // The server cannot scale what it cannot read.
                MediaSource::Encrypted(_) => MediaFormat::File,
                MediaSource::Plain(_) => scaled(Method::Scale, width, height),
            };
            MediaRequestParameters { source, format }
        }
        MediaWanted::Avatar { uri, size } => MediaRequestParameters {
            source: MediaSource::Plain(OwnedMxcUri::from(uri.0)),
            format: scaled(Method::Crop, size, size),
        },
    })
}

fn scaled(method: Method, width: u32, height: u32) -> MediaFormat {
    let settings = MediaThumbnailSettings::with_method(method, width.max(1).into(), height.max(1).into());
    MediaFormat::Thumbnail(settings)
}

fn parse(source: &str) -> Result<MediaSource, Failure> {
    serde_json::from_str(source).map_err(|_| FailureKind::Invalid { field: "source".into() }.into())
}
