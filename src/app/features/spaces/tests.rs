use leptos::prelude::*;
use protocol::{Diff, spaces::SpaceRow};

use super::model::SpacesModel;
use crate::link::LiveList;

fn space(name: &str) -> SpaceRow {
    SpaceRow { id: "!s".into(), name: name.into(), avatar: None }
}

#[test]
fn the_choice_follows_the_list() {
    let owner = Owner::new();
    owner.with(|| {
        let list = LiveList::from_vec(vec![space("Garden")]);
        let model = SpacesModel { list: list.clone(), selected: RwSignal::new(Some(space("Garden"))) };
        assert_eq!(list.apply(vec![Diff::Set { index: 0, value: space("Gardens") }]), Ok(()));
        model.follow();
        assert_eq!(model.selected.get_untracked(), Some(space("Gardens")));
        assert_eq!(list.apply(vec![Diff::Clear]), Ok(()));
        model.follow();
        assert_eq!(model.selected.get_untracked(), None);
    });
}
