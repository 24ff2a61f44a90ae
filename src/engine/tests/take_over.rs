//! Going on with what another client has left.

use protocol::{
    FailureKind, Secret,
    login::TakeOver,
    session::{Logout, SessionState, SessionStatus},
};
use serde_json::json;
use testkit::{Homeserver, Machine, Peer, Tab};

use crate::{
    common::{Joined, heard, live, saying, sent, text},
    session::account,
};

/// Somebody in an encrypted room, whose first message is read, and what another client would have left of that.
async fn left(peer: &Peer, homeserver: &Homeserver, aside: bool) -> (Joined, TakeOver) {
    let mut here = Joined::new(peer, &homeserver.url, "Moved", true).await;
    let mut items = here.timeline().await;
    sent(peer, &here.room, "before").await;
    items.wait_until("the first message", |items| saying(items, "before").is_some()).await;
    drop(items);
    let before = account(&here.tab).await;
    assert!(!before.taken_over);
    let (machine, tab, left) = here.machine.as_former(&before, aside).await;
    nobody(&tab).await;
    (Joined { machine, tab, room: here.room, user: here.user }, left)
}

async fn nobody(tab: &Tab) {
    let mut status = tab.subscribe(SessionState).await;
    status.wait_until("nobody", |status| *status == SessionStatus::SignedOut).await;
}

async fn refused(here: &Joined, left: TakeOver) -> FailureKind {
    let failure = here.tab.request(left).await.expect_err("it cannot be taken over");
    nobody(&here.tab).await;
    assert_eq!(here.machine.left_of_former(), (true, true), "nothing was changed");
    failure.kind
}

#[tokio::test(flavor = "multi_thread")]
async fn the_device_that_was_left_goes_on_with_its_keys() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (mut here, left) = left(&peer, &homeserver, false).await;
    sent(&peer, &here.room, "in between").await;

    here.tab.request(left.clone()).await.expect("it is taken over");
    let now = account(&here.tab).await;
    assert_eq!((&now.user, &now.device), (&left.user, &left.device));
    assert!(now.taken_over);
    assert_eq!(here.machine.left_of_former(), (true, false), "the keys stay, the session goes");
    let both = ["before", "in between"];
    let mut items = here.timeline().await;
    items.wait_until("both messages", |items| both.iter().all(|text| saying(items, text).is_some())).await;
    here.tab.request(text(&here, "after")).await.expect("queued");
    heard(&peer, &here, json!({ "body": "after" })).await;
    drop(items);

    here.tab = here.machine.restart().await;
    assert_eq!(account(&here.tab).await.device, left.device);
    sent(&peer, &here.room, "in the next life").await;
    let mut items = here.tab.list(live(&here.room)).await;
    items.wait_until("the next message", |items| saying(items, "in the next life").is_some()).await;
    drop(items);

    here.tab.request(Logout).await.expect("logout");
    nobody(&here.tab).await;
    assert_eq!(here.machine.left_of_former(), (false, false), "logging out leaves nothing behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_over_stays_as_it_is() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (here, left) = left(&peer, &homeserver, true).await;

    let token = Some(Secret::new("syt_of_nobody"));
    assert_eq!(refused(&here, TakeOver { token, ..left.clone() }).await, FailureKind::LoginRefused);
    assert_eq!(refused(&here, TakeOver { token: None, ..left.clone() }).await, FailureKind::LoginRefused);
    let device = "ANOTHER".to_owned();
    assert_eq!(refused(&here, TakeOver { device, ..left.clone() }).await, FailureKind::NotFound);
    let homeserver = "http://127.0.0.1:9".to_owned();
    assert_eq!(refused(&here, TakeOver { homeserver, ..left.clone() }).await, FailureKind::Offline);
    let nothing = Machine::start().await;
    let none = nothing.tab().request(left.clone()).await.expect_err("nothing was left here");
    assert_eq!(none.kind, FailureKind::NotFound);

    here.tab.request(left).await.expect("it is taken over");
    assert!(account(&here.tab).await.taken_over);
}
