//! Verifying devices and people: every way, and every end.

use std::time::Duration;

use protocol::{
    FailureKind,
    room::StartDirect,
    session::Logout,
    verification::{
        AcceptVerification, Cancelled, ConfirmEmoji, ConfirmQr, EMOJI, FlowId, Methods, RequestVerification,
        ScanQr, StartEmoji, Trust, VerificationState, Verifications,
    },
};
use serde_json::json;
use testkit::{Homeserver, Peer, within};

use crate::sides::{Account, Device, is_ready, is_requested, now, two_devices, two_people, word};

/// Both sides accept and compare emoji to the end. `asker` has asked.
async fn by_emoji(asker: &mut Device, asked: &mut Device, flow: &FlowId) {
    asked.accepts().await;
    let ready = asker.one("being accepted", is_ready).await;
    assert_eq!(ready.methods, Methods { emoji: true, show: true, scan: true });
    asker.tab.request(StartEmoji { flow: flow.clone() }).await.expect("begun");
    let (one, other) = (asker.emoji().await, asked.emoji().await);
    assert_eq!(one, other, "both show the same");
    asker.says(flow, true).await;
    asker.one("waiting", |state| *state == VerificationState::WaitingForOther).await;
    asked.says(flow, true).await;
    asker.done().await;
    asked.done().await;
    asker.closes(flow).await;
    asked.closes(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn own_devices_are_verified_by_emoji_and_hand_on_what_they_know() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (account, mut old, mut new) = two_devices(&peer, &homeserver).await;
    let flow = new.asks(&account.user).await;
    let mine = new.one("asking", is_requested).await;
    assert!(mine.own && mine.by_us && mine.flow == flow);
    let asked = old.one("a request", is_requested).await;
    assert!(asked.own && !asked.by_us);
    assert_eq!(asked.device.expect("it says who").name.as_deref(), Some("Protium in a test"));
    by_emoji(&mut new, &mut old, &flow).await;
    new.trusts(&account.user, Trust::Verified).await;

    // The new one has been given the account's keys: alone, it verifies a third.
    new.has_keys().await;
    drop(old);
    let third = account.on_peer(&peer, &homeserver, "third").await;
    let verified = json!({ "do": "isVerified", "as": "third", "device": third });
    assert_eq!(peer.run(verified.clone()).await["verified"], false);
    peer.run(json!({ "do": "verify", "as": "third" })).await;
    let flow = new.accepts().await.flow;
    peer.run(json!({ "do": "startEmoji", "as": "third" })).await;
    let shown = new.emoji().await;
    assert_eq!(
        peer.run(json!({ "do": "emoji", "as": "third" })).await["emoji"][0]["symbol"],
        EMOJI[usize::from(shown[0])]
    );
    new.says(&flow, true).await;
    peer.run(json!({ "do": "confirmEmoji", "as": "third" })).await;
    new.done().await;
    within("the third to be signed", async {
        while peer.run(verified.clone()).await["verified"] != true {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_person_is_verified_by_emoji() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (alice, mut hers, bob, mut his) = two_people(&peer, &homeserver).await;
    let flow = hers.asks(&bob.user).await;
    let asked = his.one("a request", is_requested).await;
    assert!(!asked.own && asked.user.as_str() == alice.user && asked.name.is_some());
    by_emoji(&mut hers, &mut his, &flow).await;
    hers.trusts(&bob.user, Trust::Verified).await;
    his.trusts(&alice.user, Trust::Verified).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_client_is_verified_by_emoji_whoever_asks() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    peer.run(json!({ "do": "listenForVerification" })).await;
    let account = Account::new();
    let mut device = account.first_device(&peer, &homeserver).await;
    let room = device.tab.request(StartDirect { user: other.as_str().into() }).await.expect("a chat");
    peer.run(json!({ "do": "acceptInvite", "room": room.as_str() })).await;

    // We ask, they begin.
    let flow = device.asks(&other).await;
    peer.run(json!({ "do": "acceptVerification" })).await;
    device.one("being accepted", is_ready).await;
    peer.run(json!({ "do": "startEmoji" })).await;
    let shown = device.emoji().await;
    let theirs = peer.run(json!({ "do": "emoji" })).await;
    let theirs: Vec<String> =
        theirs["emoji"].as_array().expect("a list").iter().map(|one| word(&one["symbol"])).collect();
    assert_eq!(shown.map(|one| EMOJI[usize::from(one)].to_owned()).to_vec(), theirs);
    peer.run(json!({ "do": "confirmEmoji" })).await;
    device.says(&flow, true).await;
    device.done().await;
    peer.run(json!({ "do": "waitForVerification", "phase": "Done" })).await;
    device.trusts(&other, Trust::Verified).await;
    let verified = json!({ "do": "isVerified", "user": account.user });
    assert_eq!(peer.run(verified).await["verified"], true);
    device.closes(&flow).await;

    // They ask, and say that the emoji are not the same.
    peer.run(json!({ "do": "verify", "user": account.user, "room": room.as_str() })).await;
    let flow = device.accepts().await.flow;
    device.one("being accepted", is_ready).await;
    device.tab.request(StartEmoji { flow: flow.clone() }).await.expect("begun");
    device.emoji().await;
    peer.run(json!({ "do": "emoji" })).await;
    peer.run(json!({ "do": "confirmEmoji", "same": false })).await;
    device.ends(Cancelled::Mismatch).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn own_devices_are_verified_by_a_code_whichever_shows_it() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    for new_shows in [true, false] {
        let (account, mut old, mut new) = two_devices(&peer, &homeserver).await;
        let flow = new.asks(&account.user).await;
        old.accepts().await;
        new.one("being accepted", is_ready).await;
        old.one("being accepted", is_ready).await;
        let (shows, scans) = if new_shows { (&mut new, &mut old) } else { (&mut old, &mut new) };
        let bytes = shows.shows_qr(&peer, &flow).await;
        let nonsense = scans.tab.request(ScanQr { flow: flow.clone(), bytes: b"https://vmst.io".to_vec() });
        let other = FailureKind::Invalid { field: "code".into() };
        assert_eq!(nonsense.await.expect_err("no code of a verification").kind, other);
        scans.tab.request(ScanQr { flow: flow.clone(), bytes }).await.expect("scanned");
        scans.one("having scanned", |state| *state == VerificationState::HaveScanned).await;
        shows.one("being scanned", |state| *state == VerificationState::Scanned).await;
        shows.tab.request(ConfirmQr { flow: flow.clone() }).await.expect("confirmed");
        shows.done().await;
        scans.done().await;
        new.trusts(&account.user, Trust::Verified).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_verified_by_a_code_and_may_change_their_minds_before() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (alice, mut hers, bob, mut his) = two_people(&peer, &homeserver).await;
    let flow = hers.asks(&bob.user).await;
    his.accepts().await;
    hers.one("being accepted", is_ready).await;
    // Both show one; he scans hers.
    let bytes = hers.shows_qr(&peer, &flow).await;
    his.shows_qr(&peer, &flow).await;
    his.tab.request(ScanQr { flow: flow.clone(), bytes }).await.expect("scanned");
    hers.one("being scanned", |state| *state == VerificationState::Scanned).await;
    hers.tab.request(ConfirmQr { flow: flow.clone() }).await.expect("confirmed");
    hers.done().await;
    his.done().await;
    hers.trusts(&bob.user, Trust::Verified).await;
    his.trusts(&alice.user, Trust::Verified).await;

    // Another two show a code and then compare emoji.
    let (_, mut hers, bob, mut his) = two_people(&peer, &homeserver).await;
    let flow = hers.asks(&bob.user).await;
    his.accepts().await;
    hers.one("being accepted", is_ready).await;
    hers.shows_qr(&peer, &flow).await;
    his.tab.request(StartEmoji { flow: flow.clone() }).await.expect("begun");
    assert_eq!(hers.emoji().await, his.emoji().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_ends_in_its_own_words() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (account, mut old, mut new) = two_devices(&peer, &homeserver).await;

    // Declined.
    let flow = new.asks(&account.user).await;
    let asked = old.one("a request", is_requested).await;
    old.closes(&asked.flow).await;
    new.ends(Cancelled::Declined).await;
    new.closes(&flow).await;

    // Withdrawn before anybody answers.
    let flow = new.asks(&account.user).await;
    old.one("a request", is_requested).await;
    new.closes(&flow).await;
    old.none("the request to be gone").await;

    // Cancelled by who was asked, and by who has asked.
    for by_asker in [false, true] {
        let flow = new.asks(&account.user).await;
        old.accepts().await;
        new.one("being accepted", is_ready).await;
        let (leaves, stays) = if by_asker { (&mut new, &mut old) } else { (&mut old, &mut new) };
        leaves.closes(&flow).await;
        stays.ends(Cancelled::ByThem).await;
        stays.closes(&flow).await;
    }

    // The emoji are not the same.
    let flow = new.asks(&account.user).await;
    old.accepts().await;
    new.one("being accepted", is_ready).await;
    new.tab.request(StartEmoji { flow: flow.clone() }).await.expect("begun");
    new.emoji().await;
    old.emoji().await;
    new.says(&flow, false).await;
    new.ends(Cancelled::Mismatch).await;
    old.ends(Cancelled::Mismatch).await;
    new.closes(&flow).await;
    old.closes(&flow).await;
    let gone = new.tab.request(ConfirmEmoji { flow, same: true }).await;
    assert_eq!(gone.expect_err("it has ended").kind, FailureKind::NotFound);
    new.trusts(&account.user, Trust::NotVerified).await;

    // Asked by both at once.
    let id = new.id().await;
    let (one, other) = tokio::join!(new.asks(&account.user), old.asks_device(&account.user, Some(&id)));
    new.ends(Cancelled::Simultaneous).await;
    old.ends(Cancelled::Simultaneous).await;
    new.closes(&one).await;
    old.closes(&other).await;

    // And after all that it still works.
    let flow = new.asks(&account.user).await;
    by_emoji(&mut new, &mut old, &flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_answered_once_whatever_sees_it() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (account, mut old, mut new) = two_devices(&peer, &homeserver).await;
    let mut third = account.device(&peer, &homeserver).await;
    let tab = old.machine.tab();
    let mut beside = tab.subscribe(Verifications).await;

    // In two tabs.
    let flow = new.asks(&account.user).await;
    old.accepts().await;
    beside
        .wait_until("the other tab", |all| all.iter().any(|one| one.state == VerificationState::Ready))
        .await;
    let again = tab.request(AcceptVerification { flow: flow.clone(), can_scan: false }).await;
    assert_eq!(again.expect_err("it was answered").kind, FailureKind::NotFound);
    // On two devices.
    third.none("the third device to have nothing to answer").await;
    new.one("being accepted", is_ready).await;
    new.closes(&flow).await;
    old.ends(Cancelled::ByThem).await;
    old.closes(&flow).await;

    // In a room.
    let (_, mut hers, bob, mut his) = two_people(&peer, &homeserver).await;
    let mut tablet = bob.device(&peer, &homeserver).await;
    tablet.trusts(&bob.user, Trust::NotVerified).await;
    hers.asks(&bob.user).await;
    tablet.one("a request", is_requested).await;
    his.accepts().await;
    hers.one("being accepted", is_ready).await;
    tablet.none("the tablet to have nothing to answer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_of_yesterday_is_never_shown_and_an_old_one_goes_in_time() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let account = Account::new();
    let mut device = account.first_device(&peer, &homeserver).await;
    let second = account.on_peer(&peer, &homeserver, "second").await;
    let ask = |name: &str, at: u64| {
        let content = json!({
            "from_device": second, "methods": ["m.sas.v1"], "timestamp": at, "transaction_id": name,
        });
        let kind = "m.key.verification.request";
        json!({ "do": "sendToDevice", "as": "second", "type": kind, "content": content })
    };
    peer.run(ask("yesterday", now() - 24 * 3_600_000)).await;
    peer.run(ask("eleven", now() - 11 * 60_000)).await;
    peer.run(ask("tomorrow", now() + 6 * 60_000)).await;
    peer.run(ask("old", now() - 10 * 60_000 + 8_000)).await;
    let all = device.until("a request", |all| !all.is_empty()).await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].flow.0, "old");
    device.none("its time to be over").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_device_could_answer_none_is_asked() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let account = Account::new();
    let device = account.first_device(&peer, &homeserver).await;
    // Signed in, and verified by nobody.
    account.on_peer(&peer, &homeserver, "second").await;
    let ask = RequestVerification { user: account.user.as_str().into(), device: None, can_scan: false };
    let nobody = device.tab.request(ask.clone()).await.expect_err("nobody is there");
    assert_eq!(nobody.kind, FailureKind::NotFound);
    let other = account.device(&peer, &homeserver).await;
    other.trusts(&account.user, Trust::NotVerified).await;
    device.tab.request(Logout).await.expect("signed out");
    let nobody = other.tab.request(ask).await.expect_err("the one that could is gone");
    assert_eq!(nobody.kind, FailureKind::NotFound);
    assert!(other.last.is_empty());
}
