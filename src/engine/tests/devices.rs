//! The account's devices: the list, what is changed of them, and what the homeserver wants to be confirmed first.

use std::time::{SystemTime, UNIX_EPOCH};

use protocol::{
    FailureKind, Secret,
    devices::{
        AnswerSignIns, Client, Device, DeviceList, DeviceTrust, Devices, NewSignIns, RenameDevice,
        ResetIdentity, ShareClient, SignOutDevices,
    },
    encryption::{
        ConfirmRecoveryKeySaved, CreateRecoveryKey, DeviceTrust as Trust, EncryptionState, EncryptionStatus,
        KeyStorage, PutOff, RecoveryKeyState, Restore,
    },
    login::LoginWithPassword,
    reauth::{Confirmed, Proof, ProvenBy, Reauth, Way},
    session::{SessionState, SessionStatus},
};
use serde_json::json;
use testkit::{Homeserver, Machine, PasswordServer, Peer, Proxy, Tab, Weather};

/// Somebody who signs in at Mastodon, as everybody does where there are no passwords.
struct Person {
    peer: Peer,
    homeserver: Homeserver,
    account: String,
}

impl Person {
    async fn new(name: &str) -> Self {
        let homeserver = Homeserver::of_this_run();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_micros();
        let account = format!("{name}_{}", now % 1_000_000_000_000);
        Self { peer: Peer::start(&homeserver).await, homeserver, account }
    }

    /// Signs in on another device.
    async fn device(&self, url: &str) -> (Machine, Tab) {
        let walk = json!({ "do": "sso", "homeserver": self.homeserver.url, "mastodon": self.account });
        let walked = self.peer.run(walk).await;
        Machine::signed_in(url, walked["loginToken"].as_str().expect("a login token")).await
    }

    /// Confirms on the homeserver's page that the account is theirs; says whether the page took it.
    async fn confirm(&self, wanted: &Reauth, account: &str, deny: bool) -> bool {
        let page = json!({ "do": "reauth", "url": page(wanted), "mastodon": account, "deny": deny });
        self.peer.run(page).await["done"].as_bool().expect("an answer")
    }
}

fn page(wanted: &Reauth) -> &str {
    match wanted.ways.as_slice() {
        [Way::Sso { page }] => page,
        other => panic!("another way: {other:?}"),
    }
}

fn wanted(answer: Confirmed) -> Reauth {
    match answer {
        Confirmed::Wanted(wanted) => wanted,
        Confirmed::Done => panic!("it was done without a proof"),
    }
}

fn proof(wanted: &Reauth) -> Option<Proof> {
    Some(Proof { session: wanted.session.clone(), by: ProvenBy::Sso })
}

async fn own(tab: &Tab) -> String {
    let mut status = tab.subscribe(SessionState).await;
    match status.wait_until("a session", |status| matches!(status, SessionStatus::SignedIn(_))).await {
        SessionStatus::SignedIn(account) => account.device,
        other => panic!("{other:?}"),
    }
}

/// How it stands with the keys, once it stands so.
async fn keys(tab: &Tab, what: &str, fits: impl Fn(&EncryptionState) -> bool) -> EncryptionState {
    tab.subscribe(EncryptionStatus).await.wait_until(what, fits).await
}

