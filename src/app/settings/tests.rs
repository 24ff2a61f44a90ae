use leptos::prelude::*;
use protocol::RoomId;

use super::{
    Choice, Hidden, Hideable, Hours, MessageLayout, PictureSize, TextSize, UndoSend, forget_rooms, here,
    hidden_in, reread, show_in,
};
use crate::platform::prefs;

#[test]
fn what_is_set_is_stored_and_followed_by_other_tabs() {
    assert_eq!(here().layout.get_untracked(), MessageLayout::Modern);
    here().layout.set(MessageLayout::Bubbles);
    assert_eq!(prefs::get("layout").as_deref(), Some("bubbles"));
    // As another tab would.
    prefs::set("layout", "compact");
    prefs::set("hide-joins", "1");
    reread(Some("layout"));
    assert_eq!(here().layout.get_untracked(), MessageLayout::Compact);
    assert!(!here().hide_joins.get_untracked(), "of this nothing was told");
    reread(None);
    assert!(here().hide_joins.get_untracked());
    prefs::set("layout", "of a later version");
    reread(Some("layout"));
    assert_eq!(here().layout.get_untracked(), MessageLayout::Modern);
}

#[test]
fn every_choice_has_a_name_of_its_own() {
    fn check<T: Choice + std::fmt::Debug>() {
        for one in T::ALL {
            assert_eq!(T::from_name(one.name()), Some(*one));
        }
        assert_eq!(T::from_name("?"), None);
    }
    check::<MessageLayout>();
    check::<TextSize>();
    check::<Hours>();
    check::<PictureSize>();
    check::<UndoSend>();
    check::<bool>();
}

#[test]
fn a_room_may_differ_from_all_and_follows_them_again() {
    Owner::new().with(|| {
        let (room, other) = (RoomId::from("!a:b"), RoomId::from("!c:d"));
        let hidden = |room: &RoomId| untrack(|| hidden_in(room));
        assert_eq!(hidden(&room), Hidden::default());
        show_in(&room, Hideable::Joins, false);
        assert_eq!(hidden(&room), Hidden { joins: true, profiles: false });
        assert_eq!(hidden(&other), Hidden::default());
        here().hide_joins.set(true);
        here().hide_profiles.set(true);
        assert!(hidden(&other).has(Hideable::Joins) && hidden(&other).has(Hideable::Profiles));
        show_in(&room, Hideable::Profiles, true);
        assert_eq!(hidden(&room), Hidden { joins: true, profiles: false });
        show_in(&room, Hideable::Profiles, false);
        here().hide_profiles.set(false);
        assert!(!hidden(&room).has(Hideable::Profiles), "as everywhere again");
        here().hide_joins.set(false);
        show_in(&room, Hideable::Joins, false);
        forget_rooms();
        assert!(!hidden(&room).any());
        assert!(prefs::names("room.").is_empty());
    });
}
