//! The two sides of a verification.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use protocol::{
    RoomId,
    devices::Devices,
    encryption::{DeviceTrust, EncryptionState, EncryptionStatus, KeyStorage},
    room::{JoinRoom, RoomAddress, StartDirect},
    verification::{
        AcceptVerification, CancelVerification, Cancelled, ConfirmEmoji, FlowId, PersonTrust,
        RequestVerification, ShowQr, Trust, Verification, VerificationState, Verifications,
    },
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Peer, Subscription, Tab, within};

/// An account whose devices sign in by single sign-on: another way gives one token a minute.
pub(crate) struct Account {
    name: String,
    pub(crate) user: String,
}

/// A device on an engine, with a tab that looks at the verifications.
pub(crate) struct Device {
    pub(crate) machine: Machine,
    pub(crate) tab: Tab,
    shown: Subscription<Vec<Verification>>,
    pub(crate) last: Vec<Verification>,
}

pub(crate) fn word(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn with_server(homeserver: &Homeserver, mut command: Value) -> Value {
    command["homeserver"] = json!(homeserver.url);
    command["registrationSecret"] = json!(homeserver.registration_secret);
    command
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_millis() as u64
}

impl Account {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let name = format!("v{}_{}_{}", std::process::id(), now(), NEXT.fetch_add(1, Ordering::Relaxed));
        let server = std::env::var("PROTIUM_SERVER_NAME").expect("the world says it");
        Self { user: format!("@{name}:{server}"), name }
    }

    pub(crate) async fn token(&self, peer: &Peer, homeserver: &Homeserver) -> String {
        let signed_in = json!({ "do": "sso", "mastodon": self.name });
        word(&peer.run(with_server(homeserver, signed_in)).await["loginToken"])
    }

    /// Signs in on an engine. The first makes the account's keys.
    pub(crate) async fn device(&self, peer: &Peer, homeserver: &Homeserver) -> Device {
        let token = self.token(peer, homeserver).await;
        let (machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
        let shown = tab.subscribe(Verifications).await;
        Device { machine, tab, shown, last: Vec::new() }
    }

    /// As [`Self::device`], and waits for the account's keys.
    pub(crate) async fn first_device(&self, peer: &Peer, homeserver: &Homeserver) -> Device {
        let device = self.device(peer, homeserver).await;
        device.trusts(&self.user, Trust::Verified).await;
        device.has_keys().await;
        device
    }

    /// Signs in on matrix-js-sdk, under a name.
    pub(crate) async fn on_peer(&self, peer: &Peer, homeserver: &Homeserver, name: &str) -> String {
        let token = self.token(peer, homeserver).await;
        let login = json!({ "do": "login", "as": name, "loginToken": token, "crossSigning": false });
        let device = word(&peer.run(with_server(homeserver, login)).await["deviceId"]);
        peer.run(json!({ "do": "listenForVerification", "as": name })).await;
        device
    }
}

impl Device {
    pub(crate) async fn until(
        &mut self,
        what: &str,
        fits: impl Fn(&[Verification]) -> bool,
    ) -> Vec<Verification> {
        within(what, async {
            while !fits(&self.last) {
                self.last = self.shown.next().await.expect("they go on being published");
            }
        })
        .await;
        self.last.clone()
    }

    /// Waits until the one there is stands so.
    pub(crate) async fn one(
        &mut self,
        what: &str,
        fits: impl Fn(&VerificationState) -> bool,
    ) -> Verification {
        let all = self.until(what, |all| matches!(all, [one] if fits(&one.state))).await;
        all.into_iter().next().expect("there is one")
    }

    pub(crate) async fn none(&mut self, what: &str) {
        self.until(what, <[Verification]>::is_empty).await;
    }

    /// Waits until it has all keys of the account, and the homeserver knows that it is verified.
    pub(crate) async fn has_keys(&self) {
        let mut state = self.tab.subscribe(EncryptionStatus).await;
        let whole = |state: &EncryptionState| {
            state.device == DeviceTrust::Verified && state.has_identity && state.storage == KeyStorage::On
        };
        state.wait_until("the account's keys", whole).await;
    }

    /// The ID of this device.
    pub(crate) async fn id(&self) -> String {
        let mut list = self.tab.subscribe(Devices).await;
        let list = list.wait_until("the devices", |list| list.devices.is_some()).await;
        let own = list.devices.into_iter().flatten().find(|device| device.own);
        own.expect("this one is among them").id
    }

    pub(crate) async fn asks(&self, user: &str) -> FlowId {
        self.asks_device(user, None).await
    }

    pub(crate) async fn asks_device(&self, user: &str, device: Option<&str>) -> FlowId {
        let ask =
            RequestVerification { user: user.into(), device: device.map(ToOwned::to_owned), can_scan: true };
        self.tab.request(ask).await.expect("asked")
    }

    /// Accepts what is asked for.
    pub(crate) async fn accepts(&mut self) -> Verification {
        let asked = self.one("a request", is_requested).await;
        assert!(!asked.by_us);
        let accept = AcceptVerification { flow: asked.flow.clone(), can_scan: true };
        self.tab.request(accept).await.expect("accepted");
        asked
    }

    pub(crate) async fn emoji(&mut self) -> [u8; 7] {
        match self.one("emoji", |state| matches!(state, VerificationState::Emoji(_))).await.state {
            VerificationState::Emoji(emoji) => emoji,
            _ => unreachable!("it was waited for"),
        }
    }

    pub(crate) async fn says(&self, flow: &FlowId, same: bool) {
        self.tab.request(ConfirmEmoji { flow: flow.clone(), same }).await.expect("said");
    }

    pub(crate) async fn done(&mut self) {
        self.one("being done", |state| *state == VerificationState::Done).await;
    }

    pub(crate) async fn ends(&mut self, why: Cancelled) {
        let ended = self.one("an end", |state| matches!(state, VerificationState::Cancelled(_))).await;
        assert_eq!(ended.state, VerificationState::Cancelled(why));
    }

    pub(crate) async fn closes(&mut self, flow: &FlowId) {
        self.tab.request(CancelVerification { flow: flow.clone() }).await.expect("closed");
        self.none("nothing to look at").await;
    }

    pub(crate) async fn trusts(&self, user: &str, wanted: Trust) {
        let mut trust = self.tab.subscribe(PersonTrust { user: user.into() }).await;
        trust.wait_until(&format!("{wanted:?} of {user}"), |trust| *trust == wanted).await;
    }

    /// What the QR code holds that is shown here.
    pub(crate) async fn shows_qr(&mut self, peer: &Peer, flow: &FlowId) -> Vec<u8> {
        self.tab.request(ShowQr { flow: flow.clone() }).await.expect("made");
        let shown = self.one("a code", |state| matches!(state, VerificationState::Qr(_))).await;
        let VerificationState::Qr(code) = shown.state else { unreachable!("it was waited for") };
        let read = json!({ "do": "readQr", "side": code.side, "dark": code.dark });
        base64(&word(&peer.run(read).await["base64"]))
    }
}

pub(crate) fn is_requested(state: &VerificationState) -> bool {
    matches!(state, VerificationState::Requested { .. })
}

pub(crate) fn is_ready(state: &VerificationState) -> bool {
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
pub(crate) async fn two_devices(peer: &Peer, homeserver: &Homeserver) -> (Account, Device, Device) {
    let account = Account::new();
    let old = account.first_device(peer, homeserver).await;
    let new = account.device(peer, homeserver).await;
    new.trusts(&account.user, Trust::NotVerified).await;
    (account, old, new)
}

/// Two people with a direct chat.
pub(crate) async fn two_people(peer: &Peer, homeserver: &Homeserver) -> (Account, Device, Account, Device) {
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
