//! Packs of emoji and stickers: which ones can be used in a room, as far as is known, and asking for the rest.
//!
//! Sync brings no packs of rooms: the SDK's list of wanted state is fixed. So they are asked for once in a life, by a
//! request of the kind that sync makes, which is the only way to ask for one kind of state. Later changes come by sync as
//! all state does. What was heard last is kept for a start without the network.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use eyeball::{SharedObservable, Subscriber};
use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client, RoomState,
    deserialized_responses::TimelineEvent,
    ruma::{
        OwnedRoomId, RoomId, UInt,
        api::client::sync::sync_events::v5,
        events::{
            AnyGlobalAccountDataEvent, AnySyncTimelineEvent, GlobalAccountDataEventType, StateEventType,
        },
        serde::Raw,
    },
};
use matrix_sdk_common::timeout::timeout;
use protocol::{packs::PackAt, session::Connection};
use serde_json::{Map, Value};
use web_time::Instant;

use super::Session;
use crate::{
    map::pack::{self, Mapped},
    task::Task,
};

/// What the account has of its own.
pub(crate) const OWN: &str = "im.ponies.user_emotes";
/// The packs of rooms that it uses everywhere: as the specification names them, and as clients did before.
pub(crate) const EVERYWHERE: [&str; 2] = ["m.image_pack.rooms", "im.ponies.emote_rooms"];
/// A pack of a room, likewise.
pub(crate) const IN_ROOM: [&str; 2] = ["m.room.image_pack", "im.ponies.room_emotes"];

/// Rooms whose packs are used everywhere; more are passed over.
const MOST_ROOMS: usize = 50;
/// Packs of one room.
const MOST_PACKS: usize = 50;
/// How long a message waits for packs that were never heard of.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// What was asked so long ago is not answered any more.
const REST: Duration = Duration::from_secs(60);
/// The name of the request's connection, so that it is none of sync's.
const CONNECTION: &str = "packs";

/// The content of an event, as it stands there.
pub(crate) type Content = Map<String, Value>;
/// A pack's event: which of [`IN_ROOM`], and what it says.
type Event = (String, Content);

/// What is known of packs.
#[derive(Default)]
pub(crate) struct Packs {
    rooms: Mutex<HashMap<OwnedRoomId, Known>>,
    /// Account data that was written and has not come back by sync.
    written: Mutex<HashMap<String, Content>>,
    changes: SharedObservable<u32>,
    /// Held while one is changed.
    pub(crate) changing: AsyncMutex<()>,
}

/// A room's packs.
#[derive(Default)]
struct Known {
    packs: BTreeMap<String, Event>,
    /// Whether the homeserver has said in this life which ones there are.
    complete: bool,
    /// When it was asked, while it has not answered.
    asked: Option<Instant>,
    /// Keys that were changed while it was being asked: that is newer.
    touched: BTreeSet<String>,
}

/// A pack, and where it is.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where.
    pub(crate) at: PackAt,
    /// Whether it is used everywhere.
    pub(crate) everywhere: bool,
    /// What is in it.
    pub(crate) mapped: Mapped,
    /// Its event's content.
    pub(crate) content: Content,
}

/// The packs that can be used somewhere.
#[derive(Debug, Default)]
pub(crate) struct Usable {
    /// Those, the own one first.
    pub(crate) packs: Vec<Found>,
    /// Whether all that there are are known.
    pub(crate) complete: bool,
}

