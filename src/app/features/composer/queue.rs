//! Handing over what is sent: one after the other, and what becomes of it if that fails.

use std::collections::VecDeque;

use leptos::prelude::*;
use protocol::{
    Failure, FailureKind,
    composer::{Draft, SendText, Ticket},
    link_preview::SendWithPreviews,
};

use super::{
    attachments::{Attachment, Stage},
    model::{ComposerModel, concerns_one, now},
    shelf::{Job, Outgoing, Problem, is_long_ago},
};

impl ComposerModel {
    /// Puts messages behind what waits already, and sees to it that somebody works it off.
    pub(super) fn hand_over(&self, outgoing: Vec<Outgoing>) {
        let inner = &self.shelf.inner;
        inner.queue.borrow_mut().extend(outgoing.iter().cloned().map(Job::Text));
        self.shelf.sending.update(|sending| sending.extend(outgoing));
        if !inner.running.replace(true) {
            let model = self.clone();
            self.link.spawn(async move { model.work_off().await });
        }
    }

    /// Sends what was handed over, one after the other, so that the order is kept.
    async fn work_off(&self) {
        let inner = &self.shelf.inner;
        loop {
            let Some(mut job) = inner.queue.borrow_mut().pop_front() else { break };
            let result = match &mut job {
                Job::Text(outgoing) => self.send_text(outgoing).await,
                Job::File(file) => self.send_file(file).await,
                Job::Gallery(bundle) => self.send_gallery(bundle).await,
            };
            if inner.forgotten.get() {
                return;
            }
            match (job, result) {
                (job, Err(Failure { kind: FailureKind::Cancelled, .. })) => self.wait_with(job).await,
                (Job::Text(outgoing), result) => {
                    self.shelf.sending.update(|sending| sending.retain(|one| one.id != outgoing.id));
                    if let Err(failure) = result {
                        self.take_back(Some(outgoing), !concerns_one(&failure));
                        self.shelf.problem.set(Some(Problem::Text(failure)));
                    }
                    self.changed();
                }
                (Job::File(file), Ok(())) => {
                    self.detach(file.id);
                    self.changed();
                }
                (Job::Gallery(bundle), Ok(())) => {
                    self.bundle_sent(&bundle);
                    self.changed();
                }
                (Job::Gallery(bundle), Err(failure)) => self.bundle_failed(&bundle, failure),
                (Job::File(file), Err(failure)) => {
                    file.stage.set(Stage::Failed(failure.clone()));
                    if !concerns_one(&failure) {
                        self.take_back(None, true);
                    }
                    self.shelf.problem.set(Some(Problem::File(file.title(), failure)));
                    self.count_files();
                }
            }
        }
        inner.running.set(false);
        self.save();
    }

    /// No engine has answered, and whether one has done it nobody knows: the messages stay as they are, to be asked
    /// for again with the same tickets when there is an engine, or by the next page. The files wait for the person.
    async fn wait_with(&self, job: Job) {
        self.shelf.inner.queue.borrow_mut().push_front(job);
        self.take_files_back();
        self.link.until_ready().await;
        let old = |one: &Outgoing| one.asked_at.is_some_and(|then| is_long_ago(then, now()));
        if self.shelf.sending.with_untracked(|sending| sending.iter().any(old)) {
            self.take_back(None, true);
            self.shelf.problem.set(Some(Problem::Text(FailureKind::Cancelled.into())));
        }
    }

    async fn send_text(&self, outgoing: &mut Outgoing) -> Result<(), Failure> {
        let asked_at = *outgoing.asked_at.get_or_insert_with(now);
        // Noted before the engine is asked: a page that finds this in the net asks for the same.
        self.shelf.sending.update(|sending| {
            if let Some(one) = sending.iter_mut().find(|one| one.id == outgoing.id) {
                one.asked_at = Some(asked_at);
            }
        });
        self.cast_net();
        let ticket = Ticket { id: outgoing.id.clone(), asked_at };
        let Draft { text, about } = outgoing.draft.clone();
        let previews = self.known_previews(&text);
        let message = SendText { place: self.place.clone(), text, about, ticket };
        if previews.is_empty() {
            return self.link.request(message).await;
        }
        self.link.request(SendWithPreviews { message, previews }).await
    }

    async fn send_file(&self, file: &Attachment) -> Result<(), Failure> {
        file.ticket();
        // Noted before the engine is asked, as with a text.
        self.cast_net();
        let (command, blobs) = file.command(self.place.clone()).await;
        if self.shelf.inner.forgotten.get() {
            return Err(FailureKind::Cancelled.into());
        }
        self.link.request_with(command, blobs).await
    }

    /// Puts a text that failed back into the field or behind it, and, where the next would fail too, all that was
    /// handed over after it.
    pub(super) fn take_back(&self, failed: Option<Outgoing>, all: bool) {
        let mut back: Vec<Outgoing> = failed.into_iter().collect();
        if all {
            self.take_files_back();
            self.shelf.inner.queue.borrow_mut().clear();
            back.append(&mut self.shelf.sending.write());
        }
        if back.is_empty() {
            return;
        }
        let back = back.into_iter().map(|outgoing| outgoing.draft).collect();
        self.shelf.show(self.shelf.writing().put_back(back));
        self.changed();
    }

    /// Takes the files out of the queue; they stay above the field.
    fn take_files_back(&self) {
        let queue = &self.shelf.inner.queue;
        let (files, texts): (VecDeque<_>, _) =
            queue.take().into_iter().partition(|job| !matches!(job, Job::Text(..)));
        queue.replace(texts);
        for job in files {
            match job {
                Job::File(file) => file.stage.set(Stage::Waiting),
                Job::Gallery(bundle) => self.bundle_waits(&bundle),
                Job::Text(_) => {}
            }
        }
    }
}
