//! Reading a room.

use protocol::{
    EventId, ToEngine,
    composer::SetTyping,
    rich_text::{Node, Tag},
    room_list::{RoomFilter, RoomRow},
    state_change::{MemberChange, StateChange},
    timeline::{
        Content, EditHistory, FindEventAt, Focus, ItemKind, LoadNewer, LoadOlder, LoadQuote, MarkRead,
        QuoteState, Shield, Summary, Timeline, TimelineItem, Undecryptable,
    },
};
use serde_json::json;
use testkit::{Homeserver, Machine, Peer, Proxy, Tab, Weather};

use crate::{
    common::{Joined, event, heard, live, said, saying, sent, text, times},
    room_list::rooms,
};

#[tokio::test(flavor = "multi_thread")]
async fn what_another_client_does_is_shown() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Shown", false).await;
    let room = here.room.as_str();
    let mut items = here.timeline().await;

    let sent = peer
        .run(json!({ "do": "send", "room": room, "body": "one **two**", "formatted": "one <strong>two</strong>" }))
        .await;
    let id = sent["eventId"].as_str().expect("an event").to_owned();
    items.wait_until("the message", |items| saying(items, "one two").is_some()).await;
    let message = saying(items.items(), "one two").expect("it is there");
    assert_eq!(message.sender.user.as_str(), peer_id);
    assert!(!message.own && !message.edited && message.send_state.is_none() && message.shield.is_none());
    let Content::Text(text) = &message.content else { panic!("{:?}", message.content) };
    assert!(matches!(&text.nodes[1], Node::Element { tag: Tag::Bold, .. }), "{:?}", text.nodes);
    let is_divider = |item: &TimelineItem| matches!(item.kind, ItemKind::DateDivider { .. });
    assert!(items.items().iter().any(is_divider), "a day begins");
    assert!(
        items.items().iter().filter_map(event).any(|event| matches!(
            &event.content,
            Content::State(StateChange::Member { change: MemberChange::Invited, .. })
        )),
        "membership is worded"
    );

    peer.run(json!({ "do": "react", "room": room, "eventId": id, "key": "👍" })).await;
    items
        .wait_until("the reaction", |items| {
            saying(items, "one two").is_some_and(|message| {
                matches!(&message.reactions[..], [reaction] if reaction.key == "👍" && !reaction.own && reaction.senders[0].as_str() == peer_id)
            })
        })
        .await;
    peer.run(json!({ "do": "edit", "room": room, "eventId": id, "body": "three" })).await;
    items.wait_until("the edit", |items| saying(items, "three").is_some_and(|message| message.edited)).await;
    let history = EditHistory { timeline: live(&here.room), event: id.as_str().into() };
    let history = here.tab.request(history).await.expect("the history");
    let texts: Vec<_> =
        history.iter().filter_map(|revision| said(&Content::Text(revision.text.clone()))).collect();
    assert_eq!(texts, ["one two", "three"]);

    peer.run(json!({ "do": "reply", "room": room, "eventId": id, "body": "four" })).await;
    items
        .wait_until("the reply with what it answers", |items| {
            saying(items, "four").and_then(|reply| reply.reply_to.as_ref()).is_some_and(|quote| {
                quote.event.as_str() == id
                    && matches!(&quote.state, QuoteState::Ready { summary: Summary::Text(text), .. } if text == "three")
            })
        })
        .await;
    peer.run(json!({ "do": "redact", "room": room, "eventId": id, "reason": "oops" })).await;
    items
        .wait_until("the redaction", |items| {
            items.iter().filter_map(event).any(|event| match &event.content {
                Content::Redacted { by, reason } => {
                    event.event.as_ref().is_some_and(|event| event.as_str() == id)
                        && by.as_ref().is_some_and(|by| by.user.as_str() == peer_id)
                        && reason.as_deref() == Some("oops")
                }
                _ => false,
            })
        })
        .await;

    let unknown =
        json!({ "do": "sendEvent", "room": room, "type": "org.example.odd", "content": { "body": "odd" } });
    peer.run(unknown).await;
    items
        .wait_until("an unknown event by name", |items| {
            items.iter().filter_map(event).any(|event| {
                matches!(&event.content, Content::Unknown { event_type, body } if event_type == "org.example.odd" && body.as_deref() == Some("odd"))
            })
        })
        .await;
    let broken = json!({ "do": "sendEvent", "room": room, "type": "m.room.message", "content": { "msgtype": "m.image", "body": "x" } });
    peer.run(broken).await;
    items
        .wait_until("a broken event", |items| {
            items.iter().filter_map(event).any(|event| matches!(&event.content, Content::Broken { .. }))
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn older_items_come_a_page_at_a_time() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Long", false).await;
    for n in 0..60 {
        peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": format!("line {n}") })).await;
    }
    // A second sign-in of the same account would need another token: a second person has an empty cache too.
    let (_, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let invite = json!({ "do": "invite", "room": here.room.as_str(), "user": tab_user(&tab).await });
    peer.run(invite).await;
    let address = protocol::room::RoomAddress { id_or_alias: here.room.to_string(), via: Vec::new() };
    tab.request(protocol::room::JoinRoom { address }).await.expect("joined");
    let mut items = tab.list(live(&here.room)).await;
    items.wait_until("the newest", |items| saying(items, "line 59").is_some()).await;

    let older = || tab.request(LoadOlder { timeline: live(&here.room), count: 20 });
    let mut pages = 0;
    loop {
        // Two askers at once get one answer.
        let (one, other) = tokio::join!(older(), older());
        let (one, other) = (one.expect("older"), other.expect("older"));
        pages += 1;
        assert!(pages < 20, "the beginning is reached");
        if one.reached_end || other.reached_end {
            break;
        }
    }
    items
        .wait_until("all of it, once", |items| {
            (0..60).all(|n| times(items, &format!("line {n}")) == 1)
                && matches!(items.first().map(|item| &item.kind), Some(ItemKind::Start))
        })
        .await;
    let order: Vec<String> = items
        .items()
        .iter()
        .filter_map(event)
        .filter_map(|event| said(&event.content))
        .filter(|text| text.starts_with("line "))
        .collect();
    assert_eq!(order, (0..60).map(|n| format!("line {n}")).collect::<Vec<_>>());
}

async fn tab_user(tab: &Tab) -> String {
    use protocol::session::{SessionState, SessionStatus};
    let mut status = tab.subscribe(SessionState).await;
    match status.wait_until("a session", |status| matches!(status, SessionStatus::SignedIn(_))).await {
        SessionStatus::SignedIn(account) => account.user.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permalink_opens_around_its_event() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Middle", false).await;
    let mut target = String::new();
    for n in 0..70 {
        let sent =
            peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": format!("line {n}") })).await;
        if n == 20 {
            target = sent["eventId"].as_str().expect("an event").to_owned();
        }
    }
    let topic = Timeline { room: here.room.clone(), focus: Focus::Event(target.as_str().into()) };
    let mut items = here.tab.list(topic.clone()).await;
    items.wait_until("the event", |items| saying(items, "line 20").is_some()).await;
    assert!(saying(items.items(), "line 69").is_none(), "it is not the newest part");
    let mut pages = 0;
    while !here
        .tab
        .request(LoadNewer { timeline: topic.clone(), count: 20 })
        .await
        .expect("newer")
        .reached_end
    {
        pages += 1;
        assert!(pages < 20, "the newest is reached");
    }
    items.wait_until("the newest", |items| saying(items, "line 69").is_some()).await;

    let nowhere = Timeline { room: here.room.clone(), focus: Focus::Event("$nowhere".into()) };
    let mut items = here.tab.list(nowhere).await;
    let failure = loop {
        if let Err(failure) = items.step().await {
            break failure;
        }
    };
    assert_eq!(failure.kind, protocol::FailureKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_moves_receipt_and_marker() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Read", false).await;
    let mut items = here.timeline().await;
    let sent = peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "read me" })).await;
    items.wait_until("the message", |items| saying(items, "read me").is_some()).await;
    here.tab.request(MarkRead { timeline: live(&here.room), private: false }).await.expect("marked");
    let seen = json!({ "do": "waitForReceipt", "room": here.room.as_str(), "user": here.user, "eventId": sent["eventId"] });
    peer.run(seen).await;
    here.tab.request(MarkRead { timeline: live(&here.room), private: false }).await.expect("nothing to do");
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "new" })).await;
    items
        .wait_until("the marker before what is new", |items| {
            let marker = items.iter().position(|item| matches!(item.kind, ItemKind::ReadMarker));
            let new = items.iter().position(|item| {
                event(item).is_some_and(|event| said(&event.content).as_deref() == Some("new"))
            });
            matches!((marker, new), (Some(marker), Some(new)) if marker + 1 == new)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_in_private_is_read_and_nobody_else_sees_it() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Private", false).await;
    let room = here.room.clone();
    let mut items = here.timeline().await;
    let mut list = rooms(&here.tab, RoomFilter::All).await;
    let unread = |rows: &[RoomRow]| rows.iter().find(|row| row.id == room).map(|row| row.unread.messages);
    let read = |private| MarkRead { timeline: live(&room), private };
    let user = here.user.clone();
    let seen = |event: &EventId| json!({ "do": "waitForReceipt", "room": room.as_str(), "user": user, "eventId": event.as_str() });
    let seen_up_to = json!({ "do": "readUpTo", "room": room.as_str(), "user": user });

    let known = sent(&peer, &room, "all may know").await;
    items.wait_until("the first", |items| saying(items, "all may know").is_some()).await;
    here.tab.request(read(false)).await.expect("read");
    peer.run(seen(&known)).await;

    let secret = sent(&peer, &room, "nobody need know").await;
    items.wait_until("the second", |items| saying(items, "nobody need know").is_some()).await;
    list.wait_until("it counts", |rows| unread(rows) == Some(1)).await;
    here.tab.request(read(true)).await.expect("read");
    list.wait_until("it counts no more", |rows| unread(rows) == Some(0)).await;
    // What the server tells of after it has come, so it would have come too.
    here.tab.request(SetTyping { room: room.clone(), typing: true }).await.expect("told");
    peer.run(json!({ "do": "waitForTyping", "room": room.as_str(), "user": user })).await;
    assert_eq!(peer.run(seen_up_to.clone()).await["eventId"], known.as_str());

    drop((items, list));
    here.tab = here.machine.restart().await;
    let mut list = rooms(&here.tab, RoomFilter::All).await;
    list.wait_until("it is still read", |rows| unread(rows) == Some(0)).await;
    // Whoever shows it again shows all of it.
    let mut items = here.timeline().await;
    items.wait_until("the second", |items| saying(items, "nobody need know").is_some()).await;
    here.tab.request(read(false)).await.expect("read");
    peer.run(seen(&secret)).await;
    assert_eq!(peer.run(seen_up_to).await["eventId"], secret.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn encryption_works_both_ways_and_tells_why_it_does_not() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Secret", true).await;
    let mut items = here.timeline().await;
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "for your eyes" })).await;
    items.wait_until("the decrypted message", |items| saying(items, "for your eyes").is_some()).await;

    here.tab.request(text(&here, "and for yours")).await.expect("queued");
    let theirs = heard(&peer, &here, json!({ "body": "and for yours" })).await;
    assert_eq!(theirs["encrypted"], true, "{theirs}");

    let clear = json!({ "do": "sendEvent", "room": here.room.as_str(), "type": "m.room.encrypted", "content": {
        "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg2yyOwAtHaZTwyNg37afzg8f3r9IsN9tH0eNSCcTdxqbdHIoGPCWlNmqDfAq2ZkYXBSqWgXzOJ/8TQUFCy8wRWQ9JoTf5hxcVGhR5LYTVPjJ9vSeNxmGPbGQfGVXL2VZGRyBL9hYdZWqzjFvXp8RvVhPGVxkTg", "device_id": "X", "sender_key": "k", "session_id": "unknown" } });
    peer.run(clear).await;
    items
        .wait_until("the reason", |items| {
            items.iter().filter_map(event).any(|event| {
                event.sender.user.as_str() == peer_id
                    && matches!(
                        event.content,
                        Content::Undecryptable(Undecryptable::WaitingForKey | Undecryptable::Malformed)
                    )
            })
        })
        .await;
    let unsafe_kinds = [Shield::MismatchedSender, Shield::SentInClear];
    let message = saying(items.items(), "for your eyes").expect("it is there");
    assert!(message.shield.is_none_or(|shield| !unsafe_kinds.contains(&shield)), "{:?}", message.shield);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cached_room_opens_while_the_server_is_silent() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "Silent", true).await;
    let mut items = here.timeline().await;
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "kept" })).await;
    items.wait_until("the message", |items| saying(items, "kept").is_some()).await;
    drop(items);

    proxy.set(Weather::Silent);
    here.tab = here.machine.restart().await;
    let begun = std::time::Instant::now();
    let mut items = here.timeline().await;
    items.wait_until("the cached message", |items| saying(items, "kept").is_some()).await;
    let took = begun.elapsed();
    assert!(took.as_secs() < 5, "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_room_that_was_looked_at_is_there_before_the_stores_are_open() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Looked at", true).await;
    here.tab.post(&ToEngine::Presence { visible: true, focused_room: Some(here.room.clone()) });
    let mut items = here.timeline().await;
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "before" })).await;
    items.wait_until("the message", |items| saying(items, "before").is_some()).await;
    here.tab.request(MarkRead { timeline: live(&here.room), private: false }).await.expect("read");
    drop(items);

    let tab = here.machine.restart_closed().await;
    let mut items = tab.list(live(&here.room)).await;
    let (first, ()) = tokio::join!(items.step(), here.machine.open());
    first.expect("the timeline begins");
    assert!(saying(items.items(), "before").is_some(), "whole from the first: {:?}", items.items());
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "after" })).await;
    let items = items.wait_until("it goes on", |items| saying(items, "after").is_some()).await;
    assert_eq!(times(items, "before"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_that_is_not_loaded_is_fetched() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let first = Joined::new(&peer, &homeserver.url, "Quote", false).await;
    let room = first.room.as_str();
    let old = peer.run(json!({ "do": "send", "room": room, "body": "long ago" })).await;
    for n in 0..40 {
        peer.run(json!({ "do": "send", "room": room, "body": format!("line {n}") })).await;
    }
    let reply =
        peer.run(json!({ "do": "reply", "room": room, "eventId": old["eventId"], "body": "you said" })).await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    peer.run(json!({ "do": "invite", "room": room, "user": user })).await;
    let address = protocol::room::RoomAddress { id_or_alias: room.to_owned(), via: Vec::new() };
    tab.request(protocol::room::JoinRoom { address }).await.expect("joined");
    let mut items = tab.list(live(&first.room)).await;
    items.wait_until("the reply", |items| saying(items, "you said").is_some()).await;
    let quote = |items: &[TimelineItem]| saying(items, "you said").and_then(|reply| reply.reply_to.clone());
    assert_eq!(quote(items.items()).expect("a quote").state, QuoteState::Unknown);
    let event = reply["eventId"].as_str().expect("an event").into();
    tab.request(LoadQuote { timeline: live(&first.room), event }).await.expect("fetched");
    items
        .wait_until("what it quotes", |items| {
            quote(items).is_some_and(|quote| {
                matches!(quote.state, QuoteState::Ready { summary: Summary::Text(text), .. } if text == "long ago")
            })
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_of_a_moment_is_found() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Moments", false).await;
    let mut items = here.timeline().await;
    sent(&peer, &here.room, "early").await;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let late = sent(&peer, &here.room, "late").await;
    items.wait_until("both", |items| saying(items, "late").is_some()).await;
    let early = saying(items.items(), "early").expect("it is there");
    let (early_id, early_at) = (early.event.clone(), early.timestamp);
    let at = |timestamp| here.tab.request(FindEventAt { room: here.room.clone(), timestamp });
    assert_eq!(at(early_at).await.ok(), early_id);
    assert_eq!(at(early_at + 1).await, Ok(late.clone()));
    assert_eq!(at(early_at + 86_400_000).await, Ok(late), "after the last stands the last");
    let first = at(0).await.expect("the room's beginning");
    assert!(Some(first) != early_id);
}
