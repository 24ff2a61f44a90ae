use leptos::prelude::*;
use protocol::{
    AnyCommand, Diff, FailureKind, ItemKey, RequestId, TimelineCommand,
    profile::Profile,
    rich_text::{Node, RichText},
    state_change::{MemberChange, StateChange},
    timeline::{Content, Focus, ItemKind, LoadOlder, Loaded, MarkRead, SendState, TimelineItem},
};

use super::{
    fixtures::{event, person, text},
    grouping::{Happening, RowKind},
    keys::Walk,
    model::TimelineModel,
    plain, words,
};
use crate::{
    link::{FakeEngine, Link, LiveList, Paging},
    settings::{self, Hideable},
    text::{names, state_change},
};

fn said(key: &str, sender: &str, content: Content) -> TimelineItem {
    TimelineItem { key: key.into(), kind: ItemKind::Event(Box::new(event(key, sender, content))) }
}

fn joined(key: &str) -> TimelineItem {
    let subject = person("@new:b", Some("New"));
    said(
        key,
        "@new:b",
        Content::State(StateChange::Member { subject, change: MemberChange::Joined, reason: None }),
    )
}

fn with(
    items: Vec<TimelineItem>,
    focus: Focus,
    test: impl FnOnce(TimelineModel, &LiveList<TimelineItem>, &FakeEngine),
) {
    let owner = Owner::new();
    owner.with(|| {
        let (link, engine) = Link::fake();
        let list = LiveList::from_vec(items);
        let model = TimelineModel::over(link, list.clone(), "!r".into(), focus);
        engine.frames();
        test(model, &list, &engine);
    });
}

fn requests(engine: &FakeEngine) -> Vec<(RequestId, TimelineCommand)> {
    engine.requests(|command| match command {
        AnyCommand::Timeline(command) => Some(command),
        _ => None,
    })
}

fn keys(model: TimelineModel) -> Vec<String> {
    model.rows.with_untracked(|rows| rows.list().iter().map(|row| row.key.0.clone()).collect())
}

#[test]
fn one_load_is_in_flight_and_a_failure_waits_for_a_press() {
    with(vec![said("a", "@a:b", text("hello"))], Focus::Live, |model, _, engine| {
        for kind in [FailureKind::Offline, FailureKind::Cancelled] {
            model.load_older();
            model.load_older();
            let asked = requests(engine);
            assert!(matches!(asked.as_slice(), [(_, TimelineCommand::LoadOlder(_))]), "{asked:?}");
            engine.answer::<LoadOlder>(asked[0].0, Err(kind.into()));
            assert!(matches!(model.older.get_untracked(), Paging::Failed(_)));
        }
        model.load_older();
        let asked = requests(engine);
        assert_eq!(asked.len(), 1);
        engine.answer::<LoadOlder>(asked[0].0, Ok(&Loaded { reached_end: true }));
        assert_eq!(model.older.get_untracked(), Paging::Ended);
        assert_eq!(keys(model), ["a"], "the place to load older ones is gone");
        model.load_older();
        assert!(requests(engine).is_empty());
    });
}

#[test]
fn a_list_that_begins_anew_elsewhere_can_be_loaded_again() {
    with(vec![said("a", "@a:b", text("hello"))], Focus::Live, |model, list, engine| {
        model.load_older();
        let asked = requests(engine);
        engine.answer::<LoadOlder>(asked[0].0, Ok(&Loaded { reached_end: true }));
        let values = vec![said("m", "@a:b", text("later"))];
        assert!(list.apply(vec![Diff::Reset { values }]).is_ok());
        assert_eq!(model.older.get_untracked(), Paging::Idle);
        assert_eq!(keys(model), ["", "m"]);
    });
}

#[test]
fn where_nothing_of_the_first_answer_stands_in_the_room_more_is_loaded() {
    with(Vec::new(), Focus::Live, |model, _, engine| {
        assert_eq!(keys(model), [""]);
        model.load_older();
        let asked = requests(engine);
        engine.answer::<LoadOlder>(asked[0].0, Ok(&Loaded { reached_end: false }));
        assert_eq!(model.older.get_untracked(), Paging::Idle);
        assert_eq!(keys(model), [""]);
    });
}

#[test]
fn an_edit_changes_no_row() {
    with(vec![said("a", "@a:b", text("hello"))], Focus::Live, |model, list, _| {
        let before = model.rows.get_untracked();
        assert!(list.apply(vec![Diff::Set { index: 0, value: said("a", "@a:b", text("hullo")) }]).is_ok());
        assert!(std::sync::Arc::ptr_eq(&before, &model.rows.get_untracked()));
        assert!(list.apply(vec![Diff::Set { index: 0, value: joined("a") }]).is_ok());
        assert!(matches!(model.row_kind(&"a".into()), Some(RowKind::Run(_))));
    });
}

