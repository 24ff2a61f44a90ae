//! Which rooms are encrypted, turning it on, and history that goes to who is invited.

use protocol::{
    FailureKind, RoomId, UserId,
    composer::SendText,
    room::{
        ChangeMember, ChangeRoom, CreateRoom, JoinRoom, MemberChange, NewRoomRules, ReadNewRoomRules,
        RoomAddress, RoomChange, RoomDetails, RoomInfo, StartDirect,
    },
    room_list::{AcceptInvite, RoomFilter, RoomRow, RowMembership},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Operator, Peer, Tab};

use crate::{
    common::{Joined, empower, heard, live, saying, sent, text, ticket, with_id},
    encryption::settled,
    room_list::rooms,
};

async fn details(tab: &Tab, room: &RoomId, what: &str, fits: impl Fn(&RoomDetails) -> bool) -> RoomDetails {
    tab.subscribe(RoomInfo { room: room.clone() }).await.wait_until(what, |room| fits(room)).await
}

fn encrypt(room: &RoomId) -> ChangeRoom {
    ChangeRoom { room: room.clone(), change: RoomChange::Encrypt }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_chat_is_encrypted_unless_the_operator_wants_it_otherwise() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let server = json!({ "base_url": homeserver.url });
    let never = json!({ "m.homeserver": server, "io.element.e2ee": { "force_disable": true } });
    let seldom = json!({ "m.homeserver": server, "io.element.e2ee": { "default": false } });
    for (file, encrypted, may) in [
        (Value::Null, true, false),
        (json!({ "m.homeserver": server }), true, false),
        (seldom, false, true),
        (never, false, false),
    ] {
        let operator = Operator::before(&homeserver.url, file.clone()).await;
        let (_, token) = peer.new_user().await;
        let (_machine, tab) = Machine::signed_in(&operator.url, &token).await;
        let room = tab.request(StartDirect { user: UserId::from(other.as_str()) }).await.expect("a chat");
        let known = |room: &RoomDetails| room.encrypted.is_some() && room.direct_with.is_some();
        let room = details(&tab, &room, "the room", known).await;
        assert_eq!((room.encrypted, room.can_encrypt), (Some(encrypted), may), "{file}");
        assert_eq!(room.direct_with, Some(UserId::from(other.as_str())), "{file}");
        let turned = tab.request(encrypt(&room.id)).await;
        match may || encrypted {
            true => turned.expect("it is on then"),
            false => assert_eq!(turned.expect_err("nothing is encrypted").kind, FailureKind::Forbidden),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_is_made_as_it_is_wanted_and_encrypted_where_the_operator_allows_it() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let server = json!({ "base_url": homeserver.url });
    let never = json!({ "m.homeserver": server, "io.element.e2ee": { "force_disable": true } });
    let secret = CreateRoom {
        name: " Tea ".into(),
        topic: "Hot and black".into(),
        public: false,
        address: None,
        encrypted: true,
    };

    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let rules = tab.request(ReadNewRoomRules).await.expect("the rules");
    assert_eq!(rules, NewRoomRules { encrypted: true, never_encrypted: false });
    let nameless = tab.request(CreateRoom { name: "  ".into(), ..secret.clone() }).await;
    assert_eq!(nameless.expect_err("no name").kind, FailureKind::Invalid { field: "name".into() });
    let room = tab.request(secret.clone()).await.expect("made");
    let room = details(&tab, &room, "the room", |room| room.encrypted == Some(true)).await;
    assert_eq!((room.name.as_deref(), room.topic.as_deref()), (Some("Tea"), Some("Hot and black")));
    assert!(!room.public && room.direct_with.is_none());

    let name = user.trim_start_matches('@').split(':').next().expect("a localpart").to_owned();
    let open = CreateRoom { public: true, encrypted: false, address: Some(name.clone()), ..secret.clone() };
    let room = tab.request(open.clone()).await.expect("made");
    let room = details(&tab, &room, "it to be public", |room| room.public).await;
    assert_eq!(room.encrypted, Some(false));
    let (_, server) = user.split_once(':').expect("a server");
    let joined = peer.run(json!({ "do": "join", "room": format!("#{name}:{server}") })).await;
    assert_eq!(joined["room"].as_str(), Some(room.id.as_str()), "{joined}");
    let taken = tab.request(open).await.expect_err("another room has the address");
    assert_eq!(taken.kind, FailureKind::Invalid { field: "address".into() });

    let operator = Operator::before(&homeserver.url, never).await;
    let (_, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&operator.url, &token).await;
    let rules = tab.request(ReadNewRoomRules).await.expect("the rules");
    assert_eq!(rules, NewRoomRules { encrypted: false, never_encrypted: true });
    let refused = tab.request(secret).await.expect_err("nothing is encrypted here");
    assert_eq!(refused.kind, FailureKind::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn encryption_is_turned_on_by_who_may_and_what_is_written_next_is_encrypted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "In clear", false).await;
    let room = details(&here.tab, &here.room, "the room", |room| room.encrypted.is_some()).await;
    assert_eq!((room.encrypted, room.can_encrypt, room.public), (Some(false), false, false));
    let refused = here.tab.request(encrypt(&here.room)).await.expect_err("who has no power may not");
    assert_eq!(refused.kind, FailureKind::Forbidden);

    empower(&peer, &here, 100).await;
    details(&here.tab, &here.room, "the power", |room| room.can_encrypt).await;
    here.tab.request(encrypt(&here.room)).await.expect("it is turned on");
    here.tab.request(text(&here, "for you alone")).await.expect("queued");
    let message = heard(&peer, &here, json!({ "body": "for you alone" })).await;
    assert_eq!(message["encrypted"], true, "{message}");
    let room = details(&here.tab, &here.room, "it to be on", |room| room.encrypted == Some(true)).await;
    assert!(!room.can_encrypt, "there is no way back, and no second time");
    here.tab.request(encrypt(&here.room)).await.expect("it is on already");
    let state = json!({ "do": "state", "room": here.room.as_str(), "type": "m.room.encryption" });
    assert_eq!(peer.run(state).await["content"]["algorithm"], "m.megolm.v1.aes-sha2");

    // Of a room that anybody may join it is known that they may.
    let made = peer.run(json!({ "do": "createRoom", "name": "Open", "isPublic": true })).await;
    let address = RoomAddress { id_or_alias: made["room"].as_str().expect("a room").into(), via: Vec::new() };
    let room = here.tab.request(JoinRoom { address }).await.expect("joined");
    details(&here.tab, &room, "it to be public", |room| room.public).await;
}

/// Accepts an invitation when it has come.
async fn accept(tab: &Tab, room: &RoomId) {
    let mut list = rooms(tab, RoomFilter::All).await;
    // What its sender has shared is taken of who is known to have invited.
    let invited = |row: &RoomRow| {
        row.id == *room && matches!(row.membership, RowMembership::Invited { inviter: Some(_) })
    };
    list.wait_until("the invitation", |rows| rows.iter().any(invited)).await;
    tab.request(AcceptInvite { room: room.clone() }).await.expect("joined");
}

/// An encrypted chat with the peer in which both have said something.
async fn chat(peer: &Peer, other: &str, tab: &Tab) -> RoomId {
    let room = tab.request(StartDirect { user: UserId::from(other) }).await.expect("a chat");
    peer.run(json!({ "do": "acceptInvite", "room": room.as_str() })).await;
    let text =
        SendText { place: room.clone().into(), text: "what I said".into(), about: None, ticket: ticket() };
    tab.request(text).await.expect("queued");
    peer.run(json!({ "do": "waitFor", "room": room.as_str(), "body": "what I said" })).await;
    sent(peer, &room, "what the peer said").await;
    let mut items = tab.list(live(&room)).await;
    items.wait_until("both", |items| saying(items, "what the peer said").is_some()).await;
    room
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_invited_reads_what_was_said_before() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let (inviter, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    settled(&tab).await;
    let room = chat(&peer, &other, &tab).await;
    let invite = |user: &str| ChangeMember {
        room: room.clone(),
        user: UserId::from(user),
        change: MemberChange::Invite,
        reason: None,
    };

    let (newcomer, token) = peer.new_user().await;
    let (_second, there) = Machine::signed_in(&homeserver.url, &token).await;
    settled(&there).await;
    tab.request(invite(&newcomer)).await.expect("invited");
    accept(&there, &room).await;
    let mut items = there.list(live(&room)).await;
    items
        .wait_until("what was said before", |items| {
            saying(items, "what I said").is_some() && saying(items, "what the peer said").is_some()
        })
        .await;
    let items = items.items();
    let from =
        |text: &str| saying(items, text).and_then(|event| event.key_from.clone()).map(|from| from.user);
    assert_eq!(from("what the peer said"), Some(UserId::from(inviter.as_str())));

    // Another client takes it likewise.
    let third = peer.sign_in("third").await;
    tab.request(invite(&third)).await.expect("invited");
    peer.run(json!({ "do": "acceptInvite", "as": "third", "room": room.as_str() })).await;
    peer.run(json!({ "do": "messages", "as": "third", "room": room.as_str() })).await;
    for body in ["what I said", "what the peer said"] {
        peer.run(json!({ "do": "waitFor", "as": "third", "room": room.as_str(), "body": body })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn history_that_another_client_shares_is_read_here() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let made = peer.run(json!({ "do": "createRoom", "name": "Before", "encrypted": true })).await;
    let room = RoomId::from(made["room"].as_str().expect("a room"));
    let message = sent(&peer, &room, "from before").await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    settled(&tab).await;
    peer.run(json!({ "do": "invite", "room": room.as_str(), "user": user })).await;
    accept(&tab, &room).await;
    let mut items = tab.list(live(&room)).await;
    items.wait_until("the message", |items| saying(items, "from before").is_some()).await;
    let event = with_id(items.items(), &message).expect("the message");
    assert_eq!(event.key_from.as_ref().map(|from| from.user.as_str()), Some(other.as_str()));
}
