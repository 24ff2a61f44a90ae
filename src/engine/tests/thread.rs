//! Threads.

use protocol::{
    Batch, EventId,
    composer::{About, Draft, LoadDraft, Place, SaveDraft, SendText},
    room_list::{RoomFilter, RoomRow},
    thread::{
        FindThread, LoadThreads, MarkThreadsRead, ReadFollowed, SetFollowed, ThreadActivity, ThreadList,
        ThreadRow, UnreadThreads,
    },
    timeline::{Focus, LoadOlder, MarkRead, Summary, Timeline, TimelineItem},
};
use serde_json::json;
use testkit::{Homeserver, ListView, Peer, Proxy, Weather};

use crate::{
    common::{Joined, heard, live, saying, sent, ticket, times, with_id},
    room_list::rooms,
};

/// A message of the peer's in a thread.
async fn said_in(peer: &Peer, here: &Joined, root: &EventId, body: &str) -> EventId {
    let relation = json!({ "rel_type": "m.thread", "event_id": root.as_str(), "is_falling_back": true,
        "m.in_reply_to": { "event_id": root.as_str() } });
    let send = json!({ "do": "send", "room": here.room.as_str(), "body": body, "extra": { "m.relates_to": relation } });
    let sent = peer.run(send).await;
    EventId::from(sent["eventId"].as_str().expect("an event"))
}

fn place(here: &Joined, root: &EventId) -> Place {
    Place { room: here.room.clone(), thread: Some(root.clone()) }
}

fn thread(here: &Joined, root: &EventId) -> Timeline {
    Timeline { room: here.room.clone(), focus: Focus::Thread(root.clone()) }
}

async fn say_in(here: &Joined, root: &EventId, text: &str, about: Option<About>) {
    let command = SendText { place: place(here, root), text: text.into(), about, ticket: ticket() };
    here.tab.request(command).await.expect("queued");
}

/// The summary under a thread's root: how many answers, and what the newest says.
fn summary(items: &[TimelineItem], root: &EventId) -> Option<(u32, Option<Summary>)> {
    let thread = with_id(items, root)?.thread.as_ref()?;
    Some((thread.replies, thread.latest.as_ref().map(|latest| latest.summary.clone())))
}

