//! The device that is there when nobody is signed in (MSC3814).

use std::time::Duration;

use protocol::{
    Secret,
    devices::Devices,
    encryption::{ChangeRecoveryKey, ConfirmRecoveryKeySaved, DeviceTrust, Restore, SetKeyStorage},
    session::Logout,
};
use serde_json::json;
use testkit::{Homeserver, Peer, Tab, within};

use crate::{
    common::{live, saying, sent},
    encryption::{Member, old_history, recovery_key, settled, undecryptable, until},
};

/// The ID of the account's dehydrated device, once it is another one than this.
async fn waiting(peer: &Peer, other_than: Option<&str>) -> String {
    within("another dehydrated device", async {
        loop {
            let answer = peer.run(json!({ "do": "dehydratedDevice", "as": "watcher" })).await;
            match answer["deviceId"].as_str() {
                Some(id) if Some(id) != other_than => return id.to_owned(),
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    })
    .await
}

async fn confirm(tab: &Tab, key: &Secret) {
    until(tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    tab.request(Restore { key: key.clone() }).await.expect("the key opens");
    settled(tab).await;
}

/// Waits until the list of devices has so many.
async fn devices(tab: &Tab, many: usize) {
    let mut devices = tab.subscribe(Devices).await;
    let list = devices
        .wait_until("the devices", |list| list.devices.as_ref().is_some_and(|all| all.len() == many))
        .await;
    let named =
        list.devices.iter().flatten().any(|device| {
            device.name.as_deref().is_some_and(|name| name.contains("while you are signed out"))
        });
    assert!(!named, "{list:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_while_nobody_is_signed_in_is_read_afterwards() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let (first, tab) = member.device().await;
    let key = recovery_key(&tab).await;
    // It has no keys: nobody encrypts for it.
    let user = member.elsewhere_without_keys("watcher").await;
    let before = waiting(&peer, None).await;
    let room = old_history(&peer, &tab, "Meanwhile").await;
    devices(&tab, 2).await;

    tab.request(Logout).await.expect("signed out");
    drop((tab, first));
    peer.run(json!({ "do": "waitForDevices", "user": user, "devices": [before] })).await;
    sent(&peer, &room, "while nobody was there").await;

    let (second, tab) = member.device().await;
    let mut items = tab.list(live(&room)).await;
    items.wait_until("what cannot be decrypted", |items| undecryptable(items) >= 1).await;
    confirm(&tab, &key).await;
    items
        .wait_until("the message and those of before", |items| {
            undecryptable(items) == 0
                && saying(items, "while nobody was there").is_some()
                && saying(items, "long ago").is_some()
        })
        .await;
    let after = waiting(&peer, Some(&before)).await;
    devices(&tab, 2).await;

    // With another recovery key its own key is another one as well.
    let key = tab.request(ChangeRecoveryKey { replace: false }).await.expect("another key");
    tab.request(ConfirmRecoveryKeySaved).await.expect("it is noted");
    let last = waiting(&peer, Some(&after)).await;
    tab.request(Logout).await.expect("signed out");
    drop((items, tab, second));
    peer.run(json!({ "do": "waitForDevices", "user": user, "devices": [last] })).await;
    sent(&peer, &room, "and once more").await;
    let (_third, tab) = member.device().await;
    confirm(&tab, &key).await;
    let mut items = tab.list(live(&room)).await;
    items
        .wait_until("both messages", |items| {
            saying(items, "while nobody was there").is_some() && saying(items, "and once more").is_some()
        })
        .await;
    waiting(&peer, Some(&last)).await;

    tab.request(SetKeyStorage { on: false }).await.expect("off");
    let answer = peer.run(json!({ "do": "dehydratedDevice", "as": "watcher" })).await;
    assert!(answer["deviceId"].is_null(), "there is nothing to open it with: {answer}");
}
