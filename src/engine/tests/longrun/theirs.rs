//! A device on matrix-js-sdk. Its stores are in memory, so it cannot be ended and begun again.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use protocol::{EventId, RoomId, Secret};
use serde_json::{Value, json};
use testkit::Peer;
use tokio::{task::JoinHandle, time::sleep};

use super::{
    Stage,
    ledger::{Ledger, Seen},
};

/// How often somebody looks at its rooms.
const LOOK: Duration = Duration::from_secs(3);

/// A device of the peer's.
pub(super) struct Theirs {
    peer: Arc<Peer>,
    name: String,
    looking: Option<JoinHandle<()>>,
}

impl Theirs {
    /// Signs in, under a name in the peer's process. The first device of an account makes its identity.
    pub(super) async fn sign_in(
        peer: &Arc<Peer>,
        name: &str,
        homeserver: &str,
        token: &str,
        first: bool,
    ) -> Self {
        let login = json!({
            "do": "login", "as": name, "homeserver": homeserver, "loginToken": token, "crossSigning": first,
        });
        peer.run(login).await;
        Self { peer: peer.clone(), name: name.to_owned(), looking: None }
    }

    async fn run(&self, command: Value) -> Result<Value, String> {
        run(&self.peer, &self.name, command).await
    }

    pub(super) async fn make_key(&self) -> Secret {
        let made = self.run(json!({ "do": "setUpRecovery" })).await.expect("a recovery key");
        Secret::new(made["key"].as_str().expect("a key"))
    }

    pub(super) async fn restore(&self, key: &Secret) {
        let recovered = self.run(json!({ "do": "recover", "key": key.expose() })).await;
        assert_eq!(recovered.expect("the key opens")["verified"], true);
    }

    pub(super) async fn send(&self, room: &RoomId, text: &str) -> Result<(), String> {
        self.run(json!({ "do": "send", "room": room.as_str(), "body": text })).await.map(drop)
    }

    pub(super) async fn knows(&self, stage: &Stage, room: &RoomId) -> BTreeSet<usize> {
        let members = self.run(json!({ "do": "members", "room": room.as_str() })).await;
        let members = members.map(|mut answer| answer["members"].take()).unwrap_or_default();
        let joined = members.as_array().into_iter().flatten().filter(|member| member["membership"] == "join");
        let joined: Vec<&str> = joined.filter_map(|member| member["userId"].as_str()).collect();
        let inside = stage.users.iter().enumerate().filter(|(_, user)| joined.contains(&user.id.as_str()));
        inside.map(|(number, _)| number).collect()
    }

    pub(super) async fn join(&self, room: &RoomId) -> Result<(), String> {
        self.run(json!({ "do": "join", "room": room.as_str() })).await.map(drop)
    }

    pub(super) async fn leave(&self, room: &RoomId) -> Result<(), String> {
        self.run(json!({ "do": "leave", "room": room.as_str() })).await.map(drop)
    }

    pub(super) async fn inside(&self, room: &RoomId, user: &str) {
        let wait = json!({ "do": "waitForMember", "room": room.as_str(), "user": user, "timeoutMs": 30_000 });
        self.run(wait).await.expect("it is in the room");
    }

    /// Waits until all its keys are in key storage.
    pub(super) async fn stored(&self) {
        self.run(json!({ "do": "keysStored", "timeoutMs": 30_000 })).await.expect("its keys are stored");
    }

    pub(super) async fn sign_out(mut self) {
        self.look_away();
        self.run(json!({ "do": "logout" })).await.expect("signed out");
    }

    /// Looks at the newest messages now and then.
    pub(super) fn look(&mut self, stage: &Stage, seen: &Seen) {
        let (peer, name) = (self.peer.clone(), self.name.clone());
        let (rooms, ledger, seen) = (stage.rooms.clone(), stage.ledger.clone(), seen.clone());
        self.looking = Some(tokio::spawn(async move {
            loop {
                for room in &rooms {
                    let newest = json!({ "do": "messages", "room": room.as_str(), "limit": 30 });
                    look_at(&peer, &name, newest, &ledger, &seen).await;
                }
                sleep(LOOK).await;
            }
        }));
    }

    pub(super) fn look_away(&mut self) {
        if let Some(looking) = self.looking.take() {
            looking.abort();
        }
    }

    /// Looks at all of a room.
    pub(super) async fn load_all(&self, stage: &Stage, room: &RoomId, seen: &Seen) {
        let all = json!({ "do": "history", "room": room.as_str() });
        look_at(&self.peer, &self.name, all, &stage.ledger, seen).await;
    }
}

async fn run(peer: &Peer, name: &str, mut command: Value) -> Result<Value, String> {
    command["as"] = name.into();
    peer.try_run(command).await
}

async fn look_at(peer: &Peer, name: &str, what: Value, ledger: &Ledger, seen: &Seen) {
    // It may not be in the room at the moment, or have no homeserver.
    let Ok(mut answer) = run(peer, name, what).await else { return };
    for event in answer["events"].take().as_array().into_iter().flatten() {
        let Some(id) = event["eventId"].as_str().filter(|id| id.starts_with('$')).map(EventId::from) else {
            continue;
        };
        if let Some(why) = event["decryptionFailure"].as_str() {
            ledger.cannot_read(seen, &id, why.to_owned());
        } else if event["type"] == "m.room.message"
            && let Some(text) = event["content"]["body"].as_str()
        {
            ledger.read(seen, &id, text.to_owned());
        }
    }
}
