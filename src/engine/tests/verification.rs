//! Verifying devices and people: every way, and every end.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use protocol::{
    FailureKind, RoomId,
    encryption::{DeviceTrust, EncryptionState, EncryptionStatus, KeyStorage},
    room::{JoinRoom, RoomAddress, StartDirect},
    verification::{
        AcceptVerification, CancelVerification, Cancelled, ConfirmEmoji, ConfirmQr, EMOJI, FlowId, Methods,
        PersonTrust, RequestVerification, ScanQr, ShowQr, StartEmoji, Trust, Verification, VerificationState,
        Verifications,
    },
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Peer, Subscription, Tab, within};

/// An account whose devices sign in by single sign-on: another way gives one token a minute.
struct Account {
    name: String,
    user: String,
}

/// A device on an engine, with a tab that looks at the verifications.
struct Device {
    _machine: Machine,
    tab: Tab,
    shown: Subscription<Vec<Verification>>,
    last: Vec<Verification>,
}

fn word(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn with_server(homeserver: &Homeserver, mut command: Value) -> Value {
    command["homeserver"] = json!(homeserver.url);
    command["registrationSecret"] = json!(homeserver.registration_secret);
    command
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_millis() as u64
}

impl Account {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let name = format!("v{}_{}_{}", std::process::id(), now(), NEXT.fetch_add(1, Ordering::Relaxed));
        let server = std::env::var("PROTIUM_SERVER_NAME").expect("the world says it");
        Self { user: format!("@{name}:{server}"), name }
    }

    async fn token(&self, peer: &Peer, homeserver: &Homeserver) -> String {
        let signed_in = json!({ "do": "sso", "mastodon": self.name });
        word(&peer.run(with_server(homeserver, signed_in)).await["loginToken"])
    }

    /// Signs in on an engine. The first makes the account's keys.
    async fn device(&self, peer: &Peer, homeserver: &Homeserver) -> Device {
        let token = self.token(peer, homeserver).await;
        let (machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
        let shown = tab.subscribe(Verifications).await;
        Device { _machine: machine, tab, shown, last: Vec::new() }
    }

    /// As [`Self::device`], and waits for the account's keys.
    async fn first_device(&self, peer: &Peer, homeserver: &Homeserver) -> Device {
        let device = self.device(peer, homeserver).await;
        device.trusts(&self.user, Trust::Verified).await;
        device.has_keys().await;
        device
    }

    /// Signs in on matrix-js-sdk, under a name.
    async fn on_peer(&self, peer: &Peer, homeserver: &Homeserver, name: &str) -> String {
        let token = self.token(peer, homeserver).await;
        let login = json!({ "do": "login", "as": name, "loginToken": token, "crossSigning": false });
        let device = word(&peer.run(with_server(homeserver, login)).await["deviceId"]);
        peer.run(json!({ "do": "listenForVerification", "as": name })).await;
        device
    }
}

impl Device {
    async fn until(&mut self, what: &str, fits: impl Fn(&[Verification]) -> bool) -> Vec<Verification> {
        within(what, async {
            while !fits(&self.last) {
                self.last = self.shown.next().await.expect("they go on being published");
            }
        })
        .await;
        self.last.clone()
    }

    /// Waits until the one there is stands so.
    async fn one(&mut self, what: &str, fits: impl Fn(&VerificationState) -> bool) -> Verification {
        let all = self.until(what, |all| matches!(all, [one] if fits(&one.state))).await;
        all.into_iter().next().expect("there is one")
    }

    async fn none(&mut self, what: &str) {
        self.until(what, <[Verification]>::is_empty).await;
    }

    /// Waits until it has all keys of the account, and the homeserver knows that it is verified.
    async fn has_keys(&self) {
        let mut state = self.tab.subscribe(EncryptionStatus).await;
        let whole = |state: &EncryptionState| {
            state.device == DeviceTrust::Verified && state.has_identity && state.storage == KeyStorage::On
        };
        state.wait_until("the account's keys", whole).await;
    }

    async fn asks(&self, user: &str) -> FlowId {
        self.asks_device(user, None).await
    }

    async fn asks_device(&self, user: &str, device: Option<&str>) -> FlowId {
        let ask =
            RequestVerification { user: user.into(), device: device.map(ToOwned::to_owned), can_scan: true };
        self.tab.request(ask).await.expect("asked")
    }

    /// Accepts what is asked for.
    async fn accepts(&mut self) -> Verification {
        let asked = self.one("a request", is_requested).await;
        assert!(!asked.by_us);
        let accept = AcceptVerification { flow: asked.flow.clone(), can_scan: true };
        self.tab.request(accept).await.expect("accepted");
        asked
    }

    async fn emoji(&mut self) -> [u8; 7] {
        match self.one("emoji", |state| matches!(state, VerificationState::Emoji(_))).await.state {
            VerificationState::Emoji(emoji) => emoji,
            _ => unreachable!("it was waited for"),
        }
    }

    async fn says(&self, flow: &FlowId, same: bool) {
        self.tab.request(ConfirmEmoji { flow: flow.clone(), same }).await.expect("said");
    }

    async fn done(&mut self) {
        self.one("being done", |state| *state == VerificationState::Done).await;
    }

    async fn ends(&mut self, why: Cancelled) {
        let ended = self.one("an end", |state| matches!(state, VerificationState::Cancelled(_))).await;
        assert_eq!(ended.state, VerificationState::Cancelled(why));
    }

    async fn closes(&mut self, flow: &FlowId) {
        self.tab.request(CancelVerification { flow: flow.clone() }).await.expect("closed");
        self.none("nothing to look at").await;
    }

    async fn trusts(&self, user: &str, wanted: Trust) {
        let mut trust = self.tab.subscribe(PersonTrust { user: user.into() }).await;
        trust.wait_until(&format!("{wanted:?} of {user}"), |trust| *trust == wanted).await;
    }

    /// What the QR code holds that is shown here.
    async fn shows_qr(&mut self, peer: &Peer, flow: &FlowId) -> Vec<u8> {
        self.tab.request(ShowQr { flow: flow.clone() }).await.expect("made");
        let shown = self.one("a code", |state| matches!(state, VerificationState::Qr(_))).await;
        let VerificationState::Qr(code) = shown.state else { unreachable!("it was waited for") };
        let read = json!({ "do": "readQr", "side": code.side, "dark": code.dark });
        base64(&word(&peer.run(read).await["base64"]))
    }
}

fn is_requested(state: &VerificationState) -> bool {
    matches!(state, VerificationState::Requested { .. })
}

fn is_ready(state: &VerificationState) -> bool {
    *state == VerificationState::Ready
}

fn base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.bytes().filter(|letter| *letter != b'=').collect();
    let mut bytes = Vec::new();
    for four in letters.chunks(4) {
        let bits = four.iter().fold(0, |bits, letter| bits << 6 | value(*letter)) << (6 * (4 - four.len()));
        bytes.extend(bits.to_be_bytes()[1..four.len()].iter());
    }
    bytes
}

