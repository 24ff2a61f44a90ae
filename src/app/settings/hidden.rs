//! What timelines leave out, everywhere or in one room (D11).

use leptos::prelude::*;
use protocol::RoomId;

use super::{
    Setting, here,
    rooms::{PREFIX, changed},
};
use crate::platform::prefs;

/// What a timeline may leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hideable {
    /// Who joins and leaves.
    Joins,
    /// Who changes name or picture.
    Profiles,
}

impl Hideable {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Joins, Self::Profiles];

    /// The setting of all rooms.
    fn everywhere(self) -> Setting<bool> {
        match self {
            Self::Joins => here().hide_joins.clone(),
            Self::Profiles => here().hide_profiles.clone(),
        }
    }

    /// The name of what is set for a room.
    fn key(self, room: &RoomId) -> String {
        let what = match self {
            Self::Joins => "joins",
            Self::Profiles => "profiles",
        };
        format!("{PREFIX}{what}.{}", room.as_str())
    }

    /// Whether a room leaves it out, tracked.
    fn is_hidden(self, room: &RoomId) -> bool {
        let everywhere = self.everywhere().get();
        match prefs::get(&self.key(room)).as_deref() {
            Some("hide") => true,
            Some("show") => false,
            _ => everywhere,
        }
    }
}

/// What a room's timeline leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Who joins and leaves.
    pub joins: bool,
    /// Who changes name or picture.
    pub profiles: bool,
}

impl Hidden {
    /// Whether one of them is left out.
    pub fn has(self, what: Hideable) -> bool {
        match what {
            Hideable::Joins => self.joins,
            Hideable::Profiles => self.profiles,
        }
    }

    /// Whether anything is left out.
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

/// What a room's timeline leaves out, tracked.
pub fn hidden_in(room: &RoomId) -> Hidden {
    changed().track();
    Hidden { joins: Hideable::Joins.is_hidden(room), profiles: Hideable::Profiles.is_hidden(room) }
}

/// Shows something in a room or hides it there. Where it is as everywhere, it follows that again.
pub fn show_in(room: &RoomId, what: Hideable, shown: bool) {
    if shown == what.everywhere().get_untracked() {
        prefs::set(&what.key(room), if shown { "show" } else { "hide" });
    } else {
        prefs::remove(&what.key(room));
    }
    changed().notify();
}
