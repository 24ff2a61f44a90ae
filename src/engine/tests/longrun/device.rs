//! One device of the ten, whatever it runs, and what it does when it is told to.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use protocol::{RoomId, Secret};
use testkit::{Proxy, Weather};
use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::{
    Stage, User,
    ledger::{Fate, Seen, Sent, now},
    ours::Ours,
    plan::Order,
    theirs::Theirs,
};

/// How long what is being sent may take to go out before its device is signed out nevertheless.
const OUT: Duration = Duration::from_secs(20);
/// Before another device of the user is signed out, so that everybody knows of the new one.
const KNOWN: Duration = Duration::from_secs(45);

/// What a device runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ours,
    Theirs,
}

enum Program {
    Ours(Box<Ours>),
    Theirs(Theirs),
}

/// A device.
pub(super) struct Device {
    /// Where it is among the ten, such as `alice1`; each new one in its place has another letter behind.
    pub(super) name: String,
    pub(super) user: usize,
    pub(super) seen: Seen,
    kind: Kind,
    place: String,
    times: u8,
    road: Arc<Proxy>,
    stage: Arc<Stage>,
    /// None only while one takes the other's place.
    program: Option<Program>,
    /// Ends the bad weather.
    cut: Option<JoinHandle<()>>,
}

impl Device {
    /// Signs a user's device in. The first makes the recovery key, the others are confirmed by it.
    pub(super) async fn new(stage: &Arc<Stage>, user: usize, number: usize, kind: Kind) -> Self {
        let road = Arc::new(Proxy::to(&stage.homeserver.url).await);
        let place = format!("{}{number}", stage.users[user].name);
        let mut device = Self {
            name: String::new(),
            user,
            seen: Seen::default(),
            kind,
            place,
            times: 0,
            road,
            stage: stage.clone(),
            program: None,
            cut: None,
        };
        device.sign_in().await;
        device
    }

    /// Whether it can be ended and begun again.
    pub(super) fn restarts(&self) -> bool {
        self.kind == Kind::Ours
    }

    fn person(&self) -> &User {
        &self.stage.users[self.user]
    }

    fn room(&self, room: usize) -> &RoomId {
        &self.stage.rooms[room]
    }

    async fn sign_in(&mut self) {
        self.name = format!("{}{}", self.place, (b'a' + self.times) as char);
        self.times += 1;
        self.seen = Seen::default();
        let token = self.stage.token(self.user).await;
        let known = self.person().key.lock().await.clone();
        let program = match self.kind {
            Kind::Ours => {
                let ours = Ours::sign_in(&self.road.url, &token).await;
                Program::Ours(Box::new(ours))
            }
            Kind::Theirs => {
                let peer = &self.stage.peer;
                let first = known.is_none();
                Program::Theirs(Theirs::sign_in(peer, &self.name, &self.road.url, &token, first).await)
            }
        };
        match known {
            Some(key) => program.restore(&key).await,
            None => *self.person().key.lock().await = Some(program.make_key().await),
        }
        self.program = Some(program);
    }

    fn program(&mut self) -> &mut Program {
        self.program.as_mut().expect("it is signed in")
    }

    /// Somebody looks at its rooms.
    pub(super) fn look(&mut self) {
        let (stage, seen) = (self.stage.clone(), self.seen.clone());
        match self.program() {
            Program::Ours(ours) => ours.look(&stage, &seen),
            Program::Theirs(theirs) => theirs.look(&stage, &seen),
        }
    }

    /// Does what it is told, until nothing more comes.
    pub(super) async fn obey(mut self, mut orders: mpsc::UnboundedReceiver<Order>) -> Self {
        while let Some(order) = orders.recv().await {
            match order {
                Order::Send { room } => self.send(room).await,
                Order::Join { room } => {
                    self.calm().await;
                    self.join(room).await;
                }
                Order::Leave { room } => {
                    self.calm().await;
                    let room = self.room(room).clone();
                    let left = self.program().leave(&room).await;
                    self.told("left rooms", left);
                }
                Order::Restart => self.begin_anew(false).await,
                Order::Kill => self.begin_anew(true).await,
                Order::Cut { how, long } => self.cut(how, long).await,
                Order::Replace => self.replace().await,
            }
        }
        self.calm().await;
        self
    }

    fn told(&self, what: &'static str, result: Result<(), String>) {
        match result {
            Ok(()) => self.stage.ledger.count(what),
            Err(failure) => {
                self.stage.ledger.count("refusals");
                eprintln!("{}: {what}: {failure}", self.name);
            }
        }
    }

    async fn send(&mut self, room: usize) {
        let (stage, id) = (self.stage.clone(), self.room(room).clone());
        let knew = self.program().knows(&stage, &id).await;
        let sent = Sent {
            room,
            user: self.user,
            device: self.name.clone(),
            asked_at: now(),
            knew,
            fate: Fate::Taken,
        };
        let text = stage.ledger.note(sent);
        if let Err(failure) = self.program().send(&id, &text).await {
            stage.ledger.tell(&text, Fate::Refused);
            eprintln!("{}: not sent: {failure}", self.name);
        }
    }