/// Two devices of one account; the first has its keys.
async fn two_devices(peer: &Peer, homeserver: &Homeserver) -> (Account, Device, Device) {
    let account = Account::new();
    let old = account.first_device(peer, homeserver).await;
    let new = account.device(peer, homeserver).await;
    new.trusts(&account.user, Trust::NotVerified).await;
    (account, old, new)
}

/// Two people with a direct chat.
async fn two_people(peer: &Peer, homeserver: &Homeserver) -> (Account, Device, Account, Device) {
    let (alice, bob) = (Account::new(), Account::new());
    let (hers, his) = (alice.first_device(peer, homeserver).await, bob.first_device(peer, homeserver).await);
    let room = hers.tab.request(StartDirect { user: bob.user.as_str().into() }).await.expect("a chat");
    joins(&his, &room).await;
    hers.trusts(&bob.user, Trust::NotVerified).await;
    (alice, hers, bob, his)
}

async fn joins(device: &Device, room: &RoomId) {
    let address = RoomAddress { id_or_alias: room.to_string(), via: Vec::new() };
    device.tab.request(JoinRoom { address }).await.expect("joined");
}

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
    let (one, other) = tokio::join!(new.asks(&account.user), old.asks(&account.user));
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
    let tab = old._machine.tab();
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
    assert_eq!(device.tab.request(ask).await.expect_err("nobody is there").kind, FailureKind::NotFound);
    assert!(device.last.is_empty());
}
