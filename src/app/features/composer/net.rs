//! The safety net of what is being written (see [`super::draft`]), in the browser's own storage. A full or refused
//! storage is no reason to disturb the person: the engine's own store is the one that counts.

use protocol::{
    EventId, UserId,
    composer::{About, Draft, Place, Ticket},
};
use serde::{Deserialize, Serialize};

use super::{
    captions::Below,
    draft::{FIELD, NET, Writing, field_key, net_key, own, place_of},
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
    /// What is said below files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    below: Vec<Caption>,
}

/// [`Below`], as it is kept.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Caption {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default)]
    asked_at: u64,
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
    /// When it goes out, where it can still be taken back: milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<u64>,
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

impl Sending {
    fn new(Outgoing { draft, id, asked_at }: Outgoing, until: Option<u64>) -> Self {
        Self { draft: draft.into(), id, asked_at, until }
    }
}

impl From<Sending> for Outgoing {
    fn from(Sending { draft, id, asked_at, .. }: Sending) -> Self {
        Self { draft: draft.into(), id, asked_at }
    }
}

const VERSION: u32 = 1;

impl Caught {
    /// What is to be kept.
    pub(crate) fn new(writing: Writing, sending: &[Outgoing]) -> Self {
        let sending = sending.iter().cloned();
        let sending = sending.map(|outgoing| Sending::new(outgoing, None));
        let Writing { field, aside } = writing;
        Self {
            version: VERSION,
            written_at: Some(platform::wall_clock() as u64),
            field: field.into(),
            aside: aside.into_iter().map(Into::into).collect(),
            sending: sending.collect(),
            below: Vec::new(),
        }
    }

    /// With what can still be taken back, and until when.
    pub(crate) fn with_held(mut self, held: Vec<(Outgoing, u64)>) -> Self {
        let held = held.into_iter();
        self.sending.extend(held.map(|(outgoing, until)| Sending::new(outgoing, Some(until))));
        self
    }

    /// With what is said below files.
    pub(crate) fn with_below(mut self, below: Vec<Below>) -> Self {
        let caption = |Below { text, ticket }: Below| {
            let asked_at = ticket.as_ref().map_or(0, |ticket| ticket.asked_at);
            Caption { text, id: ticket.map(|ticket| ticket.id), asked_at }
        };
        self.below = below.into_iter().map(caption).collect();
        self
    }

    /// What was said below files.
    pub(crate) fn take_below(&mut self) -> Vec<Below> {
        let below = |Caption { text, id, asked_at }: Caption| {
            let ticket = id.map(|id| Ticket { id, asked_at });
            Below { text, ticket }
        };
        std::mem::take(&mut self.below).into_iter().map(below).collect()
    }

    /// What could still be taken back, and until when.
    pub(crate) fn take_held(&mut self) -> Vec<(Outgoing, u64)> {
        let held = self.sending.extract_if(.., |one| one.until.is_some());
        held.filter_map(|one| one.until.map(|until| (one.into(), until))).collect()
    }

    /// Whether there is nothing but this draft in the field.
    pub(crate) fn is_only(&self, draft: &Draft) -> bool {
        let Self { field, aside, sending, below, .. } = self;
        aside.is_empty() && sending.is_empty() && below.is_empty() && *field == draft.clone().into()
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
        sending.map(Into::into).collect()
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

/// Whether a message of this ticket is among what is to be sent.
pub(crate) fn has(owner: &UserId, place: &Place, id: &str) -> bool {
    read(owner, place).is_some_and(|caught| caught.sending.iter().any(|one| one.id == id))
}

/// The places in which a page that died has left something to be sent.
pub(crate) fn left_to_send(owner: &UserId) -> Vec<Place> {
    let beginning = own(NET, owner);
    let waits = |name: &String| {
        let caught = prefs::get(name).and_then(|json| Caught::from_json(&json));
        caught.is_some_and(|caught| !caught.sending.is_empty())
    };
    let names = prefs::names(&beginning).into_iter().filter(waits);
    names.filter_map(|name| Some(place_of(name.strip_prefix(&beginning)?))).collect()
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
