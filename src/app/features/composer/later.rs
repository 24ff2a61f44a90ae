//! Sending later: when, and what becomes of the field (E21). No DOM.

use leptos::prelude::*;
use protocol::{
    Failure,
    composer::Draft,
    schedule::{DropScheduled, Schedule, ScheduleText, ScheduledSend, ScheduledSends, SendScheduled},
};

use super::{commands::with_words, draft, emoticons, errands::Typed, model::ComposerModel, shelf::Problem};
use crate::{
    link::{LiveValue, new_ticket},
    settings,
    text::time,
};

/// Milliseconds of an hour.
const HOUR: u64 = 3_600_000;

/// A moment that is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// An hour from now.
    Hour,
    /// Tomorrow at nine.
    Tomorrow,
    /// The next Monday at nine.
    Monday,
}

impl Moment {
    /// Those that are offered, with their time. Of two that are the same one is enough.
    pub(crate) fn offered(now: u64) -> Vec<(Self, u64)> {
        let mut all = vec![(Self::Hour, now + HOUR), (Self::Tomorrow, time::nine_in(1))];
        match time::days_to_monday() {
            1 => {}
            days => all.push((Self::Monday, time::nine_in(days))),
        }
        all
    }
}

/// What the dialog for a time of one's own is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Planned {
    /// What stands in the field.
    New,
    /// A message that is scheduled already.
    Change(Box<ScheduledSend>),
}

/// What is written as it would go out now.
fn as_sent(text: String) -> String {
    let text = with_words(text);
    if settings::here().emoticons.get_untracked() { emoticons::to_emoji(&text) } else { text }
}

impl ComposerModel {
    /// What is to be sent later in the room, for the current owner's life.
    pub(crate) fn schedule(&self) -> LiveValue<Schedule> {
        self.link.value(ScheduledSends { room: self.place.room.clone() })
    }

    /// Whether what is written could be sent later: words or files that are no edit.
    pub(crate) fn may_schedule(&self) -> bool {
        let something =
            self.shelf.text.with(|text| !text.trim().is_empty()) || !self.files_to_go().is_empty();
        something && !self.shelf.about.with(draft::is_edit)
    }

    /// Opens the dialog for a time of one's own.
    pub(crate) fn plan(&self) {
        if untrack(|| self.may_schedule()) {
            self.shelf.later.set(Some(Planned::New));
        }
    }

    /// Schedules what stands in the field, with the files above it; it stays there until the engine has it. `then` is told
    /// the time.
    pub(crate) fn send_later(&self, at: u64, then: impl FnOnce(u64) + 'static) {
        let draft = self.shelf.field();
        if !matches!(Typed::of(&draft.text), Typed::Message) {
            self.shelf.problem.set(Some(Problem::Later));
            return;
        }
        self.shelf.problem.set(None);
        let files = untrack(|| self.files_to_go());
        let Draft { text, about } = draft.clone();
        let text = as_sent(text);
        let place = self.place.clone();
        let command = ScheduleText { place, text, about, at, ticket: new_ticket(), replaces: None };
        let model = self.clone();
        let done = move |answer| {
            if model.shelf.inner.forgotten.get() {
                return;
            }
            match answer {
                Ok(()) => {
                    // What was written on meanwhile is the next message.
                    if model.shelf.field() == draft {
                        model.next();
                        model.kept();
                        model.save();
                    }
                    model.tell_typing(false);
                    then(at);
                }
                Err(failure) => model.shelf.problem.set(Some(Problem::Text(failure))),
            }
        };
        match files.is_empty() {
            true => self.ask(command, done),
            false => self.schedule_files(command, files, done),
        }
    }

    /// Changes a scheduled message.
    pub(crate) fn change_scheduled(
        &self,
        before: ScheduledSend,
        text: String,
        at: u64,
        then: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let ScheduledSend { id, place, about, .. } = before;
        let text = as_sent(text);
        self.ask(ScheduleText { place, text, about, at, ticket: new_ticket(), replaces: Some(id) }, then);
    }

    /// Sends a scheduled message now.
    pub(crate) fn send_scheduled(&self, id: String, then: impl FnOnce(Result<(), Failure>) + 'static) {
        self.ask(SendScheduled { id }, then);
    }

    /// Deletes a scheduled message.
    pub(crate) fn drop_scheduled(&self, id: String, then: impl FnOnce(Result<(), Failure>) + 'static) {
        self.ask(DropScheduled { id }, then);
    }
}
