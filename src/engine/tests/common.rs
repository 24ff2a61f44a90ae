//! What the tests of rooms share.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use protocol::{
    Batch, BlobRef, EventId, RoomId,
    composer::{NewFile, SendText, Ticket},
    rich_text::{Node, Pill},
    room::{JoinRoom, RoomAddress},
    timeline::{Content, EventItem, Focus, ItemKind, Timeline, TimelineItem},
};
use serde_json::{Map, Value, json};
use testkit::{ListView, Machine, Peer, Tab};

pub(crate) type Items = ListView<TimelineItem, Batch<TimelineItem>>;

/// The room's live timeline.
pub(crate) fn live(room: &RoomId) -> Timeline {
    Timeline { room: room.clone(), focus: Focus::Live }
}

/// A room of the peer's, which the engine's user has joined.
pub(crate) struct Joined {
    pub(crate) machine: Machine,
    pub(crate) tab: Tab,
    pub(crate) room: RoomId,
    pub(crate) user: String,
}

impl Joined {
    /// Signs a fresh user in and brings them into a room of the peer's.
    pub(crate) async fn new(peer: &Peer, url: &str, name: &str, encrypted: bool) -> Self {
        let (user, token) = peer.new_user().await;
        let (machine, tab) = Machine::signed_in(url, &token).await;
        let made = peer
            .run(json!({ "do": "createRoom", "name": name, "encrypted": encrypted, "invite": [user] }))
            .await;
        let room = RoomId::from(made["room"].as_str().expect("a room"));
        let address = RoomAddress { id_or_alias: room.to_string(), via: Vec::new() };
        tab.request(JoinRoom { address }).await.expect("joined");
        peer.run(json!({ "do": "waitForMember", "room": room.as_str(), "user": user })).await;
        Self { machine, tab, room, user }
    }

    /// Opens the room's live timeline.
    pub(crate) async fn timeline(&self) -> Items {
        self.tab.list(live(&self.room)).await
    }
}

/// A message of the peer's, sent to a room.
pub(crate) async fn sent(peer: &Peer, room: &RoomId, body: &str) -> EventId {
    let sent = peer.run(json!({ "do": "send", "room": room.as_str(), "body": body })).await;
    EventId::from(sent["eventId"].as_str().expect("an event"))
}

/// A message of the peer's with this content, sent to a room.
pub(crate) async fn sent_content(peer: &Peer, room: &RoomId, content: Value) -> EventId {
    let send =
        json!({ "do": "sendEvent", "room": room.as_str(), "type": "m.room.message", "content": content });
    EventId::from(peer.run(send).await["eventId"].as_str().expect("an event"))
}

/// What the peer hears of others; `what` says which event.
pub(crate) async fn heard(peer: &Peer, here: &Joined, what: Value) -> Value {
    let mut wait = json!({ "do": "waitFor", "room": here.room.as_str(), "notSelf": true });
    wait.as_object_mut().expect("an object").extend(what.as_object().expect("an object").clone());
    peer.run(wait).await["event"].take()
}

/// The peer gives the engine's user so much power in the room.
pub(crate) async fn empower(peer: &Peer, here: &Joined, level: u8) {
    let users: Map<_, _> = [(here.user.clone(), json!(level))].into_iter().collect();
    let content = json!({ "users": users });
    peer.run(json!({ "do": "setState", "room": here.room.as_str(), "type": "m.room.power_levels", "content": content }))
        .await;
}

/// A text as it is typed into the room.
pub(crate) fn text(here: &Joined, text: &str) -> SendText {
    SendText { place: here.room.clone().into(), text: text.into(), about: None, ticket: ticket() }
}

/// A file of these bytes, the first blob.
pub(crate) fn file(name: &str, mime: &str, bytes: &[u8]) -> NewFile {
    NewFile {
        blob: BlobRef(0),
        filename: name.into(),
        mime: mime.into(),
        size: bytes.len() as u64,
        measured: None,
        caption: String::new(),
        keep_notes: false,
    }
}

/// A ticket that nobody had before, asked for now.
pub(crate) fn ticket() -> Ticket {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let now =
        SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_millis() as u64;
    Ticket { id: NEXT.fetch_add(1, Ordering::Relaxed).to_string(), asked_at: now }
}

/// The item as an event.
pub(crate) fn event(item: &TimelineItem) -> Option<&EventItem> {
    match &item.kind {
        ItemKind::Event(event) => Some(event),
        _ => None,
    }
}

/// The event with this ID.
pub(crate) fn with_id<'i>(items: &'i [TimelineItem], id: &EventId) -> Option<&'i EventItem> {
    items.iter().filter_map(event).find(|event| event.event.as_ref() == Some(id))
}

/// The newest event that says this text.
pub(crate) fn saying<'i>(items: &'i [TimelineItem], text: &str) -> Option<&'i EventItem> {
    items.iter().rev().filter_map(event).find(|event| said(&event.content).as_deref() == Some(text))
}

/// How many events say this text.
pub(crate) fn times(items: &[TimelineItem], text: &str) -> usize {
    items.iter().filter_map(event).filter(|event| said(&event.content).as_deref() == Some(text)).count()
}

/// The text of a message, without its format.
pub(crate) fn said(content: &Content) -> Option<String> {
    match content {
        Content::Text(text) | Content::Notice(text) | Content::Emote(text) => Some(flat(&text.nodes)),
        _ => None,
    }
}

fn flat(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element { children, .. } | Node::Link { children, .. } => out.push_str(&flat(children)),
            Node::Pill(Pill::User { user, .. }) => out.push_str(user.as_str()),
            _ => {}
        }
    }
    out
}