fn text(text: &str) -> Option<Summary> {
    Some(Summary::Text(text.into()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_stands_beside_the_room_and_is_written_into() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Threads", encrypted).await;
        let mut room = here.timeline().await;
        let root = sent(&peer, &here.room, "what shall we plant").await;
        room.wait_until("the root", |items| saying(items, "what shall we plant").is_some()).await;
        let beans = said_in(&peer, &here, &root, "beans").await;
        room.wait_until("the summary", |items| summary(items, &root) == Some((1, text("beans")))).await;
        assert_eq!(times(room.items(), "beans"), 0, "it stands in the thread alone");

        let mut items = here.tab.list(thread(&here, &root)).await;
        here.tab.request(LoadOlder { timeline: thread(&here, &root), count: 20 }).await.expect("loaded");
        items
            .wait_until("root and answer", |items| {
                saying(items, "what shall we plant").is_some() && saying(items, "beans").is_some()
            })
            .await;

        say_in(&here, &root, "and peas", None).await;
        items.wait_until("the echo", |items| saying(items, "and peas").is_some()).await;
        let peas = heard(&peer, &here, json!({ "body": "and peas" })).await;
        let relation = &peas["content"]["m.relates_to"];
        assert_eq!(relation["rel_type"], "m.thread", "{peas}");
        assert_eq!(relation["event_id"], root.as_str());
        assert_eq!(relation["is_falling_back"], true);
        assert_eq!(relation["m.in_reply_to"]["event_id"], beans.as_str(), "for clients without threads");
        assert_eq!(peas["content"]["m.mentions"], json!({}), "nobody is called by that");
        assert_eq!(peas["encrypted"], encrypted);
        room.wait_until("both counted", |items| summary(items, &root) == Some((2, text("and peas")))).await;
        assert_eq!(times(room.items(), "and peas"), 0);

        say_in(&here, &root, "which beans?", Some(About::Reply(beans.clone()))).await;
        let answer = heard(&peer, &here, json!({ "body": "which beans?" })).await;
        let relation = &answer["content"]["m.relates_to"];
        assert_eq!(
            (&relation["rel_type"], &relation["event_id"]),
            (&json!("m.thread"), &json!(root.as_str()))
        );
        assert_ne!(relation["is_falling_back"], true, "it answers in earnest: {answer}");
        assert_eq!(relation["m.in_reply_to"]["event_id"], beans.as_str());

        let find = |event: &EventId| FindThread { room: here.room.clone(), event: event.clone() };
        assert_eq!(here.tab.request(find(&beans)).await, Ok(Some(root.clone())));
        assert_eq!(here.tab.request(find(&root)).await, Ok(None));
        assert!(here.tab.request(find(&"$nowhere".into())).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_nobody_has_begun_begins_with_what_is_written() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Begin", false).await;
    let mut room = here.timeline().await;
    let root = sent(&peer, &here.room, "a seed").await;
    room.wait_until("the root", |items| saying(items, "a seed").is_some()).await;
    let mut items = here.tab.list(thread(&here, &root)).await;
    here.tab.request(LoadOlder { timeline: thread(&here, &root), count: 20 }).await.expect("loaded");
    items.wait_until("the root", |items| saying(items, "a seed").is_some()).await;
    say_in(&here, &root, "it sprouts", None).await;
    items
        .wait_until("sent", |items| {
            saying(items, "it sprouts")
                .is_some_and(|event| event.event.is_some() && event.send_state.is_none())
        })
        .await;
    assert_eq!(times(items.items(), "a seed"), 1);
    room.wait_until("the summary", |items| summary(items, &root) == Some((1, text("it sprouts")))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_of_room_and_thread_are_two() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Drafts", false).await;
    let root = sent(&peer, &here.room, "a seed").await;
    let draft = |text: &str| Draft { text: text.into(), about: None };
    let save = |place: Place, text: &str| here.tab.request(SaveDraft { place, draft: draft(text) });
    save(here.room.clone().into(), "for all").await.expect("kept");
    save(place(&here, &root), "for the thread").await.expect("kept");
    let load = |place: Place| here.tab.request(LoadDraft { place });
    assert_eq!(load(here.room.clone().into()).await, Ok(Some(draft("for all"))));
    assert_eq!(load(place(&here, &root)).await, Ok(Some(draft("for the thread"))));
    save(place(&here, &root), "").await.expect("deleted");
    assert_eq!(load(place(&here, &root)).await, Ok(None));
    assert_eq!(load(here.room.clone().into()).await, Ok(Some(draft("for all"))));
}

fn unread(rows: &[RoomRow], here: &Joined) -> Option<(u32, u32)> {
    let row = rows.iter().find(|row| row.id == here.room)?;
    Some((row.unread.messages, row.unread.mentions))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unread_in_the_threads_of_all_rooms_is_one_list() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Garden", false).await;
    let mut all = here.tab.subscribe(ThreadActivity).await;
    all.wait_until("none", Vec::is_empty).await;
    let root = sent(&peer, &here.room, "what do we plant?").await;
    said_in(&peer, &here, &root, "radishes").await;
    let active = all.wait_until("the thread", |threads| threads.len() == 1).await;
    assert_eq!((&active[0].room, &active[0].root), (&here.room, &root));
    assert_eq!((active[0].room_name.as_str(), active[0].unread.messages), ("Garden", 1));
    here.tab.request(MarkThreadsRead { room: here.room.clone(), private: false }).await.expect("read");
    all.wait_until("none any more", Vec::is_empty).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unread_in_a_thread_is_counted_apart_and_outlives_a_restart() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Unread", false).await;
    let mut room = here.timeline().await;
    let root = sent(&peer, &here.room, "a seed").await;
    room.wait_until("the root", |items| saying(items, "a seed").is_some()).await;
    here.tab.request(MarkRead { timeline: live(&here.room), private: false }).await.expect("read");
    let mut list = rooms(&here.tab, RoomFilter::All).await;
    list.wait_until("nothing unread", |rows| unread(rows, &here) == Some((0, 0))).await;
    let mut threads = here.tab.subscribe(UnreadThreads { room: here.room.clone() }).await;
    threads.wait_until("none", |threads| threads.is_empty()).await;

    let first = said_in(&peer, &here, &root, "it sprouts").await;
    threads
        .wait_until(
            "one",
            |threads| matches!(threads.as_slice(), [one] if one.root == root && one.unread.messages == 1),
        )
        .await;
    list.wait_until("it counts for the room", |rows| unread(rows, &here) == Some((1, 0))).await;
    let mut only_unread = rooms(&here.tab, RoomFilter::Unread).await;
    only_unread.wait_until("the filter finds it", |rows| unread(rows, &here) == Some((1, 0))).await;
    // Reading the room is not reading its threads.
    here.tab.request(MarkRead { timeline: live(&here.room), private: false }).await.expect("read");

    let tab = here.machine.restart().await;
    here.tab = tab;
    let mut list = rooms(&here.tab, RoomFilter::All).await;
    list.wait_until("still unread", |rows| unread(rows, &here) == Some((1, 0))).await;

    let mut items = here.tab.list(thread(&here, &root)).await;
    items.wait_until("what is cached", |items| saying(items, "it sprouts").is_some()).await;
    here.tab.request(MarkRead { timeline: thread(&here, &root), private: false }).await.expect("read");
    list.wait_until("read", |rows| unread(rows, &here) == Some((0, 0))).await;
    let seen = json!({ "do": "waitForReceipt", "room": here.room.as_str(), "user": here.user, "eventId": first.as_str() });
    peer.run(seen).await;

    let mut threads = here.tab.subscribe(UnreadThreads { room: here.room.clone() }).await;
    let other = sent(&peer, &here.room, "another seed").await;
    said_in(&peer, &here, &other, "this too").await;
    threads.wait_until("unread again", |threads| threads.len() == 1).await;
    here.tab.request(MarkThreadsRead { room: here.room.clone(), private: true }).await.expect("read");
    threads.wait_until("all read", |threads| threads.is_empty()).await;
}

type Threads = ListView<ThreadRow, Batch<ThreadRow>>;

async fn list(here: &Joined, own: bool) -> Threads {
    here.tab.list(ThreadList { room: here.room.clone(), own }).await
}

fn roots(rows: &[ThreadRow]) -> Vec<&EventId> {
    rows.iter().map(|row| &row.root).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_threads_of_a_room_are_listed_the_newest_first_also_offline() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, peer_id) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "List", true).await;
    let mut room = here.timeline().await;
    let [first, second] = [sent(&peer, &here.room, "one").await, sent(&peer, &here.room, "two").await];
    room.wait_until("both", |items| saying(items, "one").is_some() && saying(items, "two").is_some()).await;
    said_in(&peer, &here, &first, "about one").await;
    said_in(&peer, &here, &second, "about two").await;

    let mut all = list(&here, false).await;
    let load = |own| here.tab.request(LoadThreads { list: ThreadList { room: here.room.clone(), own } });
    assert!(load(false).await.expect("loaded").reached_end);
    all.wait_until("both", |rows| roots(rows) == [&second, &first]).await;
    let row = &all.items()[1];
    assert_eq!(
        (row.begun.sender.user.as_str(), &row.begun.summary),
        (peer_id.as_str(), &Summary::Text("one".into()))
    );
    assert_eq!(row.thread.replies, 1);
    assert_eq!(row.thread.latest.as_ref().map(|latest| &latest.summary), text("about one").as_ref());

    let mut own = list(&here, true).await;
    load(true).await.expect("loaded");
    own.wait_until("none of ours", |rows| rows.is_empty()).await;
    say_in(&here, &first, "mine", None).await;
    all.wait_until("it is the newest", |rows| {
        roots(rows) == [&first, &second] && rows[0].thread.replies == 2
    })
    .await;
    own.wait_until("it is ours", |rows| roots(rows) == [&first]).await;

    drop((all, own));
    proxy.set(Weather::Cut);
    here.tab = here.machine.restart().await;
    let mut all = list(&here, false).await;
    all.wait_until("what is cached", |rows| roots(rows) == [&first, &second]).await;
    let load = LoadThreads { list: ThreadList { room: here.room.clone(), own: false } };
    assert!(here.tab.request(load).await.is_err());
    assert_eq!(roots(all.items()), [&first, &second]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_followed_by_writing_and_left_alone_after_a_word() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Followed", false).await;
    let mut room = here.timeline().await;
    let root = sent(&peer, &here.room, "what shall we plant").await;
    said_in(&peer, &here, &root, "beans").await;
    room.wait_until("the thread", |items| summary(items, &root).is_some()).await;
    let read = || here.tab.request(ReadFollowed { room: here.room.clone(), root: root.clone() });
    let set = |on| here.tab.request(SetFollowed { room: here.room.clone(), root: root.clone(), on });
    // In a room of two all is worth a notification, for which the SDK may have followed already.
    assert!(read().await.expect("read").is_some(), "the homeserver knows of it");
    set(true).await.expect("followed");
    assert_eq!(read().await.expect("read"), Some(true));
    set(false).await.expect("followed no more");
    assert_eq!(read().await.expect("read"), Some(false));

    let mut items = here.tab.list(thread(&here, &root)).await;
    say_in(&here, &root, "and peas", None).await;
    items.wait_until("the echo", |items| saying(items, "and peas").is_some()).await;
    let mut followed = None;
    for _ in 0..100 {
        followed = read().await.expect("read");
        if followed == Some(true) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(followed, Some(true), "whoever writes follows");
}
