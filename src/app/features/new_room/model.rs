//! What is to be made, and making it.

use leptos::prelude::*;
use protocol::{
    Failure, FailureKind, RoomId,
    room::{CreateRoom, NewRoomRules, ReadNewRoomRules},
};

use crate::link::Link;

/// How it goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Progress {
    Writing,
    Busy,
    Failed(Failure),
}

/// A room that is not there yet.
#[derive(Clone)]
pub(super) struct NewRoomModel {
    link: Link,
    pub(super) name: RwSignal<String>,
    pub(super) topic: RwSignal<String>,
    /// Whether anybody may join.
    pub(super) public: RwSignal<bool>,
    /// The localpart of its address, of public ones.
    pub(super) address: RwSignal<String>,
    /// Whether it is to be encrypted, where somebody has said so.
    chosen: RwSignal<Option<bool>>,
    /// What the operator wants, once it is known.
    rules: RwSignal<Option<NewRoomRules>>,
    pub(super) progress: RwSignal<Progress>,
}

impl NewRoomModel {
    pub(super) fn new(link: Link) -> Self {
        let rules = RwSignal::new(None);
        let asked = link.request(ReadNewRoomRules);
        link.spawn(async move {
            if let Ok(known) = asked.await {
                rules.try_set(Some(known));
            }
        });
        Self {
            link,
            name: RwSignal::new(String::new()),
            topic: RwSignal::new(String::new()),
            public: RwSignal::new(false),
            address: RwSignal::new(String::new()),
            chosen: RwSignal::new(None),
            rules,
            progress: RwSignal::new(Progress::Writing),
        }
    }

    /// Whether rooms can be encrypted here, tracked.
    pub(super) fn may_encrypt(&self) -> bool {
        self.rules.with(|rules| rules.is_none_or(|rules| !rules.never_encrypted))
    }

    /// Whether it will be encrypted, tracked: private ones are, unless the operator or the person wants it otherwise.
    pub(super) fn encrypted(&self) -> bool {
        let by_rule = || self.rules.with(|rules| rules.is_none_or(|rules| rules.encrypted));
        self.may_encrypt() && self.chosen.get().unwrap_or_else(|| !self.public.get() && by_rule())
    }

    pub(super) fn choose_encrypted(&self, encrypted: bool) {
        self.chosen.set(Some(encrypted));
    }

    /// What is wrong with the address, tracked: a server would not say it as well.
    pub(super) fn flaw(&self) -> Option<Flaw> {
        if !self.public.get() {
            return None;
        }
        let is_wrong = |letter: char| letter.is_whitespace() || matches!(letter, '#' | ':' | '\0');
        let wrong = self.address.with(|address| address.trim().contains(is_wrong));
        let is_taken = |progress: &Progress| match progress {
            Progress::Failed(why) => {
                matches!(&why.kind, FailureKind::Invalid { field } if field == "address")
            }
            _ => false,
        };
        match wrong {
            true => Some(Flaw::Letters),
            false => self.progress.with(is_taken).then_some(Flaw::Taken),
        }
    }

    /// Makes it. What was typed stays where it is refused.
    pub(super) fn create(&self, made: impl FnOnce(RoomId) + 'static) {
        let name = self.name.get_untracked();
        let is_busy = self.progress.get_untracked() == Progress::Busy;
        if is_busy || name.trim().is_empty() || untrack(|| self.flaw()) == Some(Flaw::Letters) {
            return;
        }
        self.progress.set(Progress::Busy);
        let public = self.public.get_untracked();
        let address = self.address.get_untracked();
        let asked = self.link.request(CreateRoom {
            name,
            topic: self.topic.get_untracked(),
            public,
            address: Some(address.trim().to_owned()).filter(|address| public && !address.is_empty()),
            encrypted: untrack(|| self.encrypted()),
        });
        let progress = self.progress;
        self.link.spawn(async move {
            match asked.await {
                Ok(room) => made(room),
                Err(why) => {
                    progress.try_set(Progress::Failed(why));
                }
            }
        });
    }
}

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// There are letters in it that no address has.
    Letters,
    /// Another room has it.
    Taken,
}
