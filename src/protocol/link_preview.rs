//! What stands behind a link.

use serde::{Deserialize, Serialize};

use crate::{composer::SendText, media::MediaSource};

/// Asks the homeserver what stands behind a link (D27; spec, `/preview_url`): it learns of the link by that. None where
/// it has nothing to say.
///
/// # Errors
/// `Offline`, `Timeout`, `RateLimited`: then it may be asked again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadLinkPreview {
    /// The address, `http:` or `https:`.
    pub url: String,
}

/// Reply of [`LoadLinkPreview`]: what the page says of itself, each on one line and cut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPreview {
    /// The page's title.
    pub title: Option<String>,
    /// What it is about.
    pub text: Option<String>,
    /// The site it belongs to.
    pub site: Option<String>,
    /// A picture, kept by the homeserver.
    pub picture: Option<MediaSource>,
}

/// What the sender of a message says of one of its links (D28; MSC4095).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundledPreview {
    /// The address, as it stands in the message.
    pub url: String,
    /// What they say; none where the homeserver is to be asked.
    pub told: Option<LinkPreview>,
}

/// Queues a message as [`SendText`] does, with what is known of its links. Cancel: never.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendWithPreviews {
    /// The message.
    pub message: SendText,
    /// What is said of links in it. Pictures go along in rooms that are not encrypted.
    pub previews: Vec<BundledPreview>,
}
