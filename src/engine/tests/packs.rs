//! Packs of emoji and stickers.

use protocol::{
    BlobRef, EventId, FailureKind, MxcUri,
    composer::Place,
    message::{ReadEditable, SetReaction},
    packs::{
        AddPackImage, ChangePack, CreatePack, Pack, PackAt, PackChange, PackList, Packs, SendSticker, UsePack,
    },
    rich_text::Node,
    timeline::{Content, TimelineItem},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Peer, Proxy, Subscription, Weather};

use crate::common::{Joined, event, heard, live, sent, text, ticket, with_id};

const STATE: &str = "im.ponies.room_emotes";
/// One pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

fn adding(pack: PackAt, shortcode: &str) -> AddPackImage {
    let mime = "image/png".to_owned();
    AddPackImage {
        pack,
        shortcode: shortcode.into(),
        blob: BlobRef(0),
        mime,
        width: Some(1),
        height: Some(1),
    }
}

fn changing(pack: PackAt, change: PackChange) -> ChangePack {
    ChangePack { pack, change }
}

fn codes(pack: &Pack) -> Vec<&str> {
    pack.images.iter().map(|image| image.shortcode.as_str()).collect()
}

fn named<'p>(list: &'p PackList, name: &str) -> Option<&'p Pack> {
    list.packs.iter().find(|pack| pack.name.as_deref() == Some(name))
}

async fn packs(here: &Joined) -> Subscription<PackList> {
    here.tab.subscribe(Packs { room: Some(here.room.clone()) }).await
}

/// The address of a picture of the own pack, once it is there.
async fn own(list: &mut Subscription<PackList>, shortcode: &str) -> MxcUri {
    let has = |list: &PackList| codes(&list.packs[0]).contains(&shortcode);
    let list = list.wait_until("the picture", has).await;
    list.packs[0]
        .images
        .iter()
        .find(|one| one.shortcode == shortcode)
        .map(|one| one.uri.clone())
        .expect("it is there")
}

