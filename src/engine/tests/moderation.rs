//! Keeping order.

use std::time::Duration;

use protocol::{
    FailureKind, RoomId,
    moderation::{FindMessagesOf, FindModerated, RedactNow, Report, Reported},
    room::{JoinRoom, RoomAddress},
    timeline::Content,
};
use serde_json::json;
use testkit::{Homeserver, Peer, Proxy, Weather};

use crate::common::{Joined, empower, event, saying, sent};

#[tokio::test(flavor = "multi_thread")]
async fn messages_rooms_and_people_are_reported() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Rude", false).await;
    let mut items = here.timeline().await;
    let rude = sent(&peer, &here.room, "something rude").await;
    items.wait_until("the message", |items| saying(items, "something rude").is_some()).await;
    let report = |what| here.tab.request(Report { what, reason: "  it is rude ".into() });
    assert_eq!(report(Reported::Message(here.room.clone(), rude)).await, Ok(()));
    assert_eq!(report(Reported::Room(here.room.clone())).await, Ok(()));
    assert_eq!(report(Reported::Person(peer_id.as_str().into())).await, Ok(()));
    let nothing = report(Reported::Message(here.room.clone(), "$nothing".into())).await;
    assert_eq!(nothing.expect_err("there is no such message").kind, FailureKind::NotFound);
    let nobody = report(Reported::Person("bo".into())).await;
    assert!(matches!(nobody.expect_err("no ID").kind, FailureKind::Invalid { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_without_a_connection_is_refused_at_once() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &proxy.url, "Rude", false).await;
    proxy.set(Weather::Cut);
    let mut refused = None;
    for _ in 0..100 {
        let report = Report { what: Reported::Room(here.room.clone()), reason: String::new() };
        refused = here.tab.request(report).await.err();
        if refused.as_ref().is_some_and(|failure| failure.kind == FailureKind::Offline) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(refused.expect("refused").kind, FailureKind::Offline);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_said_lately_is_found_and_taken_back() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Loud", encrypted).await;
        let mut items = here.timeline().await;
        let mut said = Vec::new();
        for text in ["one", "two", "three"] {
            said.push(sent(&peer, &here.room, text).await);
        }
        items.wait_until("the messages", |items| saying(items, "three").is_some()).await;
        let find = |most| {
            here.tab.request(FindMessagesOf { room: here.room.clone(), user: peer_id.as_str().into(), most })
        };
        let newest = find(2).await.expect("found");
        assert_eq!(newest, [said[2].clone(), said[1].clone()]);
        let redact = |event| {
            here.tab.request(RedactNow { room: here.room.clone(), event, reason: Some(" too loud ".into()) })
        };
        assert_eq!(redact(said[0].clone()).await.expect_err("no power").kind, FailureKind::Forbidden);
        empower(&peer, &here, 100).await;
        for event in newest {
            redact(event).await.expect("taken back");
        }
        assert_eq!(find(10).await.expect("found"), [said[0].clone()]);
        items
            .wait_until("the reason", |items| {
                let gone = |content: &Content| matches!(content, Content::Redacted { reason: Some(why), .. } if why == "too loud");
                items.iter().filter_map(event).filter(|event| gone(&event.content)).count() == 2
            })
            .await;
    }
}

/// The names of the rooms in which the engine's user may delete what somebody says, when they are these.
async fn moderated(here: &Joined, user: &str, wanted: &[&str]) {
    let mut found = Vec::new();
    // What sync brings may come a moment later.
    for _ in 0..100 {
        let rooms = here.tab.request(FindModerated { user: user.into() }).await.expect("found");
        found = rooms.into_iter().map(|room| room.name.expect("a name")).collect();
        if found == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{found:?} are not {wanted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rooms_are_found_where_one_may_delete_what_somebody_says() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Oak", true).await;
    let made = peer.run(json!({ "do": "createRoom", "name": "Elm", "invite": [here.user] })).await;
    let elm = RoomId::from(made["room"].as_str().expect("a room"));
    let oak = std::mem::replace(&mut here.room, elm.clone());
    let address = RoomAddress { id_or_alias: elm.to_string(), via: Vec::new() };
    here.tab.request(JoinRoom { address }).await.expect("joined");
    moderated(&here, &peer_id, &[]).await;
    empower(&peer, &here, 100).await;
    moderated(&here, &peer_id, &["Elm"]).await;
    here.room = oak.clone();
    empower(&peer, &here, 100).await;
    sent(&peer, &oak, "the newest").await;
    moderated(&here, &peer_id, &["Oak", "Elm"]).await;
    sent(&peer, &elm, "newer").await;
    moderated(&here, &peer_id, &["Elm", "Oak"]).await;
    // Whoever has left may have said something before.
    peer.run(json!({ "do": "leave", "room": elm.as_str() })).await;
    moderated(&here, &peer_id, &["Elm", "Oak"]).await;
    let (stranger, _) = peer.new_user().await;
    moderated(&here, &stranger, &[]).await;
    let nobody = here.tab.request(FindModerated { user: "bo".into() }).await.expect_err("no ID");
    assert!(matches!(nobody.kind, FailureKind::Invalid { .. }));
}
