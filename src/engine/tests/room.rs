//! Finding rooms, coming in, leaving, and what the header shows.

use protocol::{
    BlobRef, FailureKind, RoomId,
    composer::SendText,
    media::UploadPicture,
    message::MessageSource,
    profile::{LoadProfile, SetIgnored, SetOwnAvatar, SetOwnName},
    room::{
        ChangeMember, ChangeRoom, JoinRoom, LeaveRoom, MemberChange, Membership, PreviewRoom, ReadRoomData,
        Redacting, ResolveRoom, RoomAddress, RoomChange, RoomInfo, StartDirect, Typing, UpgradeRoom,
    },
    session::RetryNow,
    timeline::TimelineItem,
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Peer, Proxy, Weather};

use crate::common::{Joined, empower, live, saying, sent, ticket};

fn address(id_or_alias: &str) -> RoomAddress {
    RoomAddress { id_or_alias: id_or_alias.into(), via: Vec::new() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_is_found_previewed_joined_and_left() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let local = format!("garden-{}", std::process::id()) + &user[1..9];
    let made = peer
        .run(json!({ "do": "createRoom", "name": "Garden", "topic": "Plants", "isPublic": true, "alias": local }))
        .await;
    let room = RoomId::from(made["room"].as_str().expect("a room"));
    let server = user.split_once(':').expect("a server").1;
    let alias = format!("#{local}:{server}");

    let found = tab.request(ResolveRoom { address: address(&alias) }).await.expect("found");
    assert_eq!((found.room, found.membership), (room.clone(), Membership::Stranger));
    let preview = tab.request(PreviewRoom { address: address(&alias) }).await.expect("previewed");
    assert_eq!(preview.room, room);
    assert_eq!(preview.name.as_deref(), Some("Garden"));
    assert_eq!(preview.topic.as_deref(), Some("Plants"));
    assert_eq!((preview.members, preview.joinable, preview.space), (1, true, false));
    assert_eq!(tab.request(JoinRoom { address: address(&alias) }).await.expect("joined"), room);

    let mut info = tab.subscribe(RoomInfo { room: room.clone() }).await;
    let details = info
        .wait_until("the header", |details| details.name.as_deref() == Some("Garden") && details.members == 2)
        .await;
    assert_eq!(details.topic.as_deref(), Some("Plants"));
    assert_eq!(details.alias.as_deref(), Some(alias.as_str()));
    assert_eq!(
        (details.membership, details.can_send, details.encrypted),
        (Membership::Joined, true, Some(false))
    );
    let found = tab.request(ResolveRoom { address: address(&alias) }).await.expect("found");
    assert_eq!(found.membership, Membership::Joined);

    tab.request(LeaveRoom { room: room.clone() }).await.expect("left");
    info.wait_until("having left", |details| details.membership == Membership::Left && !details.can_send)
        .await;

    let nowhere = tab.request(ResolveRoom { address: address(&format!("#nowhere:{server}")) }).await;
    assert_eq!(nowhere.expect_err("not there").kind, FailureKind::NotFound);
    let nonsense = tab.request(JoinRoom { address: address("nonsense") }).await;
    assert_eq!(nonsense.expect_err("no address").kind, FailureKind::Invalid { field: "address".into() });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_joined_room_is_found_without_the_network() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "Offline", false).await;
    let mut info = here.tab.subscribe(RoomInfo { room: here.room.clone() }).await;
    // An answer of sync that was made before joining may still say "invited" for a moment.
    info.wait_until("the whole room", |details| {
        details.name.as_deref() == Some("Offline")
            && details.membership == Membership::Joined
            && details.members == 2
    })
    .await;
    drop(info);
    proxy.set(Weather::Silent);
    here.tab = here.machine.restart().await;
    let found = here.tab.request(ResolveRoom { address: address(here.room.as_str()) }).await.expect("found");
    assert_eq!(found.membership, Membership::Joined);
    let mut info = here.tab.subscribe(RoomInfo { room: here.room.clone() }).await;
    info.wait_until("the name, from the stores", |details| details.name.as_deref() == Some("Offline")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_chat_is_made_once_and_encrypted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let (_, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let chat = || StartDirect { user: peer_id.as_str().into() };
    let room = tab.request(chat()).await.expect("a chat");
    peer.run(json!({ "do": "acceptInvite", "room": room.as_str() })).await;
    let mut info = tab.subscribe(RoomInfo { room: room.clone() }).await;
    info.wait_until("an encrypted chat", |details| {
        details.encrypted == Some(true)
            && details.direct_with.as_ref().is_some_and(|user| user.as_str() == peer_id)
    })
    .await;
    assert_eq!(tab.request(chat()).await.expect("the same chat"), room);

    let mut typing = tab.subscribe(Typing { room: room.clone() }).await;
    typing.wait_until("nobody", |people| people.is_empty()).await;
    // The server tells of typing only in rooms that are looked at.
    let mut items = tab.list(live(&room)).await;
    items.wait_until("the room", |items| !items.is_empty()).await;
    peer.run(json!({ "do": "typing", "room": room.as_str() })).await;
    typing.wait_until("the peer", |people| people.iter().any(|who| who.user.as_str() == peer_id)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_loaded() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    peer.run(json!({ "do": "setProfile", "displayName": "Robin" })).await;
    let (_, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let profile = tab.request(LoadProfile { user: peer_id.as_str().into() }).await.expect("a profile");
    assert_eq!(profile.name.as_deref(), Some("Robin"));
    let (_, server) = peer_id.split_once(':').expect("a server");
    let nobody = tab.request(LoadProfile { user: format!("@nobody-here:{server}").into() }).await;
    assert_eq!(nobody.expect_err("nobody").kind, FailureKind::NotFound);
    let nonsense = tab.request(LoadProfile { user: "nonsense".into() }).await;
    assert_eq!(nonsense.expect_err("no user").kind, FailureKind::Invalid { field: "user".into() });
}

#[tokio::test(flavor = "multi_thread")]
async fn room_and_members_are_changed_by_who_has_the_power() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Before", false).await;
    let (other, _) = peer.new_user().await;
    let mut info = here.tab.subscribe(RoomInfo { room: here.room.clone() }).await;
    let room = |change| here.tab.request(ChangeRoom { room: here.room.clone(), change });
    let member = |change, reason: Option<&str>| {
        here.tab.request(ChangeMember {
            room: here.room.clone(),
            user: other.as_str().into(),
            change,
            reason: reason.map(str::to_owned),
        })
    };
    let refused = room(RoomChange::Name("After".into())).await.expect_err("no power");
    assert_eq!(refused.kind, FailureKind::Forbidden);
    let state = |kind: &str, content| json!({ "do": "setState", "room": here.room.as_str(), "type": kind, "content": content });
    let users: serde_json::Map<_, _> = [(here.user.clone(), json!(100))].into_iter().collect();
    peer.run(state("m.room.power_levels", json!({ "users": users, "invite": 0 }))).await;
    info.wait_until("the power", |details| details.can_redact == Redacting::All).await;
    room(RoomChange::Name("After".into())).await.expect("renamed");
    room(RoomChange::Topic("What we grow".into())).await.expect("the topic is set");
    info.wait_until("both", |details| {
        details.name.as_deref() == Some("After") && details.topic.as_deref() == Some("What we grow")
    })
    .await;

    room(RoomChange::OwnName("Ada of the garden".into())).await.expect("called otherwise here");
    let own =
        json!({ "do": "state", "room": here.room.as_str(), "type": "m.room.member", "stateKey": here.user });
    let own = peer.run(own).await;
    assert_eq!(own["content"]["displayname"], "Ada of the garden");
    assert_eq!(own["content"]["membership"], "join");
    room(RoomChange::Direct(true)).await.expect("among the direct chats");
    info.wait_until("a direct chat", |details| details.direct_with.is_some()).await;
    room(RoomChange::Direct(false)).await.expect("among the rooms");
    info.wait_until("a room", |details| details.direct_with.is_none()).await;

    member(MemberChange::Invite, None).await.expect("invited");
    let invited = member(MemberChange::Invite, None).await;
    assert!(invited.is_ok(), "twice is no more than once: {invited:?}");
    member(MemberChange::Power(Some(50)), None).await.expect("has power");
    let levels = || json!({ "do": "state", "room": here.room.as_str(), "type": "m.room.power_levels" });
    assert_eq!(peer.run(levels()).await["content"]["users"][&other], 50);
    member(MemberChange::Power(None), None).await.expect("has none");
    assert_eq!(peer.run(levels()).await["content"]["users"].get(&other), None);
    let membership =
        || json!({ "do": "state", "room": here.room.as_str(), "type": "m.room.member", "stateKey": other });
    let early = member(MemberChange::Unban, None).await.expect_err("not banned, and not put out by it");
    assert_eq!(early.kind, FailureKind::NotFound);
    assert_eq!(peer.run(membership()).await["content"]["membership"], "invite");
    member(MemberChange::Ban, Some("too loud")).await.expect("banned");
    let banned = peer.run(membership()).await;
    assert_eq!(
        (banned["content"]["membership"].as_str(), banned["content"]["reason"].as_str()),
        (Some("ban"), Some("too loud"))
    );
    member(MemberChange::Unban, None).await.expect("unbanned");
    assert_eq!(peer.run(membership()).await["content"]["membership"], "leave");
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_name_and_whom_one_ignores_are_changed() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Names", false).await;
    here.tab.request(SetOwnName { name: Some(" Ada L. ".into()) }).await.expect("renamed");
    let load = LoadProfile { user: here.user.as_str().into() };
    assert_eq!(here.tab.request(load).await.expect("a profile").name.as_deref(), Some("Ada L."));
    let mut items = here.timeline().await;
    sent(&peer, &here.room, "hello").await;
    items.wait_until("the message", |items| saying(items, "hello").is_some()).await;
    let ignore = |on| here.tab.request(SetIgnored { user: peer_id.as_str().into(), on });
    ignore(true).await.expect("ignored");
    sent(&peer, &here.room, "unheard").await;
    ignore(false).await.expect("heard again");
    sent(&peer, &here.room, "heard").await;
    items.wait_until("the next", |items| saying(items, "heard").is_some()).await;
    let wrong = SetIgnored { user: "bo".into(), on: true };
    assert!(matches!(here.tab.request(wrong).await.expect_err("no ID").kind, FailureKind::Invalid { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_first_in_a_new_direct_chat_is_encrypted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (_, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    for _ in 0..6 {
        let (other, _) = peer.new_user().await;
        let room = tab.request(StartDirect { user: other.as_str().into() }).await.expect("a chat");
        let text =
            SendText { place: room.clone().into(), text: "psst".into(), about: None, ticket: ticket() };
        tab.request(text).await.expect("queued");
        let mut items = tab.list(live(&room)).await;
        let sent = |items: &[TimelineItem]| {
            saying(items, "psst").is_some_and(|event| event.event.is_some() && event.send_state.is_none())
        };
        items.wait_until("it is sent", sent).await;
        let event = saying(items.items(), "psst").and_then(|event| event.event.clone()).expect("an event");
        let source = MessageSource { timeline: live(&room), event };
        assert!(tab.request(source).await.expect("its source").encrypted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_is_replaced_and_each_leads_to_the_other() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Old", false).await;
    let mut info = here.tab.subscribe(RoomInfo { room: here.room.clone() }).await;
    let upgrade = || here.tab.request(UpgradeRoom { room: here.room.clone(), version: "11".into() });
    assert_eq!(upgrade().await.expect_err("no power").kind, FailureKind::Forbidden);
    empower(&peer, &here, 100).await;
    info.wait_until("the power", |details| details.can_redact == Redacting::All).await;
    let nonsense = UpgradeRoom { room: here.room.clone(), version: String::new() };
    let nonsense = here.tab.request(nonsense).await.expect_err("no version");
    assert_eq!(nonsense.kind, FailureKind::Invalid { field: "version".into() });

    let new = upgrade().await.expect("replaced");
    info.wait_until("the new room", |details| details.successor.as_ref() == Some(&new)).await;
    let mut info = here.tab.subscribe(RoomInfo { room: new }).await;
    info.wait_until("the old room", |details| details.predecessor.as_ref() == Some(&here.room)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn how_long_messages_are_kept_is_said_and_remembered() {
    const DAY: u64 = 86_400_000;
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "Kept", false).await;
    let room = here.room.clone();
    let keep = async |kind: &str, content: Value| {
        let state = json!({ "do": "setState", "room": room.as_str(), "type": kind, "content": content });
        peer.run(state).await;
    };
    let topic = || RoomInfo { room: room.clone() };
    // Homeservers obey this name, which was there before anybody looked.
    keep("m.room.retention", json!({ "max_lifetime": DAY })).await;
    let mut info = here.tab.subscribe(topic()).await;
    info.wait_until("a day", |details| details.kept_for == Some(DAY)).await;
    keep("m.room.retention", json!({ "min_lifetime": DAY, "max_lifetime": 2 * DAY })).await;
    info.wait_until("two days", |details| details.kept_for == Some(2 * DAY)).await;
    // The other name counts where this one says nothing.
    keep("org.matrix.msc1763.retention", json!({ "max_lifetime": 5 * DAY })).await;
    keep("m.room.retention", json!({})).await;
    info.wait_until("five days", |details| details.kept_for == Some(5 * DAY)).await;
    keep("m.room.retention", json!({ "max_lifetime": 3 * DAY })).await;
    info.wait_until("three days", |details| details.kept_for == Some(3 * DAY)).await;

    drop(info);
    proxy.set(Weather::Cut);
    here.tab = here.machine.restart().await;
    let mut info = here.tab.subscribe(topic()).await;
    info.wait_until("three days, from the stores", |details| details.kept_for == Some(3 * DAY)).await;
    // What was changed while nobody was there to hear it.
    keep("m.room.retention", json!({ "max_lifetime": 4 * DAY })).await;
    proxy.set(Weather::Clear);
    here.tab.request(RetryNow).await.expect("tried");
    info.wait_until("four days", |details| details.kept_for == Some(4 * DAY)).await;
    keep("m.room.retention", json!({})).await;
    info.wait_until("as the other name says", |details| details.kept_for == Some(5 * DAY)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_set_and_what_is_noted_is_read() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Pictures", false).await;
    let picture = |mime: &str| UploadPicture { blob: BlobRef(0), mime: mime.into() };
    let bytes = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;".to_vec();
    let refused = here.tab.request_with(picture("text/html"), vec![bytes.clone()]).await;
    assert_eq!(refused.expect_err("no picture").kind, FailureKind::Invalid { field: "mime".into() });
    let (uri, _) = here.tab.request_with(picture("image/gif"), vec![bytes]).await.expect("uploaded");
    here.tab.request(SetOwnAvatar { avatar: Some(uri.clone()) }).await.expect("everywhere");
    let load = || here.tab.request(LoadProfile { user: here.user.as_str().into() });
    assert_eq!(load().await.expect("a profile").avatar, Some(uri.clone()));
    here.tab.request(SetOwnAvatar { avatar: None }).await.expect("none");
    assert_eq!(load().await.expect("a profile").avatar, None);
    let change = RoomChange::OwnAvatar(uri.clone());
    here.tab.request(ChangeRoom { room: here.room.clone(), change }).await.expect("here");
    let own =
        json!({ "do": "state", "room": here.room.as_str(), "type": "m.room.member", "stateKey": here.user });
    let own = peer.run(own).await;
    assert_eq!(own["content"]["avatar_url"], uri.as_str());
    assert_eq!(own["content"]["membership"], "join");
    let change = RoomChange::Avatar("https://b.example/a".into());
    let wrong = here.tab.request(ChangeRoom { room: here.room.clone(), change }).await;
    assert_eq!(wrong.expect_err("no address").kind, FailureKind::Invalid { field: "avatar".into() });

    here.tab
        .request(ChangeRoom { room: here.room.clone(), change: RoomChange::Direct(true) })
        .await
        .expect("noted");
    let data = here.tab.request(ReadRoomData { room: here.room.clone() }).await.expect("read");
    let kinds: Vec<_> = data.state.iter().map(|event| event.event_type.as_str()).collect();
    assert!(kinds.contains(&"m.room.create") && kinds.last() == Some(&"m.room.member"), "{kinds:?}");
    let name = data.state.iter().find(|event| event.event_type == "m.room.name").expect("the name");
    assert!(name.json.contains("\"name\": \"Pictures\""), "{}", name.json);
    assert!(data.account_data.iter().any(|event| event.event_type == "m.push_rules"));
}
