//! The list of rooms, live.

use protocol::{
    composer::SendText,
    frame::Tuning,
    room_list::{
        AcceptInvite, DeclineInvite, RoomFilter, RoomList, RoomListBody, RoomListTuning, RoomRow,
        RowMembership,
    },
    timeline::{MarkRead, Summary},
};
use serde_json::json;
use testkit::{Homeserver, ListView, Machine, Peer, Tab};

use crate::common::{Joined, live, ticket};

fn tuning(filter: RoomFilter) -> RoomListTuning {
    RoomListTuning { filter, space: None, query: String::new(), range: (0, 20) }
}

pub(crate) async fn rooms(tab: &Tab, filter: RoomFilter) -> ListView<RoomRow, RoomListBody> {
    ListView::new(tab.subscribe(RoomList { tuning: tuning(filter) }).await)
}

fn named<'a>(rows: &'a [RoomRow], name: &str) -> Option<&'a RoomRow> {
    rows.iter().find(|row| row.name.as_deref() == Some(name))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invite_is_accepted_and_messages_are_counted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let mut list = rooms(&tab, RoomFilter::All).await;

    let room = peer.run(json!({ "do": "createRoom", "name": "Garden", "invite": [user] })).await;
    let rows = list
        .wait_until("the invite", |rows| {
            named(rows, "Garden").is_some_and(|row| {
                matches!(&row.membership, RowMembership::Invited { inviter: Some(who) } if who.user.as_str() == peer_id)
            })
        })
        .await;
    let id = rows[0].id.clone();
    tab.request(AcceptInvite { room: id.clone() }).await.expect("accepted");
    // Sync may call the room an invitation once more: what is written now waits for it.
    let hello = SendText { place: id.clone().into(), text: "hello".into(), about: None, ticket: ticket() };
    tab.request(hello).await.expect("queued");
    tab.request(AcceptInvite { room: id.clone() }).await.expect("accepted already");
    peer.run(json!({ "do": "waitFor", "room": room["room"], "body": "hello", "notSelf": true })).await;
    list.wait_until("being a member", |rows| {
        named(rows, "Garden").is_some_and(|row| row.membership == RowMembership::Joined)
    })
    .await;

    peer.run(json!({ "do": "send", "room": room["room"], "body": "first" })).await;
    let mention = json!({ "m.mentions": { "user_ids": [user] } });
    peer.run(json!({ "do": "send", "room": room["room"], "body": "for you", "extra": mention })).await;
    list.wait_until("two unread, one mention, and the last line", |rows| {
        named(rows, "Garden").is_some_and(|row| {
            row.unread.messages == 2
                && row.unread.mentions == 1
                && row.latest.as_ref().is_some_and(|latest| latest.summary == Summary::Text("for you".into()))
        })
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_rows_of_the_last_life_are_there_before_the_stores_are_open() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Garden", false).await;
    let last_line = |rows: &[RoomRow], line: &str| {
        named(rows, "Garden").is_some_and(|row| {
            row.latest.as_ref().is_some_and(|latest| latest.summary == Summary::Text(line.into()))
        })
    };
    let mut list = rooms(&here.tab, RoomFilter::All).await;
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "before" })).await;
    list.wait_until("the last line", |rows| last_line(rows, "before")).await;
    here.tab.request(MarkRead { timeline: live(&here.room), private: false }).await.expect("read");
    list.wait_until("nothing unread", |rows| {
        named(rows, "Garden").is_some_and(|row| row.unread.messages == 0)
    })
    .await;
    drop(list);

    let tab = here.machine.restart_closed().await;
    let mut list = rooms(&tab, RoomFilter::All).await;
    let mut people = rooms(&tab, RoomFilter::People).await;
    let (first, ()) = tokio::join!(list.step(), here.machine.open());
    first.expect("the list begins");
    assert!(last_line(list.items(), "before"), "whole from the first: {:?}", list.items());
    people.wait_until("another list does not begin with them", |rows| rows.is_empty()).await;
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "after" })).await;
    list.wait_until("it goes on", |rows| last_line(rows, "after")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_invite_is_gone() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let mut list = rooms(&tab, RoomFilter::All).await;
    peer.run(json!({ "do": "createRoom", "name": "Spam", "invite": [user] })).await;
    let rows = list.wait_until("the invite", |rows| named(rows, "Spam").is_some()).await;
    let room = rows[0].id.clone();
    tab.request(DeclineInvite { room }).await.expect("declined");
    list.wait_until("an empty list", |rows| rows.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_the_query_narrow_the_list() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let mut list = rooms(&tab, RoomFilter::All).await;
    for name in ["Apples", "Pears"] {
        peer.run(json!({ "do": "createRoom", "name": name, "invite": [user] })).await;
        list.wait_until(name, |rows| named(rows, name).is_some()).await;
        let room = named(list.items(), name).expect("it is there").id.clone();
        tab.request(AcceptInvite { room }).await.expect("accepted");
    }
    list.wait_until("both joined", |rows| {
        rows.iter().filter(|row| row.membership == RowMembership::Joined).count() == 2
    })
    .await;

    let query = RoomListTuning { query: "pea".into(), ..tuning(RoomFilter::All) };
    list.subscription().tune(Tuning::RoomList(query));
    list.wait_until("pears alone", |rows| rows.len() == 1 && named(rows, "Pears").is_some()).await;
    list.subscription().tune(Tuning::RoomList(tuning(RoomFilter::People)));
    list.wait_until("no people", |rows| rows.is_empty()).await;
    list.subscription().tune(Tuning::RoomList(tuning(RoomFilter::Rooms)));
    list.wait_until("both rooms", |rows| rows.len() == 2).await;
}
