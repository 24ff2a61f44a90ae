use matrix_sdk::ruma::{
    MilliSecondsSinceUnixEpoch, OwnedMxcUri, UInt,
    events::room::{
        MediaSource as SdkSource,
        message::{AudioMessageEventContent, ImageMessageEventContent},
    },
};
use matrix_sdk_ui::timeline::{ReactionInfo, ReactionsByKeyBySender};
use protocol::media::{Blur, MediaSource};

use super::super::{
    blur,
    label::{label, topic},
    media::{audio, image, mxc, plain_source, safe_filename, sdk_source, source},
    summary::line,
    timeline_item::{cut_key, reactions},
};
use super::Example;

#[test]
fn file_names_can_be_shown_and_saved() {
    for (name, safe) in [
        ("a.png", "a.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\dir\\b.txt", "b.txt"),
        ("exe.\u{202e}gpj", "exe.gpj"),
        (".hidden", "hidden"),
        ("a\n\u{0}b\u{200b}.txt", "ab.txt"),
        ("what?<now>.txt", "what__now_.txt"),
        ("größe 1.pdf", "größe 1.pdf"),
        ("..", ""),
        ("", ""),
    ] {
        assert_eq!(safe_filename(name), safe, "{name:?}");
    }
    let long = safe_filename(&format!("{}.tar.gz", "ü".repeat(500)));
    assert!(long.len() <= 200 && long.ends_with(".gz"), "{long}");
}

#[test]
fn names_stand_among_words_and_turn_nothing() {
    for (name, shown) in [
        ("Ada", Some("Ada")),
        ("  Ada \n Lovelace ", Some("Ada   Lovelace")),
        ("Eve\u{2069}\u{202e}lived", Some("Evelived")),
        ("\u{202e}", None),
        ("", None),
        ("سميرة", Some("سميرة")),
        ("👩\u{200d}👩\u{200d}👧", Some("👩\u{200d}👩\u{200d}👧")),
    ] {
        assert_eq!(label(name).as_deref(), shown, "{name:?}");
    }
    assert!(label(&"ü".repeat(10_000_000)).is_some_and(|name| name.len() <= 512));
    assert_eq!(topic(" one\n\u{202e}two "), Some("one\ntwo".to_owned()));
    assert_eq!(line("a \u{202e}b"), "a b");
}

#[test]
fn reactions_are_counted_and_bounded() {
    let mut all = ReactionsByKeyBySender::default();
    let mut react = |key: &str, user: &str| {
        let timestamp = MilliSecondsSinceUnixEpoch(UInt::MIN);
        let user = user.try_into().expect("a user");
        all.entry(key.to_owned()).or_default().insert(user, ReactionInfo { timestamp, send_state: None });
    };
    (1..10_000).for_each(|user| react("👍", &format!("@u{user}:b.c")));
    react("👍", "@me:example.org");
    react(&"🦆".repeat(25_000), "@u1:b.c");
    react(&" ".repeat(100_000), "@u1:b.c");
    (0..10_000).for_each(|key| react(&format!("key {key}"), "@me:example.org"));
    let mapped = reactions(&all, &Example::new());
    assert_eq!(mapped.len(), 100);
    assert_eq!((mapped[0].count, mapped[0].senders.len(), mapped[0].own), (10_000, 200, true));
    assert_eq!((mapped[1].count, mapped[1].own), (1, false));
    assert!(mapped.iter().all(|reaction| reaction.key.len() <= 210 && !reaction.key.trim().is_empty()));
}

#[test]
fn addresses_without_end_are_none() {
    let long = OwnedMxcUri::from(format!("mxc://example.org/{}", "a".repeat(100_000)));
    assert!(source(&SdkSource::Plain(long.clone())).is_none() && mxc(&long).is_none());
}

