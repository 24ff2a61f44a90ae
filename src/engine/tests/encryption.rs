//! Keys, the recovery key, key storage, and getting everything back on another device.

use std::time::Duration;

use protocol::{
    Failure, FailureKind, RoomId, Secret, ToEngine,
    encryption::{
        ChangeRecoveryKey, CheckKeys, ConfirmRecoveryKeySaved, CreateRecoveryKey, DeviceTrust,
        EncryptionState, EncryptionStatus, KeyStorage, PutOff, RecoveryKeyState, RepairKeyStorage, Restore,
        SetKeyStorage,
    },
    timeline::{Content, TimelineItem},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Peer, Proxy, Subscription, Tab, Weather, within};

use crate::common::{event, live, saying, sent};

/// Somebody whose account can be signed in to as often as wanted.
pub(crate) struct Member<'p> {
    peer: &'p Peer,
    homeserver: &'p Homeserver,
    name: String,
}

impl<'p> Member<'p> {
    pub(crate) fn new(peer: &'p Peer, homeserver: &'p Homeserver) -> Self {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let now = std::time::UNIX_EPOCH.elapsed().expect("the clock is past 1970").as_nanos();
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Self { peer, homeserver, name: format!("keys{now:x}{number}") }
    }

    pub(crate) fn at_home(&self, command: Value) -> Value {
        let mut command = command;
        command["homeserver"] = json!(self.homeserver.url);
        command
    }

    pub(crate) async fn token(&self) -> String {
        let answer = self.peer.run(self.at_home(json!({ "do": "sso", "mastodon": self.name }))).await;
        answer["loginToken"].as_str().expect("a login token").to_owned()
    }

    /// Signs in on an engine.
    pub(crate) async fn device(&self) -> (Machine, Tab) {
        Machine::signed_in(&self.homeserver.url, &self.token().await).await
    }

    /// Signs in on another client, under a name in the peer's process; returns the user.
    pub(crate) async fn elsewhere(&self, name: &str) -> String {
        self.login(json!({ "as": name, "crossSigning": false })).await
    }

    /// Signs in on another client that takes no part in encryption.
    pub(crate) async fn elsewhere_without_keys(&self, name: &str) -> String {
        self.login(json!({ "as": name, "crypto": false })).await
    }

    async fn login(&self, mut login: Value) -> String {
        login["do"] = json!("login");
        login["loginToken"] = json!(self.token().await);
        self.peer.run(self.at_home(login)).await["userId"].as_str().expect("a user").to_owned()
    }
}

async fn status(tab: &Tab) -> Subscription<EncryptionState> {
    tab.subscribe(EncryptionStatus).await
}

pub(crate) async fn until(tab: &Tab, what: &str, fits: impl Fn(&EncryptionState) -> bool) -> EncryptionState {
    status(tab).await.wait_until(what, fits).await
}

/// Waits until key storage is on, on a device that has everything.
pub(crate) async fn settled(tab: &Tab) -> EncryptionState {
    let settled = |state: &EncryptionState| {
        state.device == DeviceTrust::Verified && state.has_identity && state.storage == KeyStorage::On
    };
    until(tab, "keys and key storage", settled).await
}

/// Makes the first recovery key and saves it.
pub(crate) async fn recovery_key(tab: &Tab) -> Secret {
    settled(tab).await;
    until(tab, "no recovery key", |state| state.recovery == RecoveryKeyState::Missing).await;
    let key = tab.request(CreateRecoveryKey { replace: false }).await.expect("a recovery key");
    tab.request(ConfirmRecoveryKeySaved).await.expect("it is noted");
    key
}

pub(crate) fn field(result: Result<impl std::fmt::Debug, Failure>) -> String {
    match result.expect_err("it is refused").kind {
        FailureKind::Invalid { field } => field,
        other => panic!("{other:?}"),
    }
}

