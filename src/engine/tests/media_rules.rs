//! Which media are shown by themselves, and how much of them is kept.

use std::collections::BTreeSet;

use engine::matrix_sdk::ruma::serde::{Base64, base64::Standard};
use protocol::{
    BlobRef, EventId, FailureKind,
    composer::{NewFile, SendFile},
    media::{FetchMedia, MediaSource, MediaWanted},
    media_rules::{
        ClearKeptMedia, MediaPreviews, MediaRules, ReadKeptMedia, SetInviteAvatars, SetMediaPreviews,
        ShowMedia,
    },
    room::{JoinRoom, RoomAddress},
    timeline::{Content, TimelineItem},
};
use serde_json::json;
use testkit::{Homeserver, Peer};

use crate::common::{Joined, event, file, sent, ticket};

#[tokio::test(flavor = "multi_thread")]
async fn media_are_shown_as_the_account_and_the_room_have_it() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Pictures", false).await;
    let made = peer.run(json!({ "do": "createRoom", "name": "Open", "isPublic": true })).await;
    let open = protocol::RoomId::from(made["room"].as_str().expect("a room"));
    let address = RoomAddress { id_or_alias: open.to_string(), via: Vec::new() };
    here.tab.request(JoinRoom { address }).await.expect("joined");

    let room = MediaRules { room: Some(here.room.clone()) };
    let mut private = here.tab.subscribe(room.clone()).await;
    let mut public = here.tab.subscribe(MediaRules { room: Some(open.clone()) }).await;
    let mut all = here.tab.subscribe(MediaRules { room: None }).await;
    let first = private.wait_until("the private room", |rules| !rules.public).await;
    assert!(first.by_rule() && first.invite_avatars && first.chosen.is_empty(), "all is shown at first");
    public.wait_until("the public room", |rules| rules.public && rules.by_rule()).await;

    let previews = Some(MediaPreviews::Private);
    let (one, other) = tokio::join!(
        here.tab.request(SetMediaPreviews { room: None, previews }),
        here.tab.request(SetInviteAvatars { shown: false }),
    );
    one.and(other).expect("set");
    public.wait_until("hidden there", |rules| !rules.by_rule()).await;
    let rules = all.wait_until("both", |rules| !rules.invite_avatars).await;
    assert_eq!(rules.everywhere, MediaPreviews::Private, "the one does not undo the other");
    private.wait_until("shown here", |rules| !rules.invite_avatars && rules.by_rule()).await;

    // The room may differ, and follow again.
    let off = Some(MediaPreviews::Off);
    here.tab.request(SetMediaPreviews { room: Some(here.room.clone()), previews: off }).await.expect("set");
    private.wait_until("hidden here", |rules| rules.here == off && !rules.by_rule()).await;

    // A choice for a message is of this device, and lasts.
    let said = sent(&peer, &here.room, "stands for a picture").await;
    let show = |shown| ShowMedia { room: here.room.clone(), event: said.clone(), shown };
    here.tab.request(show(false)).await.expect("noted");
    here.tab.request(show(true)).await.expect("noted");
    let one = private.wait_until("the choice", |rules| rules.shows(Some(&said), false)).await;
    assert_eq!(one.chosen.len(), 1);
    assert!(!one.shows(Some(&EventId::from("$another")), false));
    let nonsense = ShowMedia { room: here.room.clone(), event: "no event".into(), shown: true };
    here.tab.request(nonsense).await.expect_err("no event");
    drop((private, public, all));
    let tab = here.machine.restart().await;
    let mut private = tab.subscribe(room).await;
    private
        .wait_until("all of it again", |rules| {
            rules.here == off && rules.shows(Some(&said), false) && !rules.by_rule()
        })
        .await;
    tab.request(SetMediaPreviews { room: Some(here.room.clone()), previews: None }).await.expect("set");
    private.wait_until("as everywhere", |rules| rules.here.is_none() && rules.by_rule()).await;
    here.tab = tab;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_media_so_much_is_kept_and_it_can_be_deleted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Files", false).await;
    let mut items = here.timeline().await;
    // Bytes that no compression makes small: three files that are kept, and one that is too large for it.
    let noise = |seed: u32, bytes: usize| {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..bytes).map(|_| next()).collect::<Vec<u8>>()
    };
    let sizes = [1_000_000, 1_500_000, 2_000_000, 21 * 1024 * 1024];
    for (seed, size) in (1..).zip(sizes) {
        let bytes = Base64::<Standard, _>::new(noise(seed, size)).encode();
        let send = json!({ "do": "sendFile", "room": here.room.as_str(), "name": format!("{seed}.bin"), "mime": "application/octet-stream", "base64": bytes });
        peer.run(send).await;
    }
    let files = |items: &[TimelineItem]| -> Vec<MediaSource> {
        let source = |event: &protocol::timeline::EventItem| match &event.content {
            Content::File { media, .. } => Some(media.source.clone()),
            _ => None,
        };
        items.iter().filter_map(event).filter_map(source).collect()
    };
    items.wait_until("the files", |items| files(items).len() == sizes.len()).await;
    let sources = files(items.items());
    assert_eq!(sources.iter().map(|source| &source.0).collect::<BTreeSet<_>>().len(), sizes.len());
    let before = here.tab.request(ReadKeptMedia {}).await.expect("told");
    assert_eq!(before.most, 400_000_000);
    let mut kept = before.bytes.expect("sqlite tells");
    for (source, size) in sources.into_iter().zip(sizes) {
        let wanted = MediaWanted::File(source);
        let (_, blobs) = here.tab.request_with(FetchMedia { wanted }, Vec::new()).await.expect("fetched");
        assert_eq!(blobs[0].len(), size);
        let now = here.tab.request(ReadKeptMedia {}).await.expect("told").bytes.expect("sqlite tells");
        if size > 20_000_000 {
            assert!(now < kept + 1_000_000, "too large to be kept: {now} after {kept}");
        } else {
            assert!(now >= kept + size as u64 / 2, "kept: {now} after {kept}");
        }
        kept = now;
    }
    here.tab.request(ClearKeptMedia {}).await.expect("cleared");
    let after = here.tab.request(ReadKeptMedia {}).await.expect("told").bytes.expect("sqlite tells");
    assert!(after < kept - 4_000_000, "deleted: {after} after {kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Files", false).await;
    // There is nothing to read: whoever would, finds that out.
    let nothing = BlobRef(7);
    let film = file("film.mkv", "video/x-matroska", &[]);
    let file = NewFile { blob: nothing, size: 500_000_001, keep_notes: true, ..film };
    let send = SendFile { place: here.room.clone().into(), file, reply_to: None, ticket: ticket() };
    let refused = here.tab.request(send).await.expect_err("too large");
    // The Synapse of the tests takes 100 MiB.
    assert_eq!(refused.kind, FailureKind::TooLarge { limit: Some(100 * 1024 * 1024) });
}
