//! Pictures and files of others.

use protocol::{
    FailureKind,
    media::{FetchMedia, MediaSource, MediaWanted},
    timeline::{Content, TimelineItem},
};
use serde_json::json;
use testkit::{Homeserver, Peer};

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
