use leptos::prelude::*;
use protocol::{
    FailureKind, RoomId, ToEngine,
    profile::Profile,
    room_list::{AcceptInvite, Latest, RoomRow, RowMembership, Unread},
    timeline::Summary,
};

use super::{
    model::{Answering, RoomListModel},
    words::{last_line, row_name},
};
use crate::{
    link::{Link, LiveList},
    text::names::called,
};

fn person(name: Option<&str>) -> Profile {
    Profile { user: "@alice:vmst.io".into(), name: name.map(Into::into), ambiguous: false, avatar: None }
}

fn row() -> RoomRow {
    RoomRow {
        id: "!r".into(),
        name: Some("General".into()),
        avatar: None,
        direct: false,
        membership: RowMembership::Joined,
        unread: Unread::default(),
        latest: None,
        encrypted: None,
        send_failed: false,
        draft: None,
    }
}

fn latest(summary: Summary, own: bool) -> Latest {
    Latest { timestamp: 0, sender: person(Some("Alice")), own, summary }
}

#[test]
fn a_row_is_named_by_room_then_unread() {
    assert_eq!(row_name(&row()), "General");
    let unread = Unread { messages: 3, notifications: 1, mentions: 1, marked: false };
    assert_eq!(row_name(&RoomRow { unread, ..row() }), "General, 3 unread, 1 mention");
}

#[test]
fn people_without_a_name_go_by_their_localpart() {
    assert_eq!(called(&person(Some("  "))), "alice");
    assert_eq!(called(&person(None)), "alice");
}

#[test]
fn the_last_line_says_who_where_it_needs_saying() {
    let text = || Summary::Text("hello".into());
    assert_eq!(last_line(&latest(text(), false), true).sender, None);
    assert_eq!(last_line(&latest(text(), false), false).sender.as_deref(), Some("Alice: "));
    assert_eq!(last_line(&latest(text(), true), true).sender.as_deref(), Some("You: "));
    assert_eq!(last_line(&latest(Summary::Image("cat.png".into()), false), true).words, "cat.png");
}

#[test]
fn an_invite_that_cannot_be_answered_says_so() {
    let owner = Owner::new();
    owner.with(|| {
        let (link, engine) = Link::fake();
        let model = RoomListModel::of(link, LiveList::default());
        let room: RoomId = "!r".into();
        let answering = model.answering(&room);
        model.answer(room.clone(), true, || ());
        model.answer(room, false, || ());
        assert_eq!(answering.get_untracked(), Some(Answering::Busy(true)), "one answer at a time");
        engine.settle();
        let mut asked = engine.frames();
        asked.retain(|frame| matches!(frame, ToEngine::Request { .. }));
        let [ToEngine::Request { id, .. }] = asked.as_slice() else { panic!("{asked:?}") };
        engine.answer::<AcceptInvite>(*id, Err(FailureKind::Forbidden.into()));
        assert_eq!(answering.get_untracked(), Some(Answering::Failed(FailureKind::Forbidden.into())));
    });
}

#[test]
fn the_rooms_beside_one() {
    let owner = Owner::new();
    owner.with(|| {
        let rooms = ["!a", "!b"].map(|id| RoomRow { id: id.into(), ..row() });
        let (link, _engine) = Link::fake();
        let model = RoomListModel::of(link, LiveList::from_vec(rooms.to_vec()));
        assert_eq!(model.beside(Some(&"!a".into()), 1), Some("!b".into()));
        assert_eq!(model.beside(Some(&"!a".into()), -1), None);
        assert_eq!(model.beside(Some(&"!b".into()), 1), None);
        assert_eq!(model.beside(None, 1), Some("!a".into()));
    });
}
