//! Polls.

use futures_util::future::join_all;
use protocol::{
    EventId, FailureKind,
    composer::Place,
    poll::{CastVote, CreatePoll, EditPoll, EndPoll, Poll, PollStart},
    room::RoomInfo,
    session::RetryNow,
    thread::ThreadSummary,
    timeline::{Content, EventItem, Focus, LoadOlder, Summary, Timeline, TimelineItem},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Peer, Proxy, Weather};

use crate::common::{Items, Joined, event, heard, live, saying, sent, text, ticket, with_id};

const START: &str = "org.matrix.msc3381.poll.start";
const RESPONSE: &str = "org.matrix.msc3381.poll.response";
const END: &str = "org.matrix.msc3381.poll.end";

fn start(question: &str, answers: &[&str]) -> PollStart {
    PollStart {
        question: question.into(),
        answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        max_selections: 1,
        disclosed: true,
    }
}

fn asking(place: impl Into<Place>, question: &str) -> CreatePoll {
    CreatePoll { place: place.into(), start: start(question, &["Soup", "Salad"]), ticket: ticket() }
}

/// The newest poll that asks this, with its event.
fn asked<'i>(items: &'i [TimelineItem], question: &str) -> Option<(&'i EventItem, &'i Poll)> {
    items.iter().rev().filter_map(event).find_map(|event| match &event.content {
        Content::Poll(poll) if poll.question == question => Some((event, poll)),
        _ => None,
    })
}

fn is_sent(items: &[TimelineItem], question: &str) -> bool {
    asked(items, question).is_some_and(|(event, _)| event.event.is_some() && event.send_state.is_none())
}

/// Asks as the engine's user, and waits for the homeserver's echo.
async fn ask(here: &Joined, items: &mut Items, question: &str) -> EventId {
    here.tab.request(asking(here.room.clone(), question)).await.expect("queued");
    items.wait_until("the poll", |items| is_sent(items, question)).await;
    asked(items.items(), question).and_then(|(event, _)| event.event.clone()).expect("it is there")
}

/// A poll of the peer's, with the answers `a`, `b` and `c`.
async fn ask_as_peer(peer: &Peer, here: &Joined, question: &str, kind: &str, max_selections: u32) -> EventId {
    let answer = |id: &str, text: &str| json!({ "id": id, "org.matrix.msc1767.text": text });
    let content = json!({
        "org.matrix.msc1767.text": question,
        START: {
            "question": { "org.matrix.msc1767.text": question },
            "kind": format!("org.matrix.msc3381.poll.{kind}"),
            "max_selections": max_selections,
            "answers": [answer("a", "Soup"), answer("b", "Salad"), answer("c", "Stew")],
        },
    });
    let send = json!({ "do": "sendEvent", "room": here.room.as_str(), "type": START, "content": content });
    EventId::from(peer.run(send).await["eventId"].as_str().expect("an event"))
}

async fn refer(peer: &Peer, here: &Joined, poll: &EventId, kind: &str, mut content: Value) {
    content["m.relates_to"] = json!({ "rel_type": "m.reference", "event_id": poll.as_str() });
    let send = json!({ "do": "sendEvent", "room": here.room.as_str(), "type": kind, "content": content });
    peer.run(send).await;
}

async fn vote_as_peer(peer: &Peer, here: &Joined, poll: &EventId, answers: &[&str]) {
    refer(peer, here, poll, RESPONSE, json!({ RESPONSE: { "answers": answers } })).await;
}

async fn end_as_peer(peer: &Peer, here: &Joined, poll: &EventId) {
    refer(peer, here, poll, END, json!({ "org.matrix.msc1767.text": "It has ended", END: {} })).await;
}

fn casting(here: &Joined, poll: &EventId, answers: &[&str]) -> CastVote {
    let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
    CastVote { timeline: live(&here.room), event: poll.clone(), answers }
}

fn ending(here: &Joined, poll: &EventId) -> EndPoll {
    EndPoll { timeline: live(&here.room), event: poll.clone(), text: "The poll has ended".into() }
}

/// What the peer hears of the engine's user, about a poll.
async fn heard_of(peer: &Peer, here: &Joined, kind: &str, about: &EventId) -> Value {
    heard(peer, here, json!({ "type": kind, "relatesTo": about.as_str() })).await
}

