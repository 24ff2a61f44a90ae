//! What other people, and a homeserver that lies, can do. Sizes that no honest server lets through, and relations in
//! circles, come from a liar before the real one.

use protocol::{
    EventId, RoomId,
    message::{ReadAnswered, ReadQuote},
    room_list::RoomFilter,
    timeline::{Content, EditHistory, EventItem, QuoteState, TimelineItem},
};
use serde_json::{Value, json};
use testkit::{Homeserver, LIES, Liar, Machine, Peer, Tab};

use crate::{
    common::{Items, Joined, event, live, said, saying, times},
    room_list::rooms,
};

/// An event of a person's in the room of lies.
fn by(sender: &str, id: &str, kind: &str, content: Value) -> Value {
    json!({ "type": kind, "sender": sender, "event_id": id, "origin_server_ts": 1_700_000_000_000_u64, "content": content })
}

/// A message of Eve's.
fn message(id: &str, body: &str, relation: Value) -> Value {
    let mut content = json!({ "msgtype": "m.text", "body": body });
    if !relation.is_null() {
        content["m.relates_to"] = relation;
    }
    by("@evil:vmst.io", id, "m.room.message", content)
}

/// An edit of a message.
fn edit(sender: &str, id: &str, of: &str, body: &str) -> Value {
    let content = json!({
        "msgtype": "m.text",
        "body": format!("* {body}"),
        "m.new_content": { "msgtype": "m.text", "body": body },
        "m.relates_to": { "rel_type": "m.replace", "event_id": of },
    });
    by(sender, id, "m.room.message", content)
}

fn reply(to: &str) -> Value {
    json!({ "m.in_reply_to": { "event_id": to } })
}

fn thread(root: &str) -> Value {
    json!({ "rel_type": "m.thread", "event_id": root })
}

fn reaction(sender: &str, id: &str, to: &str, key: &str) -> Value {
    let relation = json!({ "rel_type": "m.annotation", "event_id": to, "key": key });
    by(sender, id, "m.reaction", json!({ "m.relates_to": relation }))
}

/// Somebody signed in at the liar's, with the room of lies open.
struct Deceived {
    _machine: Machine,
    tab: Tab,
    liar: Liar,
    items: Items,
}

impl Deceived {
    async fn new(name: &str) -> Self {
        let homeserver = Homeserver::of_this_run();
        let peer = Peer::start(&homeserver).await;
        let (user, token) = peer.new_user().await;
        let liar = Liar::before(&homeserver.url).await;
        liar.room(&user, name);
        let (machine, tab) = Machine::signed_in(&liar.url, &token).await;
        let mut list = rooms(&tab, RoomFilter::All).await;
        list.wait_until("the room of lies", |rows| rows.iter().any(|row| row.id.as_str() == LIES)).await;
        let items = tab.list(live(&RoomId::from(LIES))).await;
        Self { _machine: machine, tab, liar, items }
    }

    /// Tells these, and waits for a message that is told after them.
    async fn told(&mut self, events: Vec<Value>) -> &[TimelineItem] {
        self.liar.tell(events);
        let end = format!("end {}", self.items.items().len());
        self.liar.tell(vec![message(&format!("${end}"), &end, Value::Null)]);
        self.items.wait_until("all lies", |items| saying(items, &end).is_some()).await
    }
}

