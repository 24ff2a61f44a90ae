//! Doing something with a message that is there.

use protocol::{
    EventId, FailureKind, RoomId,
    composer::{About, Draft, LoadDraft, SaveDraft, SendText},
    message::{
        ForwardMessages, MessageSource, ReadAnswered, ReadEditable, ReadQuote, RedactMessage, Related,
        Relation, SendRaw, SetPinned, SetReaction, UnpinAll,
    },
    room::{JoinRoom, RoomAddress, RoomInfo},
    session::{Connection, SyncState},
    timeline::{Content, EventItem, QuoteState, Summary, TimelineItem},
};
use serde_json::json;
use testkit::{Homeserver, Peer, Proxy, Weather};

use crate::common::{Items, Joined, empower, heard, live, said, saying, sent, text, ticket, times, with_id};

/// Sends a message about another, and waits for its echo from the server.
async fn send(here: &Joined, items: &mut Items, words: &str, about: Option<About>) -> EventId {
    let command = SendText { about, ..text(here, words) };
    here.tab.request(command).await.expect("queued");
    let there = |items: &[TimelineItem]| {
        saying(items, words).is_some_and(|event| event.event.is_some() && event.send_state.is_none())
    };
    items.wait_until("the message", there).await;
    saying(items.items(), words).and_then(|event| event.event.clone()).expect("it is there")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_quotes_mentions_and_arrives() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let (peer, peer_id) = Peer::signed_in(&homeserver).await;
        let here = Joined::new(&peer, &homeserver.url, "Answers", encrypted).await;
        let mut items = here.timeline().await;
        let theirs = sent(&peer, &here.room, "shall we?").await;
        items.wait_until("the question", |items| saying(items, "shall we?").is_some()).await;

        let quote = ReadQuote { room: here.room.clone(), event: theirs.clone() };
        let quote = here.tab.request(quote).await.expect("it is there");
        assert!(
            matches!(&quote, QuoteState::Ready { sender, summary: Summary::Text(text) } if text == "shall we?" && sender.user.as_str() == peer_id),
            "{quote:?}"
        );
        let mine = send(&here, &mut items, "we shall", Some(About::Reply(theirs.clone()))).await;
        let answer = with_id(items.items(), &mine).expect("it is there");
        assert_eq!(answer.reply_to.as_ref().map(|quote| &quote.event), Some(&theirs));
        let heard = heard(&peer, &here, json!({ "body": "we shall" })).await;
        assert_eq!(heard["content"]["m.relates_to"]["m.in_reply_to"]["event_id"], theirs.as_str(), "{heard}");
        assert_eq!(
            heard["content"]["m.mentions"]["user_ids"],
            json!([peer_id]),
            "who is answered is mentioned"
        );
        assert_eq!(heard["encrypted"], encrypted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_takes_the_place_of_what_was_said() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Edits", true).await;
    let mut items = here.timeline().await;
    let none = ReadEditable { timeline: live(&here.room), event: None };
    assert_eq!(here.tab.request(none.clone()).await.expect_err("nothing yet").kind, FailureKind::NotFound);

    let theirs = sent(&peer, &here.room, "not mine").await;
    let first = send(&here, &mut items, "frist", None).await;
    items.wait_until("the other", |items| saying(items, "not mine").is_some()).await;

    let editable = here.tab.request(none).await.expect("one's own");
    assert_eq!((editable.event.clone(), editable.text.as_str()), (first.clone(), "frist"));
    let command = SendText { about: Some(About::Edit(first.clone())), ..text(&here, "**first**") };
    here.tab.request(command.clone()).await.expect("queued");
    items
        .wait_until("the edit", |items| {
            with_id(items, &first)
                .is_some_and(|event| event.edited && said(&event.content).as_deref() == Some("first"))
        })
        .await;
    let heard = heard(&peer, &here, json!({ "body": "* **first**" })).await;
    assert_eq!(heard["content"]["m.relates_to"]["event_id"], first.as_str(), "{heard}");
    assert_eq!(heard["content"]["m.new_content"]["formatted_body"], "<strong>first</strong>");
    let again = ReadEditable { timeline: live(&here.room), event: Some(first) };
    assert_eq!(here.tab.request(again).await.expect("still one's own").text, "**first**");

    let others = ReadEditable { timeline: live(&here.room), event: Some(theirs.clone()) };
    assert_eq!(here.tab.request(others).await.expect_err("not one's own").kind, FailureKind::Forbidden);
    let others = SendText { about: Some(About::Edit(theirs)), ticket: ticket(), ..command };
    assert_eq!(here.tab.request(others).await.expect_err("not one's own").kind, FailureKind::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_is_there_at_once_and_taken_back_by_the_same() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Reactions", false).await;
    let mut items = here.timeline().await;
    let room = here.room.as_str();
    let theirs = sent(&peer, &here.room, "cake?").await;
    items.wait_until("the message", |items| with_id(items, &theirs).is_some()).await;
    // Longer than the wire carries: it is cut there, and still the same.
    let long = "yes ".repeat(60);
    for key in ["🎂", long.trim()] {
        peer.run(json!({ "do": "react", "room": room, "eventId": theirs.as_str(), "key": key })).await;
    }
    items
        .wait_until("theirs", |items| with_id(items, &theirs).is_some_and(|event| event.reactions.len() == 2))
        .await;
    let keys: Vec<_> = with_id(items.items(), &theirs)
        .map(|event| event.reactions.iter().map(|reaction| reaction.key.clone()).collect())
        .expect("it is there");
    let set = |key: &str, on: bool| SetReaction {
        timeline: live(&here.room),
        event: theirs.clone(),
        key: key.into(),
        on,
    };
    for own in [true, false] {
        for key in &keys {
            // Asked twice, as when the engine died before it answered.
            here.tab.request(set(key, own)).await.expect("queued");
            here.tab.request(set(key, own)).await.expect("queued");
        }
        items
            .wait_until("both with one's own, or both without", |items| {
                with_id(items, &theirs).is_some_and(|event| {
                    event.reactions.len() == 2
                        && event.reactions.iter().all(|reaction| {
                            let others = reaction.senders.iter().any(|user| user.as_str() == peer_id);
                            others && reaction.own == own && reaction.senders.len() == 1 + usize::from(own)
                        })
                })
            })
            .await;
    }
    here.tab.request(set("👍", true)).await.expect("queued");
    let wait = json!({ "do": "waitFor", "room": room, "type": "m.reaction", "relatesTo": theirs.as_str(), "key": "👍" });
    let heard = peer.run(wait).await;
    assert_eq!(heard["event"]["content"]["m.relates_to"]["key"], "👍", "{heard}");
    let nothing = here.tab.request(set(" ", true)).await.expect_err("nothing to react with");
    assert!(matches!(nothing.kind, FailureKind::Invalid { .. }));
    let endless = here.tab.request(set(&"x".repeat(5_000), true)).await.expect_err("too long");
    assert!(matches!(endless.kind, FailureKind::Invalid { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_offline_goes_when_the_network_is_back() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &proxy.url, "Taken back", true).await;
    let mut items = here.timeline().await;
    let mine = send(&here, &mut items, "oh no", None).await;
    heard(&peer, &here, json!({ "body": "oh no" })).await;

    proxy.set(Weather::Cut);
    let redact =
        RedactMessage { room: here.room.clone(), event: mine.clone(), reason: Some("a slip".into()) };
    here.tab.request(redact).await.expect("queued");
    proxy.set(Weather::Clear);
    let why = |event: &EventItem| matches!(&event.content, Content::Redacted { reason, .. } if reason.as_deref() == Some("a slip"));
    items.wait_until("it is gone", |items| with_id(items, &mine).is_some_and(why)).await;
    let wait =
        json!({ "do": "waitFor", "room": here.room.as_str(), "type": "m.room.redaction", "notSelf": true });
    let heard = peer.run(wait).await;
    assert_eq!(heard["event"]["content"]["reason"], "a slip", "{heard}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_remembers_what_it_answers() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Drafts", false).await;
    let event = sent(&peer, &here.room, "hm").await;
    for about in [Some(About::Reply(event.clone())), Some(About::Edit(event)), None] {
        let draft = Draft { text: if about.is_some() { String::new() } else { "x".into() }, about };
        here.tab
            .request(SaveDraft { place: here.room.clone().into(), draft: draft.clone() })
            .await
            .expect("kept");
        here.tab = here.machine.restart().await;
        assert_eq!(here.tab.request(LoadDraft { place: here.room.clone().into() }).await, Ok(Some(draft)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_source_of_a_message_is_what_was_decrypted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Source", true).await;
    let mut items = here.timeline().await;
    let mine = send(&here, &mut items, "as it came", None).await;
    let source = MessageSource { timeline: live(&here.room), event: mine };
    let source = here.tab.request(source).await.expect("it is there");
    assert!(source.encrypted);
    let json: serde_json::Value = serde_json::from_str(&source.json).expect("JSON");
    assert_eq!(json["content"]["body"], "as it came");
    assert!(source.json.lines().count() > 5, "one can read it: {}", source.json);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_source_one_walks_to_related_events() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Related", encrypted).await;
        let mut items = here.timeline().await;
        let first = send(&here, &mut items, "the first", None).await;
        let answer = send(&here, &mut items, "the answer", Some(About::Reply(first.clone()))).await;
        let edit =
            SendText { about: Some(About::Edit(answer.clone())), ..text(&here, "the answer, put better") };
        here.tab.request(edit).await.expect("queued");
        let edited = |items: &[TimelineItem]| {
            saying(items, "the answer, put better")
                .is_some_and(|event| event.edited && event.send_state.is_none())
        };
        items.wait_until("the edit", edited).await;
        let source = |event| here.tab.request(MessageSource { timeline: live(&here.room), event });
        let mut related = Vec::new();
        // The server's copy of the edit may come round a moment later.
        for _ in 0..50 {
            related = source(answer.clone()).await.expect("the answer").related;
            if related.len() > 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(related[0], Related { how: Relation::Answered, event: first.clone() });
        assert_eq!(related[1].how, Relation::Edit);
        let edit = source(related[1].event.clone()).await.expect("the edit, which stands nowhere");
        assert_eq!(edit.related.last(), Some(&Related { how: Relation::Edited, event: answer }));
        assert_eq!((edit.encrypted, edit.json.contains("put better")), (encrypted, true), "{}", edit.json);
        assert!(source(first).await.expect("the first").related.is_empty());
        let nothing = source("$nothing".into()).await.expect_err("there is none");
        assert_eq!(nothing.kind, FailureKind::NotFound);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_written_by_hand_is_sent_as_it_is() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &proxy.url, "By hand", encrypted).await;
        let mut items = here.timeline().await;
        let raw = |event_type: &str, state_key: Option<&str>, content: &str| {
            here.tab.request(SendRaw {
                room: here.room.clone(),
                event_type: event_type.into(),
                state_key: state_key.map(str::to_owned),
                content: content.into(),
            })
        };
        let message = r#"{ "msgtype": "m.text", "body": "by hand", "org.example.more": [1, null] }"#;
        raw(" m.room.message ", None, message).await.expect("sent");
        items.wait_until("the message", |items| saying(items, "by hand").is_some()).await;
        let got = heard(&peer, &here, json!({ "body": "by hand" })).await;
        assert_eq!(
            (&got["content"]["org.example.more"], &got["encrypted"]),
            (&json!([1, null]), &json!(encrypted))
        );
        raw("org.example.own", None, r#"{ "is": "ours" }"#).await.expect("of a type that nobody knows");
        let got = heard(&peer, &here, json!({ "type": "org.example.own" })).await;
        assert_eq!((&got["content"]["is"], &got["encrypted"]), (&json!("ours"), &json!(encrypted)));

        let topic = || raw("m.room.topic", Some(""), r#"{ "topic": "set by hand" }"#);
        assert_eq!(topic().await.expect_err("no power").kind, FailureKind::Forbidden);
        empower(&peer, &here, 100).await;
        topic().await.expect("set");
        let state = json!({ "do": "state", "room": here.room.as_str(), "type": "m.room.topic" });
        assert_eq!(peer.run(state).await["content"]["topic"], "set by hand", "state is never encrypted");

        for wrong in ["[]", "{", "", "7"] {
            let refused = raw("m.room.message", None, wrong).await.expect_err("no content");
            assert_eq!(refused.kind, FailureKind::Invalid { field: "content".into() }, "{wrong}");
        }
        for wrong in [" ", &"x".repeat(256)] {
            let refused = raw(wrong, None, "{}").await.expect_err("no type");
            assert_eq!(refused.kind, FailureKind::Invalid { field: "type".into() });
        }
        let large = format!("{{ \"body\": \"{}\" }}", "x".repeat(SendRaw::LONGEST));
        let refused = raw("m.room.message", None, &large).await.expect_err("too large");
        assert!(matches!(refused.kind, FailureKind::TooLarge { .. }), "{refused:?}");

        proxy.set(Weather::Cut);
        let mut connection = here.tab.subscribe(SyncState).await;
        connection.wait_until("no connection", |connection| *connection == Connection::Offline).await;
        let refused = raw("m.room.message", None, message).await.expect_err("it is not queued");
        assert_eq!(refused.kind, FailureKind::Offline);
        proxy.set(Weather::Clear);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_what_cannot_be_read_does_not_hold_up_the_room() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &proxy.url, "Unread", false).await;
    let mut items = here.timeline().await;
    // Until sync has caught up with the join nothing is queued at all.
    send(&here, &mut items, "I am in", None).await;
    proxy.set(Weather::Cut);
    let unread = EventId::from("$unread");
    let command = SendText { about: Some(About::Reply(unread.clone())), ..text(&here, "indeed") };
    here.tab.request(command).await.expect("queued");
    items.wait_until("its echo", |items| saying(items, "indeed").is_some()).await;
    proxy.set(Weather::Clear);
    let heard = heard(&peer, &here, json!({ "body": "indeed" })).await;
    assert_eq!(heard["content"]["m.relates_to"]["m.in_reply_to"]["event_id"], unread.as_str(), "{heard}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pinned_is_pinned_for_all() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Pins", true).await;
    // Of a room that nobody looks at sync does not tell what is pinned.
    let _items = here.timeline().await;
    let room = here.room.clone();
    let [first, second] = [sent(&peer, &room, "first").await, sent(&peer, &room, "second").await];
    let mut info = here.tab.subscribe(RoomInfo { room: room.clone() }).await;
    let pin =
        |event: &EventId, on| here.tab.request(SetPinned { room: room.clone(), event: event.clone(), on });
    info.wait_until("the header", |details| !details.can_pin && details.pinned.is_empty()).await;
    assert_eq!(pin(&first, true).await.expect_err("no power").kind, FailureKind::Forbidden);

    // Who made the room has all power there and is not named (room version 12).
    empower(&peer, &here, 50).await;
    info.wait_until("the power", |details| details.can_pin).await;
    pin(&first, true).await.expect("pinned");
    // Another pins meanwhile: neither is lost.
    let pinned = json!({ "pinned": [first.as_str(), second.as_str()] });
    peer.run(json!({ "do": "setState", "room": room.as_str(), "type": "m.room.pinned_events", "stateKey": "", "content": pinned }))
        .await;
    pin(&first, true).await.expect("pinned anew: it is the newest");
    info.wait_until("both", |details| details.pinned == [second.clone(), first.clone()]).await;
    pin(&second, false).await.expect("unpinned");
    info.wait_until("one", |details| details.pinned == [first.clone()]).await;
    here.tab.request(UnpinAll { room: room.clone() }).await.expect("unpinned");
    info.wait_until("none", |details| details.pinned.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_sent_on_as_it_is_now() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "From", true).await;
    let mut items = here.timeline().await;
    let theirs = sent(&peer, &here.room, "frist").await;
    let edit =
        json!({ "do": "edit", "room": here.room.as_str(), "eventId": theirs.as_str(), "body": "first" });
    peer.run(edit).await;
    items.wait_until("the edit", |items| with_id(items, &theirs).is_some_and(|event| event.edited)).await;

    let mut rooms = Vec::new();
    for name in ["To", "And to"] {
        let made = peer.run(json!({ "do": "createRoom", "name": name, "invite": [here.user] })).await;
        let to = RoomId::from(made["room"].as_str().expect("a room"));
        let address = RoomAddress { id_or_alias: to.to_string(), via: Vec::new() };
        here.tab.request(JoinRoom { address }).await.expect("joined");
        rooms.push(to);
    }
    let [to, also] = [rooms[0].clone(), rooms[1].clone()];
    let mut there = here.tab.list(live(&to)).await;
    let forward = ForwardMessages {
        timeline: live(&here.room),
        events: vec![theirs.clone()],
        rooms: vec![to.clone(), "!nowhere:vmst.io".into(), also.clone()],
        ticket: ticket(),
    };
    let refused = here.tab.request(forward.clone()).await.expect("queued");
    assert_eq!(refused, [RoomId::from("!nowhere:vmst.io")]);
    // Asked once more, because an engine died before it answered, nothing is sent twice.
    here.tab.request(forward).await.expect("known");
    there
        .wait_until("it is there", |items| {
            saying(items, "first").is_some_and(|event| event.send_state.is_none())
        })
        .await;
    assert_eq!(times(there.items(), "first"), 1);
    for room in [&to, &also] {
        let wait = json!({ "do": "waitFor", "room": room.as_str(), "body": "first", "notSelf": true });
        let heard = peer.run(wait).await;
        let content = &heard["event"]["content"];
        assert!(content.get("m.relates_to").is_none() && content.get("m.new_content").is_none(), "{heard}");
        assert_eq!(content["m.mentions"], json!({}), "{peer_id} is not called again");
    }

    let unknown = ForwardMessages {
        timeline: live(&here.room),
        events: vec!["$unknown".into()],
        rooms: vec![to],
        ticket: ticket(),
    };
    assert_eq!(here.tab.request(unknown).await.expect_err("not there").kind, FailureKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_known_what_a_quoted_message_answers_itself() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let (peer, _) = Peer::signed_in(&homeserver).await;
        let here = Joined::new(&peer, &homeserver.url, "Chains", encrypted).await;
        let mut items = here.timeline().await;
        let first = sent(&peer, &here.room, "first").await;
        let reply =
            json!({ "do": "reply", "room": here.room.as_str(), "eventId": first.as_str(), "body": "second" });
        let second = EventId::from(peer.run(reply).await["eventId"].as_str().expect("an event"));
        items.wait_until("the answer", |items| with_id(items, &second).is_some()).await;
        let answered = |event: &EventId| {
            here.tab.request(ReadAnswered { room: here.room.clone(), event: event.clone() })
        };
        assert_eq!(answered(&second).await, Ok(Some(first.clone())));
        assert_eq!(answered(&first).await, Ok(None));
        let unknown = answered(&"$nothing".into()).await.expect_err("there is none");
        assert_eq!(unknown.kind, FailureKind::NotFound);
    }
}
