//! Asking the people of a room or thread.

use leptos::prelude::*;
use protocol::{
    Failure,
    poll::{CreatePoll, PollStart},
};

use super::model::ComposerModel;
use crate::{
    link::new_ticket,
    polls::{PollDialog, PollDraft},
    t,
    text::failure,
};

impl ComposerModel {
    /// Opens the dialog, with what was written before; a question that was given comes in its place.
    pub(crate) fn begin_poll(&self, question: String) {
        if !question.is_empty() {
            self.write_poll(PollDraft { question, ..self.shelf.poll.get_untracked() });
        }
        self.shelf.poll_open.set(true);
    }

    /// The person has changed the poll. What is another poll now has a ticket of its own.
    fn write_poll(&self, draft: PollDraft) {
        self.shelf.inner.poll_ticket.take();
        self.shelf.poll.set(draft);
    }

    /// Hands the poll over. It is kept until the engine says that it is stored.
    fn send_poll(&self, start: PollStart, then: impl FnOnce(Result<(), Failure>) + 'static) {
        let ticket = self.shelf.inner.poll_ticket.borrow_mut().get_or_insert_with(new_ticket).clone();
        let model = self.clone();
        self.ask(CreatePoll { place: self.place.clone(), start, ticket: ticket.clone() }, move |answer| {
            // Written anew meanwhile, it is not this one any more.
            let same = model.shelf.inner.poll_ticket.borrow().as_ref() == Some(&ticket);
            if answer.is_ok() && same {
                model.write_poll(PollDraft::default());
                model.shelf.poll_open.set(false);
            }
            then(answer);
        });
    }
}

/// The dialog in which a poll is written, while it is open.
#[component]
pub(crate) fn NewPoll(model: ComposerModel) -> impl IntoView {
    let open = model.shelf.poll_open.clone();
    let model = StoredValue::new_local(model);
    move || {
        open.get().then(|| {
            let busy = RwSignal::new(false);
            let failed = RwSignal::new(None::<Failure>);
            let change = move |draft| {
                model.try_with_value(|model| model.write_poll(draft));
            };
            let go = move |start| {
                busy.set(true);
                failed.set(None);
                model.try_with_value(|model| {
                    model.send_poll(start, move |answer| {
                        busy.try_set(false);
                        failed.try_set(answer.err());
                    });
                });
            };
            let close = move |()| {
                model.try_with_value(|model| model.shelf.poll_open.set(false));
            };
            let failure = Signal::derive(move || {
                failed.with(|failed| {
                    let reason = failed.as_ref().map(failure::sentence);
                    reason.map(|reason| t!("composer-poll-not-sent", reason = reason))
                })
            });
            view! {
                <PollDialog
                    title=Signal::derive(|| t!("composer-poll-title"))
                    go_label=Signal::derive(|| t!("composer-poll-go"))
                    draft=model.with_value(|model| model.shelf.poll.get_untracked())
                    on_change=Callback::new(change)
                    busy=busy
                    failure=failure
                    on_go=go
                    on_close=close
                />
            }
            .into_any()
        })
    }
}
