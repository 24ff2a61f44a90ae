//! Devices that are verified by what somebody was told of them.

use std::time::Duration;

use protocol::{
    Failure, FailureKind,
    profile::{DeviceVerified, VerifyDevice},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Machine, Peer, Proxy, Tab, Weather, within};

/// A key that no device has.
const WRONG: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn word(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

async fn fingerprint(peer: &Peer, of: &str) -> String {
    word(&peer.run(json!({ "do": "fingerprint", "as": of })).await["fingerprint"])
}

async fn verify(tab: &Tab, user: &str, device: &str, key: &str) -> Result<DeviceVerified, Failure> {
    tab.request(VerifyDevice { user: user.into(), device: device.into(), fingerprint: key.into() }).await
}

/// As people write it: in groups.
fn grouped(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_verified_by_its_fingerprint() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let peer = Peer::start(&homeserver).await;
    let server = |command: Value| {
        let mut command = command;
        command["homeserver"] = json!(homeserver.url);
        command["registrationSecret"] = json!(homeserver.registration_secret);
        command
    };
    let account = peer.run(server(json!({ "do": "register" }))).await;
    let (user, access) = (word(&account["userId"]), word(&account["accessToken"]));
    let of =
        json!({ "do": "loginToken", "accessToken": access, "userId": user, "deviceId": account["deviceId"] });
    let token = word(&peer.run(server(of)).await["loginToken"]);
    let (_machine, tab) = Machine::signed_in(&proxy.url, &token).await;

    // Another device of the account, on another client.
    let second = json!({
        "do": "login", "as": "second", "accessToken": access, "userId": user, "deviceId": account["deviceId"],
        "crossSigning": false,
    });
    let second = word(&peer.run(server(second)).await["deviceId"]);
    let key = fingerprint(&peer, "second").await;
    let differs = Ok(DeviceVerified::Differs { fingerprint: key.clone() });
    assert_eq!(verify(&tab, &user, &second, WRONG).await, differs);
    assert_eq!(verify(&tab, &user, &second, &grouped(&key)).await, Ok(DeviceVerified::Now));
    // The signature comes back with the account's keys.
    within("the device to be verified", async {
        while verify(&tab, &user, &second, &key).await != Ok(DeviceVerified::Already) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await;
    assert_eq!(verify(&tab, &user, &second, WRONG).await, differs, "a wrong key is never taken");

    // Another person, with whom one has no room.
    let other = peer.run(server(json!({ "do": "login", "as": "other" }))).await;
    let (other, theirs) = (word(&other["userId"]), word(&other["deviceId"]));
    let key = fingerprint(&peer, "other").await;
    assert_eq!(verify(&tab, &other, "NOSUCHDEVICE", &key).await, Ok(DeviceVerified::Unknown));
    let differs = Ok(DeviceVerified::Differs { fingerprint: key.clone() });
    assert_eq!(verify(&tab, &other, &theirs, WRONG).await, differs);
    assert_eq!(verify(&tab, &other, &theirs, &key).await, Ok(DeviceVerified::Now));
    assert_eq!(verify(&tab, &other, &theirs, &key).await, Ok(DeviceVerified::Already));

    let nobody = verify(&tab, "nobody", "A", &key).await;
    assert_eq!(nobody.expect_err("no user").kind, FailureKind::Invalid { field: "user".into() });
    proxy.set(Weather::Silent);
    assert_eq!(verify(&tab, &other, &theirs, &key).await, Ok(DeviceVerified::Already), "it is known here");
}
