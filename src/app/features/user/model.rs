//! A profile, and opening the chat with its person.

use leptos::prelude::*;
use protocol::{
    Failure, FailureKind, UserId,
    moderation::{FindModerated, ModeratedRoom},
    profile::{LoadProfile, Profile},
    room::StartDirect,
};

use crate::{
    link::Link,
    route::{self, Route},
};

/// What is known of the person.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Known {
    Looking,
    Person(Profile),
    /// The server has no such person.
    Nobody,
    Failed(Failure),
}

#[derive(Clone)]
pub(super) struct UserModel {
    link: Link,
    user: UserId,
    pub(super) known: RwSignal<Known>,
    /// Where the account may delete what the person says.
    pub(super) moderated: RwSignal<Vec<ModeratedRoom>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failure: RwSignal<Option<Failure>>,
}

impl UserModel {
    pub(super) fn new(link: Link, user: UserId) -> Self {
        let model = Self {
            link,
            user,
            known: RwSignal::new(Known::Looking),
            moderated: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        };
        model.look();
        model
    }

    pub(super) fn look(&self) {
        self.known.set(Known::Looking);
        let asked = self.link.request(LoadProfile { user: self.user.clone() });
        let known = self.known;
        self.link.spawn(async move {
            let answer = match asked.await {
                Ok(profile) => Known::Person(profile),
                Err(failure) if failure.kind == FailureKind::NotFound => Known::Nobody,
                Err(failure) => Known::Failed(failure),
            };
            known.try_set(answer);
        });
    }

    /// Looks where the account may delete what the person says.
    pub(super) fn look_for_rooms(&self) {
        let asked = self.link.request(FindModerated { user: self.user.clone() });
        let moderated = self.moderated;
        self.link.spawn(async move {
            // Without an answer the page has everything else.
            if let Ok(rooms) = asked.await {
                moderated.try_set(rooms);
            }
        });
    }

    /// Opens the chat with the person, a new one if there is none.
    pub(super) fn write(&self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let asked = self.link.request(StartDirect { user: self.user.clone() });
        let (busy, failure) = (self.busy, self.failure);
        self.link.spawn(async move {
            let answer = asked.await;
            // The person may have gone elsewhere meanwhile; then they are not called back.
            let Some(()) = busy.try_set(false).map_or(Some(()), |_| None) else { return };
            match answer {
                Ok(room) => route::go(Route::room(&room)),
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    }
}
