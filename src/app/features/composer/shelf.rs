//! What is being written in each room and thread: it outlives the page, so that leaving and coming back finds
//! everything as it was.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    rc::Rc,
};

use leptos::prelude::*;
use protocol::{
    Failure, UserId,
    composer::{About, Draft, Place, Ticket},
};
use send_wrapper::SendWrapper;

use super::{
    asked::Asked,
    attachments::Attachment,
    captions::{Below, Bundle},
    commands::Slash,
    draft::Writing,
    later::Planned,
    sent,
    undo::{Held, Orphan},
    voice::{NoVoice, Take},
};
use crate::{
    platform::{self, timer::Timer},
    polls::PollDraft,
};

/// Something handed over to be sent, in order.
#[derive(Clone)]
pub(crate) enum Job {
    /// A message.
    Text(Outgoing),
    /// A file.
    File(Box<Attachment>),
    /// Several files as one message.
    Gallery(Bundle),
}

/// A message that the engine has not said it has stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outgoing {
    /// What was typed.
    pub(crate) draft: Draft,
    /// The ticket's name.
    pub(crate) id: String,
    /// When the engine was first asked: milliseconds since 1970.
    pub(crate) asked_at: Option<u64>,
}

/// What nobody has answered for so many milliseconds is not asked for again without the person.
const LONGEST_MS: u64 = 10 * 60 * 1000;

/// Whether that time has passed. Neither is it sent if the clock was put back meanwhile.
pub(super) fn is_long_ago(then: u64, now: u64) -> bool {
    now.abs_diff(then) > LONGEST_MS
}

impl Outgoing {
    pub(super) fn new(draft: Draft) -> Self {
        Self { draft, id: platform::random_hex(), asked_at: None }
    }
}

/// Why something was not sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    /// The message; its text is back in the field, or waits for it.
    Text(Failure),
    /// A file of this name; it is still above the field.
    File(String, Failure),
    /// A sticker.
    Sticker(Failure),
    /// A message cannot be edited.
    Edit(Failure),
    /// There is no command of this name.
    Unknown(String),
    /// A command with wrong words.
    Misused(Slash),
    /// What a command asked for was not done.
    Errand(Failure),
    /// A message that is edited has format that cannot be written here.
    Format,
    /// A command cannot be done later.
    Later,
    /// Nothing was recorded.
    Voice(NoVoice),
}

/// What is being written in one place. Clones are the same.
#[derive(Clone)]
pub(crate) struct Shelf {
    /// The field's text.
    pub(crate) text: ArcRwSignal<String>,
    /// What it stands to another message.
    pub(crate) about: ArcRwSignal<Option<About>>,
    /// What comes into the field when it is free ([`Writing::aside`]).
    pub(crate) aside: ArcRwSignal<Vec<Draft>>,
    /// Raised when the text was changed by something other than typing.
    pub(crate) rewritten: ArcRwSignal<u32>,
    /// Raised when the field is to take the focus.
    pub(crate) summoned: ArcRwSignal<u32>,
    /// Files that wait.
    pub(crate) attachments: ArcRwSignal<Vec<Attachment>>,
    /// Whether they keep what the camera noted.
    pub(crate) keep_notes: ArcRwSignal<bool>,
    /// Whether they go out as one message.
    pub(crate) together: ArcRwSignal<bool>,
    /// Texts that the engine has not stored yet, in order.
    pub(crate) sending: ArcRwSignal<Vec<Outgoing>>,
    /// What the dialog for a time of one's own is about, where it is open.
    pub(crate) later: ArcRwSignal<Option<Planned>>,
    /// What was sent and can still be taken back.
    pub(crate) held: ArcRwSignal<Option<Held>>,
    /// The voice message that is being recorded.
    pub(crate) take: ArcRwSignal<Option<Take>>,
    /// What went wrong last.
    pub(crate) problem: ArcRwSignal<Option<Problem>>,
    /// The dialog that a command has opened.
    pub(crate) asked: ArcRwSignal<Option<Asked>>,
    /// The poll that is being written.
    pub(crate) poll: ArcRwSignal<PollDraft>,
    /// Whether it is on the screen.
    pub(crate) poll_open: ArcRwSignal<bool>,
    /// Whether a place is being chosen.
    pub(crate) location_open: ArcRwSignal<bool>,
    pub(super) inner: SendWrapper<Rc<Inner>>,
}

