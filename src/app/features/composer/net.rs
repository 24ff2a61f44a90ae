//! The safety net of what is being written (see [`super::draft`]), in the browser's own storage. A full or refused
//! storage is no reason to disturb the person: the engine's own store is the one that counts.

use protocol::{
    EventId, UserId,
    composer::{About, Draft, Place},
};
use serde::{Deserialize, Serialize};

use super::{
    draft::{FIELD, NET, Writing, field_key, net_key, own},
    shelf::{Outgoing, is_long_ago},
};
use crate::platform::{self, prefs};

/// What the net holds of a place. Versioned JSON.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Caught {
    version: u32,
    /// When it was written: milliseconds since 1970.
    #[serde(default)]
    written_at: Option<u64>,
    /// What stands in the field, where the engine has not stored it yet.
    #[serde(flatten)]
    field: Kept,
    /// What waits for the field ([`Writing::aside`]).
    #[serde(default, rename = "waiting")]
    aside: Vec<Kept>,
    #[serde(default)]
    sending: Vec<Sending>,
}

/// [`Draft`], as it is kept.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Kept {
    text: String,
    #[serde(default)]
    about: Option<Stands>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sending {
    #[serde(flatten)]
    draft: Kept,
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

impl From<Draft> for Kept {
    fn from(Draft { text, about }: Draft) -> Self {
        Self { text, about: about.map(Into::into) }
    }
}

impl From<Kept> for Draft {
    fn from(Kept { text, about }: Kept) -> Self {
        Self { text, about: about.map(Into::into) }
    }
}

const VERSION: u32 = 1;

impl Caught {
    /// What is to be kept.
    pub(crate) fn new(writing: Writing, sending: &[Outgoing]) -> Self {
        let sending = sending.iter().cloned();
        let sending =
            sending.map(|Outgoing { draft, id, asked_at }| Sending { draft: draft.into(), id, asked_at });
        let Writing { field, aside } = writing;
        Self {
            version: VERSION,
            written_at: Some(platform::wall_clock() as u64),
            field: field.into(),
            aside: aside.into_iter().map(Into::into).collect(),
            sending: sending.collect(),
        }
    }

    /// What stood in the field, and what waited behind it.
    pub(crate) fn writing(&mut self) -> Writing {
        let field = std::mem::take(&mut self.field).into();
        Writing { field, aside: std::mem::take(&mut self.aside).into_iter().map(Into::into).collect() }
    }

    /// What was handed over too long ago to be sent without asking the person. What follows goes with it, so that the
    /// order stays.
    pub(crate) fn let_go(&mut self, now: u64) -> Vec<Draft> {
        let asked_at = |one: &Sending| one.asked_at.or(self.written_at);
        let old = self.sending.iter().any(|one| asked_at(one).is_none_or(|then| is_long_ago(then, now)));
        if !old {
            return Vec::new();
        }
        self.sending().into_iter().map(|outgoing| outgoing.draft).collect()
    }

    /// What was handed to an engine that did not answer; it is asked again.
    pub(crate) fn sending(&mut self) -> Vec<Outgoing> {
        let sending = std::mem::take(&mut self.sending).into_iter();
        sending
            .map(|Sending { draft, id, asked_at }| Outgoing { draft: draft.into(), id, asked_at })
            .collect()
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Of a newer build's net, which is not guessed at, nothing.
    pub(super) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok().filter(|caught: &Self| caught.version == VERSION)
    }
}

/// What a page that died left in a place.
pub(crate) fn read(owner: &UserId, place: &Place) -> Option<Caught> {
    Caught::from_json(&prefs::get(&net_key(owner, place))?)
}

/// Keeps what is being written until the engine has it.
pub(crate) fn write(owner: &UserId, place: &Place, caught: &Caught) {
    prefs::set(&net_key(owner, place), &caught.to_json());
}

/// The engine has it.
pub(crate) fn remove(owner: &UserId, place: &Place) {
    prefs::remove(&net_key(owner, place));
}

/// Keeps what stands in this tab's field while the page is loaded anew: another tab may have sent the draft
/// meanwhile, and to the person in front of this one its text would be lost.
pub(crate) fn keep_field(owner: &UserId, place: &Place, writing: Writing) {
    prefs::tab_set(&field_key(owner, place), &Caught::new(writing, &[]).to_json());
}

/// What stood in this tab's field before the page was loaded anew.
pub(crate) fn take_field(owner: &UserId, place: &Place) -> Option<Caught> {
    let key = field_key(owner, place);
    let kept = prefs::tab_get(&key)?;
    prefs::tab_remove(&key);
    // The build before kept the text alone.
    let alone = |text| Caught { field: Kept { text, about: None }, ..Caught::default() };
    Some(Caught::from_json(&kept).unwrap_or_else(|| alone(kept)))
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