    /// Comes into a room.
    pub(super) async fn join(&mut self, room: usize) {
        let room = self.room(room).clone();
        let joined = self.program().join(&room).await;
        self.told("joined rooms", joined);
    }

    async fn begin_anew(&mut self, kill: bool) {
        let Program::Ours(ours) = self.program() else { return };
        ours.begin_anew(kill).await;
        self.look();
        self.stage.ledger.count(if kill { "killed engines" } else { "restarts" });
    }

    async fn cut(&mut self, how: Weather, long: Duration) {
        if let Some(cut) = self.cut.take() {
            cut.abort();
        }
        self.road.set(how);
        let road = self.road.clone();
        self.cut = Some(tokio::spawn(async move {
            sleep(long).await;
            road.set(Weather::Clear);
        }));
        self.stage.ledger.count("cut connections");
    }

    /// Waits until the weather is clear, and the connection there.
    pub(super) async fn calm(&mut self) {
        if let Some(cut) = self.cut.take() {
            let _ = cut.await;
        }
        if let Program::Ours(ours) = self.program() {
            ours.online().await;
        }
    }

    /// Is signed out, and another one takes its place.
    async fn replace(&mut self) {
        let stage = self.stage.clone();
        let mut replaced = stage.users[self.user].replaced.lock().await;
        if replaced.is_some_and(|at| at.elapsed() < KNOWN) {
            stage.ledger.count("postponed sign-outs");
            return;
        }
        self.calm().await;
        let out = timeout(OUT, async {
            while !stage.ledger.is_out(&self.name) {
                sleep(Duration::from_millis(100)).await;
            }
        });
        if out.await.is_err() {
            stage.ledger.abandon(&self.name);
        }
        let program = self.program.take().expect("it is signed in");
        // As people are told to.
        program.stored().await;
        program.sign_out().await;
        self.sign_in().await;
        self.look();
        *replaced = Some(std::time::Instant::now());
        stage.ledger.count("devices signed out");
    }

    /// Waits until it knows that its user is in all rooms.
    pub(super) async fn inside(&mut self) {
        let stage = self.stage.clone();
        let user = self.person().id.clone();
        for room in &stage.rooms {
            match self.program() {
                Program::Ours(ours) => ours.inside(room).await,
                Program::Theirs(theirs) => theirs.inside(room, &user).await,
            }
        }
    }

    /// Opens all rooms anew and loads everything in them.
    pub(super) async fn look_again(&mut self) {
        match self.program() {
            Program::Ours(ours) => ours.look_away().await,
            Program::Theirs(theirs) => theirs.look_away(),
        }
        self.seen.look_again();
        self.look();
        self.load_all().await;
    }

    /// Loads everything in all rooms.
    pub(super) async fn load_all(&mut self) {
        let (stage, seen) = (self.stage.clone(), self.seen.clone());
        for room in &stage.rooms {
            match self.program() {
                Program::Ours(ours) => ours.load_all(room).await,
                Program::Theirs(theirs) => theirs.load_all(&stage, room, &seen).await,
            }
        }
    }
}

impl Program {
    async fn make_key(&self) -> Secret {
        match self {
            Self::Ours(ours) => ours.make_key().await,
            Self::Theirs(theirs) => theirs.make_key().await,
        }
    }

    async fn restore(&self, key: &Secret) {
        match self {
            Self::Ours(ours) => ours.restore(key).await,
            Self::Theirs(theirs) => theirs.restore(key).await,
        }
    }

    async fn stored(&self) {
        match self {
            Self::Ours(ours) => ours.stored().await,
            Self::Theirs(theirs) => theirs.stored().await,
        }
    }

    async fn sign_out(self) {
        match self {
            Self::Ours(ours) => ours.sign_out().await,
            Self::Theirs(theirs) => theirs.sign_out().await,
        }
    }

    async fn knows(&self, stage: &Stage, room: &RoomId) -> BTreeSet<usize> {
        match self {
            Self::Ours(ours) => ours.knows(stage, room).await,
            Self::Theirs(theirs) => theirs.knows(stage, room).await,
        }
    }

    async fn send(&self, room: &RoomId, text: &str) -> Result<(), String> {
        match self {
            Self::Ours(ours) => ours.send(room, text).await.map_err(|failure| format!("{failure:?}")),
            Self::Theirs(theirs) => theirs.send(room, text).await,
        }
    }

    async fn join(&self, room: &RoomId) -> Result<(), String> {
        match self {
            Self::Ours(ours) => ours.join(room).await.map_err(|failure| format!("{failure:?}")),
            Self::Theirs(theirs) => theirs.join(room).await,
        }
    }

    async fn leave(&self, room: &RoomId) -> Result<(), String> {
        match self {
            Self::Ours(ours) => ours.leave(room).await.map_err(|failure| format!("{failure:?}")),
            Self::Theirs(theirs) => theirs.leave(room).await,
        }
    }
}
