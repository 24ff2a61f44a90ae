//! Answering and editing: what the message being written stands to another, and what waits for the field meanwhile.

use leptos::prelude::*;
use protocol::{
    EventId, Failure, FailureKind,
    composer::{About, Draft},
    message::{Editable, ReadEditable},
    timeline::{QuoteState, Timeline},
};

use super::{
    draft::{self, Writing},
    model::ComposerModel,
    shelf::Problem,
};

impl ComposerModel {
    /// What is written from now on answers a message.
    pub(crate) fn answer(&self, event: EventId) {
        if self.is_editing() {
            // Words that stand for themselves may become the answer; what stands to another message waits on.
            let free = |one: &Draft| one.about.is_none() || one.text.trim().is_empty();
            let words = self.take_aside(free).unwrap_or_default();
            self.put_edit_aside();
            self.show_in_field(words);
        }
        self.shelf.about.set(Some(About::Reply(event)));
        self.kept();
        self.shelf.summon();
    }

    /// Puts a message of one's own into the field to be edited, the timeline's newest if none is named; what stands there comes
    /// back afterwards. Not if something is written before the message comes.
    pub(crate) fn edit(&self, timeline: Timeline, event: Option<EventId>) {
        let newest = event.is_none();
        let before = self.shelf.field();
        let model = self.clone();
        self.ask(ReadEditable { timeline, event }, move |answer| match answer {
            Ok(editable) if model.shelf.field() == before => model.begin_edit(editable),
            Ok(_) => {}
            Err(Failure { kind: FailureKind::NotFound, .. }) if newest => {}
            Err(failure) => model.shelf.problem.set(Some(Problem::Edit(failure))),
        });
    }

    fn begin_edit(&self, editable: Editable) {
        let about = Some(About::Edit(editable.event));
        if self.shelf.about.get_untracked() != about {
            if self.is_editing() {
                self.put_edit_aside();
            } else {
                let field = self.shelf.field();
                if !draft::is_blank(&field) {
                    self.shelf.aside.write().insert(0, field);
                }
            }
            // An edit of it that was begun before goes on.
            let field = self.take_aside(|one| one.about == about).unwrap_or_else(|| {
                self.shelf.problem.set((!editable.whole).then_some(Problem::Format));
                self.shelf.inner.original.replace(Some(editable.text.clone()));
                Draft { text: editable.text, about }
            });
            self.show_in_field(field);
            self.kept();
        }
        self.shelf.summon();
    }

    pub(super) fn is_editing(&self) -> bool {
        self.shelf.about.with_untracked(draft::is_edit)
    }

    /// Lets an edit wait behind all else, unless it has changed nothing. What stands in the field is to be replaced.
    fn put_edit_aside(&self) {
        let field = self.shelf.field();
        if self.shelf.inner.original.take().as_ref() != Some(&field.text) {
            self.shelf.aside.write().push(field);
        }
    }

    /// Takes the first of what waits that is wanted.
    fn take_aside(&self, wanted: impl Fn(&Draft) -> bool) -> Option<Draft> {
        let at = self.shelf.aside.with_untracked(|aside| aside.iter().position(wanted))?;
        Some(self.shelf.aside.write().remove(at))
    }

    fn show_in_field(&self, field: Draft) {
        self.shelf.show(Writing { field, ..self.shelf.writing() });
    }

    /// The field is free: what waits first comes in.
    pub(super) fn next(&self) {
        self.shelf.inner.original.take();
        self.show_in_field(self.take_aside(|_| true).unwrap_or_default());
    }

    /// What is written stands for itself again; an edit is given up.
    pub(crate) fn drop_about(&self) {
        if self.shelf.about.with_untracked(Option::is_none) {
            return;
        }
        let editing = self.is_editing();
        if !editing {
            self.shelf.about.set(None);
        }
        if editing || draft::is_blank(&self.shelf.field()) {
            self.next();
        }
        self.kept();
        self.shelf.summon();
    }

    /// Brings in what waits first; what stands in the field waits behind the others.
    pub(crate) fn bring_aside(&self) {
        let field = self.shelf.field();
        if !draft::is_blank(&field) {
            self.shelf.aside.write().push(field);
        }
        self.next();
        self.kept();
        self.shelf.summon();
    }

    /// Puts words into the field, or behind what is being written there.
    pub(crate) fn bring(&self, draft: Draft) {
        self.shelf.show(self.shelf.writing().put_back(vec![draft]));
        self.kept();
    }

    /// The message that is answered or edited, in one line.
    pub(crate) fn quote(&self, about: &About) -> RwSignal<QuoteState> {
        let (About::Reply(event) | About::Edit(event)) = about;
        self.link.quote(&self.place.room, event)
    }
}
