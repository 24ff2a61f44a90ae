//! A device on our engine.

use std::{collections::BTreeSet, time::Duration};

use protocol::{
    Failure, RoomId, Secret,
    composer::SendText,
    encryption::{
        ConfirmRecoveryKeySaved, CreateRecoveryKey, DeviceTrust, EncryptionState, EncryptionStatus,
        KeyStorage, RecoveryKeyState, Restore,
    },
    mention::FindOutsiders,
    room::{JoinRoom, LeaveRoom, Membership, RoomAddress, RoomInfo},
    session::{Connection, Logout, SyncState},
    timeline::LoadOlder,
};
use testkit::{Machine, Tab};
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::{
    Stage,
    ledger::{Ledger, Seen},
};
use crate::common::{event, live, ticket};

/// How often at most somebody looks whether an engine is still there, so that silence is not taken for a fault.
const LOOK: Duration = Duration::from_secs(10);

/// A device on our engine, and who looks at its rooms.
pub(super) struct Ours {
    machine: Machine,
    tab: Tab,
    looking: Vec<JoinHandle<()>>,
}

impl Ours {
    /// Signs in.
    pub(super) async fn sign_in(homeserver: &str, token: &str) -> Self {
        let (machine, tab) = Machine::signed_in(homeserver, token).await;
        Self { machine, tab, looking: Vec::new() }
    }

    async fn keys(&self, what: &str, fits: impl Fn(&EncryptionState) -> bool) {
        self.tab.subscribe(EncryptionStatus).await.wait_until(what, fits).await;
    }

    /// The first device makes the recovery key.
    pub(super) async fn make_key(&self) -> Secret {
        self.keys("keys and key storage", |state| {
            is_whole(state) && state.recovery == RecoveryKeyState::Missing
        })
        .await;
        let key = self.tab.request(CreateRecoveryKey { replace: false }).await.expect("a recovery key");
        self.tab.request(ConfirmRecoveryKeySaved).await.expect("it is noted");
        key
    }

    /// The others are confirmed by it.
    pub(super) async fn restore(&self, key: &Secret) {
        self.keys("an unverified device", |state| state.device == DeviceTrust::Unverified).await;
        self.tab.request(Restore { key: key.clone() }).await.expect("the key opens");
        self.keys("the keys", is_whole).await;
    }

    /// Looks at all rooms from now on.
    pub(super) fn look(&mut self, stage: &Stage, seen: &Seen) {
        for room in &stage.rooms {
            let (tab, room, ledger, seen) =
                (self.machine.tab(), room.clone(), stage.ledger.clone(), seen.clone());
            self.looking.push(tokio::spawn(look_at(tab, room, ledger, seen)));
        }
    }

    /// Looks away.
    pub(super) async fn look_away(&mut self) {
        for looking in self.looking.drain(..) {
            looking.abort();
            match looking.await {
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                _ => {}
            }
        }
    }

    /// Ends the engine, as it should end or not, and starts another.
    pub(super) async fn begin_anew(&mut self, kill: bool) {
        self.look_away().await;
        self.tab = if kill { self.machine.kill().await } else { self.machine.restart().await };
    }

    /// Waits for the connection.
    pub(super) async fn online(&self) {
        let mut connection = self.tab.subscribe(SyncState).await;
        connection.wait_until("being online", |connection| *connection == Connection::Online).await;
    }

    /// Queues a text.
    pub(super) async fn send(&self, room: &RoomId, text: &str) -> Result<(), Failure> {
        let place = room.clone().into();
        self.tab.request(SendText { place, text: text.into(), about: None, ticket: ticket() }).await
    }

    /// The users who are in a room, as far as this device knows.
    pub(super) async fn knows(&self, stage: &Stage, room: &RoomId) -> BTreeSet<usize> {
        const NOBODY: &str = "@nobody-at-all:vmst.io";
        let names: Vec<&str> = stage.users.iter().map(|user| user.id.as_str()).collect();
        let text = format!("{} {NOBODY}", names.join(" "));
        let found = self.tab.request(FindOutsiders { room: room.clone(), text }).await;
        let outsiders: Vec<String> =
            found.unwrap_or_default().into_iter().map(|profile| profile.user.to_string()).collect();
        let is_outside = |name: &str| outsiders.iter().any(|outsider| outsider == name);
        // Where nobody is outside, not even nobody, it was not found out.
        let inside = names.iter().enumerate().filter(|(_, name)| is_outside(NOBODY) && !is_outside(name));
        inside.map(|(number, _)| number).collect()
    }

    pub(super) async fn join(&self, room: &RoomId) -> Result<(), Failure> {
        let address = RoomAddress { id_or_alias: room.to_string(), via: Vec::new() };
        self.tab.request(JoinRoom { address }).await.map(drop)
    }

    pub(super) async fn leave(&self, room: &RoomId) -> Result<(), Failure> {
        self.tab.request(LeaveRoom { room: room.clone() }).await
    }

    /// Waits until this device knows that its user is in the room.
    pub(super) async fn inside(&self, room: &RoomId) {
        let mut info = self.tab.subscribe(RoomInfo { room: room.clone() }).await;
        info.wait_until("being in the room", |details| details.membership == Membership::Joined).await;
    }

    /// Waits until nothing is on its way into key storage.
    pub(super) async fn stored(&self) {
        self.keys("all keys to be stored", |state| is_whole(state) && state.storing.is_none()).await;
    }

    /// Signs out.
    pub(super) async fn sign_out(mut self) {
        self.look_away().await;
        self.tab.request(Logout).await.expect("signed out");
    }

    /// Loads a room from its end to its beginning.
    pub(super) async fn load_all(&self, room: &RoomId) {
        loop {
            match self.tab.request(LoadOlder { timeline: live(room), count: 30 }).await {
                Ok(loaded) if loaded.reached_end => return,
                Ok(_) => {}
                Err(failure) => {
                    eprintln!("older messages did not come: {failure:?}");
                    sleep(Duration::from_millis(500)).await;
                }
            }
        }
    }
}

fn is_whole(state: &EncryptionState) -> bool {
    state.device == DeviceTrust::Verified && state.has_identity && state.storage == KeyStorage::On
}

/// Notes what stands in a room, as somebody sees it.
async fn look_at(tab: Tab, room: RoomId, ledger: std::sync::Arc<Ledger>, seen: Seen) {
    loop {
        let mut items = tab.list(live(&room)).await;
        loop {
            match timeout(LOOK, items.step()).await {
                Ok(Ok(())) => {}
                // The room was left, and may be joined again.
                Ok(Err(_)) => break,
                Err(_) => continue,
            }
            for item in items.items().iter().filter_map(event) {
                if let Some(id) = &item.event {
                    ledger.see(&seen, id, &item.content);
                }
            }
        }
        sleep(Duration::from_millis(300)).await;
    }
}
