//! Drafts in the list of rooms, sending later, and saving for later.

use std::time::Duration;

use protocol::{
    FailureKind, RoomId,
    composer::{About, Draft, Place, SaveDraft},
    room::ReadRoomData,
    room_list::{RoomFilter, RoomRow},
    saved::{RemoveSaved, SaveMessage, SavedMessage, SavedMessages, TakeReminders},
    schedule::{DropScheduled, Schedule, ScheduleText, ScheduledSends, SendScheduled, Sender},
};
use serde_json::json;
use testkit::{Homeserver, Peer, Tab};

use crate::{
    common::{Joined, heard, saying, sent, ticket},
    room_list::rooms,
};

pub(crate) const HOUR: u64 = 60 * 60 * 1000;

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    ticket().asked_at
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_being_written_shows_in_the_list_of_rooms() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Garden", false).await;
    let root = sent(&peer, &here.room, "what shall we plant?").await;
    let room = here.room.clone();
    let shows = move |rows: &[RoomRow], text: Option<&str>| {
        rows.iter().any(|row| row.id == room && row.draft.as_deref() == text)
    };
    let other = here.machine.tab();
    let (mut list, mut elsewhere) =
        (rooms(&here.tab, RoomFilter::All).await, rooms(&other, RoomFilter::All).await);
    list.wait_until("the room", |rows| shows(rows, None)).await;
    let write = |thread: bool, text: &str| SaveDraft {
        place: Place { room: here.room.clone(), thread: thread.then(|| root.clone()) },
        draft: Draft { text: text.into(), about: None },
    };
    here.tab.request(write(false, "leeks,\nand  beans")).await.expect("kept");
    list.wait_until("the draft", |rows| shows(rows, Some("leeks, and beans"))).await;
    elsewhere.wait_until("the draft in every tab", |rows| shows(rows, Some("leeks, and beans"))).await;
    here.tab.request(write(true, "in a thread")).await.expect("kept");
    list.wait_until("what was written last", |rows| shows(rows, Some("in a thread"))).await;
    here.tab.request(write(true, "")).await.expect("deleted");
    list.wait_until("the room's own", |rows| shows(rows, Some("leeks, and beans"))).await;
    let gone = write(false, "");

    here.tab = here.machine.restart().await;
    let mut list = rooms(&here.tab, RoomFilter::All).await;
    list.wait_until("the draft of the last life", |rows| shows(rows, Some("leeks, and beans"))).await;
    here.tab.request(gone).await.expect("deleted");
    list.wait_until("no draft", |rows| shows(rows, None)).await;
}

pub(crate) fn later(here: &Joined, text: &str, at: u64) -> ScheduleText {
    let place = here.room.clone().into();
    ScheduleText { place, text: text.into(), about: None, at, ticket: ticket(), replaces: None }
}

fn states(schedule: &Schedule) -> Vec<(&str, &Sender)> {
    schedule.messages.iter().map(|one| (one.text.as_str(), &one.state)).collect()
}

