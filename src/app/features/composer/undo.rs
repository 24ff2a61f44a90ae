//! The moment in which what was sent can still be taken back (E25): until it is over, the engine has not heard of it.

use leptos::{ev, prelude::*};
use protocol::{
    UserId,
    composer::{About, Draft},
};

use super::{
    attachments::{Attachment, Stage},
    draft,
    model::{ComposerModel, now},
    net,
    shelf::{self, Job, Outgoing},
};
use crate::{
    kit::{Button, ButtonSize, Icon, IconSize},
    link::Link,
    platform::timer::{self, Timer},
    t,
};

/// So long after its time another page may still be at work on a message, in milliseconds. A page in the background is
/// late by a second.
const GRACE: u64 = 3_000;

/// A message with its files, which goes out when its time is over.
#[derive(Clone)]
pub(crate) struct Held {
    /// The words.
    pub(super) text: Option<Outgoing>,
    /// What goes with them.
    pub(super) files: Vec<Attachment>,
    /// What they stand to another message.
    pub(super) about: Option<About>,
    /// How long one could take it back, in seconds.
    pub(super) seconds: u32,
    /// When it goes out: milliseconds since 1970.
    pub(super) until: u64,
}

/// A message of another page, which may still be there.
pub(crate) struct Orphan {
    outgoing: Outgoing,
    /// When it goes out there.
    until: u64,
    /// Looks whether it did.
    _timer: Timer,
}

impl Held {
    /// What it says, in one line.
    fn line(&self) -> String {
        let text = self.text.iter().map(|outgoing| outgoing.draft.text.clone());
        text.chain(self.files.iter().map(Attachment::title)).collect::<Vec<_>>().join(" · ")
    }
}

impl ComposerModel {
    /// Lets a message wait for its time. The one before it has had its own.
    pub(super) fn hold(&self, held: Held) {
        self.release();
        let gone: Vec<u64> = held.files.iter().map(|file| file.id).collect();
        self.shelf.attachments.update(|list| list.retain(|file| !gone.contains(&file.id)));
        let model = self.clone();
        let timer = timer::after(held.seconds * 1_000, move || model.time_is_up());
        self.shelf.inner.held_timer.replace(Some(timer));
        self.shelf.held.set(Some(held));
    }

    /// Sends what waits without waiting for its time.
    pub(super) fn release(&self) {
        self.shelf.inner.held_timer.take();
        self.time_is_up();
    }

    fn time_is_up(&self) {
        if let Some(held) = self.take_held() {
            self.let_out(held);
            self.cast_net();
        }
    }

    fn take_held(&self) -> Option<Held> {
        let held = self.shelf.held.get_untracked()?;
        self.shelf.held.set(None);
        Some(held)
    }

    /// Hands a message over. Words that stand below a file go with it. The words answer, or the first of the files where there are none.
    pub(super) fn let_out(&self, Held { text, files, about, .. }: Held) {
        let (text, bundle) = self.put_below(text, &files);
        let mut answered = match about {
            Some(About::Reply(event)) if text.is_none() => Some(event),
            _ => None,
        };
        for file in files {
            file.stage.set(Stage::Sending);
            if let Some(event) = answered.take() {
                file.answers.set(Some(event));
            }
            self.shelf.attachments.update(|list| {
                if !list.iter().any(|other| other.id == file.id) {
                    list.push(file.clone());
                }
            });
            if bundle.is_none() {
                self.shelf.inner.queue.borrow_mut().push_back(Job::File(Box::new(file)));
            }
        }
        self.shelf.inner.queue.borrow_mut().extend(bundle.map(Job::Gallery));
        self.hand_over(text.into_iter().collect());
    }

