//! The rooms' keys as a file, to another client and from it.

use protocol::{
    BlobRef, FailureKind, RoomId, Secret,
    encryption::{DeviceTrust, ExportRoomKeys, ImportRoomKeys},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Peer, Tab};

use crate::{
    common::{live, saying, sent},
    encryption::{Member, field, old_history, undecryptable, until},
};

pub(crate) const PHRASE: &str = "beans in the shed";

/// Another client becomes the account's first device, `first`, and reads in a room of the peer's.
pub(crate) async fn history_of_another_client(peer: &Peer, member: &Member<'_>) -> RoomId {
    let token = member.token().await;
    let login = member.at_home(json!({ "do": "login", "as": "first", "loginToken": token }));
    let user = peer.run(login).await["userId"].as_str().expect("a user").to_owned();
    let made =
        peer.run(json!({ "do": "createRoom", "name": "Theirs", "encrypted": true, "invite": [user] })).await;
    let room = RoomId::from(made["room"].as_str().expect("a room"));
    peer.run(json!({ "do": "join", "as": "first", "room": room.as_str() })).await;
    peer.run(json!({ "do": "waitForMember", "room": room.as_str(), "user": user })).await;
    for body in ["from before", "from a little later"] {
        sent(peer, &room, body).await;
        peer.run(json!({ "do": "waitFor", "as": "first", "room": room.as_str(), "body": body })).await;
    }
    room
}

/// The keys of a person's, as a file.
pub(crate) async fn keys_of(peer: &Peer, name: &str) -> String {
    // Hashed not very often: these tests are not built to be fast.
    let export = json!({ "do": "exportKeys", "as": name, "passphrase": PHRASE, "rounds": 1_000 });
    peer.run(export).await["text"].as_str().expect("a file").to_owned()
}

pub(crate) async fn import(tab: &Tab, file: &str, passphrase: &str) -> Result<(u32, u32), protocol::Failure> {
    let command = ImportRoomKeys { blob: BlobRef(0), passphrase: Secret::new(passphrase) };
    let (taken, _) = tab.request_with(command, vec![file.as_bytes().to_vec()]).await?;
    Ok((taken.new, taken.all))
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_go_to_another_client_in_a_file() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let (_machine, tab) = member.device().await;
    let export = || tab.request_with(ExportRoomKeys { passphrase: Secret::new(PHRASE) }, Vec::new());
    assert_eq!(export().await.expect_err("there are none").kind, FailureKind::NotFound);

    let room = old_history(&peer, &tab, "Old").await;
    member.elsewhere("other").await;
    let messages = json!({ "do": "messages", "as": "other", "room": room.as_str() });
    let unread = |answer: &Value| {
        let events = answer["events"].as_array().expect("a list").clone();
        events.iter().filter(|event| !event["decryptionFailure"].is_null()).count()
    };
    assert_eq!(unread(&peer.run(messages.clone()).await), 2, "it came later");

    let (count, mut files) = export().await.expect("a file");
    let text = String::from_utf8(files.remove(0)).expect("it is text");
    assert!(text.starts_with("-----BEGIN MEGOLM SESSION DATA-----\n"), "{text}");
    let given = json!({ "do": "importKeys", "as": "other", "text": text, "passphrase": PHRASE });
    let given = peer.run(given).await;
    assert_eq!(given, json!({ "count": count, "rounds": 500_000 }));
    peer.run(json!({ "do": "waitFor", "as": "other", "room": room.as_str(), "body": "long ago" })).await;
    assert_eq!(unread(&peer.run(messages).await), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_another_clients_file_open_what_is_on_the_screen() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let member = Member::new(&peer, &homeserver);
    let room = history_of_another_client(&peer, &member).await;
    let file = keys_of(&peer, "first").await;

    let (_machine, tab) = member.device().await;
    until(&tab, "an unverified device", |state| state.device == DeviceTrust::Unverified).await;
    let mut items = tab.list(live(&room)).await;
    items.wait_until("what cannot be decrypted", |items| undecryptable(items) == 2).await;
    assert_eq!(field(import(&tab, &file, "beans in the shade").await), "passphrase");
    let cut = &file[..file.len() / 2];
    for other in ["", "recovery key: EsTa", cut, &file.replacen("\nA", "\n!", 1)] {
        assert_eq!(field(import(&tab, other, PHRASE).await), "file", "{other}");
    }

    let (new, all) = import(&tab, &file, PHRASE).await.expect("it opens");
    assert!(new >= 1 && new == all, "{new} of {all}");
    items
        .wait_until("the messages to open in their place", |items| {
            undecryptable(items) == 0
                && saying(items, "from before").is_some()
                && saying(items, "from a little later").is_some()
        })
        .await;
    assert_eq!(import(&tab, &file, PHRASE).await.expect("it opens again"), (0, all));
    until(&tab, "it to be over", |state| state.taking.is_none()).await;
}
