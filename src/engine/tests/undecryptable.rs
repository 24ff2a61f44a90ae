//! What cannot be decrypted: why, and that it heals.

use protocol::{
    EventId, RoomId,
    encryption::{CheckKeys, DeviceTrust},
    room_list::RoomFilter,
    session::{Account, SessionState, SessionStatus},
    thread::{LoadThreads, ThreadList, ThreadRow},
    timeline::{Content, Summary, TimelineItem, Undecryptable},
};
use serde_json::json;
use testkit::{Homeserver, Peer, Tab};

use crate::{
    common::{Items, Joined, live, saying, sent, with_id},
    encryption::{Member, undecryptable, until},
    key_file::{PHRASE, history_of_another_client, import, keys_of},
    room_list::rooms,
};

fn why(items: &[TimelineItem], id: &EventId) -> Option<Undecryptable> {
    match with_id(items, id)?.content {
        Content::Undecryptable(why) => Some(why),
        _ => None,
    }
}

async fn reason(items: &mut Items, id: &EventId, wanted: Undecryptable) {
    items.wait_until(&format!("{wanted:?}"), |items| why(items, id) == Some(wanted)).await;
}

async fn account(tab: &Tab) -> Account {
    let mut states = tab.subscribe(SessionState).await;
    let signed_in = |state: &SessionStatus| matches!(state, SessionStatus::SignedIn(_));
    match states.wait_until("a session", signed_in).await {
        SessionStatus::SignedIn(account) => account,
        other => unreachable!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_from_this_device_says_why() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Careful", true).await;
    let mut items = here.timeline().await;
    peer.run(json!({ "do": "giveKeysOnly", "verified": true })).await;
    let message = sent(&peer, &here.room, "for those I have verified").await;
    reason(&mut items, &message, Undecryptable::WithheldUnverified).await;

    peer.run(json!({ "do": "giveKeysOnly", "verified": false })).await;
    let Account { user, device, .. } = account(&here.tab).await;
    let shut_out = json!({ "do": "shutOut", "user": user.as_str(), "device": device });
    peer.run(shut_out).await;
    let message = sent(&peer, &here.room, "not for this one").await;
    reason(&mut items, &message, Undecryptable::ShutOut).await;
    // The next life knows it too.
    let Joined { mut machine, room, .. } = here;
    drop(items);
    let tab = machine.restart().await;
    let mut items = tab.list(live(&room)).await;
    reason(&mut items, &message, Undecryptable::ShutOut).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_before_says_before_what() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    // Before one was in the room, whose member does not share what they have read.
    let here = Joined::new(&peer, &homeserver.url, "First", true).await;
    let made = peer.run(json!({ "do": "createRoom", "name": "Second", "encrypted": true })).await;
    let room = RoomId::from(made["room"].as_str().expect("a room"));
    let message = sent(&peer, &room, "among ourselves").await;
    peer.run(
        json!({ "do": "setState", "room": room.as_str(), "type": "m.room.member", "stateKey": here.user,
        "content": { "membership": "invite" } }),
    )
    .await;
    let address = protocol::room::RoomAddress { id_or_alias: room.to_string(), via: Vec::new() };
    here.tab.request(protocol::room::JoinRoom { address }).await.expect("joined");
    let mut items = here.tab.list(live(&room)).await;
    reason(&mut items, &message, Undecryptable::BeforeJoining).await;

    // Before this device was there: without key storage, and with one that it cannot open yet.
    let member = Member::new(&peer, &homeserver);
    let room = history_of_another_client(&peer, &member).await;
    let (_second, tab) = member.device().await;
    until(&tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    let mut items = tab.list(live(&room)).await;
    let both = |items: &[TimelineItem], wanted: Undecryptable| {
        items
            .iter()
            .filter_map(crate::common::event)
            .filter(|event| event.content == Content::Undecryptable(wanted))
            .count()
            == 2
    };
    items.wait_until("no key storage", |items| both(items, Undecryptable::BeforeThisDeviceNoBackup)).await;

    peer.run(json!({ "do": "setUpRecovery", "as": "first" })).await;
    let (_third, tab) = member.device().await;
    until(&tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    tab.request(CheckKeys).await.expect("the homeserver answers");
    let mut items = tab.list(live(&room)).await;
    items.wait_until("key storage", |items| both(items, Undecryptable::BeforeThisDeviceUnverified)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_read_heals_wherever_it_is_shown() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let room = history_of_another_client(&peer, &member).await;
    let root = sent(&peer, &room, "what shall we plant").await;
    let relation = json!({ "rel_type": "m.thread", "event_id": root.as_str() });
    peer.run(json!({ "do": "send", "room": room.as_str(), "body": "beans", "extra": { "m.relates_to": relation } }))
        .await;
    let last = sent(&peer, &room, "the last word").await;
    peer.run(json!({ "do": "waitFor", "as": "first", "room": room.as_str(), "body": "the last word" })).await;
    let file = keys_of(&peer, "first").await;

    let (_machine, tab) = member.device().await;
    until(&tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    let mut items = tab.list(live(&room)).await;
    items.wait_until("the last word", |items| why(items, &last).is_some()).await;
    let mut list = rooms(&tab, RoomFilter::All).await;
    let text = |text: &str| Summary::Text(text.into());
    let line = |summary: Summary| {
        let room = room.clone();
        move |rows: &[protocol::room_list::RoomRow]| {
            rows.iter().any(|row| {
                row.id == room && row.latest.as_ref().is_some_and(|latest| latest.summary == summary)
            })
        }
    };
    list.wait_until("the room", |rows| rows.iter().any(|row| row.id == room)).await;
    assert!(!line(text("the last word"))(list.items()), "it cannot be read yet");
    let mut threads = tab.list(ThreadList { room: room.clone(), own: false }).await;
    tab.request(LoadThreads { list: ThreadList { room: room.clone(), own: false } }).await.expect("loaded");
    let says = |begun: Summary, latest: Summary| {
        move |rows: &[ThreadRow]| {
            rows.iter().any(|row| {
                row.begun.summary == begun
                    && row.thread.latest.as_ref().is_some_and(|message| message.summary == latest)
            })
        }
    };
    threads.wait_until("a thread", says(Summary::Undecryptable, Summary::Undecryptable)).await;

    import(&tab, &file, PHRASE).await.expect("it opens");
    items
        .wait_until("the timeline", |items| {
            undecryptable(items) == 0 && saying(items, "the last word").is_some()
        })
        .await;
    list.wait_until("the line in the list", line(text("the last word"))).await;
    threads.wait_until("the thread in its list", says(text("what shall we plant"), text("beans"))).await;
    items
        .wait_until("the line under the thread's beginning", |items| {
            let thread = with_id(items, &root).and_then(|event| event.thread.as_ref());
            thread
                .and_then(|thread| thread.latest.as_ref())
                .is_some_and(|latest| latest.summary == text("beans"))
        })
        .await;
}
