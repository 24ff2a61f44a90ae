//! Writing into a room.

use protocol::{
    FailureKind, ItemKey,
    composer::{
        CancelSend, Draft, LoadDraft, Measured, NewFile, Place, RetrySend, Sample, SaveDraft, SendFile,
        SendText, SetTyping,
    },
    media::{FetchMedia, MediaWanted},
    mention::{FindMentions, FindOutsiders, Mentioned, Naming},
    timeline::{Content, SendState, TimelineItem},
};
use serde_json::json;
use testkit::{Homeserver, Peer, Proxy, Weather};

use crate::common::{Joined, event, file, live, said, saying, sent, text, ticket, times};

fn key(items: &[TimelineItem], text: &str) -> Option<ItemKey> {
    let item = items
        .iter()
        .rev()
        .find(|item| event(item).is_some_and(|event| said(&event.content).as_deref() == Some(text)))?;
    Some(item.key.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_arrives() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Typed", false).await;
    let mut items = here.timeline().await;
    here.tab.request(text(&here, &format!("**hello** {peer_id}"))).await.expect("queued");
    let shown = format!("hello {peer_id}");
    items.wait_until("the echo", |items| saying(items, &shown).is_some()).await;
    let echo = key(items.items(), &shown).expect("a key");
    items
        .wait_until("the server's copy", |items| {
            saying(items, &shown)
                .is_some_and(|message| message.send_state.is_none() && message.event.is_some())
        })
        .await;
    assert_eq!(key(items.items(), &shown), Some(echo), "the echo keeps its name");
    assert_eq!(times(items.items(), &shown), 1);

    let got = peer
        .run(json!({ "do": "waitFor", "room": here.room.as_str(), "contains": "hello", "notSelf": true }))
        .await;
    let content = &got["event"]["content"];
    assert_eq!(content["body"], format!("**hello** {peer_id}"));
    let name = peer_id.trim_start_matches('@').split(':').next().expect("a localpart");
    let named = format!("<a href=\"https://matrix.to/#/{peer_id}\">{name}</a>");
    assert_eq!(content["formatted_body"], format!("<strong>hello</strong> {named}"), "others see a name");
    assert_eq!(content["m.mentions"], json!({ "user_ids": [peer_id] }));

    here.tab.request(text(&here, "/me waves")).await.expect("queued");
    let got = peer
        .run(json!({ "do": "waitFor", "room": here.room.as_str(), "body": "waves", "notSelf": true }))
        .await;
    assert_eq!(got["event"]["content"]["msgtype"], "m.emote");
    assert_eq!(got["event"]["content"]["m.mentions"], json!({}));
    let empty = here.tab.request(text(&here, " \n ")).await.expect_err("nothing to send");
    assert_eq!(empty.kind, FailureKind::Invalid { field: "text".into() });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_over_a_cut_connection_goes_out_once_and_in_order() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "Cut", true).await;
    let mut items = here.timeline().await;
    here.tab.request(text(&here, "zero")).await.expect("queued");
    peer.run(json!({ "do": "waitFor", "room": here.room.as_str(), "body": "zero", "notSelf": true })).await;

    proxy.set(Weather::Cut);
    for word in ["one", "two", "three"] {
        here.tab.request(text(&here, word)).await.expect("queued");
    }
    items
        .wait_until("three echoes", |items| {
            ["one", "two", "three"].iter().all(|word| saying(items, word).is_some())
        })
        .await;
    drop(items);
    // A browser that is closed and opened again in between.
    here.tab = here.machine.restart().await;
    let mut items = here.timeline().await;
    items
        .wait_until("three echoes again", |items| {
            ["one", "two", "three"].iter().all(|word| times(items, word) == 1)
        })
        .await;
    proxy.set(Weather::Clear);
    here.tab.request(protocol::session::RetryNow).await.expect("tried");
    for word in ["one", "two", "three"] {
        peer.run(json!({ "do": "waitFor", "room": here.room.as_str(), "body": word, "notSelf": true, "timeoutMs": 30000 })).await;
    }
    items
        .wait_until("all sent", |items| {
            ["one", "two", "three"].iter().all(|word| {
                times(items, word) == 1
                    && saying(items, word).is_some_and(|message| message.send_state.is_none())
            })
        })
        .await;
    let order: Vec<String> =
        items.items().iter().filter_map(event).filter_map(|event| said(&event.content)).collect();
    assert_eq!(order[order.len() - 3..], ["one", "two", "three"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sending_that_is_asked_for_again_goes_out_once() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "Again", true).await;
    let known = text(&here, "its ticket was noted");
    here.tab.request(known.clone()).await.expect("queued");
    here.tab.request(known.clone()).await.expect("queued already");
    proxy.set(Weather::Cut);
    let waiting = text(&here, "it waits");
    here.tab.request(waiting.clone()).await.expect("queued");
    here.tab = here.machine.restart().await;
    here.tab.request(waiting).await.expect("in the queue of the engine before");
    here.tab.request(known.clone()).await.expect("queued by the engine before");
    let said_again = SendText { ticket: ticket(), ..known };
    here.tab.request(said_again).await.expect("the same words, wanted a second time");
    proxy.set(Weather::Clear);
    here.tab.request(protocol::session::RetryNow).await.expect("tried");
    here.tab.request(text(&here, "the end")).await.expect("queued");
    let end = json!({ "do": "waitFor", "room": here.room.as_str(), "body": "the end", "notSelf": true, "timeoutMs": 30000 });
    peer.run(end).await;
    let got = peer.run(json!({ "do": "messages", "room": here.room.as_str(), "limit": 50 })).await;
    let bodies: Vec<&str> = got["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| event["sender"] == here.user.as_str())
        .filter_map(|event| event["content"]["body"].as_str())
        .collect();
    assert_eq!(bodies, ["its ticket was noted", "it waits", "its ticket was noted", "the end"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_message_is_tried_again_or_taken_back() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Forbidden", false).await;
    let mut items = here.timeline().await;
    let levels = |default: u32| {
        json!({ "do": "setState", "room": here.room.as_str(), "type": "m.room.power_levels", "stateKey": "",
                "content": { "users_default": 0, "events_default": default, "state_default": 50, "users": {} } })
    };
    // Room version 12 leaves the creator's level out of the event: it has no bounds.
    peer.run(levels(50)).await;
    for word in ["first", "second"] {
        here.tab.request(text(&here, word)).await.expect("queued");
    }
    let failed = |items: &[TimelineItem], word: &str| {
        saying(items, word).is_some_and(|message| {
            matches!(
                &message.send_state,
                Some(SendState::Failed { why: FailureKind::Forbidden, recoverable: false })
            )
        })
    };
    items
        .wait_until("the first refused, the second waiting behind it", |items| {
            failed(items, "first")
                && saying(items, "second")
                    .is_some_and(|message| message.send_state == Some(SendState::Sending))
        })
        .await;
    let second = key(items.items(), "second").expect("a key");
    here.tab
        .request(CancelSend { timeline: live(&here.room), item: second.clone() })
        .await
        .expect("taken back");
    items.wait_until("one left", |items| saying(items, "second").is_none()).await;
    let gone =
        here.tab.request(CancelSend { timeline: live(&here.room), item: second }).await.expect_err("gone");
    assert_eq!(gone.kind, FailureKind::NotFound);

    peer.run(levels(0)).await;
    let first = key(items.items(), "first").expect("a key");
    here.tab.request(RetrySend { timeline: live(&here.room), item: first }).await.expect("tried again");
    peer.run(json!({ "do": "waitFor", "room": here.room.as_str(), "body": "first", "notSelf": true })).await;
    items
        .wait_until("sent", |items| {
            saying(items, "first").is_some_and(|message| message.send_state.is_none())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_goes_encrypted_and_comes_back() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Picture", true).await;
    let mut items = here.timeline().await;
    let bytes: Vec<u8> = (0..50_000u32).map(|n| (n * 7 % 251) as u8).collect();
    let picture = SendFile {
        place: here.room.clone().into(),
        file: NewFile {
            measured: Some(Measured {
                width: 640,
                height: 480,
                duration_ms: 0,
                thumbnail: None,
                sample: Sample { width: 4, height: 4, rgba: [200, 30, 30, 255].repeat(16) },
                voice: None,
            }),
            keep_notes: true,
            ..file("../holi\u{202e}day.png", "image/png", &bytes)
        },
        reply_to: None,
        ticket: ticket(),
    };
    here.tab.request_with(picture, vec![bytes.clone()]).await.expect("queued");
    let sent = |items: &[TimelineItem]| {
        items.iter().rev().filter_map(event).find_map(|event| match &event.content {
            Content::Image { media, .. } if event.send_state.is_none() => Some(media.clone()),
            _ => None,
        })
    };
    items.wait_until("the picture", |items| sent(items).is_some()).await;
    let media = sent(items.items()).expect("it is there");
    assert_eq!((media.filename.as_str(), media.width, media.height), ("holiday.png", Some(640), Some(480)));
    assert_eq!(media.blur.expect("a blur").rgba.len(), 16 * 16 * 4);
    let wanted = MediaWanted::File(media.source);
    let (_, blobs) = here.tab.request_with(FetchMedia { wanted }, Vec::new()).await.expect("fetched");
    assert!(blobs == std::slice::from_ref(&bytes), "the same bytes come back");

    let got = peer
        .run(json!({ "do": "waitFor", "room": here.room.as_str(), "msgtype": "m.image", "notSelf": true }))
        .await;
    assert!(got["event"]["content"]["file"]["key"].is_object(), "the file is encrypted");
    let file = json!({ "do": "download", "room": here.room.as_str(), "eventId": got["event"]["eventId"] });
    let file = peer.run(file).await;
    let length = file["base64"].as_str().expect("base64").trim_end_matches('=').len() * 3 / 4;
    assert_eq!(length, bytes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_message_is_sent_as_an_answer_and_into_a_thread() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Voice", encrypted).await;
        let mut items = here.timeline().await;
        let asked = sent(&peer, &here.room, "how does it sound?").await;
        items.wait_until("the question", |items| saying(items, "how does it sound?").is_some()).await;
        // Of what stands here nobody reads more than the first bytes.
        let mut bytes = b"OggS".to_vec();
        bytes.resize(3_000, 7);
        let waveform: Vec<u16> = (0..100).map(|bar| bar * 10).chain([1024]).collect();
        let voice = SendFile {
            place: here.room.clone().into(),
            file: NewFile {
                measured: Some(Measured {
                    width: 0,
                    height: 0,
                    duration_ms: 2_340,
                    thumbnail: None,
                    sample: Sample::default(),
                    voice: Some(waveform.clone()),
                }),
                keep_notes: true,
                ..file("Voice message.ogg", "audio/ogg", &bytes)
            },
            reply_to: Some(asked.clone()),
            ticket: ticket(),
        };
        let threaded = SendFile {
            place: Place { room: here.room.clone(), thread: Some(asked.clone()) },
            reply_to: None,
            ticket: ticket(),
            ..voice.clone()
        };
        here.tab.request_with(voice, vec![bytes.clone()]).await.expect("queued");
        let arrived = |items: &[TimelineItem]| {
            items.iter().rev().filter_map(event).find_map(|event| match &event.content {
                Content::Audio { media, .. } if event.send_state.is_none() => Some(media.clone()),
                _ => None,
            })
        };
        items.wait_until("the voice message", |items| arrived(items).is_some()).await;
        let media = arrived(items.items()).expect("it is there");
        assert!(media.voice);
        assert_eq!((media.duration_ms, &media.waveform), (Some(2_340), &waveform));
        let wanted = MediaWanted::File(media.source);
        let (_, blobs) = here.tab.request_with(FetchMedia { wanted }, Vec::new()).await.expect("fetched");
        assert!(blobs == [bytes.clone()], "the same bytes come back");

        let wait =
            json!({ "do": "waitFor", "room": here.room.as_str(), "msgtype": "m.audio", "notSelf": true });
        let got = peer.run(wait).await;
        let content = &got["event"]["content"];
        assert_eq!(content["org.matrix.msc3245.voice"], json!({}));
        let audio = json!({ "duration": 2_340, "waveform": waveform });
        assert_eq!(content["org.matrix.msc1767.audio"], audio);
        assert_eq!(content["info"]["mimetype"], "audio/ogg");
        assert_eq!(content["info"]["duration"], 2_340);
        assert_eq!(content["body"], "Voice message.ogg");
        assert_eq!(got["event"]["relatesTo"]["m.in_reply_to"]["event_id"], asked.as_str());
        assert_eq!(content["file"]["key"].is_object(), encrypted);

        here.tab.request_with(threaded, vec![bytes]).await.expect("queued");
        let wait = json!({ "do": "waitFor", "room": here.room.as_str(), "msgtype": "m.audio", "notSelf": true, "relatesTo": asked });
        let got = peer.run(wait).await;
        assert_eq!(got["event"]["content"]["org.matrix.msc3245.voice"], json!({}));
        assert_eq!(got["event"]["relatesTo"]["rel_type"], "m.thread");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_taken_back() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &proxy.url, "Upload", false).await;
    let mut items = here.timeline().await;
    items.wait_until("the room", |items| !items.is_empty()).await;
    proxy.set(Weather::Silent);
    let bytes = vec![7; 1000];
    let file = SendFile {
        place: here.room.clone().into(),
        file: NewFile { keep_notes: true, ..file("a.bin", "application/octet-stream", &bytes) },
        reply_to: None,
        ticket: ticket(),
    };
    here.tab.request_with(file, vec![bytes]).await.expect("queued");
    let echo = |items: &[TimelineItem]| {
        items
            .iter()
            .find(|item| event(item).is_some_and(|event| matches!(event.content, Content::File { .. })))
            .map(|item| item.key.clone())
    };
    items.wait_until("the echo", |items| echo(items).is_some()).await;
    let key = echo(items.items()).expect("a key");
    here.tab.request(CancelSend { timeline: live(&here.room), item: key }).await.expect("taken back");
    items.wait_until("nothing left of it", |items| echo(items).is_none()).await;
    proxy.set(Weather::Clear);
    here.tab.request(text(&here, "after")).await.expect("queued");
    let after = json!({ "do": "waitFor", "room": here.room.as_str(), "body": "after", "notSelf": true, "timeoutMs": 30000 });
    peer.run(after).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_a_restart() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Draft", false).await;
    let load = |here: &Joined| LoadDraft { place: here.room.clone().into() };
    assert_eq!(here.tab.request(load(&here)).await, Ok(None));
    let draft = Draft { text: "half a thou".into(), about: None };
    here.tab
        .request(SaveDraft { place: here.room.clone().into(), draft: draft.clone() })
        .await
        .expect("kept");
    here.tab = here.machine.restart().await;
    assert_eq!(here.tab.request(load(&here)).await, Ok(Some(draft)));
    let nothing = Draft { text: String::new(), about: None };
    here.tab.request(SaveDraft { place: here.room.clone().into(), draft: nothing }).await.expect("deleted");
    assert_eq!(here.tab.request(load(&here)).await, Ok(None));
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_is_told() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Typing", false).await;
    here.tab.request(SetTyping { room: here.room.clone(), typing: true }).await.expect("told");
    peer.run(json!({ "do": "waitForTyping", "room": here.room.as_str(), "user": here.user })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_rooms_are_found_by_the_beginning_of_their_names() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Garden Friends", false).await;
    let mut items = here.timeline().await;
    sent(&peer, &here.room, "hello").await;
    items.wait_until("the message", |items| saying(items, "hello").is_some()).await;
    let find = |naming, word: &str| {
        here.tab.request(FindMentions { room: here.room.clone(), naming, word: word.to_owned() })
    };
    // Whoever has spoken is known; the others come a little later.
    let mut mentions = find(Naming::Person, "").await.expect("an answer");
    for _ in 0..50 {
        if mentions.complete {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        mentions = find(Naming::Person, "").await.expect("an answer");
    }
    assert!(mentions.complete);
    let texts: Vec<_> = mentions.found.iter().map(|mention| mention.text.as_str()).collect();
    assert_eq!(texts, [peer_id.as_str()], "not the account itself, and nobody may mention all");
    let localpart = peer_id.trim_start_matches('@').split(':').next().expect("a localpart");
    for (word, sure) in [(localpart, true), (&localpart[..3], true), ("xyzzy", false)] {
        let mentions = find(Naming::Person, word).await.expect("an answer");
        assert_eq!((mentions.sure, mentions.found.len()), (sure, usize::from(sure)), "{word}");
    }
    let rooms = find(Naming::Room, "fri").await.expect("an answer");
    let [room] = &rooms.found[..] else { panic!("{rooms:?}") };
    assert!(matches!(&room.what, Mentioned::Room { name, .. } if name == "Garden Friends"), "{room:?}");
    assert!(room.text.starts_with("https://matrix.to/#/!"), "it has no address: {}", room.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_told_who_is_mentioned_and_not_in_the_room() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Mentions", true).await;
    let (other, _) = peer.new_user().await;
    let outsiders = async |text: String| {
        let find = FindOutsiders { room: here.room.clone(), text };
        let found = here.tab.request(find).await.expect("an answer");
        found.into_iter().map(|profile| profile.user.to_string()).collect::<Vec<_>>()
    };
    let text = format!("{peer_id} and {other}, and `@code:vmst.io`");
    assert_eq!(outsiders(text.clone()).await, std::slice::from_ref(&other));
    assert!(outsiders(format!("hello {peer_id}")).await.is_empty());
    assert!(outsiders("hello @room".to_owned()).await.is_empty());
    // Who is invited will read it.
    peer.run(json!({ "do": "invite", "room": here.room.as_str(), "user": other })).await;
    for _ in 0..100 {
        if outsiders(text.clone()).await.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(outsiders(text).await.is_empty());
}
