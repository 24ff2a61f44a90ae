//! Asking the engine to change a pack, and saying where it was asked what came of it.

use leptos::prelude::*;
use protocol::{Command, Failure};

use crate::{
    kit::{Alert, Tone},
    link::Link,
    t,
    text::failure,
};

/// A change that may be under way, or have failed. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    /// Whether it is under way.
    pub(super) busy: RwSignal<bool>,
    failed: RwSignal<Option<Failure>>,
}

impl Asking {
    /// Nothing asked yet.
    pub(super) fn new() -> Self {
        Self { busy: RwSignal::new(false), failed: RwSignal::new(None) }
    }

    /// Asks, unless something is under way; `then` is told whether it was done.
    pub(super) fn ask<C: Command<Reply = ()>>(
        self,
        link: &Link,
        command: C,
        then: impl FnOnce(bool) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let asked = link.request(command);
        link.spawn(async move {
            let answer = asked.await;
            self.busy.try_set(false);
            let done = answer.is_ok();
            self.failed.try_set(answer.err());
            then(done);
        });
    }

    /// Why it was not done.
    pub(super) fn trouble(self) -> AnyView {
        let shown = move || {
            self.failed.get().map(|why| {
                let text = t!("packs-failed", reason = failure::sentence(&why));
                view! { <Alert tone=Tone::Warning><p class="text">{text}</p></Alert> }
            })
        };
        shown.into_any()
    }
}
