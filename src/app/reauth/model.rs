//! One thing that is to be confirmed, from the first question to its end.

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{
    Command, Failure, Secret,
    reauth::{Confirmed, Proof, ProvenBy, Reauth, Way},
};

use crate::{
    link::Link,
    platform::popup::{self, Popup, Told},
};

/// Where it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Nothing was asked yet.
    Idle,
    /// The homeserver is asked.
    Asking,
    /// It wants to be shown that the account is ours.
    Wanted(Reauth),
    /// It was not done, and not for want of a proof.
    Failed(Failure),
    /// It is done.
    Done,
}

/// The window with the homeserver's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// Not opened, or closed again.
    No,
    /// Open.
    Yes,
    /// The browser has not let it be opened.
    Refused,
}

type Ask = Arc<dyn Fn(Option<Proof>) + Send + Sync>;

/// Something that the homeserver may want to be confirmed. Copies are the same.
#[derive(Clone, Copy)]
pub struct Confirming {
    step: RwSignal<Step>,
    pub(super) opened: RwSignal<Opened>,
    /// Whether the person was told that a proof was none: not before one could be.
    pub(super) refused: RwSignal<bool>,
    popup: StoredValue<Option<Popup>, LocalStorage>,
    ask: StoredValue<Ask>,
}

impl Confirming {
    /// Asks by what `command` makes, with the proof; `on_done` is called when it is done.
    pub fn new<C: Command<Reply = Confirmed> + 'static>(
        link: &Link,
        command: impl Fn(Option<Proof>) -> C + Send + Sync + 'static,
        on_done: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let step = RwSignal::new(Step::Idle);
        let opened = RwSignal::new(Opened::No);
        let refused = RwSignal::new(false);
        let popup = StoredValue::new_local(None);
        let (link, on_done) = (link.clone(), Arc::new(on_done));
        let ask = move |proof: Option<Proof>| {
            if step.get_untracked() == Step::Asking {
                return;
            }
            let proven = proof.is_some();
            step.set(Step::Asking);
            let asked = link.request(command(proof));
            let on_done = Arc::clone(&on_done);
            link.spawn(async move {
                let answer = asked.await;
                // Whoever asked may be gone meanwhile; what is done is done all the same.
                match answer {
                    Ok(Confirmed::Done) => {
                        popup.try_set_value(None);
                        if step.try_set(Step::Done).is_none() {
                            on_done();
                        }
                    }
                    Ok(Confirmed::Wanted(wanted)) => {
                        refused.try_set(proven);
                        step.try_set(Step::Wanted(wanted));
                    }
                    Err(failure) => {
                        step.try_set(Step::Failed(failure));
                    }
                }
            });
        };
        Self { step, opened, refused, popup, ask: StoredValue::new(Arc::new(ask)) }
    }

    /// Where it stands, tracked.
    pub fn step(self) -> Step {
        self.step.get()
    }

    /// Whether the homeserver is asked at the moment, tracked.
    pub fn is_asking(self) -> bool {
        self.step.with(|step| *step == Step::Asking)
    }

    /// Asks, from the beginning.
    pub fn begin(self) {
        self.refused.set(false);
        self.forget_window();
        self.ask(None);
    }

    fn ask(self, proof: Option<Proof>) {
        if let Some(ask) = self.ask.try_get_value() {
            ask(proof);
        }
    }

    fn proof(self) -> Option<Proof> {
        let by = |way: &Way| match way {
            Way::Sso { .. } => Some(ProvenBy::Sso),
            Way::OAuth { .. } => Some(ProvenBy::OAuth),
            Way::Password => None,
        };
        self.step.try_with_untracked(|step| match step {
            Step::Wanted(wanted) => {
                let by = wanted.ways.iter().find_map(by)?;
                Some(Proof { session: wanted.session.clone(), by })
            }
            _ => None,
        })?
    }

    /// The person says that it is confirmed, or the page does.
    pub(super) fn confirmed(self) {
        if let Some(proof) = self.proof() {
            self.ask(Some(proof));
        }
    }

    /// Confirms it by the password.
    pub(super) fn by_password(self, password: &str) {
        let session = self.step.with_untracked(|step| match step {
            Step::Wanted(wanted) => Some(wanted.session.clone()),
            _ => None,
        });
        if let Some(session) = session {
            self.ask(Some(Proof { session, by: ProvenBy::Password(Secret::new(password)) }));
        }
    }

    /// Opens the homeserver's page. Call it from a press.
    pub(super) fn open(self, page: &str) {
        self.refused.set(false);
        self.forget_window();
        let told = move |told: Told| match told {
            Told::Done => self.confirmed(),
            Told::Closed => {
                self.opened.try_set(Opened::No);
                self.confirmed();
            }
            // It may be done in a page that cannot say so.
            Told::Back if self.opened.try_get_untracked() == Some(Opened::No) => self.confirmed(),
            Told::Back => {}
        };
        let popup = popup::open(page, told);
        self.opened.set(if popup.is_some() { Opened::Yes } else { Opened::Refused });
        self.popup.set_value(popup);
    }

    /// Brings the window to the front.
    pub(super) fn show(self) {
        self.popup.with_value(|popup| {
            if let Some(popup) = popup {
                popup.show();
            }
        });
    }

    fn forget_window(self) {
        self.popup.set_value(None);
        self.opened.set(Opened::No);
    }
}
