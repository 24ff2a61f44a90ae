//! What should be readable where, by what the homeserver has, and whether it is.
//!
//! A message is meant for a device whose user was in the room when it was sent: the homeserver's order says that. Two
//! things no client can do: encrypt for somebody of whom it has not heard yet that they came in, and know whether they
//! have left and come back meanwhile. Such messages are counted apart.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
};

use protocol::EventId;
use serde_json::{Value, json};

use super::{
    Stage,
    device::Device,
    ledger::{Fate, Sent},
};

/// How long before a message is asked to be sent a change of who is there may not be known yet, in milliseconds.
const NEWS: u64 = 2_000;
/// How long after that it may have gone out at the latest.
const OUT: u64 = 60_000;

/// Something that the homeserver has of a room.
enum Fact {
    /// Somebody's message.
    Message(EventId),
    /// Somebody comes in, or goes.
    Member { user: usize, joined: bool, at: u64 },
}

/// What the homeserver has of all rooms, each in its order.
pub(super) struct Facts(Vec<Vec<Fact>>);

impl Facts {
    /// Asks it, by somebody who is always in all rooms.
    pub(super) async fn ask(stage: &Stage) -> Self {
        let mut rooms = Vec::new();
        for room in &stage.rooms {
            let all = json!({ "do": "history", "as": "keeper", "room": room.as_str() });
            let answer = stage.peer.run(all).await;
            let events = answer["events"].as_array().expect("events").iter();
            rooms.push(events.filter_map(|event| fact(stage, event)).collect());
        }
        Self(rooms)
    }

    fn changes(&self, room: usize, user: usize) -> impl Iterator<Item = (bool, u64)> {
        self.0[room].iter().filter_map(move |fact| match fact {
            Fact::Member { user: who, joined, at } if *who == user => Some((*joined, *at)),
            _ => None,
        })
    }
}

fn fact(stage: &Stage, event: &Value) -> Option<Fact> {
    let at = event["timestamp"].as_u64()?;
    match event["type"].as_str()? {
        "m.room.encrypted" => Some(Fact::Message(event["eventId"].as_str()?.into())),
        "m.room.member" => {
            let user = stage.users.iter().position(|user| event["stateKey"] == user.id.as_str())?;
            Some(Fact::Member { user, joined: event["content"]["membership"] == "join", at })
        }
        _ => None,
    }
}

/// What it comes to.
#[derive(Default)]
pub(super) struct Verdict {
    /// Messages that devices were asked to send and have taken.
    pub(super) sent: usize,
    /// Messages that the homeserver has.
    pub(super) arrived: usize,
    /// What was taken and never came to the homeserver, and what came twice.
    pub(super) lost: Vec<String>,
    pub(super) doubled: Vec<String>,
    /// Messages times the devices they were meant for and that can read them …
    pub(super) delivered: usize,
    /// … that can now and could not at some time …
    pub(super) healed: usize,
    /// … and that cannot.
    pub(super) undecryptable: Vec<String>,
    /// Messages times users of whom the sender had not heard yet.
    pub(super) too_early: usize,
}

impl Verdict {
    /// Judges.
    pub(super) fn of(stage: &Stage, facts: &Facts, devices: &[Device]) -> Self {
        let (sent, texts) = (stage.ledger.sent(), stage.ledger.texts());
        let mut verdict =
            Self { sent: sent.values().filter(|one| one.fate != Fate::Refused).count(), ..Self::default() };
        for (room, facts) in facts.0.iter().enumerate() {
            let mut inside = BTreeSet::new();
            let mut changed: HashMap<usize, u64> = HashMap::new();
            for fact in facts {
                match fact {
                    Fact::Member { user, joined, at } => {
                        changed.insert(*user, *at);
                        if *joined {
                            inside.insert(*user);
                        } else {
                            inside.remove(user);
                        }
                    }
                    Fact::Message(event) => {
                        verdict.arrived += 1;
                        let text = texts.get(event);
                        let asked = text.and_then(|text| sent.get(text));
                        let meant: BTreeSet<usize> =
                            inside.iter().copied().filter(|user| may_read(asked, *user, &changed)).collect();
                        verdict.too_early += inside.len() - meant.len();
                        verdict.look(room, event, text, &meant, devices);
                    }
                }
            }
        }
        verdict.count(&sent, texts.values(), facts);
        verdict
    }

    fn look(
        &mut self,
        room: usize,
        event: &EventId,
        text: Option<&String>,
        meant: &BTreeSet<usize>,
        devices: &[Device],
    ) {
        for device in devices.iter().filter(|device| meant.contains(&device.user)) {
            let sight = device.seen.sight(event);
            match &sight.said {
                Some(_) => {
                    self.delivered += 1;
                    self.healed += usize::from(sight.was_undecryptable);
                }
                None => {
                    let what = text.map_or("a message that nobody can read", String::as_str);
                    let why = sight.why.as_deref().unwrap_or("it is not there");
                    self.undecryptable
                        .push(format!("{what} ({event}, room {room}) on {}: {why}", device.name));
                }
            }
        }
    }

    fn count<'t>(
        &mut self,
        sent: &BTreeMap<String, Sent>,
        texts: impl Iterator<Item = &'t String>,
        facts: &Facts,
    ) {
        let mut times: HashMap<&String, usize> = HashMap::new();
        texts.for_each(|text| *times.entry(text).or_default() += 1);
        for (text, one) in sent.iter().filter(|(_, one)| one.fate == Fate::Taken) {
            match times.get(text).copied().unwrap_or_default() {
                0 if was_inside(one, facts) => self.lost.push(text.clone()),
                0 | 1 => {}
                _ => self.doubled.push(text.clone()),
            }
        }
    }

    /// Whether all is as it should be.
    pub(super) fn is_good(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.undecryptable.is_empty()
    }
}

/// Whether a message's sender could know that a user is there who is there by the homeserver's order.
fn may_read(asked: Option<&Sent>, user: usize, changed: &HashMap<usize, u64>) -> bool {
    // What nobody can read should be readable.
    let Some(asked) = asked else { return true };
    let long_there = changed.get(&user).is_none_or(|at| *at + NEWS < asked.asked_at);
    user == asked.user || asked.knew.contains(&user) && long_there
}

/// Whether a message's sender was in the room while it may have gone out.
fn was_inside(asked: &Sent, facts: &Facts) -> bool {
    let mut inside = false;
    for (joined, at) in facts.changes(asked.room, asked.user) {
        if at + NEWS < asked.asked_at {
            inside = joined;
        } else if at < asked.asked_at + OUT {
            return false;
        }
    }
    inside
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sent, arrived, delivered, healed, too_early, .. } = self;
        writeln!(
            f,
            "  {sent} messages sent, {arrived} at the homeserver; times the devices they were meant for:"
        )?;
        writeln!(
            f,
            "  {delivered} delivered, {} undecryptable, {healed} healed ({too_early} were sent too early for somebody)",
            self.undecryptable.len()
        )?;
        for (what, list) in
            [("lost", &self.lost), ("doubled", &self.doubled), ("undecryptable", &self.undecryptable)]
        {
            if !list.is_empty() {
                writeln!(f, "  {what}: {}", list.len())?;
            }
            for one in list.iter().take(20) {
                writeln!(f, "    {one}")?;
            }
        }
        Ok(())
    }
}
