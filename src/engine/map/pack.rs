//! Packs of emoji and stickers (spec, "Image packs"; MSC2545). What is in them others have written: each picture is read
//! by itself, so that a broken one spoils none of its neighbours.

use matrix_sdk::ruma::MxcUri;
use protocol::packs::{LONGEST_SHORTCODE, PackImage, is_shortcode};
use serde_json::{Map, Value};

use super::{label::label, media::mxc, rich_text::cut_at};

/// Pictures of one pack that are read.
const MOST_IMAGES: usize = 1_000;
/// Bytes of a pack's name.
const LONGEST_NAME: usize = 100;
/// Bytes of a picture's address: a server's name has 255 at most.
const LONGEST_URI: usize = 400;

/// A pack, as its event says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Mapped {
    /// Its name, if it has one.
    pub(crate) name: Option<String>,
    /// Its picture, if it has one.
    pub(crate) avatar: Option<protocol::MxcUri>,
    /// Its pictures.
    pub(crate) images: Vec<PackImage>,
    /// How many more there are.
    pub(crate) left_out: u32,
}

/// Reads a pack.
pub(crate) fn pack(content: &Map<String, Value>) -> Mapped {
    let about = content.get("pack").and_then(Value::as_object);
    let usage = about.and_then(|about| used(about.get("usage"))).unwrap_or((true, true));
    let mut all = content.get("images").and_then(Value::as_object).into_iter().flatten();
    let images = all.by_ref().take(MOST_IMAGES).filter_map(|(name, image)| picture(name, image, usage));
    Mapped {
        images: images.collect(),
        left_out: u32::try_from(all.count()).unwrap_or(u32::MAX),
        name: about.and_then(|about| name(about.get("display_name")?.as_str()?)),
        avatar: about.and_then(|about| address(about.get("avatar_url"))),
    }
}

/// A name in one line that turns nothing around it.
fn name(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(cut_at(&label(&line)?, LONGEST_NAME).to_owned())
}

/// Where a picture is.
pub(crate) fn address(value: Option<&Value>) -> Option<protocol::MxcUri> {
    picture_uri(value?.as_str()?)
}

/// The address of a picture, if a text is one.
pub(crate) fn picture_uri(text: &str) -> Option<protocol::MxcUri> {
    Some(text).filter(|text| text.len() <= LONGEST_URI).and_then(|text| mxc(<&MxcUri>::from(text)))
}

fn picture(name: &str, image: &Value, of_pack: (bool, bool)) -> Option<PackImage> {
    let shown = !name.trim().is_empty()
        && name.len() <= LONGEST_SHORTCODE
        && !name.chars().any(|letter| letter.is_control());
    let uri = address(image.get("url")).filter(|_| shown)?;
    let (emoticon, sticker) = used(image.get("usage")).unwrap_or(of_pack);
    // What cannot be typed between colons can still be a sticker.
    let emoticon = emoticon && is_shortcode(name);
    (emoticon || sticker).then(|| PackImage { shortcode: name.to_owned(), uri, emoticon, sticker })
}

/// Whether something is an emoji and a sticker; none where that is not said, which means both.
fn used(usage: Option<&Value>) -> Option<(bool, bool)> {
    let usage = usage?.as_array().filter(|usage| !usage.is_empty())?;
    let has = |what: &str| usage.iter().any(|one| one == what);
    Some((has("emoticon"), has("sticker")))
}

/// The name under which a reaction's picture goes: `shortcode` with or without colons (MSC4027).
pub(crate) fn reaction_name(content: &Value) -> Option<String> {
    let said = content.get("shortcode").or_else(|| content.get("com.beeper.reaction.shortcode"))?.as_str()?;
    name(said.trim().trim_matches(':'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(content: Value) -> Mapped {
        pack(content.as_object().expect("an object"))
    }

    fn codes(mapped: &Mapped) -> Vec<(&str, bool, bool)> {
        mapped.images.iter().map(|one| (one.shortcode.as_str(), one.emoticon, one.sticker)).collect()
    }

    #[test]
    fn usage_is_that_of_the_picture_or_else_of_the_pack() {
        let mapped = read(json!({
            "images": {
                "cat": { "url": "mxc://a.example/1" },
                "dog": { "url": "mxc://a.example/2", "usage": ["sticker"] },
                "two words": { "url": "mxc://a.example/3", "usage": [] },
            },
            "pack": { "display_name": " Pets\nand more ", "avatar_url": "https://a.example/x.png" },
        }));
        assert_eq!(codes(&mapped), [("cat", true, true), ("dog", false, true), ("two words", false, true)]);
        assert_eq!((mapped.name.as_deref(), mapped.avatar), (Some("Pets and more"), None));
        let emoticons =
            json!({ "images": { "a": { "url": "mxc://a.example/1" } }, "pack": { "usage": ["emoticon"] } });
        assert_eq!(codes(&read(emoticons)), [("a", true, false)]);
    }

    #[test]
    fn what_is_broken_spoils_nothing_else() {
        let long = "x".repeat(5_000);
        let mapped = read(json!({
            "images": {
                "": { "url": "mxc://a.example/1" },
                "web": { "url": "https://a.example/1" },
                "path": { "url": "mxc://../../etc" },
                "number": 7,
                "none": null,
                long.as_str(): { "url": "mxc://a.example/1" },
                "far": { "url": format!("mxc://{long}/1") },
                "fine": { "url": "mxc://a.example/1", "usage": "emoticon", "info": 3 },
            },
            "pack": "nonsense",
        }));
        assert_eq!(codes(&mapped), [("fine", true, true)]);
        assert_eq!(read(json!({ "images": [] })), Mapped::default());
        let many: Map<String, Value> =
            (0..10_000).map(|at| (format!("x{at}"), json!({ "url": "mxc://a.example/1" }))).collect();
        let mapped = read(json!({ "images": many }));
        assert_eq!((mapped.images.len(), mapped.left_out), (1_000, 9_000));
    }

    #[test]
    fn a_reaction_is_named_with_or_without_colons() {
        let named = |content: Value| reaction_name(&content);
        assert_eq!(named(json!({ "shortcode": ":cat:" })).as_deref(), Some("cat"));
        assert_eq!(named(json!({ "com.beeper.reaction.shortcode": "cat" })).as_deref(), Some("cat"));
        assert_eq!(named(json!({ "shortcode": 3 })), None);
        assert_eq!(named(json!({ "shortcode": "::" })), None);
    }
}
