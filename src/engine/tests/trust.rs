//! What the encryption cannot vouch for, whose identity has changed, and to which devices is sent.

use protocol::{
    FailureKind, RoomId,
    devices::DeviceTrust,
    message::ReadQuote,
    room::{JoinRoom, RoomAddress, StartDirect},
    room_list::RoomFilter,
    timeline::{Content, EventItem, QuoteState, SendState, Shield, Summary, TimelineItem, Undecryptable},
    trust::{
        AcceptIdentity, ChangedIdentities, ChangedIdentity, DeviceRules, Distrust, Rules, SendAnyway,
        SetDeviceRules, SetVerifiedRoom,
    },
    verification::{
        CancelVerification, ConfirmEmoji, PersonTrust, RequestVerification, Trust, VerificationState,
        Verifications,
    },
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Peer, Tab, within};

use crate::common::{event, live, saying, sent, ticket, with_id};

/// An account with an encrypted direct chat with the peer.
struct Chat {
    machine: Machine,
    tab: Tab,
    room: RoomId,
    user: String,
    /// The peer.
    other: String,
}

fn word(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

impl Chat {
    async fn new(homeserver: &Homeserver, peer: &Peer, other: &str) -> Self {
        let (user, token) = peer.new_user().await;
        Self::of(homeserver, &user, &token, peer, other).await
    }

    async fn of(homeserver: &Homeserver, user: &str, token: &str, peer: &Peer, other: &str) -> Self {
        let (machine, tab) = Machine::signed_in(&homeserver.url, token).await;
        let mut trust = tab.subscribe(PersonTrust { user: user.into() }).await;
        trust.wait_until("the account's keys", |trust| *trust == Trust::Verified).await;
        let room = tab.request(StartDirect { user: other.into() }).await.expect("a chat");
        peer.run(json!({ "do": "acceptInvite", "room": room.as_str() })).await;
        let chat = Self { machine, tab, room, user: user.to_owned(), other: other.to_owned() };
        // Whoever has said something here is known here.
        sent(peer, &chat.room, "hello").await;
        chat.until("the first words", |items| saying(items, "hello").is_some()).await;
        chat
    }

    async fn until(&self, what: &str, fits: impl Fn(&[TimelineItem]) -> bool) -> Vec<TimelineItem> {
        let mut items = self.tab.list(live(&self.room)).await;
        items.wait_until(what, |items| fits(items)).await;
        items.items().to_vec()
    }

    /// Waits until what says this stands so.
    async fn until_said(&self, body: &str, what: &str, fits: impl Fn(&EventItem) -> bool) -> TimelineItem {
        let items =
            self.until(&format!("{what} of {body:?}"), |items| saying(items, body).is_some_and(&fits)).await;
        let says = |item: &&TimelineItem| event(item) == saying(&items, body);
        items.iter().find(says).expect("it was waited for").clone()
    }

    async fn trusts(&self, wanted: Trust) {
        let mut trust = self.tab.subscribe(PersonTrust { user: self.other.as_str().into() }).await;
        trust.wait_until(&format!("{wanted:?}"), |trust| *trust == wanted).await;
    }

    /// Waits until so many have changed, by whether they were verified.
    async fn changed(&self, wanted: &[bool]) -> Vec<ChangedIdentity> {
        let mut changed = self.tab.subscribe(ChangedIdentities { room: self.room.clone() }).await;
        let is = |all: &Vec<ChangedIdentity>| all.iter().map(|one| one.verified).eq(wanted.iter().copied());
        changed.wait_until(&format!("those who have changed to be {wanted:?}"), is).await
    }

    async fn says(&self, body: &str) {
        let send = protocol::composer::SendText {
            place: self.room.clone().into(),
            text: body.into(),
            about: None,
            ticket: ticket(),
        };
        self.tab.request(send).await.expect("queued");
    }

    /// Waits until the encryption keeps something back.
    async fn is_kept_back(&self, body: &str, why: Distrust) -> TimelineItem {
        let is = |event: &EventItem| match &event.send_state {
            Some(SendState::Failed {
                why: FailureKind::Distrusted { why: found, people },
                recoverable: false,
            }) => {
                let others = people.iter().all(|person| person.user.as_str() == self.other);
                *found == why && others && people.is_empty() == (why == Distrust::OwnDevices)
            }
            _ => false,
        };
        self.until_said(body, "being kept back", is).await
    }

    async fn sends_anyway(&self, item: &TimelineItem) {
        let command = SendAnyway { timeline: live(&self.room), item: item.key.clone() };
        self.tab.request(command).await.expect("sent anyway");
    }

    /// Waits until somebody on the other client reads it.
    async fn is_heard(&self, peer: &Peer, name: &str, body: &str) {
        let wait = json!({ "do": "waitFor", "as": name, "room": self.room.as_str(), "body": body });
        peer.run(wait).await;
    }

    /// The two verify each other.
    async fn verify(&self, peer: &Peer) {
        peer.run(json!({ "do": "listenForVerification" })).await;
        let mut shown = self.tab.subscribe(Verifications).await;
        let ask = RequestVerification { user: self.other.as_str().into(), device: None, can_scan: false };
        let flow = self.tab.request(ask).await.expect("asked");
        peer.run(json!({ "do": "acceptVerification" })).await;
        peer.run(json!({ "do": "startEmoji" })).await;
        let is = |wanted: fn(&VerificationState) -> bool| {
            move |all: &Vec<protocol::verification::Verification>| matches!(&all[..], [one] if wanted(&one.state))
        };
        shown.wait_until("emoji", is(|state| matches!(state, VerificationState::Emoji(_)))).await;
        peer.run(json!({ "do": "emoji" })).await;
        self.tab.request(ConfirmEmoji { flow: flow.clone(), same: true }).await.expect("said");
        peer.run(json!({ "do": "confirmEmoji" })).await;
        shown.wait_until("being done", is(|state| *state == VerificationState::Done)).await;
        self.tab.request(CancelVerification { flow }).await.expect("closed");
        self.trusts(Trust::Verified).await;
    }

    /// Sets the rules that count at once.
    async fn sends_to_verified_only(&self, verified_only: bool) {
        self.tab.request(SetDeviceRules { verified_only, secure_only: false }).await.expect("set");
        self.rules(&Rules { verified_only, ..Rules::default() }).await;
    }

    /// Sets the rule with which another engine begins.
    async fn excludes_insecure(&mut self, secure_only: bool) {
        self.tab.request(SetDeviceRules { verified_only: false, secure_only }).await.expect("set");
        self.tab.until_ended().await;
        self.tab = self.machine.restart().await;
        self.rules(&Rules { secure_only, ..Rules::default() }).await;
    }

    async fn rules(&self, wanted: &Rules) {
        let mut set = self.tab.subscribe(DeviceRules).await;
        set.wait_until("the rules", |set| set == wanted).await;
    }

    /// Says something that somebody on the other client cannot read.
    async fn says_unheard(&self, peer: &Peer, name: &str, body: &str) {
        self.says(body).await;
        let sent = self.until_said(body, "being sent", |event| event.event.is_some()).await;
        cannot_read(peer, name, &self.room, event(&sent).expect("an event")).await;
    }
}

/// Signs the peer in on another device, which its owner does not verify.
async fn insecure_device(homeserver: &Homeserver, peer: &Peer, room: &RoomId) {
    let token = word(&peer.run(json!({ "do": "loginToken" })).await["loginToken"]);
    let login = json!({ "do": "login", "as": "insecure", "homeserver": homeserver.url, "loginToken": token, "crossSigning": false });
    let user = word(&peer.run(login).await["userId"]);
    let here = json!({ "do": "waitForMember", "as": "insecure", "room": room.as_str(), "user": user });
    peer.run(here).await;
}

async fn says_insecurely(peer: &Peer, room: &RoomId, body: &str) {
    peer.run(json!({ "do": "send", "as": "insecure", "room": room.as_str(), "body": body })).await;
}

/// Waits until somebody on the other client has got a message that they cannot read.
async fn cannot_read(peer: &Peer, name: &str, room: &RoomId, event: &EventItem) {
    let id = event.event.as_ref().expect("the server has it");
    let wait = json!({ "do": "waitFor", "as": name, "room": room.as_str(), "eventId": id.as_str(), "readable": false });
    within("a message whose key was withheld", async {
        loop {
            let event = peer.run(wait.clone()).await["event"].take();
            if event["decryptionFailure"].as_str().is_some_and(|why| why.contains("WITHHELD")) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shield_says_what_the_encryption_cannot_vouch_for() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let chat = Chat::new(&homeserver, &peer, &other).await;
    chat.until_said("hello", "no shield", |event| event.shield.is_none()).await;

    let clear = json!({ "do": "sendClear", "room": chat.room.as_str(), "body": "in the open" });
    let clear = protocol::EventId(word(&peer.run(clear).await["eventId"]));
    let is_clear = |event: &EventItem| event.shield == Some(Shield::SentInClear);
    chat.until_said("in the open", "its shield", is_clear).await;
    insecure_device(&homeserver, &peer, &chat.room).await;
    says_insecurely(&peer, &chat.room, "from elsewhere").await;
    let is_unsigned = |event: &EventItem| event.shield == Some(Shield::UnsignedDevice);
    chat.until_said("from elsewhere", "its shield", is_unsigned).await;

    let redact = json!({ "do": "redact", "room": chat.room.as_str(), "eventId": clear.as_str() });
    peer.run(redact).await;
    let items = chat
        .until("the open words to be gone", |items| {
            with_id(items, &clear).is_some_and(|event| matches!(event.content, Content::Redacted { .. }))
        })
        .await;
    assert_eq!(with_id(&items, &clear).expect("it is there").shield, None, "nothing is left to doubt");
    let states = items.iter().filter_map(event).filter(|event| matches!(event.content, Content::State(_)));
    assert!(states.clone().count() > 0 && states.clone().all(|event| event.shield.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn to_somebody_who_was_verified_and_has_changed_nothing_is_sent_until_that_is_decided() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let chat = Chat::new(&homeserver, &peer, &other).await;
    assert!(chat.changed(&[]).await.is_empty());
    chat.verify(&peer).await;
    chat.says("to the one I know").await;
    chat.is_heard(&peer, "peer", "to the one I know").await;

    peer.run(json!({ "do": "replaceIdentity" })).await;
    let changed = chat.changed(&[true]).await;
    assert_eq!(changed[0].person.user.as_str(), other);
    chat.trusts(Trust::Changed).await;
    sent(&peer, &chat.room, "it is me").await;
    chat.until_said("it is me", "its text", |_| true).await;
    // What the key was that came before cannot be said of one that comes now.
    peer.run(json!({ "do": "discardSession", "room": chat.room.as_str() })).await;
    sent(&peer, &chat.room, "with a new key").await;
    let is_doubted = |event: &EventItem| event.shield == Some(Shield::VerificationViolation);
    chat.until_said("with a new key", "its shield", is_doubted).await;
    chat.says("is it you").await;
    chat.is_kept_back("is it you", Distrust::Changed).await;

    let accept = |withdraw| AcceptIdentity { user: other.as_str().into(), withdraw };
    chat.tab.request(accept(false)).await.expect("taken");
    chat.changed(&[true]).await;
    chat.tab.request(accept(true)).await.expect("withdrawn");
    chat.changed(&[]).await;
    chat.trusts(Trust::NotVerified).await;
    // By itself.
    chat.is_heard(&peer, "peer", "is it you").await;
    chat.until_said("is it you", "being sent", |event| event.send_state.is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_changed_is_verified_anew_and_what_was_kept_back_goes_out() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let chat = Chat::new(&homeserver, &peer, &other).await;
    chat.verify(&peer).await;
    peer.run(json!({ "do": "replaceIdentity" })).await;
    chat.changed(&[true]).await;
    chat.says("is it you").await;
    chat.is_kept_back("is it you", Distrust::Changed).await;
    chat.verify(&peer).await;
    chat.changed(&[]).await;
    chat.is_heard(&peer, "peer", "is it you").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_back_outlives_the_engine_and_is_sent_all_the_same_when_somebody_says_so() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let mut chat = Chat::new(&homeserver, &peer, &other).await;
    chat.verify(&peer).await;
    peer.run(json!({ "do": "replaceIdentity" })).await;
    chat.changed(&[true]).await;
    chat.says("first").await;
    chat.is_kept_back("first", Distrust::Changed).await;
    chat.says("second").await;

    chat.tab = chat.machine.restart().await;
    chat.changed(&[true]).await;
    let kept = chat.is_kept_back("first", Distrust::Changed).await;
    chat.sends_anyway(&kept).await;
    chat.is_heard(&peer, "peer", "first").await;
    chat.is_heard(&peer, "peer", "second").await;
    chat.changed(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn that_somebody_else_has_changed_is_told_until_it_was_seen() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let mut chat = Chat::new(&homeserver, &peer, &other).await;
    chat.trusts(Trust::NotVerified).await;
    peer.run(json!({ "do": "replaceIdentity" })).await;
    chat.changed(&[false]).await;
    chat.trusts(Trust::Replaced).await;
    chat.says("all the same").await;
    chat.is_heard(&peer, "peer", "all the same").await;

    chat.tab = chat.machine.restart().await;
    chat.changed(&[false]).await;
    let seen = AcceptIdentity { user: other.as_str().into(), withdraw: false };
    chat.tab.request(seen).await.expect("taken");
    chat.changed(&[]).await;
    chat.trusts(Trust::NotVerified).await;
    let nobody = AcceptIdentity { user: "@nobody:invalid".into(), withdraw: false };
    assert_eq!(chat.tab.request(nobody).await.expect_err("there is none").kind, FailureKind::NotFound);

    // Who has changed and is not in the room is not told of there.
    peer.run(json!({ "do": "replaceIdentity" })).await;
    chat.changed(&[false]).await;
    peer.run(json!({ "do": "leave", "room": chat.room.as_str() })).await;
    chat.changed(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_a_verified_person_has_not_verified_is_let_in_only_when_somebody_says_so() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let chat = Chat::new(&homeserver, &peer, &other).await;
    chat.verify(&peer).await;
    insecure_device(&homeserver, &peer, &chat.room).await;
    says_insecurely(&peer, &chat.room, "me too").await;
    chat.until("it", |items| saying(items, "me too").is_some()).await;
    chat.says("to both").await;
    let kept = chat.is_kept_back("to both", Distrust::Devices).await;
    chat.sends_anyway(&kept).await;
    chat.is_heard(&peer, "peer", "to both").await;
    chat.is_heard(&peer, "insecure", "to both").await;
    chat.says("and again").await;
    chat.is_heard(&peer, "insecure", "and again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_device_that_is_not_verified_is_let_in_only_when_somebody_says_so() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let name = format!("own{:x}", std::time::UNIX_EPOCH.elapsed().expect("it is past 1970").as_nanos());
    let token = || async {
        let sign_in = json!({ "do": "sso", "homeserver": homeserver.url, "mastodon": name });
        word(&peer.run(sign_in).await["loginToken"])
    };
    let server = std::env::var("PROTIUM_SERVER_NAME").expect("the world says it");
    let user = format!("@{name}:{server}");
    let chat = Chat::of(&homeserver, &user, &token().await, &peer, &other).await;
    let login = json!({ "do": "login", "as": "mine", "homeserver": homeserver.url, "loginToken": token().await, "crossSigning": false });
    peer.run(login).await;
    peer.run(json!({ "do": "waitForMember", "as": "mine", "room": chat.room.as_str(), "user": user })).await;
    let mut devices = chat.tab.subscribe(protocol::devices::Devices).await;
    devices
        .wait_until("both devices, with their keys", |list| {
            let devices = list.devices.as_deref().unwrap_or_default();
            devices.len() == 2 && devices.iter().any(|device| device.trust == DeviceTrust::Unverified)
        })
        .await;
    chat.says("to mine").await;
    let kept = chat.is_kept_back("to mine", Distrust::OwnDevices).await;
    chat.sends_anyway(&kept).await;
    chat.is_heard(&peer, "peer", "to mine").await;
    chat.is_heard(&peer, "mine", "to mine").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_to_unverified_devices_where_that_is_set() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let mut chat = Chat::new(&homeserver, &peer, &other).await;
    chat.says("for all").await;
    chat.is_heard(&peer, "peer", "for all").await;

    chat.sends_to_verified_only(true).await;
    chat.says_unheard(&peer, "peer", "for the verified").await;
    chat.tab = chat.machine.restart().await;
    chat.rules(&Rules { verified_only: true, ..Rules::default() }).await;
    chat.says_unheard(&peer, "peer", "for the verified too").await;
    chat.sends_to_verified_only(false).await;
    chat.says("for all again").await;
    chat.is_heard(&peer, "peer", "for all again").await;

    // All the same somebody can be verified.
    chat.sends_to_verified_only(true).await;
    chat.says_unheard(&peer, "peer", "not yet").await;
    chat.verify(&peer).await;
    chat.says("for you now").await;
    chat.is_heard(&peer, "peer", "for you now").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_room_can_be_for_verified_devices_only() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let mut chat = Chat::new(&homeserver, &peer, &other).await;
    let invite = json!({ "do": "createRoom", "name": "Other", "encrypted": true, "invite": [chat.user] });
    let elsewhere = RoomId(word(&peer.run(invite).await["room"]));
    let address = RoomAddress { id_or_alias: elsewhere.to_string(), via: Vec::new() };
    chat.tab.request(JoinRoom { address }).await.expect("joined");
    peer.run(json!({ "do": "waitForMember", "room": elsewhere.as_str(), "user": chat.user })).await;

    let set = |verified_only| SetVerifiedRoom { room: chat.room.clone(), verified_only };
    let (on, off) = (set(true), set(false));
    chat.tab.request(on).await.expect("set");
    let rules = Rules { verified_rooms: vec![chat.room.clone()], ..Rules::default() };
    chat.rules(&rules).await;
    chat.says_unheard(&peer, "peer", "here").await;
    let here = std::mem::replace(&mut chat.room, elsewhere);
    chat.says("there").await;
    chat.is_heard(&peer, "peer", "there").await;
    chat.room = here;

    chat.tab = chat.machine.restart().await;
    chat.rules(&rules).await;
    chat.says_unheard(&peer, "peer", "here still").await;
    chat.tab.request(off).await.expect("set");
    chat.rules(&Rules::default()).await;
    chat.says("here again").await;
    chat.is_heard(&peer, "peer", "here again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn insecure_devices_get_nothing_and_are_not_heard_where_that_is_set() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let mut chat = Chat::new(&homeserver, &peer, &other).await;
    insecure_device(&homeserver, &peer, &chat.room).await;
    says_insecurely(&peer, &chat.room, "before").await;
    let before = chat.until_said("before", "it", |event| event.event.is_some()).await;
    let before = event(&before).and_then(|event| event.event.clone()).expect("the server has it");
    let reply =
        json!({ "do": "reply", "room": chat.room.as_str(), "eventId": before.as_str(), "body": "I agree" });
    peer.run(reply).await;
    let quotes = |wanted: Summary| {
        move |event: &EventItem| {
            let quote = event.reply_to.as_ref().map(|quote| &quote.state);
            matches!(quote, Some(QuoteState::Ready { summary, .. }) if *summary == wanted)
        }
    };
    chat.until_said("I agree", "what it answers", quotes(Summary::Text("before".into()))).await;
    says_insecurely(&peer, &chat.room, "before too").await;
    chat.until_said("before too", "it", |_| true).await;

    chat.excludes_insecure(true).await;
    chat.until_said("I agree", "what it answers, hidden", quotes(Summary::Undecryptable)).await;
    let quote = ReadQuote { room: chat.room.clone(), event: before };
    let quote = chat.tab.request(quote).await.expect("an answer");
    assert!(matches!(quote, QuoteState::Ready { summary: Summary::Undecryptable, .. }), "{quote:?}");
    let hidden = |items: &[TimelineItem]| {
        let is = |event: &&EventItem| {
            matches!(event.content, Content::Undecryptable(Undecryptable::DeviceNotConfirmed))
        };
        items.iter().filter_map(event).filter(is).count()
    };
    chat.until("the words of before to be hidden", |items| hidden(items) == 2).await;
    let mut rooms = crate::room_list::rooms(&chat.tab, RoomFilter::All).await;
    rooms
        .wait_until("them to be hidden in the list", |rows| {
            let latest = rows.iter().find(|row| row.id == chat.room).and_then(|row| row.latest.as_ref());
            latest.is_some_and(|latest| latest.summary == Summary::Undecryptable)
        })
        .await;
    says_insecurely(&peer, &chat.room, "after").await;
    sent(&peer, &chat.room, "securely").await;
    let items = chat.until("both", |items| hidden(items) == 3 && saying(items, "securely").is_some()).await;
    assert!(saying(&items, "hello").is_some() && saying(&items, "before").is_none());
    chat.says("for the secure").await;
    chat.is_heard(&peer, "peer", "for the secure").await;
    chat.says_unheard(&peer, "insecure", "and for them alone").await;
    chat.is_heard(&peer, "peer", "and for them alone").await;

    chat.excludes_insecure(false).await;
    chat.until("the words of before", |items| saying(items, "before").is_some()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_room_without_encryption_nobody_has_changed() {
    let homeserver = Homeserver::of_this_run();
    let (peer, other) = Peer::signed_in(&homeserver).await;
    let chat = Chat::new(&homeserver, &peer, &other).await;
    let made = json!({ "do": "createRoom", "name": "Open", "encrypted": false, "invite": [chat.user] });
    let open = RoomId(word(&peer.run(made).await["room"]));
    let address = RoomAddress { id_or_alias: open.to_string(), via: Vec::new() };
    chat.tab.request(JoinRoom { address }).await.expect("joined");
    peer.run(json!({ "do": "replaceIdentity" })).await;
    chat.changed(&[false]).await;
    let mut there = chat.tab.subscribe(ChangedIdentities { room: open }).await;
    assert!(there.next().await.expect("the first").is_empty());
}
