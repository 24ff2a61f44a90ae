//! A list of threads: what is known of it and asked for. No DOM.

use leptos::prelude::*;
use protocol::{
    EventId, Failure, RoomId,
    thread::{
        LoadThreads, MarkThreadsRead, ReadFollowed, SetFollowed, ThreadList as Topic, ThreadRow,
        UnreadThread, UnreadThreads,
    },
};

use crate::{
    kit::{Toasts, Tone},
    link::{Link, LiveList, LiveValue, Paging},
    settings, t,
    text::failure,
};

/// A list of a room's threads. Copies are the same list.
#[derive(Clone, Copy)]
pub(crate) struct ThreadListModel {
    link: StoredValue<Link>,
    topic: StoredValue<Topic>,
    list: StoredValue<LiveList<ThreadRow>>,
    /// The threads, by their roots, the one with the newest message first.
    pub(crate) order: Signal<std::sync::Arc<Vec<EventId>>>,
    /// Loading at the end.
    pub(crate) paging: RwSignal<Paging>,
}

impl ThreadListModel {
    /// Follows the list until the current owner is cleaned up, and begins to load it.
    pub(crate) fn new(link: Link, room: RoomId, own: bool) -> Self {
        let topic = Topic { room, own };
        let list = link.list(topic.clone());
        let model = Self {
            link: StoredValue::new(link),
            topic: StoredValue::new(topic),
            order: list.order(),
            list: StoredValue::new(list.clone()),
            paging: RwSignal::new(Paging::Idle),
        };
        model.load();
        model
    }

    /// A thread.
    pub(crate) fn row(self, root: &EventId) -> Option<ArcRwSignal<ThreadRow>> {
        self.list.try_with_value(|list| list.row(root)).flatten()
    }

    /// Loads more, unless that is under way or there is nothing more.
    pub(crate) fn load(self) {
        if self.paging.with_untracked(|paging| matches!(paging, Paging::Busy | Paging::Ended)) {
            return;
        }
        self.paging.set(Paging::Busy);
        let link = self.link.get_value();
        let answer = link.request(LoadThreads { list: self.topic.get_value() });
        link.spawn(async move {
            self.paging.try_set(Paging::after(answer.await));
        });
    }
}

/// In which threads of a room something is unread, for the current owner.
pub(crate) fn unread(link: &Link, room: &RoomId) -> LiveValue<Vec<UnreadThread>> {
    link.kept_value(UnreadThreads { room: room.clone() })
}

/// Marks all threads of a room as read; `refused` hears of it where that was not possible.
pub(crate) fn mark_all_read(link: &Link, room: RoomId, refused: impl FnOnce(Failure) + 'static) {
    let private = !settings::here().public_receipts.get_untracked();
    let answer = link.request(MarkThreadsRead { room, private });
    link.spawn(async move {
        if let Err(failure) = answer.await {
            refused(failure);
        }
    });
}

/// Whether the account follows a thread. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Following {
    link: StoredValue<Link>,
    place: StoredValue<(RoomId, EventId)>,
    toasts: Option<Toasts>,
    /// Nothing while it is not known, or where the homeserver knows no following.
    pub(crate) on: RwSignal<Option<bool>>,
}

impl Following {
    pub(crate) fn new(link: Link, room: RoomId, root: EventId) -> Self {
        let following = Self {
            link: StoredValue::new(link),
            place: StoredValue::new((room, root)),
            toasts: use_context::<Toasts>(),
            on: RwSignal::new(None),
        };
        following.read();
        following
    }

    /// Reads it anew.
    pub(crate) fn read(self) {
        let (room, root) = self.place.get_value();
        let link = self.link.get_value();
        let asked = link.request(ReadFollowed { room, root });
        link.spawn(async move {
            // Without an answer there is nothing to be switched.
            if let Ok(on) = asked.await
                && self.on.try_get_untracked().is_some_and(|now| now != on)
            {
                self.on.try_set(on);
            }
        });
    }

    /// Follows, or stops.
    pub(crate) fn set(self, on: bool) {
        let (room, root) = self.place.get_value();
        let link = self.link.get_value();
        let asked = link.request(SetFollowed { room, root, on });
        link.spawn(async move {
            match asked.await {
                Ok(()) => {
                    self.on.try_set(Some(on));
                }
                Err(why) => {
                    if let Some(toasts) = self.toasts {
                        let reason = failure::sentence(&why);
                        toasts.say(t!("thread-not-followed", reason = reason), Tone::Warning);
                    }
                }
            }
        });
    }
}