/// What is no signal.
#[derive(Default)]
pub(super) struct Inner {
    /// What the message that is edited said.
    pub(super) original: RefCell<Option<String>>,
    /// Handed over and not begun.
    pub(super) queue: RefCell<VecDeque<Job>>,
    /// Files that go out together, until the engine has stored them.
    pub(super) bundles: RefCell<Vec<Bundle>>,
    /// Captions of a page that died, until it is known whether their files were queued.
    pub(super) unsure: RefCell<Vec<Below>>,
    /// Whether somebody works the queue off.
    pub(super) running: Cell<bool>,
    /// Whether the engine's draft was read.
    pub(super) loaded: Cell<bool>,
    /// Whether the net had something, once it was read: what the engine has is older then.
    pub(super) caught: Cell<Option<bool>>,
    /// Whether the account has signed out: nothing of this is to be kept or sent any more.
    pub(super) forgotten: Cell<bool>,
    /// Whether the text is newer than the engine's draft.
    pub(super) dirty: Cell<bool>,
    /// When the room was last told of typing ([`crate::platform::now`]); none if it was told of the end.
    pub(super) typing_told: Cell<Option<f64>>,
    /// The ticket of the poll, once it was to be sent.
    pub(super) poll_ticket: RefCell<Option<Ticket>>,
    /// Sends what is held when its time is over.
    pub(super) held_timer: RefCell<Option<Timer>>,
    /// What another page may still send.
    pub(super) orphans: RefCell<Vec<Orphan>>,
    /// Saves the draft when the keys rest.
    pub(super) draft_timer: RefCell<Option<Timer>>,
    /// Tells the room of the end of typing when the keys rest.
    pub(super) typing_timer: RefCell<Option<Timer>>,
}

impl Shelf {
    fn new() -> Self {
        Self {
            text: ArcRwSignal::new(String::new()),
            about: ArcRwSignal::new(None),
            aside: ArcRwSignal::new(Vec::new()),
            rewritten: ArcRwSignal::new(0),
            summoned: ArcRwSignal::new(0),
            attachments: ArcRwSignal::new(Vec::new()),
            keep_notes: ArcRwSignal::new(false),
            together: ArcRwSignal::new(false),
            sending: ArcRwSignal::new(Vec::new()),
            later: ArcRwSignal::new(None),
            held: ArcRwSignal::new(None),
            take: ArcRwSignal::new(None),
            problem: ArcRwSignal::new(None),
            asked: ArcRwSignal::new(None),
            poll: ArcRwSignal::default(),
            poll_open: ArcRwSignal::new(false),
            location_open: ArcRwSignal::new(false),
            inner: SendWrapper::new(Rc::default()),
        }
    }

    /// What an account is writing in a place.
    pub(crate) fn of(owner: &UserId, place: &Place) -> Self {
        let name = (owner.clone(), place.clone());
        SHELVES.with_borrow_mut(|shelves| shelves.entry(name).or_insert_with(Self::new).clone())
    }

    /// Changes the text otherwise than by typing.
    pub(crate) fn rewrite(&self, text: String) {
        self.text.set(text);
        self.rewritten.update(|count| *count = count.wrapping_add(1));
    }

    /// Brings the person back to the field.
    pub(crate) fn summon(&self) {
        self.summoned.update(|count| *count = count.wrapping_add(1));
    }

    /// What stands in the field now.
    pub(crate) fn field(&self) -> Draft {
        Draft { text: self.text.get_untracked(), about: self.about.get_untracked() }
    }

    /// What stands in the field now, and what waits behind it.
    pub(crate) fn writing(&self) -> Writing {
        Writing { field: self.field(), aside: self.aside.get_untracked() }
    }

    /// Shows something else in the field.
    pub(crate) fn show(&self, Writing { field: Draft { text, about }, aside }: Writing) {
        self.about.maybe_update(|now| {
            now != &about && {
                *now = about;
                true
            }
        });
        self.aside.maybe_update(|now| {
            now != &aside && {
                *now = aside;
                true
            }
        });
        if self.text.with_untracked(|now| *now != text) {
            self.rewrite(text);
        }
    }

    /// Closes the dialogs when the current owner goes: elsewhere nothing is open, and coming back is not asking for it.
    pub(crate) fn close_dialogs_after(&self) {
        let Self { asked, later, poll_open, location_open, .. } = self.clone();
        on_cleanup(move || {
            asked.set(None);
            later.set(None);
            poll_open.set(false);
            location_open.set(false);
        });
    }

    fn forget(&self) {
        let inner = &self.inner;
        inner.forgotten.set(true);
        inner.queue.take();
        inner.bundles.take();
        inner.unsure.take();
        inner.held_timer.take();
        inner.orphans.take();
        self.held.set(None);
        inner.draft_timer.take();
        inner.typing_timer.take();
        self.drop_recording();
    }
}

thread_local! {
    static SHELVES: RefCell<HashMap<(UserId, Place), Shelf>> = RefCell::default();
}

/// Every place in which the account was.
pub(super) fn all(owner: &UserId) -> Vec<(Place, Shelf)> {
    SHELVES.with_borrow(|shelves| {
        let own = shelves.iter().filter(|((other, _), _)| other == owner);
        own.map(|((_, place), shelf)| (place.clone(), shelf.clone())).collect()
    })
}

/// Every place in which something stands in the account's field.
pub(super) fn written(owner: &UserId) -> Vec<(Place, Writing)> {
    let writings = all(owner).into_iter().map(|(place, shelf)| (place, shelf.writing()));
    writings.filter(|(_, writing)| !writing.is_blank()).collect()
}

/// Ends the recording that there is somewhere.
pub(super) fn stop_recordings() {
    let shelves: Vec<_> = SHELVES.with_borrow(|shelves| shelves.values().cloned().collect());
    for shelf in shelves {
        shelf.stop_recording();
    }
}

/// Forgets what is being written everywhere: the account has signed out.
pub(super) fn clear() {
    sent::forget();
    for (_, shelf) in SHELVES.take() {
        shelf.forget();
    }
}