    /// Takes back what waits: words, what they answer, and files.
    pub(crate) fn undo(&self) {
        self.shelf.inner.held_timer.take();
        let Some(Held { text, files, about, .. }) = self.take_held() else { return };
        self.shelf.attachments.update(|list| drop(list.splice(0..0, files)));
        let back = text.map_or(Draft { text: String::new(), about }, |outgoing| outgoing.draft);
        if !draft::is_blank(&back) {
            self.shelf.show(self.shelf.writing().put_back(vec![back]));
        }
        self.kept();
        self.save();
        self.shelf.summon();
    }

    /// What a page left in the net while it could be taken back. That page may be there still: only what it has not
    /// sent some time after is sent from here, under the same ticket.
    pub(super) fn await_other_page(&self, outgoing: Outgoing, until: u64) {
        let wait = (until + GRACE).saturating_sub(now());
        if wait == 0 {
            return self.hand_over(vec![outgoing]);
        }
        let (model, id) = (self.clone(), outgoing.id.clone());
        let timer = timer::after(u32::try_from(wait).unwrap_or(u32::MAX), move || model.adopt(&id));
        self.shelf.inner.orphans.borrow_mut().push(Orphan { outgoing, until, _timer: timer });
    }

    /// Sends a message that no other page has sent.
    pub(super) fn adopt(&self, id: &str) {
        let left = net::has(&self.owner, &self.place, id);
        let orphans = &self.shelf.inner.orphans;
        let at = orphans.borrow().iter().position(|one| one.outgoing.id == id);
        let Some(orphan) = at.map(|at| orphans.borrow_mut().remove(at)) else { return };
        if left {
            self.hand_over(vec![orphan.outgoing]);
            self.cast_net();
        }
    }

    /// What can still be taken back, here or in another page, and until when.
    pub(super) fn held(&self) -> Vec<(Outgoing, u64)> {
        let orphans = self.shelf.inner.orphans.borrow();
        let left = orphans.iter().filter(|one| net::has(&self.owner, &self.place, &one.outgoing.id));
        let left = left.map(|one| (one.outgoing.clone(), one.until));
        let own = self.shelf.held.with_untracked(|held| {
            let Held { text, until, .. } = held.as_ref()?;
            Some((text.clone()?, *until))
        });
        left.chain(own).collect()
    }
}

/// Sends what waits everywhere: the page is left.
pub(super) fn release_all(link: &Link, owner: &UserId) {
    for (place, shelf) in shelf::all(owner) {
        ComposerModel { link: link.clone(), owner: owner.clone(), place, shelf }.release();
    }
}

/// Asks before the page is left while files wait, which no browser keeps.
pub(super) fn ask_before_leaving(owner: UserId) {
    let handle = window_event_listener(ev::beforeunload, move |event| {
        let files = |held: &Option<Held>| held.as_ref().is_some_and(|held| !held.files.is_empty());
        if shelf::all(&owner).iter().any(|(_, shelf)| shelf.held.with_untracked(files)) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// What can still be taken back.
#[component]
pub(super) fn HeldLine(model: ComposerModel) -> impl IntoView {
    let (held, told) = (model.shelf.held.clone(), model.shelf.held.clone());
    let model = StoredValue::new_local(model);
    view! {
        // It is there before it says something, so that it is heard.
        <p class="VisuallyHidden" role="status">
            {move || told.with(|held| held.as_ref().map(|held| t!("composer-held-keys", seconds = held.seconds)))}
        </p>
        {move || held.get().map(|held| {
            let (line, seconds) = (held.line(), held.seconds);
            view! {
                <div class="held" role="group" aria-label=move || t!("composer-held-label")>
                    <Icon name="clock" size=IconSize::Small />
                    <span class="words">{move || t!("composer-held", seconds = seconds)}</span>
                    <span class="text" dir="auto">{line}</span>
                    <Button
                        size=ButtonSize::Small
                        icon="rotate-ccw"
                        on_press=move |_| {
                            model.try_with_value(ComposerModel::undo);
                        }
                    >
                        {move || t!("composer-undo")}
                    </Button>
                </div>
            }
        })}
    }
}
