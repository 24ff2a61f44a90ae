//! A list of threads: what is known of it and asked for. No DOM.

use leptos::prelude::*;
use protocol::{
    EventId, Failure, RoomId,
    thread::{LoadThreads, MarkThreadsRead, ThreadList as Topic, ThreadRow, UnreadThread, UnreadThreads},
};

use crate::{
    link::{Link, LiveList, LiveValue, Paging},
    settings,
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
