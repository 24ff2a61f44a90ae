//! State and rules of the composer.

use leptos::prelude::*;
use protocol::{
    Command, Failure, FailureKind, UserId,
    composer::{Draft, LoadDraft, Place, SaveDraft, SetTyping},
    emoji::UseEmoji,
};
use web_sys::File;

use super::{
    attachments::{Attachment, Stage},
    commands::with_words,
    draft, emoticons,
    errands::Typed,
    net::{self, Caught},
    sent,
    shelf::{self, Job, Outgoing, Problem, Shelf},
    undo::{self, Held},
    words,
};
use crate::{
    link::Link,
    platform::{self, timer},
    rooms, settings,
};

/// How long the keys must rest before the draft is saved, in milliseconds.
const DRAFT_REST: u32 = 400;
/// How often the room is told again that the person types, in milliseconds; servers forget after 30 s.
const TYPING_AGAIN: f64 = 4_000.0;
/// How long the keys must rest before the room is told that the person stopped, in milliseconds.
const TYPING_REST: u32 = 6_000;

/// The composer of a room or thread; clones share their state.
#[derive(Clone)]
pub(crate) struct ComposerModel {
    pub(super) link: Link,
    pub(super) owner: UserId,
    /// Where.
    pub(crate) place: Place,
    /// What is being written there.
    pub(crate) shelf: Shelf,
}

impl ComposerModel {
    /// Takes up what an account was writing in a room or thread.
    pub(crate) fn new(link: Link, owner: UserId, place: Place) -> Self {
        let shelf = Shelf::of(&owner, &place);
        let model = Self { link, owner, place, shelf };
        model.load();
        model
    }

    /// Reads the net and the draft, once in this page's life.
    fn load(&self) {
        let inner = &self.shelf.inner;
        if inner.loaded.replace(true) {
            return;
        }
        let caught = inner.caught.get().unwrap_or_else(|| self.take_up());
        inner.caught.set(Some(caught));
        let model = self.clone();
        let request = self.link.request(LoadDraft { place: self.place.clone() });
        self.link.spawn(async move {
            match request.await {
                Ok(stored) => {
                    // What a crash left is in the field already, and newer than what is stored.
                    if let Some(stored) = stored.filter(|_| !caught) {
                        model.shelf.show(model.shelf.writing().take_up(stored));
                    }
                    if model.shelf.inner.dirty.get() {
                        model.save();
                    }
                }
                // Asked again when the room is next opened.
                Err(_) => model.shelf.inner.loaded.set(false),
            }
        });
    }

    /// Takes up what a page that died has left; says whether it left anything, be it an empty field.
    fn take_up(&self) -> bool {
        let left = net::read(&self.owner, &self.place);
        let field = net::take_field(&self.owner, &self.place);
        if left.is_none() && field.is_none() {
            return false;
        }
        let mut caught = left.unwrap_or_default();
        let back = caught.let_go(now());
        if !back.is_empty() {
            self.shelf.problem.set(Some(Problem::Text(FailureKind::Cancelled.into())));
        }
        let held = caught.take_held();
        let below = caught.take_below();
        let sending = caught.sending();
        let writing = field.unwrap_or(caught).writing();
        self.shelf.show(writing.put_back(back));
        self.take_up_below(below);
        self.shelf.inner.dirty.set(true);
        if !sending.is_empty() {
            self.hand_over(sending);
        }
        for (outgoing, until) in held {
            self.await_other_page(outgoing, until);
        }
        self.cast_net();
        true
    }

    /// The person has changed the text.
    pub(crate) fn typed(&self, text: String) {
        let writing = words::is_conversation(&text);
        self.shelf.text.set(text);
        self.kept();
        self.tell_typing(writing);
    }

    /// Puts the text into the net at once and into the engine's store when the keys rest.
    pub(super) fn kept(&self) {
        self.changed();
        let model = self.clone();
        self.shelf.inner.draft_timer.replace(Some(timer::after(DRAFT_REST, move || {
            model.look_behind_links();
            model.save();
        })));
    }

