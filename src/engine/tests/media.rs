//! Pictures and files of others.

use std::time::Duration;

use engine::matrix_sdk::ruma::serde::{Base64, base64::Standard};
use protocol::{
    Failure, FailureKind,
    media::{FetchMedia, FilePart, FileStream, Media, MediaSource, MediaWanted},
    timeline::{Content, TimelineItem},
};
use serde_json::{Value, json};
use testkit::{ENDLESS, Endless, Homeserver, Peer, Proxy, STALLED, STALLED_AT, Subscription, Tab, Weather};

use crate::common::{Joined, event};

/// One red pixel.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_files_are_fetched() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Pictures", encrypted).await;
        let mut items = here.timeline().await;
        let picture = json!({ "do": "sendFile", "room": here.room.as_str(), "name": "a.png", "mime": "image/png", "base64": PNG, "encrypted": encrypted });
        peer.run(picture).await;
        let shown = |items: &[TimelineItem]| {
            items.iter().rev().filter_map(event).find_map(|event| match &event.content {
                Content::Image { media, .. } => Some(media.clone()),
                _ => None,
            })
        };
        items.wait_until("the picture", |items| shown(items).is_some()).await;
        let media = shown(items.items()).expect("it is there");
        let small = MediaWanted::Thumbnail { source: media.source.clone(), width: 64, height: 64 };
        for wanted in [MediaWanted::File(media.source), small] {
            let (_, blobs) = here.tab.request_with(FetchMedia { wanted }, Vec::new()).await.expect("fetched");
            assert_eq!(&blobs[0][1..4], b"PNG");
        }
        for source in ["", "{}", "{\"url\":\"https://a.example/b\"}", "{\"url\":\"mxc://a\"}"] {
            let wanted = MediaWanted::File(MediaSource(source.into()));
            let refused = here.tab.request(FetchMedia { wanted }).await.expect_err("no source");
            assert_eq!(refused.kind, FailureKind::Invalid { field: "source".into() });
        }
    }
}

/// A file of the peer's, as the engine shows it.
async fn film(peer: &Peer, here: &Joined, bytes: &[u8], encrypted: bool) -> Media {
    let mut items = here.timeline().await;
    let base64 = Base64::<Standard>::new(bytes.to_vec()).encode();
    let sending = json!({ "do": "sendFile", "room": here.room.as_str(), "name": "a.webm", "mime": "video/webm", "base64": base64, "encrypted": encrypted });
    peer.run(sending).await;
    let shown = |items: &[TimelineItem]| {
        items.iter().rev().filter_map(event).find_map(|event| event.content.media().cloned())
    };
    items.wait_until("the film", |items| shown(items).is_some()).await;
    shown(items.items()).expect("it is there")
}

/// Takes the file's parts to their end: what was said first, and the bytes.
async fn taken(tab: &Tab, source: MediaSource) -> Result<(FilePart, Vec<u8>), Failure> {
    let mut parts = tab.subscribe(FileStream { source }).await;
    let (begin, _) = parts.next_with().await?;
    let mut all = Vec::new();
    loop {
        let (part, bytes) = parts.next_with().await?;
        match part {
            FilePart::Begin { .. } => panic!("it began already"),
            FilePart::End => return Ok((begin, all)),
            FilePart::Bytes => {
                assert!(bytes[0].len() <= FilePart::MOST && !bytes[0].is_empty());
                all.extend_from_slice(&bytes[0]);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_parts_and_is_there_without_a_network_afterwards() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let bytes: Vec<u8> = (0..3_500_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for encrypted in [false, true] {
        let proxy = Proxy::to(&homeserver.url).await;
        let here = Joined::new(&peer, &proxy.url, "Films", encrypted).await;
        let media = film(&peer, &here, &bytes, encrypted).await;
        let begin = FilePart::Begin { total: Some(bytes.len() as u64), plain: !encrypted };
        for weather in [Weather::Clear, Weather::Cut] {
            proxy.set(weather);
            let (first, all) = taken(&here.tab, media.source.clone()).await.expect("all of it");
            assert_eq!(first, begin);
            assert!(all == bytes, "{weather:?}: as it was sent");
        }
        let other = MediaSource(media.source.0.replace("mxc://vmst.io/", "mxc://vmst.io/no"));
        let failed = taken(&here.tab, other.clone()).await.expect_err("no network and not kept");
        assert_eq!(failed.kind, FailureKind::Offline);
        proxy.set(Weather::Clear);
        assert_eq!(taken(&here.tab, other).await.expect_err("no such file").kind, FailureKind::NotFound);
        let none = taken(&here.tab, MediaSource("{}".into())).await.expect_err("no source");
        assert_eq!(none.kind, FailureKind::Invalid { field: "source".into() });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_what_was_sent_is_refused_at_its_end() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Forged", true).await;
    let media = film(&peer, &here, &[3; 200_000], true).await;
    let mut source: Value = serde_json::from_str(&media.source.0).expect("JSON");
    let hash = source.pointer_mut("/file/hashes/sha256").expect("a hash");
    *hash = "ANdt819a8bZl4jKy3Z+jcqtiNICa2y0AW4BBJ/iQRAU".into();
    let forged = MediaSource(source.to_string());
    for _ in 0..2 {
        let failed = taken(&here.tab, forged.clone()).await.expect_err("another hash");
        assert_eq!(failed.kind, FailureKind::Internal, "and it was not kept");
    }
    assert_eq!(taken(&here.tab, media.source).await.expect("the right hash").1, vec![3; 200_000]);
}

/// A file of the homeserver with the endless one, and its parts.
async fn asked_for(url: &str) -> (Endless, Joined, Subscription<FilePart>) {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let endless = Endless::before(&homeserver.url).await;
    let here = Joined::new(&peer, &endless.url, "Endless", false).await;
    let source = MediaSource(json!({ "url": url }).to_string());
    let parts = here.tab.subscribe(FileStream { source }).await;
    (endless, here, parts)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_nobody_takes_waits_and_one_that_nobody_wants_is_stopped() {
    let (endless, _here, mut parts) = asked_for(ENDLESS).await;
    let begin = FilePart::Begin { total: Some(4_000_000_000), plain: true };
    assert_eq!(parts.next().await, Ok(begin));
    for _ in 0..3 {
        assert_eq!(parts.next().await, Ok(FilePart::Bytes));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let taken = endless.taken();
    assert!(taken < 64_000_000, "{taken} bytes are under way, though nobody takes them");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(endless.taken(), taken, "it stands still");
    assert!(!endless.is_left());
    drop(parts);
    testkit::within("the engine to let go", async {
        while !endless.is_left() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_come_of_a_file_is_handed_on_while_the_network_stands_still() {
    let (_endless, _here, mut parts) = asked_for(STALLED).await;
    // The tab is slow: all that ever comes is there before the first word was taken.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(matches!(parts.next().await, Ok(FilePart::Begin { .. })));
    let mut came = 0;
    while came < STALLED_AT {
        let (part, bytes) = parts.next_with().await.expect("what has come");
        assert_eq!(part, FilePart::Bytes);
        came += bytes[0].len();
    }
    assert_eq!(came, STALLED_AT);
}
