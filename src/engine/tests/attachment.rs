//! Captions, galleries, and what is taken out of files before they are sent.

use engine::matrix_sdk::ruma::serde::{Base64, base64::Standard};
use protocol::{
    BlobRef, FailureKind,
    composer::{About, Measured, NewFile, Place, Sample, SendFile, SendGallery, SendText, WasQueued},
    message::ReadEditable,
    rich_text::{Node, RichText, Tag},
    session::RetryNow,
    timeline::{Content, EventItem, Focus, Summary, Timeline, TimelineItem},
};
use serde_json::json;
use testkit::{Homeserver, Peer, Proxy, Weather};

use crate::common::{Joined, event, file, heard, live, said, saying, sent, sent_content, text, ticket};

fn picture(name: &str, bytes: &[u8]) -> NewFile {
    let measured = Measured {
        width: 640,
        height: 480,
        duration_ms: 0,
        thumbnail: None,
        sample: Sample::default(),
        voice: None,
    };
    NewFile { measured: Some(measured), ..file(name, "image/jpeg", bytes) }
}

fn sending(here: &Joined, file: NewFile) -> SendFile {
    SendFile { place: here.room.clone().into(), file, reply_to: None, ticket: ticket() }
}

/// A photograph, with a place in it, and without.
fn photograph() -> (Vec<u8>, Vec<u8>) {
    let segment = |kind: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        [&[0xFF, kind][..], &length, body].concat()
    };
    let seen =
        [segment(0xDB, &[7; 65]), segment(0xDA, &[1, 2, 3]), vec![1, 2, 0xFF, 0, 3, 0xFF, 0xD9]].concat();
    let place = segment(0xE1, b"Exif\0\0II*\0 52 North, 13 East");
    ([&[0xFF, 0xD8][..], &place, &seen].concat(), [&[0xFF, 0xD8][..], &seen].concat())
}

