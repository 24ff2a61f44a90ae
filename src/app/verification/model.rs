//! Which verification this tab shows, and what is asked of the engine about it.

use leptos::prelude::*;
use protocol::{
    Command, Failure, UserId,
    verification::{
        AcceptVerification, CancelVerification, Cancelled, FlowId, RequestVerification, Verification,
        VerificationState, Verifications,
    },
};

use crate::{
    link::{Link, LiveValue},
    platform::camera,
};

/// Who is to be verified.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Whom {
    pub(super) user: UserId,
    /// One device of the account's; none for a person, or all its devices.
    pub(super) device: Option<String>,
}

/// What is open.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Open {
    /// It is being asked for.
    Asking(Whom),
    /// It could not be asked for.
    NotAsked(Whom, Failure),
    /// It goes on, or has ended.
    Flow(FlowId),
}

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    /// It is being asked for.
    Asking,
    /// It could not be asked for.
    NotAsked(Failure),
    /// Where it stands.
    At(Verification),
}

/// The verifications as this tab has to do with them. Copies are the same.
#[derive(Clone, Copy)]
pub struct Verifying {
    link: StoredValue<Link>,
    live: StoredValue<LiveValue<Vec<Verification>>>,
    pub(super) open: RwSignal<Option<Open>>,
    /// What the last step failed with.
    pub(super) failure: RwSignal<Option<Failure>>,
    /// Whether a step is on its way.
    pub(super) busy: RwSignal<bool>,
    pub(super) shown: Memo<Option<Shown>>,
}

impl Verifying {
    /// Follows the engine's verifications as long as the current owner lives, for all that stands below.
    pub fn provide(link: &Link) -> Self {
        let verifying = Self::new(link);
        provide_context(verifying);
        verifying
    }

    pub(super) fn new(link: &Link) -> Self {
        let live = link.value(Verifications);
        let open = RwSignal::new(None::<Open>);
        let following = live.clone();
        let shown = Memo::new(move |before: Option<&Option<Shown>>| {
            following.with(|all| {
                look(open.get().as_ref(), all.map(Vec::as_slice), before.and_then(Option::as_ref))
            })
        });
        Self {
            link: StoredValue::new(link.clone()),
            live: StoredValue::new(live),
            open,
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            shown,
        }
    }

    /// All of them; none until the engine has said so.
    pub(super) fn all(self) -> Option<Vec<Verification>> {
        self.live.with_value(LiveValue::get)
    }

    /// Asks a person, or a device of the account's, or all of them, and shows what comes of it.
    pub(super) fn ask(self, whom: Whom) {
        self.failure.set(None);
        let command = RequestVerification {
            user: whom.user.clone(),
            device: whom.device.clone(),
            can_scan: camera::is_supported(),
        };
        self.open.set(Some(Open::Asking(whom.clone())));
        self.link.with_value(|link| {
            let asked = link.request(command);
            link.spawn(async move {
                let answer = asked.await;
                if self.open.try_get_untracked().flatten() != Some(Open::Asking(whom.clone())) {
                    // The person did not wait for it.
                    if let Ok(flow) = answer {
                        self.end(flow);
                    }
                    return;
                }
                self.open.try_set(Some(match answer {
                    Ok(flow) => Open::Flow(flow),
                    Err(why) => Open::NotAsked(whom, why),
                }));
            });
        });
    }

    /// Accepts a request, and shows it.
    pub(super) fn accept(self, flow: FlowId) {
        self.show(flow.clone());
        self.step(AcceptVerification { flow, can_scan: camera::is_supported() });
    }

    /// Shows one that goes on.
    pub(super) fn show(self, flow: FlowId) {
        self.failure.set(None);
        self.open.set(Some(Open::Flow(flow)));
    }

    /// Takes a step of the one that is shown.
    pub(super) fn step<C>(self, command: C)
    where
        C: Command<Reply = ()> + 'static,
    {
        self.busy.set(true);
        self.failure.set(None);
        self.link.try_with_value(|link| {
            let asked = link.request(command);
            link.spawn(async move {
                let answer = asked.await;
                self.busy.try_set(false);
                if let Err(why) = answer {
                    self.failure.try_set(Some(why));
                }
            });
        });
    }

    /// Asks the engine and tells what it answers, for what is not a step of its own.
    pub(super) async fn try_step<C>(self, command: C) -> Result<(), Failure>
    where
        C: Command<Reply = ()> + 'static,
    {
        let asked = self.link.try_with_value(|link| link.request(command));
        match asked {
            Some(asked) => asked.await,
            None => Err(protocol::FailureKind::Cancelled.into()),
        }
    }

    /// Runs something as long as the page lives.
    pub(super) fn spawn(self, future: impl Future<Output = ()> + 'static) {
        self.link.try_with_value(|link| link.spawn(future));
    }

    /// Declines, cancels, or forgets one.
    pub(super) fn end(self, flow: FlowId) {
        self.link.try_with_value(|link| {
            let asked = link.request(CancelVerification { flow });
            link.spawn(async move {
                // Where the engine is gone, so is the verification.
                let _ = asked.await;
            });
        });
    }

    /// Closes what is shown; what goes on is cancelled.
    pub(super) fn close(self) {
        if let Some(Some(Open::Flow(flow))) = self.open.try_get_untracked() {
            self.end(flow);
        }
        self.busy.try_set(false);
        self.failure.try_set(None);
        self.open.try_set(None);
    }

    /// Asks anew for what came to nothing.
    pub(super) fn again(self) {
        let whom = match (self.open.get_untracked(), self.shown.get_untracked()) {
            (Some(Open::NotAsked(whom, _)), _) => whom,
            (_, Some(Shown::At(Verification { user, own, device, .. }))) => {
                Whom { user, device: device.filter(|_| own).map(|device| device.id) }
            }
            _ => return,
        };
        self.close();
        self.ask(whom);
    }
}

/// What is shown of what is open. One that the engine no longer has is lost: it ends with the engine.
fn look(open: Option<&Open>, all: Option<&[Verification]>, before: Option<&Shown>) -> Option<Shown> {
    Some(match open? {
        Open::Asking(_) => Shown::Asking,
        Open::NotAsked(_, why) => Shown::NotAsked(why.clone()),
        Open::Flow(flow) => {
            let now = all.and_then(|all| all.iter().find(|one| one.flow == *flow));
            match (now, before) {
                (Some(now), _) => Shown::At(now.clone()),
                (None, Some(Shown::At(before))) if before.flow == *flow && all.is_some() => {
                    let ended =
                        matches!(before.state, VerificationState::Done | VerificationState::Cancelled(_));
                    let state = match ended {
                        true => before.state.clone(),
                        false => VerificationState::Cancelled(Cancelled::Failed),
                    };
                    Shown::At(Verification { state, ..before.clone() })
                }
                (None, Some(Shown::At(before))) if before.flow == *flow => Shown::At(before.clone()),
                // The engine has answered before it has told of it.
                (None, _) => Shown::Asking,
            }
        }
    })
}

#[cfg(test)]
pub(super) fn look_for_test(
    open: &Open,
    all: Option<&[Verification]>,
    before: Option<&Shown>,
) -> Option<Shown> {
    look(Some(open), all, before)
}
