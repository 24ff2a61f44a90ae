//! Signing in, coming back, signing out.

use protocol::{
    FailureKind, Secret,
    login::LoginWithToken,
    session::{Connection, DismissFirstRun, Logout, SessionState, SessionStatus, SyncState},
};
use serde_json::json;
use testkit::{Homeserver, Machine, Peer, Proxy, Tab, Weather};

fn login(homeserver: &str, token: &str) -> LoginWithToken {
    LoginWithToken {
        homeserver: homeserver.to_owned(),
        token: Secret::new(token),
        device_name: "Protium on Firefox (Linux)".into(),
    }
}

pub(crate) async fn account(tab: &Tab) -> protocol::session::Account {
    let mut status = tab.subscribe(SessionState).await;
    match status.wait_until("a session", |status| matches!(status, SessionStatus::SignedIn(_))).await {
        SessionStatus::SignedIn(account) => account,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_token_signs_in_once() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (user, token) = peer.new_user().await;

    let machine = Machine::start().await;
    let tab = machine.tab();
    let mut status = tab.subscribe(SessionState).await;
    status.wait_until("nobody", |status| *status == SessionStatus::SignedOut).await;

    tab.request(login(&homeserver.url, &token)).await.expect("the token is good");
    let account = account(&tab).await;
    assert_eq!(account.user.as_str(), user);
    assert!(account.first_run, "the first sign-in here shows the first-run panel");

    let other = Machine::start().await;
    let again = other.tab().request(login(&homeserver.url, &token)).await;
    assert_eq!(again.expect_err("a token is good once").kind, FailureKind::LoginRefused);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_homeserver_that_is_down_is_said_so() {
    let machine = Machine::start().await;
    let refused = machine.tab().request(login("http://127.0.0.1:9", "token")).await;
    assert_eq!(refused.expect_err("nothing listens there").kind, FailureKind::Offline);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_device_has_its_cross_signing_keys_silently() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (user, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;

    // The peer sees them on the server, by an encrypted direct chat that the engine can read.
    let mut connection = tab.subscribe(SyncState).await;
    connection.wait_until("being online", |connection| *connection == Connection::Online).await;
    let room = peer.run(json!({ "do": "createDm", "user": user })).await;
    assert!(room["room"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_comes_back_without_the_network() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (user, token) = peer.new_user().await;
    let road = Proxy::to(&homeserver.url).await;
    let (mut machine, tab) = Machine::signed_in(&road.url, &token).await;
    tab.request(DismissFirstRun).await.expect("it is kept");

    road.set(Weather::Cut);
    let tab = machine.restart().await;
    let account = account(&tab).await;
    assert_eq!(account.user.as_str(), user);
    assert!(!account.first_run);

    let mut connection = tab.subscribe(SyncState).await;
    connection.wait_until("being offline", |connection| *connection == Connection::Offline).await;
    road.set(Weather::Clear);
    connection.wait_until("being online again", |connection| *connection == Connection::Online).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logout_ends_the_session_on_the_server_and_here() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (_, token) = peer.new_user().await;
    let (mut machine, tab) = Machine::signed_in(&homeserver.url, &token).await;

    tab.request(Logout).await.expect("logout");
    let mut status = tab.subscribe(SessionState).await;
    status.wait_until("nobody", |status| *status == SessionStatus::SignedOut).await;

    let tab = machine.restart().await;
    let mut status = tab.subscribe(SessionState).await;
    status.wait_until("still nobody", |status| *status == SessionStatus::SignedOut).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retired_engine_tells_its_tabs_to_reload() {
    let machine = Machine::start().await;
    let tab = machine.tab();
    machine.host().retire("a newer build").await;
    assert!(tab.is_stale());
}