/// The newest picture with this caption that the server has.
fn captioned<'i>(items: &'i [TimelineItem], words: Option<&str>) -> Option<&'i EventItem> {
    items.iter().rev().filter_map(event).find(|event| {
        let Content::Image { caption, .. } = &event.content else { return false };
        let caption = caption.as_ref().and_then(|text| said(&Content::Text(text.clone())));
        event.send_state.is_none() && caption.as_deref() == words
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caption_goes_with_its_file_and_is_edited() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Captions", encrypted).await;
        let mut items = here.timeline().await;
        let asked = sent(&peer, &here.room, "what is it?").await;
        items.wait_until("the question", |items| saying(items, "what is it?").is_some()).await;
        let (_, bytes) = photograph();
        let caption = format!("a **cat** for {peer_id}");
        let new = NewFile { caption, ..picture("cat.jpg", &bytes) };
        let send = SendFile { reply_to: Some(asked.clone()), ..sending(&here, new) };
        here.tab.request_with(send.clone(), vec![bytes.clone()]).await.expect("queued");
        here.tab.request_with(send, vec![bytes]).await.expect("queued already");

        let got = heard(&peer, &here, json!({ "msgtype": "m.image" })).await;
        let content = &got["content"];
        assert_eq!(content["filename"], "cat.jpg");
        assert_eq!(content["body"], format!("a **cat** for {peer_id}"));
        assert!(content["formatted_body"].as_str().is_some_and(|html| html.contains("<strong>cat</strong>")));
        assert_eq!(content["m.mentions"], json!({ "user_ids": [peer_id] }));
        assert_eq!(got["relatesTo"]["m.in_reply_to"]["event_id"], asked.as_str());
        let words = format!("a cat for {peer_id}");
        items.wait_until("the caption", |items| captioned(items, Some(&words)).is_some()).await;
        let shown = captioned(items.items(), Some(&words)).expect("it is there");
        let name = shown.event.clone().expect("a name");
        let images = |items: &[TimelineItem]| {
            items.iter().filter_map(event).filter(|one| matches!(one.content, Content::Image { .. })).count()
        };
        assert_eq!(images(items.items()), 1, "asked for twice, it goes out once");

        let read = ReadEditable { timeline: live(&here.room), event: Some(name.clone()) };
        let editable = here.tab.request(read).await.expect("its own");
        assert_eq!((editable.text, editable.whole), (format!("a **cat** for {peer_id}"), true));
        let edit = |words: &str| SendText { about: Some(About::Edit(name.clone())), ..text(&here, words) };
        here.tab.request(edit("a *dog*")).await.expect("queued");
        items.wait_until("the new caption", |items| captioned(items, Some("a dog")).is_some()).await;
        let new = &heard(&peer, &here, json!({ "contains": "a *dog*" })).await["content"]["m.new_content"];
        assert_eq!((&new["msgtype"], &new["filename"]), (&json!("m.image"), &json!("cat.jpg")));
        assert_eq!(new["formatted_body"], "a <em>dog</em>");
        // Without words it is the file alone, and does not become a text.
        here.tab.request(edit(" ")).await.expect("queued");
        items.wait_until("no caption", |items| captioned(items, None).is_some()).await;
        let read = ReadEditable { timeline: live(&here.room), event: Some(name.clone()) };
        assert_eq!(here.tab.request(read).await.expect("its own").text, "");
        let newest = ReadEditable { timeline: live(&here.room), event: None };
        let none = here.tab.request(newest).await.expect_err("nothing was said");
        assert_eq!(none.kind, FailureKind::NotFound);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn captions_of_others_are_shown_and_clean() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Others", false).await;
    let mut items = here.timeline().await;
    let image = |body: &str, name: Option<&str>| {
        let mut content = json!({ "msgtype": "m.image", "body": body, "url": "mxc://vmst.io/cat" });
        if let Some(name) = name {
            content["filename"] = name.into();
            content["format"] = "org.matrix.custom.html".into();
            content["formatted_body"] = format!("<b>{body}</b><script>alert(1)</script>").into();
        }
        sent_content(&peer, &here.room, content)
    };
    image("bare.jpg", None).await;
    image("same.jpg", Some("same.jpg")).await;
    image("a cat", Some("cat.jpg")).await;
    items.wait_until("the caption", |items| captioned(items, Some("a cat")).is_some()).await;
    let shown = captioned(items.items(), Some("a cat")).expect("it is there");
    let Content::Image { media, caption: Some(RichText { nodes, .. }) } = &shown.content else {
        panic!("{shown:?}")
    };
    assert_eq!(media.filename, "cat.jpg");
    let bold = Node::Element { tag: Tag::Bold, children: vec![Node::Text("a cat".into())] };
    assert_eq!(nodes.first(), Some(&bold));
    let names: Vec<_> = items
        .items()
        .iter()
        .filter_map(event)
        .filter_map(|event| match &event.content {
            Content::Image { media, caption: None } => Some(media.filename.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["bare.jpg", "same.jpg"], "a name is no caption");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_leaves_only_when_asked() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Places", encrypted).await;
        let mut items = here.timeline().await;
        let root = sent(&peer, &here.room, "where were you?").await;
        items.wait_until("the question", |items| saying(items, "where were you?").is_some()).await;
        let (whole, bare) = photograph();
        let thread = Place { room: here.room.clone(), thread: Some(root) };
        let kept = NewFile { keep_notes: true, ..picture("kept.jpg", &whole) };
        // What it is called does not matter.
        let hidden = file("hidden.bin", "application/octet-stream", &whole);
        let sendings = [
            (sending(&here, picture("bare.jpg", &whole)), "bare.jpg", &bare),
            (
                SendFile { place: thread, ..sending(&here, picture("thread.jpg", &whole)) },
                "thread.jpg",
                &bare,
            ),
            (sending(&here, hidden), "hidden.bin", &bare),
            (sending(&here, kept), "kept.jpg", &whole),
        ];
        for (send, name, bytes) in sendings {
            here.tab.request_with(send, vec![whole.clone()]).await.expect("queued");
            let got = heard(&peer, &here, json!({ "body": name })).await;
            assert_eq!(got["content"]["info"]["size"], bytes.len());
            let download = json!({ "do": "download", "room": here.room.as_str(), "eventId": got["eventId"] });
            let got = peer.run(download).await;
            let got = Base64::<Standard>::parse(got["base64"].as_str().expect("base64")).expect("base64");
            assert_eq!(got.as_bytes(), bytes, "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_files_go_out_as_one_message() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let mut here = Joined::new(&peer, &proxy.url, "Gallery", encrypted).await;
        // Until sync has caught up with the join; offline there is nothing to wait for.
        let mut items = here.timeline().await;
        sent(&peer, &here.room, "show us").await;
        items.wait_until("the question", |items| saying(items, "show us").is_some()).await;
        drop(items);
        let (whole, bare) = photograph();
        let second = NewFile {
            blob: BlobRef(1),
            caption: "the *second*".into(),
            ..file("second.txt", "text/plain", b"a few words")
        };
        let send = SendGallery {
            place: here.room.clone().into(),
            files: vec![picture("first.jpg", &whole), second],
            caption: "two **files**".into(),
            reply_to: None,
            ticket: ticket(),
        };
        let blobs = vec![whole, b"a few words".to_vec()];
        let empty = SendGallery { files: Vec::new(), ..send.clone() };
        let none = here.tab.request_with(empty, Vec::new()).await.expect_err("nothing to send");
        assert_eq!(none.kind, FailureKind::Invalid { field: "files".into() });
        proxy.set(Weather::Cut);
        here.tab.request_with(send.clone(), blobs.clone()).await.expect("queued");
        // A browser that is closed and opened again before it is sent.
        here.tab = here.machine.restart().await;
        here.tab.request_with(send.clone(), blobs).await.expect("queued by the engine before");
        let was =
            WasQueued { place: send.place.clone(), ticket: send.ticket.clone(), text: send.caption.clone() };
        assert!(here.tab.request(was.clone()).await.expect("known"));
        assert!(!here.tab.request(WasQueued { ticket: ticket(), ..was }).await.expect("known"));
        proxy.set(Weather::Clear);
        here.tab.request(RetryNow).await.expect("tried");

        let wanted = json!({ "msgtype": "dm.filament.gallery", "timeoutMs": 30000 });
        let got = heard(&peer, &here, wanted).await;
        let content = &got["content"];
        assert_eq!(content["body"], "two **files**");
        assert_eq!(content["formatted_body"], "two <strong>files</strong>");
        let items = content["itemtypes"].as_array().expect("items");
        assert_eq!(items.len(), 2);
        assert_eq!((&items[0]["itemtype"], &items[0]["body"]), (&json!("m.image"), &json!("first.jpg")));
        assert_eq!(items[0]["info"]["size"], bare.len(), "without its place");
        assert_eq!((&items[1]["itemtype"], &items[1]["filename"]), (&json!("m.file"), &json!("second.txt")));
        assert_eq!(items[1]["body"], "the *second*");
        assert_eq!(items[0]["file"]["key"].is_object(), encrypted);

        let mut items = here.timeline().await;
        let gallery = |items: &[TimelineItem]| {
            items.iter().filter_map(event).filter(|one| one.send_state.is_none()).find_map(|one| {
                match &one.content {
                    Content::Gallery { items, more, caption } => {
                        Some((items.clone(), *more, caption.clone()))
                    }
                    _ => None,
                }
            })
        };
        items.wait_until("the gallery", |items| gallery(items).is_some()).await;
        let (shown, more, caption) = gallery(items.items()).expect("it is there");
        assert!(matches!(&shown[..], [Content::Image { .. }, Content::File { caption: Some(_), .. }]));
        assert_eq!(
            (more, caption.and_then(|text| said(&Content::Text(text))).as_deref()),
            (0, Some("two files"))
        );
        let count = items.items().iter().filter_map(event);
        assert_eq!(count.filter(|one| matches!(one.content, Content::Gallery { .. })).count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn galleries_of_others_are_shown_and_have_an_end() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Galleries", false).await;
    let mut items = here.timeline().await;
    let picture = |name: String| json!({ "itemtype": "m.image", "body": name, "url": "mxc://vmst.io/cat" });
    for (msgtype, body) in [("dm.filament.gallery", "many"), ("m.gallery", "stable")] {
        let mut files: Vec<_> = (0..70).map(|number| picture(format!("{number}.jpg"))).collect();
        files[0] =
            json!({ "itemtype": "m.image", "body": "../e\u{202e}vil.jpg", "url": "https://a.example/b" });
        files[1] = json!({ "itemtype": "org.example", "body": "what is it?" });
        files[2] = picture("../e\u{202e}vil.jpg".into());
        let content = json!({
            "msgtype": msgtype, "body": body, "itemtypes": files,
            "format": "org.matrix.custom.html", "formatted_body": format!("<b>{body}</b><img src=x onerror=alert(1)>"),
        });
        sent_content(&peer, &here.room, content).await;
    }
    // Without a caption the names stand in its place, for those who know no galleries.
    let content = json!({
        "msgtype": "dm.filament.gallery", "body": "a.jpg, b.jpg",
        "itemtypes": [picture("a.jpg".into()), picture("b.jpg".into())],
    });
    let named = sent_content(&peer, &here.room, content).await;
    let galleries = |items: &[TimelineItem]| {
        let all = items.iter().filter_map(event).filter_map(|one| match &one.content {
            Content::Gallery { items, more, caption } => Some((items.clone(), *more, caption.clone())),
            _ => None,
        });
        all.collect::<Vec<_>>()
    };
    items.wait_until("three galleries", |items| galleries(items).len() == 3).await;
    let all = galleries(items.items());
    for (shown, more, caption) in &all[..2] {
        assert_eq!((shown.len(), *more), (48, 22), "two of fifty cannot be shown");
        assert_eq!(shown[0].media().map(|media| media.filename.as_str()), Some("evil.jpg"));
        assert!(caption.is_some());
    }
    let (shown, more, caption) = &all[2];
    assert_eq!((shown.len(), *more, caption), (2, 0, &None));
    let files = Timeline { room: here.room.clone(), focus: Focus::Files };
    let mut files = here.tab.list(files).await;
    files.wait_until("all of them among the files", |items| galleries(items).len() == 3).await;
    assert_eq!(files.items().iter().filter_map(event).count(), 3, "files alone");
    let quote = protocol::message::ReadQuote { room: here.room.clone(), event: named };
    let quote = here.tab.request(quote).await.expect("read");
    let protocol::timeline::QuoteState::Ready { summary, .. } = quote else { panic!("{quote:?}") };
    assert_eq!(summary, Summary::Image("a.jpg, b.jpg".into()));
}
