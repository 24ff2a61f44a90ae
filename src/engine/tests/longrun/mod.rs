//! Much at once, for long: people who write, come into rooms and leave them, on devices that are begun anew, lose the
//! connection, have their engine killed and are signed out. At its end every message that was meant for a device can be
//! read on it.
//!
//! `PROTIUM_LONGRUN_SECONDS` says for how long, `PROTIUM_LONGRUN_SEED` what is drawn by chance; `./x longrun` sets both.

mod device;
mod judge;
mod ledger;
mod ours;
mod plan;
mod theirs;

use std::{
    env,
    sync::Arc,
    time::{Duration, Instant},
};

use protocol::{RoomId, Secret};
use serde_json::{Value, json};
use testkit::{Homeserver, Peer};
use tokio::{
    sync::{Mutex, mpsc},
    time::{MissedTickBehavior, interval, sleep},
};

use self::{
    device::{Device, Kind},
    judge::{Facts, Verdict},
    ledger::{Ledger, now},
    plan::{Plan, Slot},
};

/// The people, and what their devices run.
const CAST: [(&str, [Kind; 2]); 5] = [
    ("alice", [Kind::Ours, Kind::Ours]),
    ("bob", [Kind::Ours, Kind::Ours]),
    ("carol", [Kind::Ours, Kind::Ours]),
    ("dave", [Kind::Ours, Kind::Theirs]),
    ("erin", [Kind::Theirs, Kind::Theirs]),
];
const ROOMS: usize = 3;
/// Between two orders.
const PACE: Duration = Duration::from_millis(500);
/// What the test has in continuous integration.
const SHORT: Duration = Duration::from_secs(40);
/// How long what is on its way at the end may take.
const SETTLE: Duration = Duration::from_secs(120);

/// What all devices share.
struct Stage {
    homeserver: Homeserver,
    peer: Arc<Peer>,
    rooms: Vec<RoomId>,
    users: Vec<User>,
    ledger: Arc<Ledger>,
}

/// One of the people.
struct User {
    name: &'static str,
    id: String,
    /// Who that is at Mastodon. (Devices cannot let each other in: the homeserver allows that once a minute.)
    account: String,
    key: Mutex<Option<Secret>>,
    /// When a device was last signed out.
    replaced: Mutex<Option<Instant>>,
}

impl Stage {
    async fn set() -> Self {
        let homeserver = Homeserver::of_this_run();
        let peer = Arc::new(Peer::start(&homeserver).await);
        let of_server = |mut command: Value| {
            command["homeserver"] = json!(homeserver.url);
            command["registrationSecret"] = json!(homeserver.registration_secret);
            command
        };
        // In all rooms from the beginning to the end, without keys.
        let keeper = peer.run(of_server(json!({ "do": "login", "as": "keeper", "crypto": false }))).await;
        let server =
            keeper["userId"].as_str().and_then(|id| id.split_once(':')).expect("a user").1.to_owned();
        let mut rooms = Vec::new();
        for room in 0..ROOMS {
            let make = json!({
                "do": "createRoom", "as": "keeper", "name": format!("Room {room}"), "encrypted": true,
                "isPublic": true, "options": { "visibility": "private" },
            });
            rooms.push(RoomId::from(peer.run(make).await["room"].as_str().expect("a room")));
        }
        let mut users = Vec::new();
        for (name, _) in CAST {
            let account = format!("{name}_{:x}", now());
            let id = format!("@{account}:{server}");
            users.push(User { name, id, account, key: Mutex::default(), replaced: Mutex::default() });
        }
        Self { homeserver, peer, rooms, users, ledger: Arc::default() }
    }

    /// Lets a user sign in once more.
    async fn token(&self, user: usize) -> String {
        let account = &self.users[user].account;
        let command = json!({ "do": "sso", "mastodon": account, "homeserver": self.homeserver.url });
        self.peer.run(command).await["loginToken"].as_str().expect("a login token").to_owned()
    }
}