    /// Puts it into the net; into the engine's store it comes when somebody saves next.
    pub(super) fn changed(&self) {
        self.shelf.inner.dirty.set(true);
        self.cast_net();
    }

    /// Keeps what would be lost if the page died now.
    pub(super) fn cast_net(&self) {
        if self.shelf.inner.forgotten.get() {
            return;
        }
        net::write(&self.owner, &self.place, &self.caught());
        self.count_files();
    }

    /// What would be lost.
    fn caught(&self) -> Caught {
        let writing = self.shelf.writing();
        let caught = self.shelf.sending.with_untracked(|sending| Caught::new(writing, sending));
        caught.with_held(self.held()).with_below(self.below())
    }

    /// Says how many files wait here: the list of rooms shows that.
    pub(super) fn count_files(&self) {
        let waits = |file: &&Attachment| file.stage.with_untracked(|stage| *stage != Stage::Sending);
        let count = self.shelf.attachments.with_untracked(|list| list.iter().filter(waits).count());
        rooms::set_files_waiting(&self.place, count);
    }

    /// Saves the draft now, if it has changed: also when the page or the room is left.
    pub(crate) fn save(&self) {
        let inner = &self.shelf.inner;
        if inner.forgotten.get() || !inner.dirty.replace(false) {
            return;
        }
        let model = self.clone();
        let draft = self.shelf.field();
        let request = self.link.request(SaveDraft { place: self.place.clone(), draft: draft.clone() });
        self.link.spawn(async move {
            match request.await {
                // It does not know what waits.
                Ok(()) if model.caught().is_only(&draft) => net::remove(&model.owner, &model.place),
                Ok(()) => {}
                Err(_) => model.shelf.inner.dirty.set(true),
            }
        });
    }

    pub(super) fn tell_typing(&self, writing: bool) {
        let inner = &self.shelf.inner;
        let told = inner.typing_told.get();
        // Whoever keeps it to themselves from now on has stopped, as far as the others know.
        if !writing || !settings::here().send_typing.get_untracked() {
            if told.is_some() {
                inner.typing_told.set(None);
                self.set_typing(false);
            }
            return;
        }
        let now = platform::now();
        if told.is_none_or(|told| now - told >= TYPING_AGAIN) {
            inner.typing_told.set(Some(now));
            self.set_typing(true);
        }
        let model = self.clone();
        inner.typing_timer.replace(Some(timer::after(TYPING_REST, move || model.tell_typing(false))));
    }

    fn set_typing(&self, typing: bool) {
        // Nobody is worse off if the room does not hear of it.
        self.ask(SetTyping { room: self.place.room.clone(), typing }, drop);
    }

    /// The room is left: what is written is saved, and the others need not wait.
    pub(crate) fn leave(&self) {
        self.save();
        self.tell_typing(false);
    }

    /// The page is left, perhaps to be loaded anew.
    pub(crate) fn leave_page(&self) {
        undo::release_all(&self.link, &self.owner);
        self.leave();
        for (place, writing) in shelf::written(&self.owner) {
            net::keep_field(&self.owner, &place, writing);
        }
    }

    /// Asks the engine something for as long as the page lives.
    pub(crate) fn ask<Q: Command>(&self, command: Q, then: impl FnOnce(Result<Q::Reply, Failure>) + 'static) {
        let request = self.link.request(command);
        self.link.spawn(async move { then(request.await) });
    }

    /// Notes that an emoji was written.
    pub(crate) fn used_emoji(&self, emoji: &str) {
        // It is written all the same.
        self.ask(UseEmoji { emoji: emoji.to_owned() }, drop);
    }