#[test]
fn sources_go_and_come_back() {
    let plain = SdkSource::Plain(OwnedMxcUri::from("mxc://example.org/abc"));
    let wire = source(&plain).expect("a source");
    assert!(matches!(sdk_source(&wire), Some(SdkSource::Plain(uri)) if uri == "mxc://example.org/abc"));
    for bad in ["https://example.org/abc", "mxc://example.org", "mxc://example.org/../x", "", "mxc://a/b/c"] {
        assert!(source(&SdkSource::Plain(OwnedMxcUri::from(bad))).is_none(), "{bad}");
        assert!(plain_source(bad).is_none(), "{bad}");
    }
    for bad in ["", "null", "{}", "[]", "{\"file\":{}}", "{\"url\":\"file:///etc/passwd\"}"] {
        assert!(sdk_source(&MediaSource(bad.into())).is_none(), "{bad}");
    }
}

#[test]
fn claims_that_cannot_be_are_dropped() {
    let json = r#"{"body":"a.png","url":"mxc://a.example/b","info":{"w":0,"h":9007199254740991,
        "mimetype":"IMAGE/PNG","size":7,"xyz.amorgan.blurhash":"not a hash"}}"#;
    let content: ImageMessageEventContent = serde_json::from_str(json).expect("an image");
    let media = image(&content).expect("a picture");
    assert_eq!((media.width, media.height, media.blur), (None, None, None));
    assert_eq!((media.mime.as_deref(), media.size), (Some("image/png"), Some(7)));

    let json = r#"{"body":"Voice","url":"mxc://a.example/b","org.matrix.msc3245.voice":{},
        "org.matrix.msc1767.audio":{"duration":1500,"waveform":[0,1024,512]}}"#;
    let content: AudioMessageEventContent = serde_json::from_str(json).expect("a voice message");
    let media = audio(&content).expect("audio");
    assert!(media.voice);
    assert_eq!((media.duration_ms, media.waveform), (Some(1500), vec![0, 1024, 512]));
}

#[test]
fn blurhashes_are_bounded() {
    let hash = blur::encode(4, 4, &[200, 30, 30, 255].repeat(16)).expect("a hash");
    let picture = blur::decode(&hash).expect("a picture").rgba;
    assert_eq!(picture.len(), (Blur::SIDE * Blur::SIDE * 4) as usize);
    assert!(picture[0] > 150 && picture[1] < 90, "{:?}", &picture[..4]);
    for bad in ["", "x", "LEHV6n", "~~~~~~~~", "ééééééé", &"0".repeat(1_000_000)] {
        // Some of them are hashes by chance; none may panic.
        let _ = blur::decode(bad);
    }
    assert!(blur::decode(&"0".repeat(167)).is_none());
    for (width, height, bytes) in [(0, 0, 0), (4, 4, 63), (1 << 31, 1 << 31, 4), (65, 1, 260)] {
        assert!(blur::encode(width, height, &vec![0; bytes]).is_none());
    }
}

#[test]
fn reactions_are_cut_between_characters() {
    assert_eq!(cut_key("👍"), "👍");
    let long = cut_key(&"👩‍👩‍👧‍👦".repeat(50));
    assert!(long.len() < 120 && long.ends_with("👦…"), "{long}");
    let endless = cut_key(&format!("a{}", "\u{301}".repeat(10_000)));
    assert!(endless.len() < 210, "{}", endless.len());
}

#[test]
fn a_summary_is_one_line() {
    assert_eq!(line("  a\n\n b\tc\u{7}d "), "a b c d");
    let long = line(&"word ".repeat(1_000_000));
    assert!(long.chars().count() <= 201 && long.ends_with('…'));
}

proptest::proptest! {
    #[test]
    fn any_blurhash(hash in "[0-9A-Za-z#$%*+,.:;=?@^_{|}~\\[\\]-]{0,170}") {
        let _ = blur::decode(&hash);
    }

    #[test]
    fn any_file_name(name in ".{0,300}") {
        let safe = safe_filename(&name);
        proptest::prop_assert!(safe.len() <= 200 && !safe.contains(['/', '\\']) && !safe.starts_with('.'));
        proptest::prop_assert!(!safe.chars().any(char::is_control));
    }
}