/// Votes for each answer, and whether the account has chosen it.
fn votes(poll: &Poll) -> Vec<(u32, bool)> {
    poll.answers.iter().map(|answer| (answer.votes, answer.own)).collect()
}

fn stands(items: &[TimelineItem], question: &str, wanted: &[(u32, bool)]) -> bool {
    asked(items, question).is_some_and(|(_, poll)| votes(poll) == wanted)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_is_asked_and_voted_on_in_both_directions() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let (peer, peer_id) = Peer::signed_in(&homeserver).await;
        let here = Joined::new(&peer, &homeserver.url, "Polls", encrypted).await;
        let mut items = here.timeline().await;
        let mine = ask(&here, &mut items, "Lunch?").await;
        let wait = json!({ "do": "waitFor", "room": here.room.as_str(), "type": START, "notSelf": true });
        let got = peer.run(wait).await["event"].clone();
        assert_eq!((&got["eventId"], &got["encrypted"]), (&json!(mine.as_str()), &json!(encrypted)), "{got}");
        assert_eq!(got["content"]["org.matrix.msc1767.text"], "Lunch?\n1. Soup\n2. Salad");
        let block = &got["content"][START];
        assert_eq!(block["question"]["org.matrix.msc1767.text"], "Lunch?");
        assert_eq!(block["kind"], "org.matrix.msc3381.poll.disclosed");
        let id = |at: usize| block["answers"][at]["id"].as_str().expect("an id");
        let (soup, salad) = (id(0), id(1));

        vote_as_peer(&peer, &here, &mine, &[soup]).await;
        items.wait_until("their vote", |items| stands(items, "Lunch?", &[(1, false), (0, false)])).await;
        let (_, poll) = asked(items.items(), "Lunch?").expect("it is there");
        assert_eq!(poll.answers[0].voters, [peer_id.as_str().into()]);
        assert_eq!((poll.voters, poll.untouched), (Some(1), false));

        here.tab.request(casting(&here, &mine, &[salad])).await.expect("cast");
        items.wait_until("ours", |items| stands(items, "Lunch?", &[(1, false), (1, true)])).await;
        let vote = heard_of(&peer, &here, RESPONSE, &mine).await;
        assert_eq!(vote["content"][RESPONSE]["answers"], json!([salad]), "{vote}");
        here.tab.request(casting(&here, &mine, &[soup])).await.expect("cast");
        items.wait_until("changed", |items| stands(items, "Lunch?", &[(2, true), (0, false)])).await;
        here.tab.request(casting(&here, &mine, &[])).await.expect("taken back");
        items.wait_until("taken back", |items| stands(items, "Lunch?", &[(1, false), (0, false)])).await;

        for wrong in [&["nothing"][..], &[soup, salad]] {
            let refused = here.tab.request(casting(&here, &mine, wrong)).await.expect_err("not to be chosen");
            assert_eq!(refused.kind, FailureKind::Invalid { field: "answers".into() });
        }
        let several = ask_as_peer(&peer, &here, "And for supper?", "disclosed", 2).await;
        items.wait_until("theirs", |items| asked(items, "And for supper?").is_some()).await;
        here.tab.request(casting(&here, &several, &["a", "c"])).await.expect("cast");
        items
            .wait_until("two", |items| stands(items, "And for supper?", &[(1, true), (0, false), (1, true)]))
            .await;
        assert_eq!(asked(items.items(), "And for supper?").expect("it is there").1.voters, Some(1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_keeps_its_votes_to_itself_tells_them_at_its_end() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Undisclosed", true).await;
    let mut items = here.timeline().await;
    let theirs = ask_as_peer(&peer, &here, "Who?", "undisclosed", 1).await;
    items.wait_until("the poll", |items| asked(items, "Who?").is_some()).await;
    vote_as_peer(&peer, &here, &theirs, &["a"]).await;
    here.tab.request(casting(&here, &theirs, &["b"])).await.expect("cast");
    items
        .wait_until("our vote, not its number", |items| {
            stands(items, "Who?", &[(0, false), (0, true), (0, false)])
        })
        .await;
    let (_, poll) = asked(items.items(), "Who?").expect("it is there");
    assert_eq!((poll.voters, poll.disclosed, poll.ended), (None, false, None));

    let refused = here.tab.request(ending(&here, &theirs)).await.expect_err("not ours");
    assert_eq!(refused.kind, FailureKind::Forbidden);
    end_as_peer(&peer, &here, &theirs).await;
    items.wait_until("the result", |items| stands(items, "Who?", &[(1, false), (1, true), (0, false)])).await;
    let (_, poll) = asked(items.items(), "Who?").expect("it is there");
    assert!(poll.ended.is_some() && poll.voters == Some(2), "{poll:?}");
    let late = here.tab.request(casting(&here, &theirs, &["a"])).await.expect_err("it has ended");
    assert_eq!(late.kind, FailureKind::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_goes_on_that_a_stranger_wants_to_end() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let eve = peer.sign_in("eve").await;
    let here = Joined::new(&peer, &homeserver.url, "Goes on", true).await;
    let room = here.room.as_str();
    peer.run(json!({ "do": "invite", "room": room, "user": eve })).await;
    peer.run(json!({ "do": "acceptInvite", "as": "eve", "room": room })).await;
    let mut items = here.timeline().await;
    let theirs = ask_as_peer(&peer, &here, "On?", "disclosed", 1).await;
    items.wait_until("the poll", |items| asked(items, "On?").is_some()).await;
    vote_as_peer(&peer, &here, &theirs, &["a"]).await;
    items.wait_until("a vote", |items| stands(items, "On?", &[(1, false), (0, false), (0, false)])).await;
    let relation = json!({ "rel_type": "m.reference", "event_id": theirs.as_str() });
    let content = json!({ "org.matrix.msc1767.text": "over", END: {}, "m.relates_to": relation });
    peer.run(json!({ "do": "sendEvent", "as": "eve", "room": room, "type": END, "content": content })).await;
    let said = sent(&peer, &here.room, "after that").await;
    items
        .wait_until("the end has come", |items| {
            items.iter().filter_map(event).any(|event| event.event.as_ref() == Some(&said))
        })
        .await;
    vote_as_peer(&peer, &here, &theirs, &["b"]).await;
    items.wait_until("changed", |items| stands(items, "On?", &[(0, false), (1, false), (0, false)])).await;
    here.tab.request(casting(&here, &theirs, &["b"])).await.expect("it goes on");
    items.wait_until("ours", |items| stands(items, "On?", &[(0, false), (2, true), (0, false)])).await;
    assert_eq!(asked(items.items(), "On?").expect("it is there").1.ended, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_poll_is_changed_before_the_first_vote_and_ended() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Changed", false).await;
    let mut items = here.timeline().await;
    let mine = ask(&here, &mut items, "Lnuch?").await;
    let soup = asked(items.items(), "Lnuch?").expect("it is there").1.answers[0].id.clone();
    let edit = EditPoll {
        timeline: live(&here.room),
        event: mine.clone(),
        start: start("Lunch?", &["Soup", "Stew", "Salad"]),
    };
    here.tab.request(edit.clone()).await.expect("queued");
    items
        .wait_until("the change", |items| {
            asked(items, "Lunch?").is_some_and(|(event, poll)| event.edited && poll.answers.len() == 3)
        })
        .await;
    let change = heard_of(&peer, &here, START, &mine).await;
    assert_eq!(change["content"]["m.relates_to"]["rel_type"], "m.replace", "{change}");
    let answers = &change["content"]["m.new_content"][START]["answers"];
    assert_eq!(answers[0]["id"], soup.as_str(), "what stays keeps its name");

    vote_as_peer(&peer, &here, &mine, &[&soup]).await;
    items
        .wait_until("their vote", |items| stands(items, "Lunch?", &[(1, false), (0, false), (0, false)]))
        .await;
    assert_eq!(here.tab.request(edit).await.expect_err("voted on").kind, FailureKind::Forbidden);
    let theirs = ask_as_peer(&peer, &here, "Theirs?", "disclosed", 1).await;
    items.wait_until("theirs", |items| asked(items, "Theirs?").is_some()).await;
    let edit = EditPoll { timeline: live(&here.room), event: theirs, start: start("Ours!", &["a", "b"]) };
    assert_eq!(here.tab.request(edit).await.expect_err("not ours").kind, FailureKind::Forbidden);

    here.tab.request(ending(&here, &mine)).await.expect("ended");
    items
        .wait_until("the end", |items| {
            asked(items, "Lunch?").is_some_and(|(_, poll)| poll.ended.is_some() && poll.voters == Some(1))
        })
        .await;
    let end = heard_of(&peer, &here, END, &mine).await;
    assert_eq!(end["content"]["org.matrix.msc1767.text"], "The poll has ended", "{end}");
    here.tab.request(ending(&here, &mine)).await.expect("it has ended already");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_asked_for_again_or_offline_goes_out_once() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &proxy.url, "Once", true).await;
    let mut items = here.timeline().await;
    let known = asking(here.room.clone(), "Known?");
    here.tab.request(known.clone()).await.expect("queued");
    here.tab.request(known.clone()).await.expect("queued already");
    items.wait_until("the first", |items| is_sent(items, "Known?")).await;
    drop(items);
    proxy.set(Weather::Cut);
    let waiting = asking(here.room.clone(), "Waiting?");
    here.tab.request(waiting.clone()).await.expect("queued");
    here.tab = here.machine.restart().await;
    here.tab.request(waiting).await.expect("in the queue of the engine before");
    here.tab.request(known).await.expect("queued by the engine before");
    let mut items = here.timeline().await;
    items.wait_until("its echo", |items| asked(items, "Waiting?").is_some()).await;
    proxy.set(Weather::Clear);
    here.tab.request(RetryNow).await.expect("tried");
    items.wait_until("sent", |items| is_sent(items, "Waiting?")).await;
    let wait = json!({ "do": "waitFor", "room": here.room.as_str(), "type": START, "notSelf": true,
        "eventId": asked(items.items(), "Waiting?").and_then(|(event, _)| event.event.clone()).expect("its name").as_str() });
    peer.run(wait).await;
    let got = peer.run(json!({ "do": "messages", "room": here.room.as_str(), "limit": 50 })).await;
    let questions: Vec<&str> = got["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter_map(|event| event["content"][START]["question"]["org.matrix.msc1767.text"].as_str())
        .collect();
    assert_eq!(questions, ["Known?", "Waiting?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_in_a_thread_stands_there_and_is_voted_on() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    // Not encrypted: the SDK loses the first chunk of a thread where a key comes while it is being opened.
    let here = Joined::new(&peer, &homeserver.url, "In a thread", false).await;
    let mut room = here.timeline().await;
    let root = sent(&peer, &here.room, "about lunch").await;
    room.wait_until("the root", |items| saying(items, "about lunch").is_some()).await;
    let timeline = Timeline { room: here.room.clone(), focus: Focus::Thread(root.clone()) };
    let mut items = here.tab.list(timeline.clone()).await;
    here.tab.request(LoadOlder { timeline: timeline.clone(), count: 20 }).await.expect("loaded");
    let place = Place { room: here.room.clone(), thread: Some(root.clone()) };
    here.tab.request(asking(place, "Lunch?")).await.expect("queued");
    items.wait_until("the poll", |items| is_sent(items, "Lunch?")).await;
    let wait = json!({ "do": "waitFor", "room": here.room.as_str(), "type": START, "notSelf": true });
    let got = peer.run(wait).await["event"].clone();
    assert_eq!(got["relatesTo"]["rel_type"], "m.thread", "{got}");
    assert_eq!(got["relatesTo"]["event_id"], root.as_str());
    room.wait_until("its summary", |items| {
        saying(items, "about lunch").is_some_and(|event| {
            matches!(&event.thread, Some(ThreadSummary { replies: 1, latest: Some(latest) }) if latest.summary == Summary::Poll("Lunch?".into()))
        })
    })
    .await;
    assert!(asked(room.items(), "Lunch?").is_none(), "it stands in the thread alone");

    let (event, poll) = asked(items.items(), "Lunch?").expect("it is there");
    let (mine, soup) = (event.event.clone().expect("its name"), poll.answers[0].id.clone());
    let vote = CastVote { timeline, event: mine.clone(), answers: vec![soup.clone()] };
    here.tab.request(vote).await.expect("cast");
    vote_as_peer(&peer, &here, &mine, &[&soup]).await;
    items.wait_until("both votes", |items| stands(items, "Lunch?", &[(2, true), (0, false)])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_that_is_refused_goes_and_holds_nothing_up() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Refused", false).await;
    let mut items = here.timeline().await;
    let mut info = here.tab.subscribe(RoomInfo { room: here.room.clone() }).await;
    info.wait_until("one may vote", |details| details.can_vote).await;
    let theirs = ask_as_peer(&peer, &here, "May we?", "disclosed", 1).await;
    items.wait_until("the poll", |items| asked(items, "May we?").is_some()).await;
    let levels = json!({ "users_default": 0, "events_default": 0, "users": {}, "events": { RESPONSE: 50 } });
    let state = json!({ "do": "setState", "room": here.room.as_str(), "type": "m.room.power_levels", "stateKey": "", "content": levels });
    peer.run(state).await;
    info.wait_until("one may not", |details| !details.can_vote).await;
    let refused = here.tab.request(casting(&here, &theirs, &["a"])).await.expect_err("no power");
    assert_eq!(refused.kind, FailureKind::Forbidden);
    items
        .wait_until("nothing of it", |items| stands(items, "May we?", &[(0, false), (0, false), (0, false)]))
        .await;
    here.tab.request(text(&here, "a pity")).await.expect("queued");
    items
        .wait_until("what comes after it", |items| {
            saying(items, "a pity").is_some_and(|event| event.event.is_some() && event.send_state.is_none())
        })
        .await;
}

/// The peer sends more messages than are loaded on one side of an event.
async fn bury(peer: &Peer, here: &Joined, word: &str) {
    let words: Vec<_> = (0..24).map(|number| format!("{word} {number}")).collect();
    join_all(words.iter().map(|words| sent(peer, &here.room, words))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn around_a_poll_all_votes_are_counted_and_all_polls_are_listed() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let proxy = Proxy::to(&homeserver.url).await;
        let (peer, _) = Peer::signed_in(&homeserver).await;
        let here = Joined::new(&peer, &proxy.url, "Far back", encrypted).await;
        let mut items = here.timeline().await;
        let before = sent(&peer, &here.room, "before").await;
        items.wait_until("the room", |items| with_id(items, &before).is_some()).await;
        drop(items);
        // What is said while nobody listens is not cached.
        proxy.set(Weather::Cut);
        let far = ask_as_peer(&peer, &here, "Which day?", "disclosed", 1).await;
        bury(&peer, &here, "filler").await;
        vote_as_peer(&peer, &here, &far, &["a"]).await;
        vote_as_peer(&peer, &here, &far, &["b"]).await;
        bury(&peer, &here, "stuffing").await;
        let near = ask_as_peer(&peer, &here, "Which park?", "disclosed", 1).await;
        end_as_peer(&peer, &here, &near).await;
        proxy.set(Weather::Clear);
        here.tab.request(RetryNow).await.expect("tried");

        let timeline = Timeline { room: here.room.clone(), focus: Focus::Event(far.clone()) };
        let mut around = here.tab.list(timeline.clone()).await;
        around
            .wait_until("a vote that is not loaded", |items| {
                stands(items, "Which day?", &[(0, false), (1, false), (0, false)])
            })
            .await;
        let cast = CastVote { timeline, event: far.clone(), answers: vec!["a".into()] };
        here.tab.request(cast).await.expect("cast");
        around
            .wait_until("ours too", |items| stands(items, "Which day?", &[(1, true), (1, false), (0, false)]))
            .await;
        heard_of(&peer, &here, RESPONSE, &far).await;
        vote_as_peer(&peer, &here, &far, &["c"]).await;
        around
            .wait_until("theirs changed", |items| {
                stands(items, "Which day?", &[(1, true), (0, false), (1, false)])
            })
            .await;

        let polls = Timeline { room: here.room.clone(), focus: Focus::Polls };
        let mut list = here.tab.list(polls.clone()).await;
        list.wait_until("the newest", |items| asked(items, "Which park?").is_some()).await;
        let older = async || {
            let older = LoadOlder { timeline: polls.clone(), count: 100 };
            here.tab.request(older).await.expect("loaded").reached_end
        };
        while !older().await {}
        list.wait_until("the older", |items| asked(items, "Which day?").is_some()).await;
        let order: Vec<_> =
            list.items().iter().filter_map(event).filter_map(|event| event.event.clone()).collect();
        assert_eq!(order, [far.clone(), near], "polls alone, the oldest first");
        list.wait_until("both as they stand", |items| {
            let ended = asked(items, "Which park?").is_some_and(|(_, poll)| poll.ended.is_some());
            ended && stands(items, "Which day?", &[(1, true), (0, false), (1, false)])
        })
        .await;

        end_as_peer(&peer, &here, &far).await;
        around
            .wait_until("its end", |items| {
                asked(items, "Which day?")
                    .is_some_and(|(_, poll)| poll.ended.is_some() && poll.voters == Some(2))
            })
            .await;
    }
}