async fn pack_of_peer(peer: &Peer, here: &Joined, kind: &str, key: &str, content: Value) {
    peer.run(json!({ "do": "setState", "room": here.room.as_str(), "type": kind, "stateKey": key, "content": content }))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_pack_is_made_and_used_in_messages_reactions_and_as_stickers() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let (peer, _) = Peer::signed_in(&homeserver).await;
        let mut here = Joined::new(&peer, &homeserver.url, "Cats", encrypted).await;
        let mut items = here.timeline().await;
        let mut list = packs(&here).await;
        here.tab.request_with(adding(PackAt::Own, "cat"), vec![PNG.to_vec()]).await.expect("added");
        here.tab.request_with(adding(PackAt::Own, "cat"), vec![PNG.to_vec()]).await.expect("added");
        let uri = own(&mut list, "cat").await;
        own(&mut list, "cat_2").await;
        let change = |change| here.tab.request(changing(PackAt::Own, change));
        change(PackChange::Name("Mine".into())).await.expect("named");
        let to = |from: &str, to: &str| PackChange::Shortcode { from: from.into(), to: to.into() };
        change(to("cat_2", "dog")).await.expect("called something else");
        for (from, into) in [("dog", "cat"), ("dog", "two words"), ("dog", "")] {
            let refused = change(to(from, into)).await.expect_err("taken, or no shortcode");
            assert!(matches!(refused.kind, FailureKind::Invalid { .. }), "{into}: {refused:?}");
        }
        let usage = PackChange::Usage { shortcode: "dog".into(), emoticon: false, sticker: true };
        change(usage).await.expect("only a sticker");
        let fits = |list: &PackList| {
            let own = &list.packs[0];
            own.name.as_deref() == Some("Mine")
                && codes(own) == ["cat", "dog"]
                && own.images.iter().all(|one| one.sticker && one.emoticon == (one.shortcode == "cat"))
        };
        list.wait_until("all of that", fits).await;

        here.tab.request(text(&here, "a **:cat:** and a :dog:")).await.expect("queued");
        let said = heard(&peer, &here, json!({ "contains": ":cat:" })).await;
        let html = said["content"]["formatted_body"].as_str().expect("it is formatted");
        assert!(
            html.contains(&format!("<img data-mx-emoticon=\"\" src=\"{uri}\" alt=\":cat:\""))
                && html.contains("</strong> and a :dog:"),
            "{html}"
        );
        assert_eq!(said["content"]["body"], "a **:cat:** and a :dog:");
        let mine = EventId::from(said["eventId"].as_str().expect("an event"));
        let shown = |items: &[TimelineItem]| {
            with_id(items, &mine).is_some_and(|event| {
                format!("{:?}", event.content).contains("emoticon: true") && event.send_state.is_none()
            })
        };
        items.wait_until("it as a picture", shown).await;
        let edit = ReadEditable { timeline: live(&here.room), event: Some(mine.clone()) };
        let editable = here.tab.request(edit).await.expect("it can be edited");
        assert_eq!((editable.text.as_str(), editable.whole), ("a **:cat:** and a :dog:", true));

        let theirs = sent(&peer, &here.room, "look").await;
        items.wait_until("the message", |items| with_id(items, &theirs).is_some()).await;
        let react =
            SetReaction { timeline: live(&here.room), event: theirs.clone(), key: uri.0.clone(), on: true };
        here.tab.request(react.clone()).await.expect("queued");
        let reaction =
            heard(&peer, &here, json!({ "type": "m.reaction", "relatesTo": theirs.as_str() })).await;
        assert_eq!(reaction["content"]["m.relates_to"]["key"], uri.as_str(), "{reaction}");
        assert_eq!(reaction["content"]["shortcode"], "cat", "{reaction}");
        let stands = |items: &[TimelineItem]| {
            with_id(items, &theirs).is_some_and(|event| {
                matches!(&event.reactions[..], [one] if one.own && one.picture.as_ref() == Some(&uri) && one.name.as_deref() == Some("cat"))
            })
        };
        items.wait_until("the reaction", stands).await;
        here.tab.request(SetReaction { on: false, ..react }).await.expect("queued");
        items
            .wait_until("no reaction", |items| {
                with_id(items, &theirs).is_some_and(|event| event.reactions.is_empty())
            })
            .await;

        let place = Place { room: here.room.clone(), thread: Some(theirs.clone()) };
        let sticker = |place: Place, reply_to: Option<EventId>, shortcode: &str| SendSticker {
            place,
            pack: PackAt::Own,
            shortcode: shortcode.into(),
            reply_to,
            ticket: ticket(),
        };
        here.tab
            .request(sticker(here.room.clone().into(), Some(theirs.clone()), "dog"))
            .await
            .expect("queued");
        let first = heard(&peer, &here, json!({ "type": "m.sticker", "body": "dog" })).await;
        assert_eq!(first["encrypted"].as_bool().unwrap_or_default(), encrypted, "{first}");
        assert_eq!(first["content"]["m.relates_to"]["m.in_reply_to"]["event_id"], theirs.as_str(), "{first}");
        assert_eq!(first["content"]["info"]["mimetype"], "image/png", "{first}");
        items
            .wait_until("the sticker", |items| {
                items.iter().filter_map(event).any(|event| matches!(event.content, Content::Sticker { .. }))
            })
            .await;
        here.tab.request(sticker(place, None, "cat")).await.expect("queued");
        let second = heard(&peer, &here, json!({ "type": "m.sticker", "body": "cat" })).await;
        assert_eq!(second["content"]["m.relates_to"]["event_id"], theirs.as_str(), "{second}");
        let gone =
            here.tab.request(sticker(here.room.clone().into(), None, "cow")).await.expect_err("no cow");
        assert_eq!(gone.kind, FailureKind::NotFound);

        here.tab.request(changing(PackAt::Own, PackChange::Remove("dog".into()))).await.expect("removed");
        list.wait_until("one less", |list| codes(&list.packs[0]) == ["cat"]).await;
        drop((list, items));
        here.tab = here.machine.restart().await;
        let mut list = packs(&here).await;
        assert_eq!(own(&mut list, "cat").await, uri, "it was stored");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn packs_of_rooms_are_shown_taken_and_used_everywhere() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Garden", false).await;
    let cat = json!({ "url": "mxc://vmst.io/cat", "body": "A cat", "usage": ["sticker"] });
    let bee = json!({ "url": "mxc://vmst.io/bee" });
    let pets = json!({ "images": { "cat": cat }, "pack": { "display_name": "Pets" } });
    pack_of_peer(&peer, &here, STATE, "pets", pets).await;
    pack_of_peer(&peer, &here, STATE, "", json!({ "images": { "bee": bee }, "pack": {} })).await;
    pack_of_peer(
        &peer,
        &here,
        "m.room.image_pack",
        "new",
        json!({ "images": { "ant": { "url": "mxc://vmst.io/ant" } }, "pack": { "display_name": "New" } }),
    )
    .await;
    let mut list = packs(&here).await;
    let all = list.wait_until("all packs", |list| list.complete && list.packs.len() == 4).await;
    let pets = named(&all, "Pets").expect("it is there");
    assert!(!pets.everywhere && !all.may_change, "{all:?}");
    assert_eq!(named(&all, "Garden").map(codes), Some(vec!["bee"]), "without a name it goes by its room's");
    assert_eq!(named(&all, "New").map(codes), Some(vec!["ant"]));

    // Changed while one looks, and used in another room.
    pack_of_peer(&peer, &here, STATE, "pets", json!({ "images": { "cat": { "url": "mxc://vmst.io/cat" }, "hen": { "url": "mxc://vmst.io/hen" } }, "pack": { "display_name": "Pets" } }))
        .await;
    list.wait_until("the hen", |list| named(list, "Pets").is_some_and(|pack| codes(pack) == ["cat", "hen"]))
        .await;
    let using = |on| UsePack { room: here.room.clone(), key: "pets".into(), on };
    here.tab.request(using(true)).await.expect("used");
    let mut anywhere = here.tab.subscribe(Packs { room: None }).await;
    let used = anywhere
        .wait_until("it everywhere", |list| named(list, "Pets").is_some_and(|pack| pack.everywhere))
        .await;
    assert_eq!(used.packs.len(), 2, "{used:?}");
    let pets = PackAt::Room { room: here.room.clone(), key: "pets".into() };
    let take = PackChange::Take { from: pets.clone(), shortcode: "hen".into() };
    here.tab.request(changing(PackAt::Own, take.clone())).await.expect("taken");
    here.tab.request(changing(PackAt::Own, take)).await.expect("there already");
    let mine = anywhere.wait_until("the hen as one's own", |list| codes(&list.packs[0]) == ["hen"]).await;
    assert_eq!(mine.packs[0].images[0].uri.as_str(), "mxc://vmst.io/hen");
    let refused = here.tab.request(changing(pets, PackChange::Delete)).await.expect_err("no power");
    assert_eq!(refused.kind, FailureKind::Forbidden);

    // The next life knows it before it has asked.
    drop((list, anywhere));
    here.tab = here.machine.restart().await;
    let mut anywhere = here.tab.subscribe(Packs { room: None }).await;
    anywhere.wait_until("it again", |list| named(list, "Pets").is_some()).await;
    here.tab.request(text(&here, ":hen: :bee:")).await.expect("queued");
    let said = heard(&peer, &here, json!({ "contains": ":hen:" })).await;
    let html = said["content"]["formatted_body"].as_str().expect("it is formatted");
    assert_eq!(html.matches("<img data-mx-emoticon").count(), 2, "{html}");
    here.tab
        .request(UsePack { room: here.room.clone(), key: "pets".into(), on: false })
        .await
        .expect("not any more");
    anywhere.wait_until("the own one alone", |list| list.packs.len() == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_power_makes_packs_for_a_room_and_offline_nothing_is_changed() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &proxy.url, "Orchard", true).await;
    let mut list = packs(&here).await;
    let making = |name: &str| CreatePack { room: here.room.clone(), name: name.into() };
    let refused = here.tab.request(making("Trees")).await.expect_err("no power");
    assert_eq!(refused.kind, FailureKind::Forbidden);
    let room = here.room.as_str();
    let mut levels =
        peer.run(json!({ "do": "state", "room": room, "type": "m.room.power_levels" })).await["content"]
            .take();
    levels["users"][here.user.as_str()] = 50.into();
    peer.run(json!({ "do": "setState", "room": room, "type": "m.room.power_levels", "content": levels }))
        .await;
    let mut tries = 0;
    while let Err(failure) = here.tab.request(making("Trees")).await {
        assert_eq!(failure.kind, FailureKind::Forbidden);
        tries += 1;
        assert!(tries < 50, "the power comes");
    }
    let made = list.wait_until("the pack", |list| named(list, "Trees").is_some()).await;
    let at = named(&made, "Trees").map(|pack| pack.at.clone()).expect("it is there");
    here.tab.request_with(adding(at.clone(), "oak"), vec![PNG.to_vec()]).await.expect("added");
    let full = list
        .wait_until("the oak", |list| named(list, "Trees").is_some_and(|pack| codes(pack) == ["oak"]))
        .await;
    let PackAt::Room { key, .. } = &at else { panic!("it is the room's") };
    let told = peer.run(json!({ "do": "state", "room": room, "type": STATE, "stateKey": key })).await;
    let uri = &named(&full, "Trees").expect("it is there").images[0].uri;
    assert_eq!(told["content"]["images"]["oak"]["url"], uri.as_str(), "{told}");

    let react =
        json!({ "m.relates_to": { "rel_type": "m.annotation", "key": uri.as_str() }, "shortcode": ":oak:" });
    let theirs = sent(&peer, &here.room, "what tree?").await;
    let mut items = here.timeline().await;
    let mut content = react;
    content["m.relates_to"]["event_id"] = theirs.as_str().into();
    peer.run(json!({ "do": "sendEvent", "room": room, "type": "m.reaction", "content": content })).await;
    items
        .wait_until("the reaction with its name", |items| {
            with_id(items, &theirs).is_some_and(|event| matches!(&event.reactions[..], [one] if one.picture.as_ref() == Some(uri) && one.name.as_deref() == Some("oak")))
        })
        .await;

    here.tab.request(changing(at, PackChange::Delete)).await.expect("gone");
    list.wait_until("no pack", |list| named(list, "Trees").is_none()).await;

    proxy.set(Weather::Cut);
    let mut connection = here.tab.subscribe(protocol::session::SyncState).await;
    connection.wait_until("being offline", |state| *state == protocol::session::Connection::Offline).await;
    let offline =
        here.tab.request_with(adding(PackAt::Own, "elm"), vec![PNG.to_vec()]).await.expect_err("offline");
    assert_eq!(offline.kind, FailureKind::Offline);
    let told = here.tab.request(making("Shrubs")).await.expect_err("offline");
    assert_eq!(told.kind, FailureKind::Offline);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_of_strangers_with_nonsense_is_shown_as_far_as_it_makes_sense() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Nonsense", false).await;
    let many: serde_json::Map<_, _> =
        (0..1_200).map(|at| (format!("x{at:04}"), json!({ "url": "mxc://a.io/x" }))).collect();
    pack_of_peer(&peer, &here, STATE, "many", json!({ "images": many, "pack": { "display_name": "Many" } }))
        .await;
    pack_of_peer(&peer, &here, STATE, "odd", json!({ "images": { "web": { "url": "https://a.io/x" }, "ok": { "url": "mxc://a.io/x" }, "no": 3 }, "pack": { "display_name": "Odd", "avatar_url": 7 } }))
        .await;
    pack_of_peer(&peer, &here, STATE, "none", json!({ "images": "none" })).await;
    let mut list = packs(&here).await;
    let all = list.wait_until("the packs", |list| list.complete && named(list, "Odd").is_some()).await;
    let many = named(&all, "Many").expect("it is there");
    assert_eq!((many.images.len(), many.left_out), (1_000, 200));
    assert_eq!(named(&all, "Odd").map(codes), Some(vec!["ok"]));

    let mut items = here.timeline().await;
    // The SDK drops the attribute that says so; by their height they are known.
    let html = "<img data-mx-emoticon height=32 src=\"mxc://a.io/x\" alt=\"x\"> <img data-mx-emoticon src=\"https://a.io/x\" alt=\"y\">";
    let said = json!({ "do": "send", "room": here.room.as_str(), "body": "x y", "formatted": html });
    let said = EventId::from(peer.run(said).await["eventId"].as_str().expect("an event"));
    let long = format!("mxc://a.io/{}", "x".repeat(460));
    for key in ["mxc://a.io/x", "mxc://nonsense", long.as_str()] {
        peer.run(json!({ "do": "react", "room": here.room.as_str(), "eventId": said.as_str(), "key": key }))
            .await;
    }
    items
        .wait_until("the reactions", |items| {
            with_id(items, &said).is_some_and(|event| event.reactions.len() == 3)
        })
        .await;
    let shown = with_id(items.items(), &said).expect("it is there");
    let Content::Text(text) = &shown.content else { panic!("it is a text: {shown:?}") };
    let images = text.nodes.iter().filter(|node| matches!(node, Node::Image { emoticon: true, .. })).count();
    assert_eq!(images, 1, "{text:?}");
    let pictures: Vec<_> = shown.reactions.iter().filter_map(|one| one.picture.as_ref()).collect();
    assert_eq!(pictures, [&MxcUri::from("mxc://a.io/x")]);
    assert!(shown.reactions.iter().all(|one| one.key.len() < 300), "{shown:?}");
}