/// A user with both devices, in all rooms.
async fn come(stage: Arc<Stage>, user: usize) -> [Device; 2] {
    let [first, second] = CAST[user].1;
    let mut first = Device::new(&stage, user, 1, first).await;
    for room in 0..ROOMS {
        first.join(room).await;
    }
    let mut second = Device::new(&stage, user, 2, second).await;
    for device in [&mut first, &mut second] {
        device.inside().await;
        device.look();
    }
    [first, second]
}

/// Lets everything happen; gives what there is at the end.
async fn happen(stage: &Stage, devices: Vec<Device>, seed: u64, long: Duration) -> Vec<Device> {
    let slots = devices.iter().map(|device| Slot { user: device.user, restarts: device.restarts() });
    let mut plan = Plan::new(seed, slots.collect(), ROOMS);
    let mut orders = Vec::new();
    let mut working = Vec::new();
    for device in devices {
        let (send, receive) = mpsc::unbounded_channel();
        orders.push(send);
        working.push(tokio::spawn(device.obey(receive)));
    }
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let ticks = (long.as_millis() / PACE.as_millis()) as u32;
    for tick in 0..ticks {
        pace.tick().await;
        let (device, order) = plan.next(PACE * tick);
        // One that has broken off tells so below.
        if orders[device].send(order).is_err() {
            break;
        }
        if tick % 120 == 119 {
            let sent = stage.ledger.sent().len();
            eprintln!("after {} s: {sent} messages; {:?}", (PACE * tick).as_secs(), stage.ledger.counts());
        }
    }
    drop(orders);
    let mut devices = Vec::new();
    for device in working {
        devices.push(device.await.expect("a device goes on to the end"));
    }
    devices
}

/// Waits until all is as it should be, or nothing can be hoped for any more.
async fn settle(stage: &Stage, devices: &mut [Device]) -> Verdict {
    for user in 0..CAST.len() {
        let of_user = devices.iter_mut().find(|device| device.user == user);
        let first = of_user.expect("everybody has devices");
        for room in 0..ROOMS {
            first.join(room).await;
        }
    }
    for device in devices.iter_mut() {
        device.inside().await;
        device.look_again().await;
    }
    let began = Instant::now();
    loop {
        let facts = Facts::ask(stage).await;
        let verdict = Verdict::of(stage, &facts, devices);
        if verdict.is_good() || began.elapsed() > SETTLE {
            return verdict;
        }
        sleep(Duration::from_secs(2)).await;
        for device in devices.iter_mut() {
            device.load_all().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_is_readable_at_the_end_wherever_it_was_meant_to_be() {
    let set = |name: &str| env::var(name).ok().map(|value| value.parse::<u64>().expect("a number"));
    let seed = set("PROTIUM_LONGRUN_SEED").unwrap_or_else(|| now() % 1_000_000);
    let long = set("PROTIUM_LONGRUN_SECONDS").map_or(SHORT, Duration::from_secs);
    eprintln!("long run: seed {seed}, {} s", long.as_secs());
    let stage = Arc::new(Stage::set().await);
    let coming: Vec<_> = (0..CAST.len()).map(|user| tokio::spawn(come(stage.clone(), user))).collect();
    let mut devices = Vec::new();
    for user in coming {
        devices.extend(user.await.expect("a user comes"));
    }
    let mut devices = happen(&stage, devices, seed, long).await;
    let verdict = settle(&stage, &mut devices).await;
    eprintln!(
        "long run: seed {seed}, {} s, {} devices of {} users",
        long.as_secs(),
        devices.len(),
        CAST.len()
    );
    eprintln!("  {:?}", stage.ledger.counts());
    eprint!("{verdict}");
    assert!(verdict.delivered > 0, "nothing was sent");
    assert!(verdict.is_good(), "some messages are not where they should be; the seed is {seed}");
}
