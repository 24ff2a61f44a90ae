use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use leptos::prelude::*;
use proptest::prelude::*;
use protocol::{
    AnyCommand, AnyTopic, Batch, Diff, Failure, FailureKind, Keyed, RequestId, SubId, ToEngine, ToTab,
    composer::{SaveDraft, SendText, Ticket},
    profile::LoadProfile,
    room::{StartDirect, Typing},
    session::{Connection, SyncState},
    spaces::{SpaceRow, Spaces},
};

use super::*;

fn poll_once<T>(future: impl Future<Output = T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

fn row(id: &str, name: &str) -> SpaceRow {
    SpaceRow { id: id.into(), name: name.to_owned(), avatar: None }
}

fn text(room: &str) -> SendText {
    let ticket = Ticket { id: "one".to_owned(), asked_at: 0 };
    SendText { place: RoomId::from(room).into(), text: "hello".to_owned(), about: None, ticket }
}

fn requests(frames: &[ToEngine]) -> Vec<(RequestId, &'static str)> {
    frames
        .iter()
        .filter_map(|frame| match frame {
            ToEngine::Request { id, command } => Some((*id, command.name())),
            _ => None,
        })
        .collect()
}

fn subscribed(frames: &[ToEngine]) -> Vec<(SubId, &'static str)> {
    frames
        .iter()
        .filter_map(|frame| match frame {
            ToEngine::Subscribe { sub, topic } => Some((*sub, topic.name())),
            _ => None,
        })
        .collect()
}

fn fatal() -> ToTab {
    ToTab::Fatal { incident: "i".into(), log: "the log".to_owned() }
}

#[test]
fn hello_comes_first_and_a_request_gets_its_reply() {
    let (link, engine) = Link::fake();
    assert!(matches!(&engine.frames()[..], [ToEngine::Hello { .. }]));
    let asked = link.request(text("!a"));
    let frames = engine.frames();
    let [(id, "SendText")] = requests(&frames)[..] else { panic!("{frames:?}") };
    engine.answer::<SendText>(id, Ok(&()));
    assert_eq!(poll_once(asked), Poll::Ready(Ok(())));
    assert!(engine.frames().is_empty(), "an answered request is not cancelled");
}

#[test]
fn dropping_a_request_cancels_it_and_its_late_reply_is_let_fall() {
    let (link, engine) = Link::fake();
    drop(link.request(text("!a")));
    let frames = engine.frames();
    let id = requests(&frames)[0].0;
    assert!(frames.contains(&ToEngine::Cancel { id }));
    engine.answer::<SendText>(id, Ok(&()));
}

#[test]
fn a_list_is_acknowledged_and_unsubscribed_with_its_owner() {
    let (link, engine) = Link::fake();
    engine.frames();
    let owner = Owner::new();
    let list = owner.with(|| link.list(Spaces));
    let sub = subscribed(&engine.frames())[0].0;
    assert!(!list.ready().get_untracked());
    engine.update(sub, 0, &vec![Diff::Reset { values: vec![row("!a", "A")] }]);
    assert_eq!(engine.frames(), [ToEngine::Ack { sub, seq: 0 }]);
    assert!(list.ready().get_untracked());
    assert_eq!(list.snapshot(), [row("!a", "A")]);
    owner.cleanup();
    assert_eq!(engine.frames(), [ToEngine::Unsubscribe { sub }]);
    engine.update(sub, 1, &vec![Diff::<SpaceRow>::Clear]);
    assert_eq!(list.snapshot().len(), 1, "late frames change nothing");
}

#[test]
fn a_kept_list_is_there_at_once_when_it_is_asked_for_again() {
    let (link, engine) = Link::fake();
    engine.frames();
    let first = Owner::new();
    let list: LiveList<SpaceRow> = first.with(|| link.kept_list(Spaces));
    let sub = subscribed(&engine.frames())[0].0;
    engine.update(sub, 0, &vec![Diff::Reset { values: vec![row("!a", "A")] }]);
    first.cleanup();
    engine.update(sub, 1, &vec![Diff::PushBack { value: row("!b", "B") }]);
    engine.frames();
    let again: LiveList<SpaceRow> = link.kept_list(Spaces);
    assert!(engine.frames().is_empty(), "it is subscribed still");
    assert_eq!(again.snapshot().len(), 2);
    assert!(list.ready().get_untracked());

    engine.say(&ToTab::Closed { sub, failure: FailureKind::NotFound.into() });
    let anew: LiveList<SpaceRow> = link.kept_list(Spaces);
    assert_eq!(subscribed(&engine.frames()).len(), 1, "one that was closed is asked for anew");
    assert!(!anew.ready().get_untracked());
    for number in 0..86 {
        let _: LiveValue<_> = link.kept_value(Typing { room: format!("!{number}").as_str().into() });
    }
    let frames = engine.frames();
    let ended = frames.iter().filter(|frame| matches!(frame, ToEngine::Unsubscribe { .. })).count();
    assert_eq!((subscribed(&frames).len(), ended), (86, 7), "those asked for longest ago go");
}

#[test]
fn nothing_kept_is_there_for_another_account() {
    let (link, engine) = Link::fake();
    engine.frames();
    let owner = Owner::new();
    let list: LiveList<SpaceRow> = owner.with(|| link.kept_list(Spaces));
    let sub = subscribed(&engine.frames())[0].0;
    engine.update(sub, 0, &vec![Diff::Reset { values: vec![row("!a", "A")] }]);
    engine.frames();
    link.forget_session();
    assert_eq!(engine.frames(), [ToEngine::Unsubscribe { sub }]);
    let next: LiveList<SpaceRow> = owner.with(|| link.kept_list(Spaces));
    assert_eq!(subscribed(&engine.frames()).len(), 1);
    assert!(!next.ready().get_untracked());
    assert_eq!((list.snapshot().len(), next.snapshot().len()), (1, 0));
}

#[test]
fn a_new_engine_is_asked_only_for_the_kept_topics_that_somebody_shows() {
    let (link, engine) = Link::fake();
    let (shown, left) = (Owner::new(), Owner::new());
    let _: LiveValue<_> = shown.with(|| link.kept_value(Typing { room: "!a".into() }));
    let _: LiveList<SpaceRow> = left.with(|| link.kept_list(Spaces));
    let topics = || subscribed(&engine.frames()).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(topics(), ["Typing", "Spaces"]);
    left.cleanup();
    engine.say(&fatal());
    engine.come_up();
    assert_eq!(topics(), ["Typing"]);
    shown.cleanup();
    link.restart(None);
    engine.come_up();
    assert!(topics().is_empty());
}

#[test]
fn a_gap_or_nonsense_begins_the_subscription_anew_under_another_name() {
    let (link, engine) = Link::fake();
    engine.frames();
    let owner = Owner::new();
    let list = owner.with(|| link.list(Spaces));
    let first = subscribed(&engine.frames())[0].0;
    engine.update(first, 1, &vec![Diff::Reset { values: vec![row("!a", "A")] }]);
    let frames = engine.frames();
    assert!(frames.contains(&ToEngine::Unsubscribe { sub: first }));
    let second = subscribed(&frames)[0].0;
    assert_ne!(first, second);
    engine.update(second, 0, &vec![Diff::<SpaceRow>::Remove { index: 5 }]);
    let third = subscribed(&engine.frames())[0].0;
    engine.update(third, 0, &vec![Diff::Reset { values: vec![row("!b", "B")] }]);
    assert_eq!(list.snapshot(), [row("!b", "B")]);
    owner.cleanup();
    assert!(engine.frames().contains(&ToEngine::Unsubscribe { sub: third }));
}

#[test]
fn a_hidden_tab_lets_lists_wait_and_values_not() {
    let (link, engine) = Link::fake();
    let owner = Owner::new();
    let (_list, value) = owner.with(|| (link.list(Spaces), link.value(SyncState)));
    let names = subscribed(&engine.frames());
    engine.set_visible(false);
    assert_eq!(engine.frames(), [ToEngine::Presence { visible: false, focused_room: None }]);
    engine.update(names[0].0, 0, &vec![Diff::Reset { values: vec![row("!a", "A")] }]);
    engine.update(names[1].0, 0, &Connection::Online);
    assert_eq!(engine.frames(), [ToEngine::Ack { sub: names[1].0, seq: 0 }]);
    assert_eq!(value.get_untracked(), Some(Connection::Online));
    engine.set_visible(true);
    assert!(engine.frames().contains(&ToEngine::Ack { sub: names[0].0, seq: 0 }));
}

#[test]
fn after_a_death_all_is_subscribed_again_and_only_safe_questions_are_asked_again() {
    let (link, engine) = Link::fake();
    let owner = Owner::new();
    let list = owner.with(|| link.list(Spaces));
    link.set_focus(Some("!a".into()));
    let send = link.request(text("!a"));
    let direct = link.request(StartDirect { user: "@a:b".into() });
    let save = link.request(SaveDraft {
        place: RoomId::from("!a").into(),
        draft: protocol::composer::Draft { text: "x".to_owned(), about: None },
    });
    let before = engine.lives();
    engine.frames();
    engine.say(&fatal());
    assert_eq!(link.engine().get_untracked(), EngineLife::Restarting);
    assert_eq!(engine.lives(), before + 1);
    assert!(matches!(poll_once(direct), Poll::Ready(Err(Failure { kind: FailureKind::Internal, .. }))));
    let mut while_dead = pin!(link.request(LoadProfile { user: "@a:b".into() }));
    assert!(engine.frames().is_empty());
    engine.come_up();
    let frames = engine.frames();
    assert!(matches!(frames[0], ToEngine::Hello { .. }));
    assert!(
        matches!(&frames[1], ToEngine::Presence { focused_room: Some(room), .. } if room.as_str() == "!a")
    );
    assert_eq!(subscribed(&frames).len(), 1);
    let asked = requests(&frames);
    assert_eq!(
        asked.iter().map(|(_, name)| *name).collect::<Vec<_>>(),
        ["SendText", "SaveDraft", "LoadProfile"]
    );
    engine.update(subscribed(&frames)[0].0, 0, &vec![Diff::Reset { values: vec![row("!a", "A")] }]);
    assert_eq!(list.snapshot().len(), 1);
    engine.answer::<SendText>(asked[0].0, Ok(&()));
    assert_eq!(poll_once(send), Poll::Ready(Ok(())));
    engine.answer::<SaveDraft>(asked[1].0, Ok(&()));
    assert_eq!(poll_once(save), Poll::Ready(Ok(())));
    assert!(while_dead.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

#[test]
fn three_deaths_in_a_minute_stop_it_and_the_person_may_start_without_a_room() {
    let (link, engine) = Link::fake();
    link.set_focus(Some("!bad".into()));
    for _ in 0..2 {
        engine.say(&fatal());
        engine.come_up();
        engine.wait(10_000.0);
    }
    engine.say(&fatal());
    assert!(
        matches!(link.engine().get_untracked(), EngineLife::Stopped { log } if log.starts_with("the log"))
    );
    let unanswered = poll_once(link.request(text("!a")));
    assert!(matches!(unanswered, Poll::Ready(Err(Failure { kind: FailureKind::Cancelled, .. }))));
    engine.frames();
    // The page with the room has gone for the one that says so.
    link.set_focus(None);
    let mut ready = pin!(link.until_ready());
    let mut context = Context::from_waker(Waker::noop());
    assert!(ready.as_mut().poll(&mut context).is_pending());
    link.restart(link.stopped_in());
    engine.come_up();
    assert!(ready.poll(&mut context).is_ready());
    assert!(poll_once(link.until_ready()).is_ready());
    let frames = engine.frames();
    assert!(
        matches!(&frames[0], ToEngine::Hello { without_room: Some(room), .. } if room.as_str() == "!bad"),
        "{frames:?}"
    );
}

#[test]
fn an_engine_that_ends_by_itself_is_followed_by_another_however_often() {
    let (link, engine) = Link::fake();
    let asked = link.request(text("!a"));
    for _ in 0..5 {
        engine.frames();
        engine.say(&ToTab::Ended);
        assert_eq!(link.engine().get_untracked(), EngineLife::Starting);
        engine.come_up();
        assert_eq!(link.engine().get_untracked(), EngineLife::Ready);
    }
    let frames = engine.frames();
    let [(id, "SendText")] = requests(&frames)[..] else { panic!("it is asked again: {frames:?}") };
    engine.answer::<SendText>(id, Ok(&()));
    assert_eq!(poll_once(asked), Poll::Ready(Ok(())));
}

#[test]
fn deaths_far_apart_are_no_loop() {
    let (link, engine) = Link::fake();
    for _ in 0..6 {
        engine.say(&fatal());
        engine.come_up();
        engine.wait(31_000.0);
    }
    assert_eq!(link.engine().get_untracked(), EngineLife::Ready);
}

#[test]
fn a_newer_build_is_told_from_another_tab_of_this_one() {
    for (build, life) in [("newer", EngineLife::Stale), ("test", EngineLife::Elsewhere)] {
        let (link, engine) = Link::fake();
        let asked = link.request(text("!a"));
        engine.say(&ToTab::Stale { engine_build: build.to_owned() });
        assert_eq!(link.engine().get_untracked(), life);
        let answer = poll_once(asked);
        assert!(matches!(answer, Poll::Ready(Err(Failure { kind: FailureKind::Cancelled, .. }))));
    }
}

#[test]
fn a_closed_topic_says_why() {
    let (link, engine) = Link::fake();
    engine.frames();
    let owner = Owner::new();
    let list = owner.with(|| link.list(Spaces));
    let sub = subscribed(&engine.frames())[0].0;
    engine.say(&ToTab::Closed { sub, failure: Failure::new(FailureKind::NotSignedIn) });
    assert_eq!(list.failure().get_untracked().map(|failure| failure.kind), Some(FailureKind::NotSignedIn));
    owner.cleanup();
    assert!(engine.frames().is_empty(), "what is closed needs no unsubscribing");
}

#[test]
fn wire_names_are_those_of_the_protocol() {
    let (link, engine) = Link::fake();
    let owner = Owner::new();
    owner.with(|| link.list(Spaces));
    let _asked = link.request(text("!a"));
    let frames = engine.frames();
    assert!(
        frames.iter().any(|frame| matches!(frame, ToEngine::Subscribe { topic: AnyTopic::Spaces(_), .. }))
    );
    assert!(
        frames
            .iter()
            .any(|frame| matches!(frame, ToEngine::Request { command: AnyCommand::Composer(_), .. }))
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Item {
    key: u8,
    value: u8,
}

impl Keyed for Item {
    type Key = u8;
    fn key(&self) -> u8 {
        self.key
    }
}

/// What to do next, in a form that is valid whatever the list holds.
#[derive(Debug, Clone)]
enum Step {
    Insert(usize, u8),
    Remove(usize),
    Set(usize, u8),
    Move(usize, usize),
    Truncate(usize),
    Reset(Vec<u8>),
    Append(Vec<u8>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, key)| Step::Insert(at, key)),
        any::<usize>().prop_map(Step::Remove),
        (any::<usize>(), any::<u8>()).prop_map(|(at, value)| Step::Set(at, value)),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Step::Move(from, to)),
        any::<usize>().prop_map(Step::Truncate),
        proptest::collection::vec(any::<u8>(), 0..5).prop_map(Step::Reset),
        proptest::collection::vec(any::<u8>(), 0..5).prop_map(Step::Append),
    ]
}

/// The diffs of a step on a list, with keys that stay unique.
fn diffs(step: Step, list: &[Item], fresh: &mut u8) -> Batch<Item> {
    let unique = |keys: Vec<u8>, taken: &[Item]| {
        let mut out: Vec<Item> = Vec::new();
        for key in keys {
            if !taken.iter().chain(&out).any(|item| item.key == key) {
                out.push(Item { key, value: key });
            }
        }
        out
    };
    *fresh = fresh.wrapping_add(1);
    let at = |index: usize| index.checked_rem(list.len()).unwrap_or(0);
    match step {
        Step::Insert(index, key) => unique(vec![key], list)
            .into_iter()
            .map(|value| Diff::Insert { index: (index % (list.len() + 1)) as u32, value })
            .collect(),
        Step::Remove(_) | Step::Set(..) | Step::Move(..) if list.is_empty() => Vec::new(),
        Step::Remove(index) => vec![Diff::Remove { index: at(index) as u32 }],
        Step::Set(index, value) => {
            vec![Diff::Set { index: at(index) as u32, value: Item { key: list[at(index)].key, value } }]
        }
        Step::Move(from, to) => {
            let value = list[at(from)].clone();
            vec![Diff::Remove { index: at(from) as u32 }, Diff::Insert { index: at(to) as u32, value }]
        }
        Step::Truncate(length) => vec![Diff::Truncate { length: (length % (list.len() + 1)) as u32 }],
        Step::Reset(keys) => vec![Diff::Reset { values: unique(keys, &[]) }],
        Step::Append(keys) => vec![Diff::Append { values: unique(keys, list) }],
    }
}

proptest! {
    #[test]
    fn a_live_list_is_always_the_list_of_its_diffs(batches in proptest::collection::vec(proptest::collection::vec(step(), 1..4), 1..12)) {
        let mut model: Vec<Item> = Vec::new();
        let list = LiveList::<Item>::default();
        let mut fresh = 0;
        for steps in batches {
            let mut batch = Vec::new();
            let mut after = model.clone();
            for step in steps {
                for diff in diffs(step, &after, &mut fresh) {
                    diff.clone().apply(&mut after).expect("the test makes valid diffs");
                    batch.push(diff);
                }
            }
            let kept: Vec<_> = model.iter().filter(|item| after.iter().any(|other| other.key == item.key)).map(|item| (item.key, list.row(&item.key))).collect();
            list.apply(batch).expect("valid diffs apply");
            prop_assert_eq!(list.snapshot(), after.clone());
            let order = list.order().get_untracked();
            prop_assert_eq!(&**order, &after.iter().map(|item| item.key).collect::<Vec<_>>());
            // A row that stays keeps its signal, even when it moves.
            for (key, signal) in kept {
                let (before, now) = (signal.expect("it was there"), list.row(&key).expect("it is there"));
                prop_assert_eq!(before.get_untracked(), now.get_untracked());
                before.update(|item| item.value = item.value.wrapping_add(0));
            }
            for item in &model {
                if !after.iter().any(|other| other.key == item.key) {
                    prop_assert!(list.row(&item.key).is_none(), "rows that left are forgotten");
                }
            }
            model = after;
        }
    }
}

#[test]
fn a_changed_row_does_not_tell_the_order_and_an_equal_one_tells_nobody() {
    Owner::new().with(|| {
        let list = LiveList::from_vec(vec![Item { key: 1, value: 1 }, Item { key: 2, value: 2 }]);
        let (orders, rows) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let order = list.order();
        let signal = list.row(&2).expect("it is there");
        let count = |counter: &Rc<Cell<u32>>| SendCounter(SendWrapper::new(Rc::clone(counter)));
        let (orders_seen, rows_seen) = (count(&orders), count(&rows));
        let order_memo = Memo::new(move |_| {
            order.track();
            orders_seen.bump()
        });
        let row_memo = Memo::new(move |_| {
            signal.track();
            rows_seen.bump()
        });
        let look = || (order_memo.get_untracked(), row_memo.get_untracked());
        assert_eq!(look(), (1, 1));
        list.apply(vec![Diff::Set { index: 1, value: Item { key: 2, value: 9 } }]).expect("valid");
        assert_eq!(look(), (1, 2));
        list.apply(vec![Diff::Set { index: 1, value: Item { key: 2, value: 9 } }]).expect("valid");
        assert_eq!(look(), (1, 2));
        list.apply(vec![Diff::PushFront { value: Item { key: 3, value: 3 } }]).expect("valid");
        assert_eq!(look(), (2, 2));
    });
}

struct SendCounter(SendWrapper<Rc<Cell<u32>>>);

impl SendCounter {
    fn bump(&self) -> u32 {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }
}

#[test]
fn hooks_see_each_batch_and_what_is_new_at_the_end() {
    let owner = Owner::new();
    let log = Rc::new(RefCell::new(Vec::new()));
    let list = owner.with(|| {
        let list = LiveList::from_vec(vec![Item { key: 1, value: 1 }, Item { key: 2, value: 2 }]);
        let (before, after) = (Rc::clone(&log), Rc::clone(&log));
        list.before(move || before.borrow_mut().push("before".to_owned()));
        list.after(move |new| after.borrow_mut().push(format!("{new:?}")));
        list
    });
    list.apply(vec![Diff::Append { values: vec![Item { key: 3, value: 3 }, Item { key: 4, value: 4 }] }])
        .expect("valid");
    list.apply(vec![Diff::PushFront { value: Item { key: 5, value: 5 } }]).expect("valid");
    // The first moves to the end: it was there already.
    list.apply(vec![Diff::PopFront, Diff::PushBack { value: Item { key: 5, value: 5 } }]).expect("valid");
    assert_eq!(*log.borrow(), ["before", "[3, 4]", "before", "[]", "before", "[]"]);
    owner.cleanup();
    list.apply(vec![Diff::Clear]).expect("valid");
    assert_eq!(log.borrow().len(), 6, "hooks go with their owner");
}

#[test]
fn what_bytes_are_is_read_from_them_and_never_something_a_browser_would_run() {
    for (head, kind) in [
        (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"....ftypisom", "video/mp4"),
        (b"OggS", "audio/ogg"),
        (b"<html><script>", "application/octet-stream"),
        (b"<svg xmlns=", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ] {
        assert_eq!(mime::sniff(head), kind);
    }
}