fn with<'l>(list: &'l DeviceList, id: &str) -> Option<&'l Device> {
    list.devices.iter().flatten().find(|device| device.id == id)
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_are_listed_and_renamed_and_say_what_they_run() {
    let person = Person::new("lister").await;
    let road = Proxy::to(&person.homeserver.url).await;
    let (_first, tab) = person.device(&road.url).await;
    let this = own(&tab).await;
    let mut devices = tab.subscribe(Devices).await;
    let whole = |list: &DeviceList| with(list, &this).is_some_and(|one| one.trust == DeviceTrust::Verified);
    let list = devices.wait_until("this device, verified", whole).await;
    let one = with(&list, &this).expect("it is there");
    assert!(one.own && one.last_seen.is_some() && one.address.as_deref() == Some("127.0.0.1"), "{one:?}");
    assert_eq!(one.name.as_deref(), Some("Protium in a test"));
    assert_eq!(one.client, None, "nobody has asked for that");

    let (_second, other) = person.device(&person.homeserver.url).await;
    let that = own(&other).await;
    let both = |list: &DeviceList| with(list, &that).is_some_and(|one| one.trust == DeviceTrust::Unverified);
    let list = devices.wait_until("the other one, by itself", both).await;
    assert_eq!(list.devices.as_ref().map(Vec::len), Some(2));
    assert!(list.devices.as_ref().is_some_and(|all| all[0].own), "this one comes first");

    let rename = |name: &str| RenameDevice { device: that.clone(), name: name.into() };
    tab.request(rename(" My phone \n")).await.expect("renamed");
    devices
        .wait_until("the new name", |list| {
            with(list, &that).is_some_and(|one| one.name.as_deref() == Some("My phone"))
        })
        .await;
    let empty = tab.request(rename("  ")).await.expect_err("no name").kind;
    assert_eq!(empty, FailureKind::Invalid { field: "name".into() });
    let long = tab.request(rename(&"x".repeat(RenameDevice::LONGEST + 1))).await.expect_err("too long").kind;
    assert_eq!(long, FailureKind::TooLarge { limit: None });

    let client = Client {
        name: "Protium".into(),
        version: Some("1".into()),
        url: Some("https://chat.example/".into()),
    };
    other.request(ShareClient { client: Some(client.clone()) }).await.expect("said");
    let said = |list: &DeviceList, what: Option<&Client>| {
        with(list, &that).is_some_and(|one| one.client.as_ref() == what)
    };
    devices.wait_until("what it runs", |list| said(list, Some(&client))).await;
    other.request(ShareClient { client: None }).await.expect("said no longer");
    devices.wait_until("nothing of what it runs", |list| said(list, None)).await;

    road.set(Weather::Cut);
    let mut anew = tab.subscribe(Devices).await;
    let list = anew.wait_until("the failure", |list| list.failure.is_some()).await;
    assert_eq!(list.failure.map(|failure| failure.kind), Some(FailureKind::Offline));
    assert_eq!(list.devices.map(|all| all.len()), Some(2), "what was known is still shown");
    road.set(Weather::Clear);
    anew.wait_until("it to be fresh again", |list| list.failure.is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_devices_are_signed_out_once_somebody_has_proven_who_they_are() {
    let person = Person::new("leaver").await;
    let url = &person.homeserver.url;
    let (_first, tab) = person.device(url).await;
    let (_second, second) = person.device(url).await;
    let (_third, third) = person.device(url).await;
    let others = vec![own(&second).await, own(&third).await];
    let sign_out = |proof: Option<Proof>| SignOutDevices { devices: others.clone(), proof };

    let itself = SignOutDevices { devices: vec![own(&tab).await], proof: None };
    let itself = tab.request(itself).await.expect_err("that is signing out").kind;
    assert_eq!(itself, FailureKind::Invalid { field: "devices".into() });

    // Closed without a word, denied, and another account: each time nothing was proven, and one can go on.
    let first = wanted(tab.request(sign_out(None)).await.expect("an answer"));
    assert!(!first.refused);
    let closed = wanted(tab.request(sign_out(proof(&first))).await.expect("an answer"));
    assert!(closed.refused);
    assert!(!person.confirm(&first, &person.account, true).await, "it was denied");
    let denied = wanted(tab.request(sign_out(proof(&first))).await.expect("an answer"));
    assert!(denied.refused);
    let stranger = format!("x{}", person.account);
    let walk = json!({ "do": "sso", "homeserver": url, "mastodon": stranger });
    person.peer.run(walk).await;
    assert!(!person.confirm(&denied, &stranger, false).await, "it is another account");
    let another = wanted(tab.request(sign_out(proof(&denied))).await.expect("an answer"));
    assert!(another.refused);
    let forgotten = Some(Proof { session: "nosuchquestion".into(), by: ProvenBy::Sso });
    let anew = wanted(tab.request(sign_out(forgotten)).await.expect("an answer"));
    assert!(anew.refused && anew.session != "nosuchquestion", "it is asked anew");

    let mut devices = tab.subscribe(Devices).await;
    devices.wait_until("all three", |list| list.devices.as_ref().is_some_and(|all| all.len() == 3)).await;
    assert!(person.confirm(&anew, &person.account, false).await, "it was confirmed");
    let done = tab.request(sign_out(proof(&anew))).await.expect("an answer");
    assert_eq!(done, Confirmed::Done);
    devices
        .wait_until("this one alone", |list| list.devices.as_ref().is_some_and(|all| all.len() == 1))
        .await;
    for tab in [&second, &third] {
        let mut status = tab.subscribe(SessionState).await;
        status.wait_until("the end", |status| *status == SessionStatus::Ended).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_sign_in_is_asked_about_once() {
    let person = Person::new("asked").await;
    let url = &person.homeserver.url;
    let (mut machine, tab) = person.device(url).await;
    let this = own(&tab).await;
    let mut devices = tab.subscribe(Devices).await;
    devices.wait_until("this device", |list| with(list, &this).is_some()).await;
    let mut asked = tab.subscribe(NewSignIns).await;
    assert_eq!(asked.wait_until("something", |_| true).await, []);

    let (_second, second) = person.device(url).await;
    let that = own(&second).await;
    let is_asked = |list: &Vec<Device>| list.iter().any(|one| one.id == that);
    asked.wait_until("the question", is_asked).await;
    let other_tab = machine.tab();
    let mut also = other_tab.subscribe(NewSignIns).await;
    also.wait_until("the question in the other tab", is_asked).await;
    let mut theirs = second.subscribe(Devices).await;
    theirs.wait_until("both", |list| list.devices.as_ref().is_some_and(|all| all.len() == 2)).await;
    let mut of_the_new = second.subscribe(NewSignIns).await;
    assert_eq!(of_the_new.wait_until("something", |_| true).await, [], "the older one was there before");

    other_tab.request(AnswerSignIns { devices: vec![that.clone()] }).await.expect("noted");
    asked.wait_until("nothing", Vec::is_empty).await;
    also.wait_until("nothing in the other tab", Vec::is_empty).await;
    drop((asked, also, devices, other_tab, tab));
    let tab = machine.restart().await;
    let mut devices = tab.subscribe(Devices).await;
    devices.wait_until("both", |list| with(list, &that).is_some()).await;
    let mut asked = tab.subscribe(NewSignIns).await;
    assert_eq!(asked.wait_until("something", |_| true).await, [], "it is remembered");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_identity_is_reset_and_nothing_is_lost_before_that_is_confirmed() {
    let person = Person::new("resetter").await;
    let url = &person.homeserver.url;
    let (_first, tab) = person.device(url).await;
    let this = own(&tab).await;
    let (_second, second) = person.device(url).await;
    let that = own(&second).await;
    let trust = |list: &DeviceList, id: &str| with(list, id).map(|one| one.trust);
    let mut here = tab.subscribe(Devices).await;
    here.wait_until("this device, verified", |list| trust(list, &this) == Some(DeviceTrust::Verified)).await;

    // Asked for and left alone: this device stays verified, here and for the others.
    let mut there = second.subscribe(Devices).await;
    let left = wanted(tab.request(ResetIdentity { proof: None }).await.expect("an answer"));
    let closed = wanted(tab.request(ResetIdentity { proof: proof(&left) }).await.expect("an answer"));
    assert!(closed.refused);
    there.wait_until("the first, verified", |list| trust(list, &this) == Some(DeviceTrust::Verified)).await;
    let mut still = tab.subscribe(Devices).await;
    assert_eq!(trust(&still.wait_until("a list", |_| true).await, &this), Some(DeviceTrust::Verified));

    // The second device is the one that has lost everything: it takes a new identity.
    let asked = wanted(second.request(ResetIdentity { proof: None }).await.expect("an answer"));
    assert!(person.confirm(&asked, &person.account, false).await, "it was confirmed");
    let done = second.request(ResetIdentity { proof: proof(&asked) }).await.expect("it is taken");
    assert_eq!(done, Confirmed::Done);
    there
        .wait_until("the second to be verified and the first no more", |list| {
            trust(list, &that) == Some(DeviceTrust::Verified)
                && trust(list, &this) == Some(DeviceTrust::Unverified)
        })
        .await;
    here.wait_until("the same on the first", |list| {
        trust(list, &that) == Some(DeviceTrust::Verified)
            && trust(list, &this) == Some(DeviceTrust::Unverified)
    })
    .await;

    // And again, from a device that is verified.
    let asked = wanted(second.request(ResetIdentity { proof: None }).await.expect("an answer"));
    assert!(person.confirm(&asked, &person.account, false).await, "it was confirmed");
    let done = second.request(ResetIdentity { proof: proof(&asked) }).await.expect("it is taken");
    assert_eq!(done, Confirmed::Done);
    let (_third, third) = person.device(url).await;
    let mut newcomer = third.subscribe(Devices).await;
    newcomer
        .wait_until("the second to be verified, as the homeserver tells it", |list| {
            trust(list, &that) == Some(DeviceTrust::Verified)
        })
        .await;
    let now = second.subscribe(Devices).await.wait_until("a list", |_| true).await;
    assert_eq!(trust(&now, &that), Some(DeviceTrust::Verified));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_new_identity_key_storage_and_the_recovery_key_begin_anew() {
    let person = Person::new("anew").await;
    let url = &person.homeserver.url;
    let (_first, tab) = person.device(url).await;
    let is_settled = |state: &EncryptionState| {
        state.device == Trust::Verified
            && state.has_identity
            && state.storage == KeyStorage::On
            && state.recovery == RecoveryKeyState::Missing
    };
    keys(&tab, "keys and key storage", is_settled).await;
    let lost = tab.request(CreateRecoveryKey { replace: false }).await.expect("a recovery key");
    tab.request(ConfirmRecoveryKeySaved).await.expect("it is noted");

    let (_second, second) = person.device(url).await;
    keys(&second, "to be asked", |state| state.device == Trust::Unverified).await;
    second.request(PutOff).await.expect("later");
    keys(&second, "it to be put off", |state| state.put_off.is_some()).await;
    let asked = wanted(second.request(ResetIdentity { proof: None }).await.expect("an answer"));
    let before = keys(&second, "something", |_| true).await;
    assert_eq!(before.device, Trust::Unverified, "nothing is changed before it is confirmed");
    assert!(person.confirm(&asked, &person.account, false).await, "it was confirmed");
    let done = second.request(ResetIdentity { proof: proof(&asked) }).await.expect("it is taken");
    assert_eq!(done, Confirmed::Done);
    let anew = keys(&second, "keys, key storage and no recovery key", is_settled).await;
    assert_eq!(anew.put_off, None, "it is asked anew");
    let old = second.request(Restore { key: lost.clone() }).await.expect_err("it opens nothing any more");
    assert_eq!(old.kind, FailureKind::NotFound);

    let key = second.request(CreateRecoveryKey { replace: false }).await.expect("a recovery key");
    second.request(ConfirmRecoveryKeySaved).await.expect("it is noted");
    keys(&second, "the recovery key", |state| state.recovery == RecoveryKeyState::Ready).await;

    // The first device has lost the account's identity, and gets the new one by the new key.
    keys(&tab, "to be asked here", |state| state.device == Trust::Unverified).await;
    tab.request(Restore { key }).await.expect("confirmed");
    keys(&tab, "all to be there again", |state| {
        state.device == Trust::Verified
            && state.storage == KeyStorage::On
            && state.recovery == RecoveryKeyState::Ready
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_are_passwords_one_signs_in_by_it_and_proves_who_one_is() {
    let server = PasswordServer::start().await;
    let (url, secret) = (&server.homeserver.url, &server.homeserver.registration_secret);
    let peer = Peer::start(&server.homeserver).await;
    let register = json!({ "do": "register", "homeserver": url, "registrationSecret": secret,
        "user": "pat", "password": "correct horse" });
    peer.run(register).await;

    let machine = Machine::start().await;
    let tab = machine.tab();
    let login = |password: &str| LoginWithPassword {
        homeserver: url.clone(),
        user: "pat".into(),
        password: Secret::new(password),
        device_name: "Protium in a test".into(),
    };
    let refused = tab.request(login("battery staple")).await.expect_err("it is another password");
    assert_eq!(refused.kind, FailureKind::LoginRefused);
    tab.request(login("correct horse")).await.expect("signed in");
    let this = own(&tab).await;
    let is_verified =
        |list: &DeviceList| with(list, &this).is_some_and(|one| one.trust == DeviceTrust::Verified);
    tab.subscribe(Devices).await.wait_until("this device, verified", is_verified).await;

    let asked = wanted(tab.request(ResetIdentity { proof: None }).await.expect("an answer"));
    assert_eq!(asked.ways, [Way::Password]);
    let by = |password: &str| {
        Some(Proof { session: asked.session.clone(), by: ProvenBy::Password(Secret::new(password)) })
    };
    let again = wanted(tab.request(ResetIdentity { proof: by("battery staple") }).await.expect("an answer"));
    assert!(again.refused);
    let done = tab.request(ResetIdentity { proof: by("correct horse") }).await.expect("it is taken");
    assert_eq!(done, Confirmed::Done);
    tab.subscribe(Devices).await.wait_until("this device, verified anew", is_verified).await;
}