impl Packs {
    fn rooms(&self) -> MutexGuard<'_, HashMap<OwnedRoomId, Known>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn written(&self) -> MutexGuard<'_, HashMap<String, Content>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        self.changes.update(|count| *count = count.wrapping_add(1));
    }

    /// Tells of every change from now on.
    pub(crate) fn changes(&self) -> Subscriber<u32> {
        self.changes.subscribe()
    }

    /// Account data of this type was written.
    pub(crate) fn wrote(&self, kind: &str, content: Content) {
        self.written().insert(kind.to_owned(), content);
        self.changed();
    }

    /// A pack of a room was changed, here or elsewhere.
    pub(crate) async fn heard(
        &self,
        client: &Client,
        room: &RoomId,
        kind: &str,
        key: &str,
        content: Content,
    ) {
        let packs = {
            let mut rooms = self.rooms();
            // Nobody has asked for this room's.
            let Some(known) = rooms.get_mut(room) else { return };
            known.touched.insert(key.to_owned());
            put(&mut known.packs, kind, key, content);
            known.packs.clone()
        };
        self.changed();
        keep(client, room, &packs).await;
    }

    /// Listens to what sync says of the account's.
    pub(super) fn listen(session: &Arc<Session>) {
        let weak = Arc::downgrade(session);
        session.client.add_event_handler(move |event: Raw<AnyGlobalAccountDataEvent>| {
            let weak = weak.clone();
            async move {
                let kind = event.get_field::<String>("type").ok().flatten().unwrap_or_default();
                if kind != OWN && !EVERYWHERE.contains(&kind.as_str()) {
                    return;
                }
                if let Some(session) = weak.upgrade() {
                    session.packs.written().remove(&kind);
                    session.packs.changed();
                }
            }
        });
    }

    /// Looks through what sync has brought to a room.
    pub(super) async fn look_through(&self, client: &Client, room: &RoomId, events: &[TimelineEvent]) {
        for (kind, key, content) in events.iter().filter_map(|event| event_of(event.raw())) {
            self.heard(client, room, &kind, &key, content).await;
        }
    }

    /// The content of account data of a type.
    pub(crate) async fn account_data(&self, client: &Client, kind: &str) -> Content {
        if let Some(content) = self.written().get(kind) {
            return content.clone();
        }
        let stored = client.account().account_data_raw(GlobalAccountDataEventType::from(kind)).await;
        let content = stored.ok().flatten().and_then(|raw| raw.deserialize_as_unchecked::<Content>().ok());
        content.unwrap_or_default()
    }

    /// The packs that are used everywhere, by room.
    async fn everywhere(&self, client: &Client) -> BTreeMap<OwnedRoomId, BTreeSet<String>> {
        let mut all: BTreeMap<OwnedRoomId, BTreeSet<String>> = BTreeMap::new();
        for kind in EVERYWHERE {
            let content = self.account_data(client, kind).await;
            for (room, keys) in content.get("rooms").and_then(Value::as_object).into_iter().flatten() {
                let Ok(room) = RoomId::parse(room) else { continue };
                let keys = keys.as_object().into_iter().flat_map(|keys| keys.keys().cloned());
                all.entry(room).or_default().extend(keys.take(MOST_PACKS));
            }
        }
        all.into_iter().take(MOST_ROOMS).collect()
    }

    /// The packs that can be used in a room, as far as they are known. What is not is being asked for.
    pub(crate) async fn usable(session: &Arc<Session>, room: Option<&RoomId>) -> Usable {
        let (this, client) = (&session.packs, &session.client);
        let everywhere = this.everywhere(client).await;
        let mut wanted: Vec<OwnedRoomId> = room.map(ToOwned::to_owned).into_iter().collect();
        wanted.extend(everywhere.keys().filter(|one| Some(&***one) != room).cloned());
        wanted.retain(|room| client.get_room(room).is_some_and(|room| room.state() == RoomState::Joined));
        for room in &wanted {
            this.recall(client, room).await;
        }
        Self::ask(session, &wanted);
        let own = this.account_data(client, OWN).await;
        let mut packs =
            vec![Found { at: PackAt::Own, everywhere: true, mapped: pack::pack(&own), content: own }];
        let rooms = this.rooms();
        let mut complete = true;
        for one in wanted {
            let Some(known) = rooms.get(&one) else { continue };
            complete &= known.complete;
            for (key, (_, content)) in &known.packs {
                let used = everywhere.get(&one).is_some_and(|keys| keys.contains(key));
                if used || Some(&*one) == room {
                    packs.push(Found {
                        at: PackAt::Room { room: one.as_str().into(), key: key.clone() },
                        everywhere: used,
                        mapped: pack::pack(content),
                        content: content.clone(),
                    });
                }
            }
        }
        Usable { packs, complete }
    }

    /// As [`Self::usable`], but waits a moment for what was never heard of.
    pub(crate) async fn settled(session: &Arc<Session>, room: &RoomId) -> Usable {
        let mut changes = session.packs.changes();
        let waiting = async {
            loop {
                let usable = Self::usable(session, Some(room)).await;
                if usable.complete || session.connection.get() == Connection::Offline {
                    return usable;
                }
                changes.next().await;
            }
        };
        match timeout(waiting, PATIENCE).await {
            Ok(usable) => usable,
            Err(_) => Self::usable(session, Some(room)).await,
        }
    }

    /// One pack, wherever it is, as far as it is known.
    pub(crate) async fn find(session: &Arc<Session>, at: &PackAt) -> Option<Found> {
        let room = match at {
            PackAt::Own => None,
            PackAt::Room { room, .. } => Some(RoomId::parse(room.as_str()).ok()?),
        };
        let usable = Self::usable(session, room.as_deref()).await;
        usable.packs.into_iter().find(|found| found.at == *at)
    }

    /// Takes up what was kept of a room's packs.
    async fn recall(&self, client: &Client, room: &RoomId) {
        if self.rooms().contains_key(room) {
            return;
        }
        let kept = client.state_store().get_custom_value(&key(room)).await.ok().flatten();
        let packs = kept.and_then(|kept| serde_json::from_slice(&kept).ok()).unwrap_or_default();
        self.rooms().entry(room.to_owned()).or_insert_with(|| Known { packs, ..Known::default() });
    }

    /// Asks the homeserver for the packs of these rooms, where it has not said them.
    fn ask(session: &Arc<Session>, rooms: &[OwnedRoomId]) {
        let mut wanted = Vec::new();
        {
            let mut known = session.packs.rooms();
            for room in rooms {
                let Some(known) = known.get_mut(room) else { continue };
                if !known.complete && known.asked.is_none_or(|asked| asked.elapsed() > REST) {
                    known.asked = Some(Instant::now());
                    known.touched.clear();
                    wanted.push(room.clone());
                }
            }
        }
        if wanted.is_empty() {
            return;
        }
        let session = Arc::downgrade(session);
        Task::detached(async move {
            let Some(strong) = session.upgrade() else { return };
            let client = strong.client.clone();
            drop(strong);
            let answer = client.send(request(&wanted)).await;
            let Some(session) = session.upgrade() else { return };
            let mut said = match answer {
                Ok(answer) => answer.rooms,
                Err(error) => {
                    tracing::info!(%error, "no packs");
                    let mut known = session.packs.rooms();
                    for room in &wanted {
                        if let Some(known) = known.get_mut(room) {
                            known.asked = None;
                        }
                    }
                    return;
                }
            };
            for room in wanted {
                let events = said.remove(&room).map(|room| room.required_state).unwrap_or_default();
                let heard = events.iter().filter_map(|event| event_of(event.cast_ref_unchecked()));
                session.packs.answered(&client, &room, heard.collect()).await;
            }
            session.packs.changed();
        });
    }

    /// The homeserver has said which packs a room has.
    async fn answered(&self, client: &Client, room: &RoomId, heard: Vec<(String, String, Content)>) {
        let packs = {
            let mut rooms = self.rooms();
            let known = rooms.entry(room.to_owned()).or_default();
            known.asked = None;
            known.complete = true;
            let touched = std::mem::take(&mut known.touched);
            let before = known.packs.clone();
            known.packs.retain(|key, _| touched.contains(key));
            for (kind, key, content) in heard.into_iter().filter(|(_, key, _)| !touched.contains(key)) {
                put(&mut known.packs, &kind, &key, content);
            }
            if known.packs == before {
                return;
            }
            known.packs.clone()
        };
        keep(client, room, &packs).await;
    }
}