    /// Does something beside, for as long as the page lives.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        self.link.spawn(work);
    }

    /// Takes files; they are measured while the person looks at them.
    pub(crate) fn attach(&self, files: Vec<File>) {
        // What was chosen for others does not hold for these.
        if self.shelf.attachments.with_untracked(Vec::is_empty) {
            self.shelf.keep_notes.set(false);
            self.shelf.together.set(false);
        }
        self.shelve(files.into_iter().map(Attachment::new).collect());
    }

    /// Puts files behind those that wait, and measures them.
    pub(super) fn shelve(&self, files: Vec<Attachment>) {
        for attachment in files {
            self.link.spawn(attachment.measured());
            self.shelf.attachments.update(|list| list.push(attachment));
        }
        self.count_files();
    }

    /// Takes a file away that is not being sent.
    pub(crate) fn detach(&self, id: u64) {
        self.shelf.attachments.update(|list| list.retain(|attachment| attachment.id != id));
        self.shelf.inner.queue.borrow_mut().retain(|job| !matches!(job, Job::File(file) if file.id == id));
        self.count_files();
    }

    /// Whether there is anything to send.
    pub(crate) fn has_something(&self) -> bool {
        let words = self.shelf.text.with(|text| !text.trim().is_empty());
        // An edit changes words; the files wait.
        let editing = self.shelf.about.with(draft::is_edit);
        words
            || self.takes_caption_away()
            || !editing && self.shelf.attachments.with(|list| list.iter().any(|file| file.stage.with(may_go)))
    }

    /// Hands over the files, then the text. Each leaves the composer for good only when the engine says that
    /// it is stored; until then the text is kept, shown as being sent, and comes back if it fails.
    pub(crate) fn send(&self) {
        let text = self.shelf.text.get_untracked();
        // Blanks at the beginning may belong to a block of code.
        let text = text.trim_matches(['\n', '\r']).trim_end().to_owned();
        let about = self.shelf.about.get_untracked();
        let editing = self.is_editing();
        let problem = match Typed::of(&text) {
            Typed::Message => None,
            Typed::Errand(errand) if !editing => return self.run(errand, text),
            // What was said is not taken for a command afterwards.
            Typed::Errand(_) => Some(Problem::Unknown(text.clone())),
            Typed::Unknown(word) => Some(Problem::Unknown(word)),
            Typed::Misused(slash) => Some(Problem::Misused(slash)),
        };
        if problem.is_some() {
            self.shelf.problem.set(problem);
            return;
        }
        let inner = &self.shelf.inner;
        if editing && inner.original.borrow().as_ref() == Some(&text) {
            self.drop_about();
            return;
        }
        let files = self.shelf.attachments.get_untracked();
        let files: Vec<_> =
            files.into_iter().filter(|file| !editing && file.stage.with_untracked(may_go)).collect();
        let bare = text.is_empty() && self.takes_caption_away();
        if files.is_empty() && text.is_empty() && !bare {
            return;
        }
        self.shelf.problem.set(None);
        self.note_choices(&files);
        if !editing && !text.is_empty() {
            sent::note(&text);
        }
        let text = with_words(text);
        let text = if settings::here().emoticons.get_untracked() { emoticons::to_emoji(&text) } else { text };
        let seconds = settings::here().undo_send.get_untracked().seconds();
        let until = now() + u64::from(seconds) * 1_000;
        let words = (bare || !text.is_empty()).then(|| Outgoing::new(Draft { text, about: about.clone() }));
        let message = Held { text: words, files, about, seconds, until };
        self.next();
        inner.dirty.set(true);
        // An edit can be edited again.
        if seconds > 0 && !editing {
            self.hold(message);
            self.save();
        } else {
            self.release();
            self.let_out(message);
        }
        self.cast_net();
        self.tell_typing(false);
    }
}

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    platform::wall_clock() as u64
}

/// Whether a file is sent with the next message: not if it was refused for itself, which it would be again.
pub(super) fn may_go(stage: &Stage) -> bool {
    match stage {
        Stage::Waiting => true,
        Stage::Sending => false,
        Stage::Failed(failure) => !concerns_one(failure),
    }
}

/// Whether a failure says something about this message or file only, so that the next may still go.
pub(super) fn concerns_one(failure: &Failure) -> bool {
    matches!(
        failure.kind,
        FailureKind::TooLarge { .. } | FailureKind::Invalid { .. } | FailureKind::Unsupported
    )
}