#[test]
fn reading_is_told_once_per_newest_message() {
    with(vec![said("a", "@a:b", text("hello"))], Focus::Live, |model, list, engine| {
        model.mark_read();
        model.mark_read();
        let asked = requests(engine);
        assert!(matches!(asked.as_slice(), [(_, TimelineCommand::MarkRead(_))]), "{asked:?}");
        engine.answer::<MarkRead>(asked[0].0, Err(FailureKind::Timeout.into()));
        model.mark_read();
        let asked = requests(engine);
        assert_eq!(asked.len(), 1, "a failure is tried again");
        engine.answer::<MarkRead>(asked[0].0, Ok(&()));
        assert!(list.apply(vec![Diff::PushBack { value: said("b", "@a:b", text("more")) }]).is_ok());
        model.mark_read();
        assert_eq!(requests(engine).len(), 1);
    });
}

#[test]
fn history_is_no_news() {
    let owner = Owner::new();
    owner.with(|| {
        let (link, _engine) = Link::fake();
        let list = LiveList::<TimelineItem>::default();
        let model = TimelineModel::over(link, list.clone(), "!r".into(), Focus::Live);
        let news = StoredValue::new(Vec::<ItemKey>::new());
        model.on_appended(move |keys| news.update_value(|news| news.extend(keys.to_vec())));
        assert!(list.apply(vec![Diff::Reset { values: vec![said("a", "@a:b", text("old"))] }]).is_ok());
        assert!(list.apply(vec![Diff::PushFront { value: said("z", "@a:b", text("older")) }]).is_ok());
        assert!(news.get_value().is_empty());
        assert!(list.apply(vec![Diff::PushBack { value: said("b", "@a:b", text("new")) }]).is_ok());
        assert_eq!(news.get_value(), [ItemKey::from("b")]);
    });
}

#[test]
fn an_event_is_found_also_inside_a_run() {
    with(vec![said("a", "@a:b", text("hi")), joined("b"), joined("c")], Focus::Live, |model, _, _| {
        assert_eq!(model.find(&"$c".into()), Some("c".into()));
        assert_eq!(model.find(&"$x".into()), None);
        assert_eq!(
            model.rows.with_untracked(|rows| rows.get(&"c".into()).map(|row| row.key.clone())),
            Some("b".into())
        );
    });
}

#[test]
fn a_timeline_around_an_event_can_be_loaded_at_both_sides() {
    with(vec![said("a", "@a:b", text("hi"))], Focus::Event("$a".into()), |model, _, engine| {
        assert_eq!(keys(model), ["", "a", "\u{1}"]);
        model.load_newer();
        model.mark_read();
        assert!(matches!(requests(engine).as_slice(), [(_, TimelineCommand::LoadNewer(_))]));
    });
}

#[test]
fn keys_walk_over_messages() {
    let items = vec![said("a", "@a:b", text("1")), joined("b"), said("c", "@a:b", text("2"))];
    with(items, Focus::Live, |model, _, _| {
        let rows = model.rows.get_untracked();
        let page = |screens: f64| Some(if screens < 0.0 { 0 } else { 3 });
        let target =
            |walk: Walk, from| walk.target(&rows, from, page).map(|at| rows.list()[at].key.0.clone());
        assert_eq!(target(Walk::Down, 1).as_deref(), Some("b"));
        assert_eq!(target(Walk::Up, 1), None, "before it stands the place to load older ones");
        assert_eq!(target(Walk::PageDown, 1).as_deref(), Some("c"));
        assert_eq!(target(Walk::PageUp, 3).as_deref(), Some("a"));
        assert_eq!(target(Walk::Last, 1).as_deref(), Some("c"));
        assert_eq!(target(Walk::First, 3).as_deref(), Some("a"));
        assert_eq!(target(Walk::Down, 3), None);
    });
}

#[test]
fn people_are_called_by_their_names() {
    assert_eq!(names::called(&person("@ada:vmst.io", Some(" Ada "))), "Ada");
    assert_eq!(names::called(&person("@ada:vmst.io", Some("  "))), "ada");
    assert_eq!(names::called(&person("@ada:vmst.io", None)), "ada");
    assert_eq!(names::called(&person("@ada:vmst.io", Some("\u{202e}\u{2066}adA"))), "adA");
    let twin = Profile { ambiguous: true, ..person("@ada:vmst.io", Some("Ada")) };
    assert_eq!(names::called_surely(&twin), "Ada (@ada:vmst.io)");
}