/// Notes a pack; an empty one is none. Where there are two of a key, the specification's name wins.
fn put(packs: &mut BTreeMap<String, Event>, kind: &str, key: &str, content: Content) {
    let other = packs.get(key).is_some_and(|(before, _)| before != kind && before == IN_ROOM[0]);
    if other {
        return;
    }
    if content.is_empty() {
        packs.remove(key);
    } else if packs.len() < MOST_PACKS || packs.contains_key(key) {
        packs.insert(key.to_owned(), (kind.to_owned(), content));
    }
}

/// Type, key and content of an event, if it is a pack of a room.
fn event_of(event: &Raw<AnySyncTimelineEvent>) -> Option<(String, String, Content)> {
    #[derive(serde::Deserialize)]
    struct State {
        #[serde(rename = "type")]
        kind: String,
        state_key: String,
        content: Content,
    }
    // Looking is much cheaper than reading, and nearly all events are others.
    let text = event.json().get();
    if !IN_ROOM.iter().any(|kind| text.contains(kind)) {
        return None;
    }
    let State { kind, state_key, content } = event.deserialize_as_unchecked().ok()?;
    IN_ROOM.contains(&kind.as_str()).then_some((kind, state_key, content))
}

fn request(rooms: &[OwnedRoomId]) -> v5::Request {
    let mut request = v5::Request::new();
    request.conn_id = Some(CONNECTION.to_owned());
    request.timeout = Some(Duration::ZERO);
    for room in rooms {
        let mut wanted = v5::request::RoomSubscription::default();
        wanted.required_state =
            IN_ROOM.iter().map(|kind| (StateEventType::from(*kind), "*".to_owned())).collect();
        wanted.timeline_limit = UInt::from(0_u32);
        request.room_subscriptions.insert(room.clone(), wanted);
    }
    request
}

fn key(room: &RoomId) -> Vec<u8> {
    format!("protium.packs {room}").into_bytes()
}

async fn keep(client: &Client, room: &RoomId, packs: &BTreeMap<String, Event>) {
    let Ok(bytes) = serde_json::to_vec(packs) else { return };
    if let Err(error) = client.state_store().set_custom_value_no_read(&key(room), bytes).await {
        tracing::info!(%error, "packs were not kept");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn content(name: &str) -> Content {
        json!({ "pack": { "display_name": name } }).as_object().expect("an object").clone()
    }

    #[test]
    fn of_two_packs_with_one_key_the_specifications_wins_and_an_empty_one_is_none() {
        let mut packs = BTreeMap::new();
        put(&mut packs, IN_ROOM[1], "", content("old"));
        put(&mut packs, IN_ROOM[0], "", content("new"));
        put(&mut packs, IN_ROOM[1], "", content("older"));
        assert_eq!(packs[""], (IN_ROOM[0].to_owned(), content("new")));
        put(&mut packs, IN_ROOM[0], "", Content::new());
        assert!(packs.is_empty());
        for at in 0..100 {
            put(&mut packs, IN_ROOM[0], &at.to_string(), content("x"));
        }
        assert_eq!(packs.len(), MOST_PACKS);
    }
}
