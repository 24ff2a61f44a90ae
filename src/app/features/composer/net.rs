//! The safety net of what is being written (see [`super::draft`]), in the browser's own storage. A full or refused
//! storage is no reason to disturb the person: the engine's own store is the one that counts.

use protocol::{EventId, RoomId, UserId, composer::About};
use serde::{Deserialize, Serialize};

use super::{
    draft::{self, FIELD, NET, field_key, net_key, own},
    shelf::{Outgoing, Writing, is_long_ago},
};
use crate::platform::{self, prefs};

/// What the net holds of a room. Versioned JSON.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Caught {
    version: u32,
    /// When it was written: milliseconds since 1970.
    #[serde(default)]
    written_at: Option<u64>,
    /// The field's text, where the engine has not stored it yet.
    pub(crate) text: String,
    #[serde(default)]
    about: Option<Stands>,
    /// What stood in the field before an edit took its place.
    #[serde(default)]
    pub(crate) aside: Option<String>,
    #[serde(default)]
    sending: Vec<Sending>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sending {
    text: String,
    #[serde(default)]
    about: Option<Stands>,
    id: String,
    asked_at: Option<u64>,
}

/// [`About`], as it is kept.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stands {
    Reply(String),
    Edit(String),
}

impl From<About> for Stands {
    fn from(about: About) -> Self {
        match about {
            About::Reply(event) => Self::Reply(event.0),
            About::Edit(event) => Self::Edit(event.0),
        }
    }
}

impl From<Stands> for About {
    fn from(stands: Stands) -> Self {
        match stands {
            Stands::Reply(event) => Self::Reply(EventId(event)),
            Stands::Edit(event) => Self::Edit(EventId(event)),
        }
    }
}

const VERSION: u32 = 1;

impl Caught {
    /// What is to be kept.
    pub(crate) fn new(writing: Writing, sending: &[Outgoing]) -> Self {
        let sending = sending.iter().cloned().map(|Outgoing { text, about, id, asked_at }| Sending {
            text,
            about: about.map(Into::into),
            id,
            asked_at,
        });
        let Writing { text, about, aside } = writing;
        Self {
            version: VERSION,
            written_at: Some(platform::wall_clock() as u64),
            text,
            about: about.map(Into::into),
            aside,
            sending: sending.collect(),
        }
    }

    /// Takes what stands in another for the field of this one.
    pub(crate) fn stand(&mut self, field: Self) {
        let Self { text, about, aside, .. } = field;
        (self.text, self.about, self.aside) = (text, about, aside);
    }

    /// What the text stands to another message.
    pub(crate) fn about(&mut self) -> Option<About> {
        self.about.take().map(Into::into)
    }

    /// Puts what was handed over too long ago to be sent without asking the person before the field's text; says
    /// whether it did. What follows goes with it, so that the order stays.
    pub(crate) fn let_go(&mut self, now: u64) -> bool {
        let asked_at = |one: &Sending| one.asked_at.or(self.written_at);
        let old = self.sending.iter().any(|one| asked_at(one).is_none_or(|then| is_long_ago(then, now)));
        if old {
            let texts: Vec<_> = self.sending().into_iter().map(|outgoing| outgoing.text).collect();
            self.text = draft::restore(&texts.join("\n"), &self.text);
        }
        old
    }

    /// What was handed to an engine that did not answer; it is asked again.
    pub(crate) fn sending(&mut self) -> Vec<Outgoing> {
        let sending = std::mem::take(&mut self.sending).into_iter();
        let outgoing = |Sending { text, about, id, asked_at }| Outgoing {
            text,
            about: about.map(Into::into),
            id,
            asked_at,
        };
        sending.map(outgoing).collect()
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Of a newer build's net, which is not guessed at, nothing.
    pub(super) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok().filter(|caught: &Self| caught.version == VERSION)
    }
}

/// What a page that died left in a room.
pub(crate) fn read(owner: &UserId, room: &RoomId) -> Option<Caught> {
    Caught::from_json(&prefs::get(&net_key(owner, room))?)
}

/// Keeps what is being written until the engine has it.
pub(crate) fn write(owner: &UserId, room: &RoomId, caught: &Caught) {
    prefs::set(&net_key(owner, room), &caught.to_json());
}

/// The engine has it.
pub(crate) fn remove(owner: &UserId, room: &RoomId) {
    prefs::remove(&net_key(owner, room));
}

/// Keeps what stands in this tab's field while the page is loaded anew: another tab may have sent the room's draft
/// meanwhile, and to the person in front of this one its text would be lost.
pub(crate) fn keep_field(owner: &UserId, room: &RoomId, writing: Writing) {
    prefs::tab_set(&field_key(owner, room), &Caught::new(writing, &[]).to_json());
}

/// What stood in this tab's field before the page was loaded anew.
pub(crate) fn take_field(owner: &UserId, room: &RoomId) -> Option<Caught> {
    let key = field_key(owner, room);
    let kept = prefs::tab_get(&key)?;
    prefs::tab_remove(&key);
    // The build before kept the text alone.
    Some(Caught::from_json(&kept).unwrap_or(Caught { text: kept, ..Caught::default() }))
}

/// Takes out every entry: the account has signed out.
pub(crate) fn clear() {
    prefs::remove_all(|name| name.starts_with(NET));
    prefs::tab_remove_all(|name| name.starts_with(FIELD));
}

/// Takes out the entries of every other account: this browser did not see it sign out.
pub(crate) fn clear_others(owner: &UserId) {
    prefs::remove_all(|name| name.starts_with(NET) && !name.starts_with(&own(NET, owner)));
    prefs::tab_remove_all(|name| name.starts_with(FIELD) && !name.starts_with(&own(FIELD, owner)));
}
