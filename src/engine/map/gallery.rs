//! Several files in one message (MSC4274).

use matrix_sdk::ruma::events::room::message::{
    FormattedBody, GalleryItemType, GalleryMessageEventContent, MessageType,
};
use protocol::{rich_text::RichText, timeline::Content};

use super::{
    media::{self, safe_filename},
    rich_text::cut_at,
};

/// Files that are shown of one message. An event has at most 65,536 bytes, which has room for some hundred.
const MOST: usize = 50;
/// Bytes of a caption below one of them, and of its HTML.
const LONGEST: usize = 2_000;
const LONGEST_HTML: usize = 8 * 1024;

/// What a gallery says. `text` makes a caption of plain and formatted words.
pub(crate) fn gallery(
    content: &GalleryMessageEventContent,
    text: &dyn Fn(&str, Option<&FormattedBody>) -> RichText,
) -> Content {
    let caption = |caption: Option<&str>, formatted: Option<&FormattedBody>| {
        let formatted = formatted.filter(|formatted| formatted.body.len() <= LONGEST_HTML);
        caption.map(|caption| text(cut_at(caption, LONGEST), formatted))
    };
    let item = |item: &GalleryItemType| match item {
        GalleryItemType::Image(image) => Some(Content::Image {
            media: media::image(image)?,
            caption: caption(image.caption(), image.formatted_caption()),
        }),
        GalleryItemType::Video(video) => Some(Content::Video {
            media: media::video(video)?,
            caption: caption(video.caption(), video.formatted_caption()),
        }),
        GalleryItemType::Audio(audio) => Some(Content::Audio {
            media: media::audio(audio)?,
            caption: caption(audio.caption(), audio.formatted_caption()),
        }),
        GalleryItemType::File(file) => Some(Content::File {
            media: media::file(file)?,
            caption: caption(file.caption(), file.formatted_caption()),
        }),
        _ => None,
    };
    let items: Vec<Content> = content.itemtypes.iter().take(MOST).filter_map(item).collect();
    let more = u32::try_from(content.itemtypes.len() - items.len()).unwrap_or(u32::MAX);
    Content::Gallery { more, caption: words(content).map(|(body, html)| text(body, html)), items }
}

/// What is said below all of the files, if anything is.
pub(crate) fn words(content: &GalleryMessageEventContent) -> Option<(&str, Option<&FormattedBody>)> {
    let body = content.body.as_str();
    (!body.trim().is_empty() && body != names(content)).then_some((body, content.formatted.as_ref()))
}

/// The names of the files, which stand in the place of a caption for clients that know no galleries.
pub(crate) fn names(content: &GalleryMessageEventContent) -> String {
    listed(content.itemtypes.iter().take(MOST).map(|item| match item {
        GalleryItemType::Image(image) => image.filename(),
        GalleryItemType::Video(video) => video.filename(),
        GalleryItemType::Audio(audio) => audio.filename(),
        GalleryItemType::File(file) => file.filename(),
        other => other.body(),
    }))
}

/// Names of files in one line.
pub(crate) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(safe_filename).collect::<Vec<_>>().join(", ")
}

/// A gallery under the name that it will have: the SDK knows it by that of the proposal only.
pub(crate) fn stable(message: &MessageType) -> Option<GalleryMessageEventContent> {
    if message.msgtype() != "m.gallery" {
        return None;
    }
    let mut content = message.data().into_owned();
    content.insert("body".to_owned(), message.body().into());
    serde_json::from_value(content.into()).ok()
}