/// Waits until so many keys at least are stored.
async fn stored(peer: &Peer, name: &str, least: u64) {
    within("the keys to be stored", async {
        while peer.run(json!({ "do": "keyStorage", "as": name })).await["count"].as_u64() < Some(least) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await;
}

/// A room of the peer's that the member's first device has joined, with a few messages that it has read.
pub(crate) async fn old_history(peer: &Peer, tab: &Tab, name: &str) -> RoomId {
    use protocol::{
        room::{JoinRoom, RoomAddress},
        session::{SessionState, SessionStatus},
    };
    let mut session = tab.subscribe(SessionState).await;
    let state = session.wait_until("a session", |status| matches!(status, SessionStatus::SignedIn(_))).await;
    let SessionStatus::SignedIn(account) = state else { unreachable!("it was waited for") };
    let user = account.user.to_string();
    let made =
        peer.run(json!({ "do": "createRoom", "name": name, "encrypted": true, "invite": [user] })).await;
    let room = RoomId::from(made["room"].as_str().expect("a room"));
    let address = RoomAddress { id_or_alias: room.to_string(), via: Vec::new() };
    tab.request(JoinRoom { address }).await.expect("joined");
    peer.run(json!({ "do": "waitForMember", "room": room.as_str(), "user": user })).await;
    for body in ["long ago", "not so long ago"] {
        sent(peer, &room, body).await;
    }
    let mut items = tab.list(live(&room)).await;
    items.wait_until("the messages", |items| saying(items, "not so long ago").is_some()).await;
    room
}

pub(crate) fn undecryptable(items: &[TimelineItem]) -> usize {
    items.iter().filter_map(event).filter(|event| matches!(event.content, Content::Undecryptable(_))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_device_has_keys_and_key_storage_and_is_offered_a_recovery_key() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let (_, token) = peer.new_user().await;
    let (mut machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    settled(&tab).await;
    let state = until(&tab, "no recovery key", |state| state.recovery == RecoveryKeyState::Missing).await;
    assert_eq!((state.put_off, state.restoring), (None, None));

    tab.request(PutOff).await.expect("later");
    until(&tab, "it to be put off", |state| state.put_off.is_some()).await;
    let tab = machine.restart().await;
    until(&tab, "it to be remembered", |state| state.put_off.is_some()).await;

    settled(&tab).await;
    let key = tab.request(CreateRecoveryKey { replace: false }).await.expect("a recovery key");
    assert_eq!(key.expose().split(' ').count(), 12, "it comes in groups");
    let another_tab = machine.tab();
    until(&another_tab, "it to be unsaved", |state| state.recovery == RecoveryKeyState::Unsaved).await;
    assert_eq!(field(another_tab.request(CreateRecoveryKey { replace: false }).await), "recovery");
    tab.request(ConfirmRecoveryKeySaved).await.expect("it is noted");
    let state = until(&tab, "it to be saved", |state| state.recovery == RecoveryKeyState::Ready).await;
    assert_eq!(state.put_off, None);

    let tab = machine.restart().await;
    until(&tab, "all of it again", |state| {
        state.recovery == RecoveryKeyState::Ready && state.storage == KeyStorage::On
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_device_reads_old_history_by_the_recovery_key() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let (_first, tab) = member.device().await;
    let key = recovery_key(&tab).await;
    let room = old_history(&peer, &tab, "Old").await;
    let newer = old_history(&peer, &tab, "Newer").await;
    member.elsewhere("watcher").await;
    stored(&peer, "watcher", 2).await;

    let (second, tab) = member.device().await;
    let state = until(&tab, "an unverified device", |state| {
        state.device == DeviceTrust::Unverified && state.recovery == RecoveryKeyState::Incomplete
    })
    .await;
    assert!(!state.has_identity);
    let mut items = tab.list(live(&room)).await;
    items.wait_until("what cannot be decrypted", |items| undecryptable(items) == 2).await;
    let another_tab = second.tab();
    another_tab.post(&ToEngine::Presence { visible: true, focused_room: Some(room.clone()) });

    let wrong = |key: &str| tab.request(Restore { key: Secret::new(key) });
    assert_eq!(field(wrong("not a key").await), "key");
    assert_eq!(field(wrong("EsTj qWM1 QvPA b3Ws iGSV 1k8v wbXf Yj6n 3bL9 oA3U Nn1x qTuK").await), "key");
    let mut states = status(&another_tab).await;
    // What is not taken in time is folded into what comes after it.
    let (restored, _) = tokio::join!(
        tab.request(Restore { key: Secret::new(format!("  {}\n", key.expose())) }),
        states.wait_until("rooms on their way", |state| state.restoring.is_some()),
    );
    restored.expect("it opens");
    states
        .wait_until("all of it", |state| {
            state.device == DeviceTrust::Verified
                && state.has_identity
                && state.recovery == RecoveryKeyState::Ready
                && state.storage == KeyStorage::On
                && state.restoring.is_none()
        })
        .await;
    items
        .wait_until("the history to open in its place", |items| {
            undecryptable(items) == 0
                && saying(items, "long ago").is_some()
                && saying(items, "not so long ago").is_some()
        })
        .await;
    let mut items = tab.list(live(&newer)).await;
    items.wait_until("the other room's too", |items| saying(items, "long ago").is_some()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recovery_of_another_client_opens_here_and_ours_there() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    // The first device is another client's, and its recovery key comes of a passphrase.
    let token = member.token().await;
    let login = member.at_home(json!({ "do": "login", "as": "first", "loginToken": token }));
    let user = peer.run(login).await["userId"].as_str().expect("a user").to_owned();
    let phrase = "correct horse battery staple";
    peer.run(json!({ "do": "setUpRecovery", "as": "first", "passphrase": phrase })).await;
    let made =
        peer.run(json!({ "do": "createRoom", "name": "Theirs", "encrypted": true, "invite": [user] })).await;
    let room = RoomId::from(made["room"].as_str().expect("a room"));
    peer.run(json!({ "do": "join", "as": "first", "room": room.as_str() })).await;
    peer.run(json!({ "do": "waitForMember", "room": room.as_str(), "user": user })).await;
    sent(&peer, &room, "from before").await;
    peer.run(json!({ "do": "waitFor", "as": "first", "room": room.as_str(), "body": "from before" })).await;
    stored(&peer, "first", 1).await;

    let (_machine, tab) = member.device().await;
    until(&tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    tab.request(Restore { key: Secret::new(phrase) }).await.expect("the passphrase opens");
    settled(&tab).await;
    let mut items = tab.list(live(&room)).await;
    items.wait_until("the history", |items| saying(items, "from before").is_some()).await;

    let key = tab.request(ChangeRecoveryKey { replace: false }).await.expect("another key");
    member.elsewhere("third").await;
    let recovered = peer.run(json!({ "do": "recover", "as": "third", "key": key.expose() })).await;
    assert_eq!(recovered["verified"], true, "{recovered}");
    assert!(recovered["imported"].as_u64() >= Some(1), "{recovered}");
}

#[tokio::test(flavor = "multi_thread")]
async fn key_storage_that_others_deleted_or_replaced_is_repaired() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let (_machine, tab) = member.device().await;
    let key = recovery_key(&tab).await;
    member.elsewhere("other").await;
    let repair = |key: &Secret| tab.request(RepairKeyStorage { key: key.clone() });

    peer.run(json!({ "do": "deleteKeyStorage", "as": "other" })).await;
    tab.request(CheckKeys).await.expect("the homeserver answers");
    until(&tab, "it to be deleted", |state| state.storage == KeyStorage::Deleted).await;
    assert_eq!(field(tab.request(SetKeyStorage { on: false }).await), "storage");
    assert_eq!(field(repair(&Secret::new("no key")).await), "key");
    repair(&key).await.expect("it is made anew");
    settled(&tab).await;

    peer.run(json!({ "do": "replaceKeyStorage", "as": "other" })).await;
    tab.request(CheckKeys).await.expect("the homeserver answers");
    until(&tab, "it to be another", |state| state.storage == KeyStorage::OutOfSync).await;
    assert_eq!(field(tab.request(ChangeRecoveryKey { replace: false }).await), "replace");
    repair(&key).await.expect("it is made anew");
    settled(&tab).await;

    // Whoever has lost the key makes another one, and with it another key storage.
    peer.run(json!({ "do": "replaceKeyStorage", "as": "other" })).await;
    let changed = tab.request(ChangeRecoveryKey { replace: true }).await.expect("another key");
    settled(&tab).await;
    until(&tab, "it to be unsaved", |state| state.recovery == RecoveryKeyState::Unsaved).await;

    let (_second, tab) = member.device().await;
    until(&tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    assert_eq!(field(tab.request(Restore { key }).await), "key", "the old one opens nothing");
    tab.request(Restore { key: changed }).await.expect("the new one opens");
    let state = settled(&tab).await;
    assert_eq!(state.recovery, RecoveryKeyState::Ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn key_storage_is_switched_off_and_on() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let (mut machine, tab) = member.device().await;
    recovery_key(&tab).await;
    member.elsewhere("watcher").await;

    tab.request(SetKeyStorage { on: false }).await.expect("off");
    let is_off = |state: &EncryptionState| {
        state.storage == KeyStorage::Off && state.recovery == RecoveryKeyState::Missing
    };
    until(&tab, "it to be off", is_off).await;
    let stored = peer.run(json!({ "do": "keyStorage", "as": "watcher" })).await;
    assert!(stored["version"].is_null(), "{stored}");
    let tab = machine.restart().await;
    until(&tab, "it to stay off", is_off).await;
    tab.request(CheckKeys).await.expect("the homeserver answers");
    until(&tab, "it to stay off", is_off).await;

    tab.request(SetKeyStorage { on: true }).await.expect("on");
    settled(&tab).await;
    let stored = peer.run(json!({ "do": "keyStorage", "as": "watcher" })).await;
    assert!(stored["version"].is_string(), "{stored}");
    tab.request(SetKeyStorage { on: false }).await.expect("off again");
    until(&tab, "it to be off", is_off).await;

    // A recovery key without key storage: for the identity alone.
    tab.request(CreateRecoveryKey { replace: false }).await.expect("a recovery key");
    until(&tab, "the key", |state| {
        state.storage == KeyStorage::Off && state.recovery == RecoveryKeyState::Unsaved
    })
    .await;
    assert_eq!(
        field(tab.request(SetKeyStorage { on: true }).await),
        "storage",
        "the recovery key is asked for"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_without_the_identity_makes_no_recovery_key() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let (_first, tab) = member.device().await;
    settled(&tab).await;
    let (_second, tab) = member.device().await;
    until(&tab, "an unverified device", |state| {
        state.device == DeviceTrust::Unverified && state.recovery == RecoveryKeyState::Missing
    })
    .await;
    let made = tab.request(CreateRecoveryKey { replace: true }).await;
    assert_eq!(made.expect_err("no keys").kind, FailureKind::Forbidden);
    let restored = tab.request(Restore { key: Secret::new("EsTj") }).await;
    assert_eq!(restored.expect_err("no recovery").kind, FailureKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_connection_what_is_known_stays_and_nothing_is_changed() {
    let homeserver = Homeserver::of_this_run();
    let peer = Peer::start(&homeserver).await;
    let road = Proxy::to(&homeserver.url).await;
    let (_, token) = peer.new_user().await;
    let (mut machine, tab) = Machine::signed_in(&road.url, &token).await;
    let key = recovery_key(&tab).await;

    road.set(Weather::Cut);
    let change = tab.request(ChangeRecoveryKey { replace: false }).await;
    assert_eq!(change.expect_err("no connection").kind, FailureKind::Offline);
    let looked = tab.request(CheckKeys).await;
    assert_eq!(looked.expect_err("no connection").kind, FailureKind::Offline);
    let tab = machine.restart().await;
    let state = until(&tab, "what this device knows", |state| {
        state.device == DeviceTrust::Verified && state.storage == KeyStorage::On
    })
    .await;
    assert_eq!(state.recovery, RecoveryKeyState::Unknown, "that lies on the homeserver");

    road.set(Weather::Clear);
    until(&tab, "the rest", |state| state.recovery == RecoveryKeyState::Ready).await;
    tab.request(Restore { key }).await.expect("the key is the same");
}
