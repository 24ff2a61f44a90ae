//! Questions that have not been answered yet.

use std::collections::BTreeMap;

use futures_channel::oneshot;
use protocol::{
    AnyCommand, ComposerCommand, Failure, FailureKind, LoginCommand, RequestId, RoomCommand, SessionCommand,
};

/// What came beside a frame's head: `ArrayBuffer`s by number. None in tests, where there is no browser.
pub(super) type Attachments = Option<js_sys::Array>;

/// A success as the wire carries it.
#[derive(Debug)]
pub(super) struct Raw {
    /// The encoded reply.
    pub(super) body: Vec<u8>,
    /// What came with it.
    pub(super) attachments: Attachments,
}

pub(super) type Answer = Result<Raw, Failure>;

/// A question on its way.
pub(super) struct Question {
    pub(super) command: AnyCommand,
    pub(super) blobs: Vec<web_sys::Blob>,
    /// Whether the engine of this life has been given it.
    posted: bool,
    answer: oneshot::Sender<Answer>,
}

/// The table of questions, in the order they were asked.
#[derive(Default)]
pub(super) struct Requests {
    next: u32,
    open: BTreeMap<RequestId, Question>,
}

impl Requests {
    /// Notes a question.
    pub(super) fn open(
        &mut self,
        command: AnyCommand,
        blobs: Vec<web_sys::Blob>,
    ) -> (RequestId, oneshot::Receiver<Answer>) {
        let id = RequestId(self.next);
        self.next = self.next.wrapping_add(1);
        let (answer, receiver) = oneshot::channel();
        self.open.insert(id, Question { command, blobs, posted: false, answer });
        (id, receiver)
    }

    /// The questions that no engine has been given yet, marked as given from now on.
    pub(super) fn take_unposted(&mut self) -> Vec<(RequestId, AnyCommand, Vec<web_sys::Blob>)> {
        self.open
            .iter_mut()
            .filter(|(_, question)| !question.posted)
            .map(|(id, question)| {
                question.posted = true;
                (*id, question.command.clone(), question.blobs.clone())
            })
            .collect()
    }

    /// Hands an answer to who asked. Late answers to cancelled questions find nobody.
    pub(super) fn answer(&mut self, id: RequestId, answer: Answer) {
        if let Some(question) = self.open.remove(&id) {
            let _ = question.answer.send(answer);
        }
    }

    /// Forgets a question; says whether the engine has to be told.
    pub(super) fn cancel(&mut self, id: RequestId) -> bool {
        self.open.remove(&id).is_some_and(|question| question.posted)
    }

    /// The engine is gone. What only reads, or may safely be done twice, is asked of the next one; the rest
    /// fails, since nobody can know whether it was done.
    pub(super) fn engine_died(&mut self) {
        let lost: Vec<_> = self
            .open
            .iter()
            .filter(|(_, question)| question.posted && !repeatable(&question.command))
            .map(|(id, _)| *id)
            .collect();
        for id in lost {
            self.answer(id, Err(Failure::new(FailureKind::Internal)));
        }
        for question in self.open.values_mut() {
            question.posted = false;
        }
    }

    /// No engine will answer any more: whether one has done what it was asked, nobody knows.
    pub(super) fn fail_all(&mut self) {
        for (_, question) in std::mem::take(&mut self.open) {
            let _ = question.answer.send(Err(Failure::new(FailureKind::Cancelled)));
        }
    }
}

/// Whether asking twice does no more than asking once.
fn repeatable(command: &AnyCommand) -> bool {
    match command {
        AnyCommand::Login(LoginCommand::LoginWithToken(_) | LoginCommand::LoginWithPassword(_))
        | AnyCommand::Session(SessionCommand::Logout(_))
        | AnyCommand::Composer(ComposerCommand::RetrySend(_))
        | AnyCommand::Room(RoomCommand::StartDirect(_))
        // `Crash` again would be a crash loop.
        | AnyCommand::Diagnostics(_) => false,
        _ => true,
    }
}
