//! Recording a voice message (E18).

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use protocol::composer::{About, Draft};
use send_wrapper::SendWrapper;

use super::{
    attachments::{Attachment, Stage},
    draft,
    model::ComposerModel,
    shelf::{self, Job, Problem, Shelf},
};
use crate::platform::record::{self, Recorder, Refusal};

/// Longer than so many milliseconds nothing is recorded: it waits above the field then.
const LONGEST_MS: u64 = 30 * 60 * 1000;
/// So many levels are on the screen.
const LEVELS: usize = 60;

/// Why there is no voice message: there was no microphone to be had, or nothing came from it.
pub(crate) type NoVoice = Option<Refusal>;

/// A recording, from the press to its end. Clones are the same.
#[derive(Clone)]
pub(crate) struct Take {
    /// How far it has come.
    pub(crate) stage: ArcRwSignal<TakeStage>,
    /// Milliseconds.
    pub(crate) length_ms: ArcRwSignal<u64>,
    /// How loud it was, the newest last, each 0 to 1.
    pub(crate) levels: ArcRwSignal<Vec<f64>>,
    inner: SendWrapper<Rc<Inner>>,
}

#[derive(Default)]
struct Inner {
    recorder: Cell<Option<Recorder>>,
    /// Whether it is sent as soon as it has ended.
    send: Cell<bool>,
}

/// How far a recording has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TakeStage {
    /// The microphone is asked for.
    Asking,
    /// It is heard.
    Running,
    /// The file is being made.
    Ending,
}

impl PartialEq for Take {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Take {
    fn new() -> Self {
        Self {
            stage: ArcRwSignal::new(TakeStage::Asking),
            length_ms: ArcRwSignal::new(0),
            levels: ArcRwSignal::new(vec![0.0; LEVELS]),
            inner: SendWrapper::new(Rc::default()),
        }
    }

    /// What the recorder tells ten times a second.
    fn hears(&self) -> impl Fn(u64, f32) + 'static {
        let (length_ms, levels) = (self.length_ms.clone(), self.levels.clone());
        move |at, level| {
            length_ms.set(at);
            levels.update(|levels| {
                levels.remove(0);
                levels.push(level.into());
            });
        }
    }

    /// Ends it, if it was begun.
    fn stop(&self) {
        if let Some(recorder) = self.inner.recorder.take() {
            recorder.stop();
            // It has to live until all was given.
            self.inner.recorder.set(Some(recorder));
            self.stage.set(TakeStage::Ending);
        }
    }
}

impl Shelf {
    /// Ends a recording; what was recorded waits above the field. One for which the microphone was only asked is given up.
    pub(crate) fn stop_recording(&self) {
        let Some(take) = self.take.get_untracked() else { return };
        match take.stage.get_untracked() {
            TakeStage::Asking => self.drop_recording(),
            TakeStage::Running => take.stop(),
            TakeStage::Ending => {}
        }
    }

    /// Throws a recording away and lets the microphone go.
    pub(crate) fn drop_recording(&self) {
        if let Some(take) = self.take.get_untracked() {
            self.take.set(None);
            take.inner.recorder.take();
        }
    }
}

impl ComposerModel {
    /// Whether there is nothing to send, so that the place of Send is free for the microphone.
    pub(crate) fn may_record(&self) -> bool {
        let Shelf { text, attachments, about, .. } = &self.shelf;
        text.with(|text| text.trim().is_empty())
            && attachments.with(Vec::is_empty)
            && !about.with(draft::is_edit)
            && record::is_supported()
    }

    /// Asks for the microphone and records. There is one recording at a time in a page: another ends.
    pub(crate) fn record(&self) {
        if self.shelf.take.with_untracked(Option::is_some) {
            return;
        }
        shelf::stop_recordings();
        self.shelf.problem.set(None);
        let take = Take::new();
        self.shelf.take.set(Some(take.clone()));
        let model = self.clone();
        self.spawn(async move { model.take_down(take).await });
    }

    /// Ends a recording, and sends it as soon as it is a file.
    pub(crate) fn send_recording(&self) {
        if let Some(take) = self.shelf.take.get_untracked() {
            take.inner.send.set(true);
            self.shelf.stop_recording();
        }
    }

    async fn take_down(&self, take: Take) {
        let is_wanted = || self.shelf.take.with_untracked(|now| now.as_ref() == Some(&take));
        let recorded = match record::start(LONGEST_MS, take.hears()).await {
            // The microphone goes with the recorder.
            _ if !is_wanted() => return,
            Ok((recorder, recorded)) => {
                take.inner.recorder.set(Some(recorder));
                take.stage.set(TakeStage::Running);
                recorded.await.ok_or(None)
            }
            Err(refusal) => Err(Some(refusal)),
        };
        if !is_wanted() {
            return;
        }
        self.shelf.drop_recording();
        match recorded {
            Ok(recorded) => {
                let file = Attachment::recorded(recorded);
                self.shelf.attachments.update(|list| list.push(file.clone()));
                if take.inner.send.get() {
                    self.send_alone(file);
                }
            }
            Err(refusal) => self.shelf.problem.set(Some(Problem::Voice(refusal))),
        }
    }

    /// Sends one file. What has come into the field meanwhile stays there; where that is no words, the file is the answer.
    fn send_alone(&self, file: Attachment) {
        let Draft { text, about } = self.shelf.field();
        if let Some(About::Reply(event)) = about.filter(|_| text.trim().is_empty()) {
            file.answers.set(Some(event));
            self.next();
            self.kept();
        }
        self.release();
        file.stage.set(Stage::Sending);
        self.shelf.inner.queue.borrow_mut().push_back(Job::File(Box::new(file)));
        self.hand_over(Vec::new());
    }
}
