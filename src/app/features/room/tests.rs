use protocol::{
    Failure, FailureKind,
    profile::Profile,
    room::{Membership, ResolvedRoom, RoomAddress},
};

use super::{
    model::{Door, Gate, gate, may_pass, room_name},
    words::{kept_for, typing},
};

fn resolved(membership: Membership) -> Result<ResolvedRoom, Failure> {
    Ok(ResolvedRoom { room: "!r".into(), membership })
}

#[test]
fn an_id_opens_at_once_and_an_alias_waits() {
    assert_eq!(gate(Some(&"!r".into()), None, None), Gate::Open("!r".into()));
    assert_eq!(gate(None, None, None), Gate::Resolving);
}

#[test]
fn the_rooms_own_word_counts_more() {
    let answer = resolved(Membership::Stranger);
    assert_eq!(gate(None, Some(&answer), None), Gate::Closed(Door::Stranger));
    assert_eq!(gate(None, Some(&answer), Some(&Membership::Joined)), Gate::Open("!r".into()));
    let answer = resolved(Membership::Joined);
    assert_eq!(gate(None, Some(&answer), Some(&Membership::Banned)), Gate::Closed(Door::Banned));
}

#[test]
fn a_known_room_opens_without_an_answer() {
    let failure = Err(Failure::new(FailureKind::Offline));
    assert_eq!(gate(None, Some(&failure), None), Gate::Lost(FailureKind::Offline.into()));
    let room = "!r".into();
    assert_eq!(gate(Some(&room), Some(&failure), Some(&Membership::Joined)), Gate::Open("!r".into()));
    assert_eq!(gate(Some(&room), Some(&failure), None), Gate::Lost(FailureKind::Offline.into()));
}

#[test]
fn only_what_may_pass_is_tried_again() {
    assert!(may_pass(&FailureKind::Timeout.into()));
    assert!(!may_pass(&FailureKind::NotFound.into()));
}

#[test]
fn a_room_without_a_name_goes_by_its_alias() {
    let address = |id: &str| RoomAddress { id_or_alias: id.into(), via: vec![] };
    assert_eq!(room_name(Some("Garden"), Some("#g:x"), &address("!r")).as_deref(), Some("Garden"));
    assert_eq!(room_name(Some(" "), Some("#g:x"), &address("!r")).as_deref(), Some("#g:x"));
    assert_eq!(room_name(None, None, &address("#a:x")).as_deref(), Some("#a:x"));
    assert_eq!(room_name(None, None, &address("!r")), None);
}

#[test]
fn who_is_typing() {
    let person =
        |name: &str| Profile { user: "@x:y".into(), name: Some(name.into()), ambiguous: false, avatar: None };
    let people = ["Alice", "Bob", "Grace", "Ada"].map(person);
    assert_eq!(typing(&[]), None);
    assert_eq!(typing(&people[..1]).as_deref(), Some("Alice is typing…"));
    assert_eq!(typing(&people[..2]).as_deref(), Some("Alice, Bob are typing…"), "the browser says `and`");
    assert_eq!(typing(&people).as_deref(), Some("Alice, Bob, 2 others are typing…"));
}

#[test]
fn how_long_messages_are_kept_is_said_shortly() {
    let hours = |hours: u64| kept_for(hours * 60 * 60 * 1_000);
    assert_eq!(hours(1), "Messages in this room are to be deleted after an hour");
    assert_eq!(hours(12), "Messages in this room are to be deleted after 12 hours");
    assert_eq!(hours(24 * 30), "Messages in this room are to be deleted after 30 days");
    assert_eq!(hours(25), "Messages in this room are to be deleted after 2 days");
}