fn named<'i>(items: &'i [TimelineItem], id: &str) -> &'i EventItem {
    let named = |event: &&EventItem| event.event.as_ref().is_some_and(|event| event.as_str() == id);
    items.iter().filter_map(event).find(named).unwrap_or_else(|| panic!("{id} is not there"))
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_what_another_has_said() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Forged", false).await;
    let room = here.room.as_str();
    let mut items = here.timeline().await;
    let mine = peer.run(json!({ "do": "send", "room": room, "body": "mine" })).await;
    let mine = mine["eventId"].as_str().expect("an event").to_owned();

    let eve_id = peer.sign_in("eve").await;
    peer.run(json!({ "do": "invite", "room": room, "user": eve_id })).await;
    peer.run(json!({ "do": "acceptInvite", "as": "eve", "room": room })).await;
    peer.run(json!({ "do": "edit", "as": "eve", "room": room, "eventId": mine, "body": "put into a mouth" }))
        .await;
    let forged =
        peer.run(json!({ "do": "send", "as": "eve", "room": room, "body": "an edit of mine is next" })).await;
    let of_edit = peer
        .run(json!({ "do": "edit", "as": "eve", "room": room, "eventId": forged["eventId"], "body": "edited once" }))
        .await;
    peer.run(json!({ "do": "edit", "as": "eve", "room": room, "eventId": of_edit["eventId"], "body": "edited twice" })).await;
    peer.run(json!({ "do": "send", "as": "eve", "room": room, "body": "the end" })).await;
    let items = items.wait_until("the end", |items| saying(items, "the end").is_some()).await;
    let message = named(items, &mine);
    assert_eq!((said(&message.content).as_deref(), message.edited), (Some("mine"), false));
    assert_eq!(times(items, "put into a mouth"), 0);
    assert_eq!(times(items, "edited once"), 1, "an edit is no message of its own");
    assert_eq!(times(items, "edited twice"), 0, "an edit of an edit is none");
    let history = EditHistory { timeline: live(&here.room), event: mine.as_str().into() };
    let history = here.tab.request(history).await.expect("the history");
    assert!(
        history
            .iter()
            .all(|version| said(&Content::Text(version.text.clone())).as_deref() != Some("put into a mouth"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn relations_in_circles_end() {
    let mut here = Deceived::new("Circles").await;
    let items = here
        .told(vec![
            message("$itself", "answers itself", reply("$itself")),
            message("$a", "answers b", reply("$b")),
            message("$b", "answers a", reply("$a")),
            message("$root", "in its own thread", thread("$root")),
            message("$left", "in the thread of right", thread("$right")),
            message("$right", "in the thread of left", thread("$left")),
            message("$x", "edits itself", Value::Null),
            edit("@evil:vmst.io", "$e1", "$e2", "first of a circle"),
            edit("@evil:vmst.io", "$e2", "$e1", "second of a circle"),
            edit("@evil:vmst.io", "$e3", "$e3", "edits itself"),
            edit("@other:vmst.io", "$e4", "$x", "by another"),
            reaction("@evil:vmst.io", "$r", "$r", "to itself"),
            message("$y", "before", Value::Null),
            edit("@evil:vmst.io", "$e5", "$y", "after"),
            edit("@evil:vmst.io", "$e6", "$e5", "an edit of an edit"),
        ])
        .await;
    for (id, text) in
        [("$itself", "answers itself"), ("$a", "answers b"), ("$b", "answers a"), ("$x", "edits itself")]
    {
        assert_eq!(said(&named(items, id).content).as_deref(), Some(text));
    }
    assert!(!named(items, "$x").edited);
    assert_eq!(said(&named(items, "$y").content).as_deref(), Some("after"));
    for edit in ["first of a circle", "second of a circle", "by another", "an edit of an edit"] {
        assert_eq!(times(items, edit), 0, "{edit}");
    }

    let room = RoomId::from(LIES);
    let mut at = EventId::from("$a");
    for _ in 0..4 {
        let quote = ReadQuote { room: room.clone(), event: at.clone() };
        let quote = here.tab.request(quote).await.expect("a quote");
        assert!(matches!(quote, QuoteState::Ready { .. }), "{quote:?}");
        let answered = ReadAnswered { room: room.clone(), event: at.clone() };
        at = here.tab.request(answered).await.expect("an answer").expect("it answers the other");
    }
    assert_eq!(at.as_str(), "$a");
    for id in ["$itself", "$y", "$x"] {
        // What counts is that it comes back.
        let _ = here.tab.request(EditHistory { timeline: live(&room), event: id.into() }).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_honest_server_lets_through_is_bounded() {
    let mut here = Deceived::new(&format!("Eve\u{2069}\u{202e}s room{}", "W".repeat(1_000_000))).await;
    let long = "🦆".repeat(25_000);
    let mut events = vec![message("$m", "look", Value::Null), message("$n", "and here", Value::Null)];
    events.push(reaction("@evil:vmst.io", "$long", "$m", &long));
    // As many people with one reaction, and one person with as many.
    for n in 0..MANY {
        events.push(reaction(&format!("@r{n}:vmst.io"), &format!("$one{n}"), "$m", "👍"));
        events.push(reaction("@evil:vmst.io", &format!("$many{n}"), "$n", &format!("key {n}")));
    }
    let answers: Vec<_> = (0..10_000)
        .map(|n| json!({ "id": n.to_string(), "org.matrix.msc1767.text": format!("answer {n}") }))
        .collect();
    events.push(by("@evil:vmst.io", "$poll", "org.matrix.msc3381.poll.start", json!({
        "org.matrix.msc1767.text": "?",
        "org.matrix.msc3381.poll.start": {
            "question": { "org.matrix.msc1767.text": "Which?" }, "kind": "org.matrix.msc3381.poll.disclosed",
            "max_selections": 10_000, "answers": answers,
        },
    })));
    let mut formatted = message("$html", "plain words", Value::Null);
    formatted["content"]["format"] = json!("org.matrix.custom.html");
    formatted["content"]["formatted_body"] = json!("<div>".repeat(1_000_000));
    events.push(formatted);
    events.push(message("$body", &"x".repeat(5_000_000), Value::Null));
    let mut crowd = message("$crowd", "all of you", Value::Null);
    crowd["content"]["m.mentions"] =
        json!({ "user_ids": (0..10_000).map(|n| format!("@m{n}:vmst.io")).collect::<Vec<_>>() });
    events.push(crowd);
    events.push(by("@evil:vmst.io", "$file", "m.room.message", json!({
        "msgtype": "m.file", "url": "mxc://vmst.io/x", "filename": format!("../../{}\u{202e}fdp.exe", "W".repeat(1_000_000)), "body": "x",
        "info": { "mimetype": "text/html".repeat(100_000) },
    })));
    let items = here.told(events).await;

    let reactions = &named(items, "$m").reactions;
    assert!(reactions.iter().all(|reaction| reaction.key.len() <= 210), "keys are cut");
    let thumbs = reactions.iter().find(|reaction| reaction.key == "👍").expect("the reaction of all");
    assert_eq!(thumbs.count, MANY);
    assert!(thumbs.senders.len() <= 200);
    assert_eq!(named(items, "$n").reactions.len(), 100);
    match &named(items, "$poll").content {
        Content::Poll(poll) => assert!(poll.answers.len() <= 20),
        Content::Broken { .. } => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(said(&named(items, "$html").content).as_deref(), Some("plain words"));
    assert!(said(&named(items, "$body").content).expect("a text").len() <= 128 * 1024);
    let Content::File { media, .. } = &named(items, "$file").content else { panic!("no file") };
    assert!(
        media.filename.len() <= 200 && media.filename.ends_with("W.exe") && media.mime.is_none(),
        "{media:?}"
    );
    let sender = &named(items, "$m").sender;
    assert_eq!(
        (sender.name.as_deref(), &sender.avatar),
        (Some("Evelived"), &None),
        "names turn nothing around"
    );

    let mut list = rooms(&here.tab, RoomFilter::All).await;
    let rows = list.wait_until("the room", |rows| !rows.is_empty()).await;
    let name = rows[0].name.as_deref().expect("a name");
    assert!(name.starts_with("Eves room") && name.len() <= 512, "{}", &name[..20]);
}

/// Reactions to one message.
const MANY: u32 = 400;
