//! State and rules of the rail.

use leptos::prelude::*;
use protocol::spaces::SpaceRow;

use crate::link::{Link, LiveList};

/// The spaces and which one is chosen; clones share it.
#[derive(Clone)]
pub(crate) struct SpacesModel {
    /// The joined top-level spaces.
    pub(crate) list: LiveList<SpaceRow>,
    /// The one chosen; all rooms if none.
    pub(crate) selected: RwSignal<Option<SpaceRow>>,
}

impl SpacesModel {
    /// Subscribes for the current owner's life. A space that the account has left is no longer chosen.
    pub(crate) fn new(link: &Link, selected: RwSignal<Option<SpaceRow>>) -> Self {
        let list = link.list(protocol::spaces::Spaces);
        let model = Self { list: list.clone(), selected };
        list.after({
            let model = model.clone();
            move |_| model.follow()
        });
        model
    }

    /// Takes over what has changed of the chosen space.
    pub(crate) fn follow(&self) {
        let Some(chosen) = self.selected.get_untracked() else { return };
        let now = self.list.row(&chosen.id).map(|row| row.get_untracked());
        if now.as_ref() != Some(&chosen) {
            self.selected.set(now);
        }
    }
}
