//! What is said of a web page: by the homeserver, or by the sender of a message (MSC4095). Any of it may be missing, or
//! nonsense.

use matrix_sdk::ruma::{
    events::{AnySyncTimelineEvent, room::MediaSource as SdkSource},
    serde::Raw,
};
use protocol::link_preview::{BundledPreview, LinkPreview};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{label::turns, media};

/// Bytes of a longer address nobody wrote by hand.
const LONGEST: usize = 2_048;
/// So many characters of a title, and of a site's name, are shown.
const TITLE: usize = 160;
/// So many of what the page is about.
const TEXT: usize = 400;
/// Of more previews in one message only so many are read.
const MOST: usize = 5;
/// The keys under which a message carries previews, by MSC4095.
const KEYS: [&str; 2] = [KEY, "m.url_previews"];
/// The one that is written.
pub(crate) const KEY: &str = "com.beeper.linkpreviews";

/// Whether an address is one of the web, and can be shown.
pub(crate) fn is_web(url: &str) -> bool {
    let known = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    known && url.len() <= LONGEST && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// What a page says of itself in OpenGraph's words.
pub(crate) fn preview(said: &Map<String, Value>) -> LinkPreview {
    let text = |key: &str, most: usize| {
        let line = said.get(key)?.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut letters = line.chars().filter(|c| !turns(*c) && !c.is_control());
        let mut cut: String = letters.by_ref().take(most).collect();
        if letters.next().is_some() {
            cut.push('…');
        }
        (!cut.is_empty()).then_some(cut)
    };
    let picture = said.get("og:image").and_then(Value::as_str).and_then(media::plain_source);
    LinkPreview {
        title: text("og:title", TITLE),
        text: text("og:description", TEXT),
        site: text("og:site_name", TITLE),
        picture: picture.as_ref().and_then(media::source),
    }
}

/// What the sender of a message says of its links. None where they leave that to the homeserver, and an empty list where
/// they want none to be shown.
pub(crate) fn bundled(json: Option<&Raw<AnySyncTimelineEvent>>) -> Option<Vec<BundledPreview>> {
    #[derive(Deserialize)]
    struct Event {
        content: Map<String, Value>,
    }
    let json = json.filter(|json| KEYS.iter().any(|key| json.json().get().contains(key)))?;
    let Event { mut content } = json.deserialize_as_unchecked::<Event>().ok()?;
    // An edit says it in what it replaces the message with.
    if let Some(Value::Object(new)) = content.remove("m.new_content") {
        content = new;
    }
    let list = KEYS.iter().find_map(|key| content.get(*key)?.as_array())?;
    Some(list.iter().take(MOST).filter_map(|one| read(one.as_object()?)).collect())
}

fn read(said: &Map<String, Value>) -> Option<BundledPreview> {
    let url = ["matched_url", "matrix:matched_url"].iter().find_map(|key| said.get(*key)?.as_str())?;
    if !is_web(url) {
        return None;
    }
    let mut told = preview(said);
    // The site is what the address says, not its sender.
    told.site = None;
    told.picture = secret(said).or(told.picture);
    Some(BundledPreview {
        url: url.to_owned(),
        told: Some(told).filter(|told| *told != LinkPreview::default()),
    })
}

/// The picture of an encrypted message, with its key.
fn secret(said: &Map<String, Value>) -> Option<protocol::media::MediaSource> {
    let key = ["beeper:image:encryption", "matrix:image:encryption"];
    let mut file = key.iter().find_map(|key| said.get(*key)?.as_object()).cloned()?;
    if !file.contains_key("url") {
        file.insert("url".to_owned(), said.get("og:image")?.clone());
    }
    let file = serde_json::from_value(Value::Object(file)).ok()?;
    let source = media::source(&SdkSource::Encrypted(Box::new(file)))?;
    // Read back, which looks at its address.
    media::sdk_source(&source).map(|_| source)
}

/// What goes out with a message. A picture that the homeserver keeps unencrypted stays out of encrypted rooms.
pub(crate) fn written(previews: &[BundledPreview], text: &str, encrypted: bool) -> Value {
    let fine = |one: &&BundledPreview| is_web(&one.url) && text.contains(&one.url);
    let of = |one: &BundledPreview| {
        // Of a link without more than that the reader's homeserver may be asked.
        let told = one.told.clone().unwrap_or_default();
        let picture =
            told.picture.as_ref().filter(|_| !encrypted).and_then(|source| {
                match media::sdk_source(source)? {
                    SdkSource::Plain(uri) => Some(uri.to_string()),
                    SdkSource::Encrypted(_) => None,
                }
            });
        let mut said = Map::new();
        said.insert("matched_url".to_owned(), one.url.clone().into());
        for (key, text) in [
            ("og:title", told.title.as_ref()),
            ("og:description", told.text.as_ref()),
            ("og:site_name", told.site.as_ref()),
            ("og:image", picture.as_ref()),
        ] {
            said.extend(text.map(|text| (key.to_owned(), text.as_str().into())));
        }
        Value::Object(said)
    };
    previews.iter().filter(fine).take(MOST).map(of).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(value: &Value) -> LinkPreview {
        preview(value.as_object().expect("an object"))
    }

    fn of(content: &Value) -> Option<Vec<BundledPreview>> {
        let event = json!({ "type": "m.room.message", "content": content });
        bundled(Some(&Raw::from_json_string(event.to_string()).expect("JSON")))
    }

    #[test]
    fn only_addresses_of_the_web_are_shown() {
        assert!(is_web("https://tiles.example/style.json?key=1"));
        for address in
            ["", "javascript:alert(1)", "data:application/json,{}", "https://a b", "//tiles.example"]
        {
            assert!(!is_web(address), "{address}");
        }
    }

    #[test]
    fn what_a_page_says_is_cut_and_nonsense_left_out() {
        let all = said(&json!({
            "og:title": "  A\n ti\u{202e}tle ",
            "og:description": "x".repeat(1_000),
            "og:site_name": 7,
            "og:image": "mxc://vmst.io/abc",
            "og:image:width": "wide",
        }));
        assert_eq!(all.title.as_deref(), Some("A title"));
        assert_eq!(all.text.map(|text| text.chars().count()), Some(401));
        assert_eq!(all.site, None);
        assert!(all.picture.is_some());
        let none = said(&json!({ "og:title": " ", "og:image": "https://example.org/a.png" }));
        assert_eq!(none, LinkPreview::default(), "only what the homeserver keeps is shown");
    }

    #[test]
    fn a_message_may_bring_its_previews() {
        let file = json!({
            "url": "mxc://b.example/secret", "v": "v2", "iv": "AQEBAQEBAQEBAQEBAQEBAQ",
            "key": {
                "kty": "oct", "key_ops": ["encrypt", "decrypt"], "alg": "A256CTR", "ext": true,
                "k": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            },
            "hashes": { "sha256": "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI" },
        });
        let content = json!({ "body": "https://a.example/", "com.beeper.linkpreviews": [
            { "matched_url": "https://a.example/", "og:title": "Apples", "og:site_name": "My bank", "og:image": "mxc://b.example/plain" },
            { "matched_url": "https://b.example/", "og:title": "Pears", "beeper:image:encryption": file },
            { "matched_url": "https://c.example/" },
        ]});
        let told = of(&content).expect("previews");
        assert_eq!(
            told.iter().map(|one| one.url.as_str()).collect::<Vec<_>>(),
            ["https://a.example/", "https://b.example/", "https://c.example/"]
        );
        let first = told[0].told.as_ref().expect("said");
        assert_eq!((first.title.as_deref(), &first.site), (Some("Apples"), &None));
        assert!(first.picture.is_some());
        let secret = told[1].told.as_ref().and_then(|told| told.picture.as_ref()).expect("a picture");
        assert!(matches!(media::sdk_source(secret), Some(SdkSource::Encrypted(_))));
        assert_eq!(told[2].told, None, "the homeserver is asked");
        assert_eq!(of(&json!({ "body": "x", "com.beeper.linkpreviews": [] })), Some(Vec::new()));
        let edit = json!({ "body": "* x", "com.beeper.linkpreviews": [], "m.new_content": content });
        assert_eq!(of(&edit).map(|all| all.len()), Some(3));
    }

    #[test]
    fn what_goes_out_says_what_is_known() {
        let picture = media::plain_source("mxc://b.example/a").as_ref().and_then(media::source);
        let told = LinkPreview { title: Some("Apples".to_owned()), picture, ..LinkPreview::default() };
        let one = |url: &str, told| BundledPreview { url: url.to_owned(), told };
        let previews = [
            one("https://a.example/", Some(told.clone())),
            one("https://a.example/b", None),
            one("https://elsewhere.example/", Some(told.clone())),
            one("javascript:alert(1)", Some(told)),
        ];
        let text = "see https://a.example/ and https://a.example/b javascript:alert(1)";
        let title = json!({ "matched_url": "https://a.example/", "og:title": "Apples" });
        let bare = json!({ "matched_url": "https://a.example/b" });
        assert_eq!(written(&previews, text, true), json!([title, bare]));
        let mut all = title;
        all["og:image"] = "mxc://b.example/a".into();
        assert_eq!(written(&previews, text, false), json!([all, bare]));
        assert_eq!(of(&json!({ "com.beeper.linkpreviews": [all] })).map(|all| all.len()), Some(1));
    }

    #[test]
    fn hostile_previews_are_left_out() {
        assert_eq!(of(&json!({ "body": "x" })), None);
        assert_eq!(of(&json!({ "body": "com.beeper.linkpreviews" })), None);
        assert_eq!(of(&json!({ "com.beeper.linkpreviews": "x" })), None);
        let all = of(&json!({ "com.beeper.linkpreviews": [
            7, "x", null, {}, { "matched_url": 7 },
        ]}));
        assert_eq!(all, Some(Vec::new()));
        for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", ""] {
            let told = of(&json!({ "com.beeper.linkpreviews": [{ "matched_url": url, "og:title": "x" }] }));
            assert_eq!(told, Some(Vec::new()), "{url}");
        }
        let many: Vec<_> = (0..1_000).map(|_| json!({ "matched_url": "https://a.example/" })).collect();
        assert_eq!(of(&json!({ "com.beeper.linkpreviews": many })).map(|all| all.len()), Some(MOST));
        for encryption in
            [json!({}), json!({ "url": "https://a.example/x.png" }), json!("x"), json!({ "url": 7 })]
        {
            let told = of(&json!({ "com.beeper.linkpreviews": [
                { "matched_url": "https://a.example/", "og:title": "x", "beeper:image:encryption": encryption },
            ]}));
            let told = told.and_then(|mut all| all.pop()?.told).expect("said");
            assert_eq!(told.picture, None);
        }
    }
}