/// How often the engine's user has said something, as the peer sees it.
pub(crate) async fn said(peer: &Peer, here: &Joined, body: &str) -> usize {
    let got = peer.run(json!({ "do": "messages", "room": here.room.as_str(), "limit": 50 })).await;
    let events = got["events"].as_array().expect("events").iter();
    events.filter(|event| event["sender"] == here.user.as_str() && event["content"]["body"] == body).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_sent_later_goes_out_once_also_after_a_restart() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    // Of an encrypted room the homeserver could send only what the devices of now can read.
    let mut here = Joined::new(&peer, &homeserver.url, "Later", true).await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    let empty = schedule.wait_until("nothing yet", |_| true).await;
    assert!(!empty.by_server && empty.messages.is_empty());
    let asked = sent(&peer, &here.room, "when do you come?").await;

    let about = Some(About::Reply(asked.clone()));
    let soon = ScheduleText { about, ..later(&here, "now", now() + 2_000) };
    here.tab.request(soon.clone()).await.expect("scheduled");
    here.tab.request(soon).await.expect("scheduled already");
    schedule.wait_until("one", |now| states(now) == [("now", &Sender::Here)]).await;
    let got = heard(&peer, &here, json!({ "body": "now", "timeoutMs": 30000 })).await;
    assert_eq!(got["relatesTo"]["m.in_reply_to"]["event_id"], asked.as_str());
    schedule.wait_until("none left", |now| now.messages.is_empty()).await;

    here.tab.request(later(&here, "after the restart", now() + 1_500)).await.expect("scheduled");
    here.tab.request(later(&here, "in an hour", now() + HOUR)).await.expect("scheduled");
    here.tab = here.machine.restart().await;
    heard(&peer, &here, json!({ "body": "after the restart", "timeoutMs": 30000 })).await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    let left = schedule.wait_until("one left", |now| now.messages.len() == 1).await;
    assert_eq!(states(&left), [("in an hour", &Sender::Here)]);
    here.tab.request(SendScheduled { id: left.messages[0].id.clone() }).await.expect("sent");
    heard(&peer, &here, json!({ "body": "in an hour", "timeoutMs": 30000 })).await;
    for body in ["now", "after the restart", "in an hour"] {
        assert_eq!(said(&peer, &here, body).await, 1, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_long_overdue_waits_for_the_person() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Overdue", true).await;
    for text in ["good morning", "forget it"] {
        here.tab.request(later(&here, text, now() - 2 * HOUR)).await.expect("scheduled");
    }
    here.tab = here.machine.restart().await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    let late = schedule
        .wait_until("two that were not sent", |now| {
            states(now) == [("good morning", &Sender::Nobody), ("forget it", &Sender::Nobody)]
        })
        .await;
    let id = |at: usize| late.messages[at].id.clone();
    here.tab.request(DropScheduled { id: id(1) }).await.expect("deleted");
    let gone = here.tab.request(DropScheduled { id: id(1) }).await.expect_err("gone");
    assert_eq!(gone.kind, FailureKind::NotFound);
    here.tab.request(SendScheduled { id: id(0) }).await.expect("sent");
    here.tab.request(SendScheduled { id: id(0) }).await.expect("sent already");
    schedule.wait_until("none left", |now| now.messages.is_empty()).await;
    heard(&peer, &here, json!({ "body": "good morning" })).await;

    let edit = ScheduleText { about: Some(About::Edit("$e".into())), ..later(&here, "x", now() + HOUR) };
    let refused = here.tab.request(edit).await.expect_err("an edit");
    assert_eq!(refused.kind, FailureKind::Invalid { field: "about".into() });
    let blank = here.tab.request(later(&here, " \n", now() + HOUR)).await.expect_err("nothing to send");
    assert_eq!(blank.kind, FailureKind::Invalid { field: "text".into() });
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_homeserver_can_it_sends_later() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Delayed", false).await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    schedule.wait_until("that it can", |now| now.by_server).await;
    here.tab.request(later(&here, "in an hour", now() + HOUR)).await.expect("scheduled");
    here.tab = here.machine.restart().await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    let before = schedule
        .wait_until("one of the server's", |now| states(now) == [("in an hour", &Sender::Server)])
        .await;
    let replaces = Some(before.messages[0].id.clone());
    let other =
        ScheduleText { replaces: replaces.clone(), ..later(&here, "**in** two hours", now() + 2 * HOUR) };
    here.tab.request(other).await.expect("changed");
    let after =
        schedule.wait_until("another", |now| states(now) == [("**in** two hours", &Sender::Server)]).await;
    let again = ScheduleText { replaces, ..later(&here, "too late", now() + HOUR) };
    assert_eq!(here.tab.request(again).await.expect_err("gone").kind, FailureKind::NotFound);
    here.tab.request(SendScheduled { id: after.messages[0].id.clone() }).await.expect("sent");
    let got = heard(&peer, &here, json!({ "body": "**in** two hours" })).await;
    assert_eq!(got["content"]["formatted_body"], "<strong>in</strong> two hours");

    here.tab.request(later(&here, "by the server", now() + 4_000)).await.expect("scheduled");
    here.tab.request(later(&here, "never", now() + 6_000)).await.expect("scheduled");
    let both = schedule.wait_until("two", |now| now.messages.len() == 2).await;
    here.tab.request(DropScheduled { id: both.messages[1].id.clone() }).await.expect("deleted");
    heard(&peer, &here, json!({ "body": "by the server", "timeoutMs": 30000 })).await;
    let mut items = here.timeline().await;
    items.wait_until("it is in the timeline", |items| saying(items, "by the server").is_some()).await;
    schedule.wait_until("none left", |now| now.messages.is_empty()).await;
    for (body, times) in [("in an hour", 0), ("by the server", 1), ("never", 0)] {
        assert_eq!(said(&peer, &here, body).await, times, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_messages_are_kept_and_reminded_of_once() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Saved", true).await;
    let event = sent(&peer, &here.room, "read this").await;
    let other = here.machine.tab();
    let mut saved = here.tab.subscribe(SavedMessages).await;
    let save = |note: &str, remind_at| SaveMessage {
        room: here.room.clone(),
        event: event.clone(),
        note: note.into(),
        remind_at,
    };
    here.tab.request(save("  on Sunday ", None)).await.expect("saved");
    let all = saved.wait_until("one", |all| all.len() == 1).await;
    assert_eq!((all[0].note.as_str(), all[0].room_name.as_str(), all[0].due), ("on Sunday", "Saved", false));
    assert!(here.tab.request(TakeReminders).await.expect("asked").is_empty());
    let long =
        here.tab.request(save(&"x".repeat(SaveMessage::LONGEST_NOTE + 1), None)).await.expect_err("long");
    assert_eq!(long.kind, FailureKind::TooLarge { limit: None });
    here.tab.request(save("soon", Some(now() + 1_000))).await.expect("changed");
    let remove = RemoveSaved { room: here.room.clone(), event: event.clone() };
    saved.wait_until("a reminder that is due", |all| all.len() == 1 && all[0].due && !all[0].reminded).await;
    let told = here.tab.request(TakeReminders).await.expect("asked");
    assert_eq!(told.iter().map(|one| one.note.as_str()).collect::<Vec<_>>(), ["soon"]);
    assert!(other.request(TakeReminders).await.expect("asked").is_empty(), "one tab tells");

    here.tab = here.machine.restart().await;
    let mut saved = here.tab.subscribe(SavedMessages).await;
    saved
        .wait_until("it is there, and was told", |all| all.len() == 1 && all[0].due && all[0].reminded)
        .await;
    here.tab.request(remove).await.expect("removed");
    saved.wait_until("nothing", Vec::is_empty).await;
}

/// What is told to the account's other devices, as the homeserver has it.
async fn told(tab: &Tab, room: &RoomId, before: &str) -> String {
    testkit::within("what is saved to be told", async {
        loop {
            let data = tab.request(ReadRoomData { room: room.clone() }).await.expect("read");
            let told =
                data.account_data.into_iter().find(|one| one.event_type == "io.vmst.protium.saved_messages");
            if let Some(told) = told.filter(|told| told.json != before) {
                return told.json;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_messages_are_brought_together_with_other_devices() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Saved", true).await;
    let mut events = Vec::new();
    for body in ["one", "two", "three"] {
        events.push(sent(&peer, &here.room, body).await);
    }
    let save = |at: usize| SaveMessage {
        room: here.room.clone(),
        event: events[at].clone(),
        note: format!("a note on {at}"),
        remind_at: None,
    };
    let remove = |at: usize| RemoveSaved { room: here.room.clone(), event: events[at].clone() };
    let notes = |all: &[SavedMessage]| all.iter().map(|one| one.note.clone()).collect::<Vec<_>>();
    here.tab.request(save(0)).await.expect("saved");
    let first = told(&here.tab, &here.room, "").await;
    assert!(first.contains("ciphertext") && !first.contains("note"), "{first}");
    // Two that know of the first, and then of different things.
    let (machine, tab) = here.machine.copy().await;
    let mut there = Joined { machine, tab, room: here.room.clone(), user: here.user.clone() };
    here.tab = here.machine.restart().await;
    here.tab.request(save(1)).await.expect("saved");
    here.tab.request(remove(0)).await.expect("removed");
    let second = told(&here.tab, &here.room, &first).await;
    here.tab = here.machine.restart_closed().await;
    there.machine.open().await;
    there.tab.request(save(2)).await.expect("saved");
    let mut saved = there.tab.subscribe(SavedMessages).await;
    saved.wait_until("both", |all| notes(all) == ["a note on 2", "a note on 1"]).await;
    told(&there.tab, &there.room, &second).await;
    there.tab = there.machine.restart_closed().await;
    here.machine.open().await;
    let mut saved = here.tab.subscribe(SavedMessages).await;
    saved.wait_until("both here too", |all| notes(all) == ["a note on 2", "a note on 1"]).await;
}