#[test]
fn state_is_told_in_words() {
    let ada = person("@ada:vmst.io", Some("Ada"));
    let bob = person("@bob:vmst.io", Some("Bob"));
    let kicked =
        StateChange::Member { subject: bob, change: MemberChange::Kicked, reason: Some("spam".into()) };
    assert_eq!(state_change::sentence(&kicked, &ada), "Ada removed Bob from the room: spam");
    assert_eq!(
        state_change::sentence(&StateChange::RoomTopic { to: "Tea".into() }, &ada),
        "Ada changed the topic to “Tea”"
    );
    let sums = vec![
        (Happening::Joined, vec!["A".to_owned(), "B".to_owned(), "C".to_owned(), "D".to_owned()], 4),
        (Happening::Invited, vec!["E".to_owned()], 1),
    ];
    assert_eq!(words::run(&sums), "A, B, 2 others joined, E was invited");
}

#[test]
fn what_is_read_out_keeps_spoilers() {
    let hidden = Node::Spoiler { reason: None, children: vec![Node::Text("he did it".into())] };
    let rich = RichText { nodes: vec![Node::Text("well, ".into()), hidden], only_emoji: false };
    assert_eq!(plain::text(&rich), "well, ▒▒");
    let long = RichText { nodes: vec![Node::Text("é".repeat(5000))], only_emoji: false };
    assert_eq!(plain::text(&long).chars().count(), 501);
}

#[test]
fn an_own_message_on_its_way_is_no_news_for_others() {
    let mut own = said("o", "@me:b", text("mine"));
    if let ItemKind::Event(event) = &mut own.kind {
        event.send_state = Some(SendState::Sending);
    }
    with(vec![own], Focus::Live, |model, _, _| {
        assert!(model.event(&"o".into()).is_some_and(|event| event.own && event.send_state.is_some()));
    });
}

#[test]
fn the_line_above_what_is_new_stays_until_one_answers() {
    let line = TimelineItem { key: "line".into(), kind: ItemKind::ReadMarker };
    let items = vec![said("a", "@a:b", text("old")), line, said("b", "@a:b", text("new"))];
    with(items, Focus::Live, |model, list, _| {
        assert_eq!(keys(model), ["", "a", "line", "b"]);
        assert!(list.apply(vec![Diff::Remove { index: 1 }]).is_ok());
        assert_eq!(keys(model), ["", "a", "line", "b"]);
        assert!(list.apply(vec![Diff::PushBack { value: said("c", "@a:b", text("more")) }]).is_ok());
        assert_eq!(keys(model), ["", "a", "line", "b", "c"]);
        let line = TimelineItem { key: "line".into(), kind: ItemKind::ReadMarker };
        assert!(list.apply(vec![Diff::Insert { index: 2, value: line }]).is_ok());
        assert_eq!(keys(model), ["", "a", "b", "line", "c"], "the engine's own line counts");
        assert!(list.apply(vec![Diff::Remove { index: 2 }]).is_ok());
        model.forget_line();
        assert_eq!(keys(model), ["", "a", "b", "c"]);
    });
}

#[test]
fn what_is_hidden_is_read_and_no_news() {
    settings::here().hide_joins.set(true);
    with(vec![said("a", "@a:b", text("hello")), joined("b")], Focus::Live, |model, list, engine| {
        assert_eq!(keys(model), ["", "a"]);
        model.mark_read();
        let asked = requests(engine);
        assert!(matches!(asked.as_slice(), [(_, TimelineCommand::MarkRead(_))]), "{asked:?}");
        engine.answer::<MarkRead>(asked[0].0, Ok(&()));
        let news = StoredValue::new(Vec::<ItemKey>::new());
        model.on_appended(move |keys| news.update_value(|news| news.extend(keys.to_vec())));
        for item in [joined("c"), said("d", "@a:b", text("more"))] {
            assert!(list.apply(vec![Diff::PushBack { value: item }]).is_ok());
        }
        assert_eq!(news.get_value(), [ItemKey::from("d")]);
        assert_eq!(keys(model), ["", "a", "d"]);
        settings::show_in(&"!r".into(), Hideable::Joins, true);
        model.group();
        assert_eq!(keys(model), ["", "a", "b", "d"], "a run of two");
    });
    // A link has led to one.
    with(
        vec![said("a", "@a:b", text("hi")), joined("b"), joined("c")],
        Focus::Event("$b".into()),
        |model, _, _| {
            settings::show_in(&"!r".into(), Hideable::Joins, false);
            model.group();
            assert_eq!(keys(model), ["", "a", "b", "\u{1}"]);
        },
    );
}

#[test]
fn reading_is_told_to_all_or_to_nobody() {
    with(vec![said("a", "@a:b", text("hello"))], Focus::Live, |model, list, engine| {
        let private = |engine: &FakeEngine| match requests(engine).as_slice() {
            [(_, TimelineCommand::MarkRead(read))] => Some(read.private),
            _ => None,
        };
        model.mark_read();
        assert_eq!(private(engine), Some(false));
        settings::here().public_receipts.set(false);
        assert!(list.apply(vec![Diff::PushBack { value: said("b", "@a:b", text("more")) }]).is_ok());
        model.mark_read();
        assert_eq!(private(engine), Some(true));
    });
}
