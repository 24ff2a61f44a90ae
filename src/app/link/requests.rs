//! Questions that have not been answered yet.

use futures_channel::oneshot;
use protocol::{
    Command, Failure, FailureKind, RequestId,
    codec::Sealed,
    composer::RetrySend,
    diagnostics::{Crash, ReadFigures, ReadLog},
    emoji::UseEmoji,
    encryption::{ChangeRecoveryKey, CreateRecoveryKey, RepairKeyStorage, SetKeyStorage},
    login::{LoginWithPassword, LoginWithToken, TakeOver},
    message::SendRaw,
    packs::{AddPackImage, CreatePack},
    room::{CreateRoom, StartDirect, UpgradeRoom},
    session::Logout,
    trust::SendAnyway,
    verification::RequestVerification,
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
struct Question {
    id: RequestId,
    command: Sealed,
    blobs: Vec<web_sys::Blob>,
    /// Whether the engine of this life has been given it.
    posted: bool,
    answer: oneshot::Sender<Answer>,
}

/// The table of questions, in the order they were asked.
#[derive(Default)]
pub(super) struct Requests {
    next: u32,
    open: Vec<Question>,
}

impl Requests {
    /// Notes a question.
    pub(super) fn open(
        &mut self,
        command: Sealed,
        blobs: Vec<web_sys::Blob>,
    ) -> (RequestId, oneshot::Receiver<Answer>) {
        let id = RequestId(self.next);
        self.next = self.next.wrapping_add(1);
        let (answer, receiver) = oneshot::channel();
        self.open.push(Question { id, command, blobs, posted: false, answer });
        (id, receiver)
    }

    fn take(&mut self, id: RequestId) -> Option<Question> {
        let at = self.open.iter().position(|question| question.id == id)?;
        Some(self.open.remove(at))
    }

    /// The questions that no engine has been given yet, marked as given from now on.
    pub(super) fn take_unposted(&mut self) -> Vec<(RequestId, Sealed, Vec<web_sys::Blob>)> {
        self.open
            .iter_mut()
            .filter(|question| !question.posted)
            .map(|question| {
                question.posted = true;
                (question.id, question.command.clone(), question.blobs.clone())
            })
            .collect()
    }

    /// Hands an answer to who asked. Late answers to cancelled questions find nobody.
    pub(super) fn answer(&mut self, id: RequestId, answer: Answer) {
        if let Some(question) = self.take(id) {
            let _ = question.answer.send(answer);
        }
    }

    /// Forgets a question; says whether the engine has to be told.
    pub(super) fn cancel(&mut self, id: RequestId) -> bool {
        self.take(id).is_some_and(|question| question.posted)
    }

    /// The engine is gone. What only reads, or may safely be done twice, is asked of the next one; the rest
    /// fails, since nobody can know whether it was done.
    pub(super) fn engine_died(&mut self) {
        let lost: Vec<_> = self
            .open
            .iter()
            .filter(|question| question.posted && !repeatable(question.command.name()))
            .map(|question| question.id)
            .collect();
        for id in lost {
            self.answer(id, Err(Failure::new(FailureKind::Internal)));
        }
        for question in &mut self.open {
            question.posted = false;
        }
    }

    /// No engine will answer any more: whether one has done what it was asked, nobody knows.
    pub(super) fn fail_all(&mut self) {
        for question in std::mem::take(&mut self.open) {
            let _ = question.answer.send(Err(Failure::new(FailureKind::Cancelled)));
        }
    }
}

/// Whether asking the command of this name twice does no more than asking it once.
fn repeatable(name: &str) -> bool {
    ![
        LoginWithToken::NAME,
        LoginWithPassword::NAME,
        TakeOver::NAME,
        Logout::NAME,
        RetrySend::NAME,
        SendAnyway::NAME,
        CreateRoom::NAME,
        StartDirect::NAME,
        UpgradeRoom::NAME,
        UseEmoji::NAME,
        CreatePack::NAME,
        AddPackImage::NAME,
        SendRaw::NAME,
        CreateRecoveryKey::NAME,
        ChangeRecoveryKey::NAME,
        RepairKeyStorage::NAME,
        SetKeyStorage::NAME,
        RequestVerification::NAME,
        ReadLog::NAME,
        ReadFigures::NAME,
        // Again it would be a crash loop.
        Crash::NAME,
    ]
    .contains(&name)
}
