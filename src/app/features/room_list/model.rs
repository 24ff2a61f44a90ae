//! State and rules of the room list.

use std::collections::HashMap;

use leptos::prelude::*;
use protocol::{
    Failure, RoomId,
    room_list::{AcceptInvite, DeclineInvite, RoomFilter, RoomListTuning, RoomRow},
};

use crate::{
    link::{Link, LiveList},
    platform::timer::{self, Timer},
};

/// Rows to ask for before the list has been measured.
const FIRST_RANGE: (u32, u32) = (0, 20);

/// How long scrolling must rest before the engine is told of it, in milliseconds.
const RANGE_REST: u32 = 120;

/// How far the answer to an invite has come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answering {
    /// Under way; `true` for accepting.
    Busy(bool),
    /// Did not work.
    Failed(Failure),
}

/// The room list's state; clones share it.
#[derive(Clone)]
pub(crate) struct RoomListModel {
    link: Link,
    /// The rooms under the filters.
    pub(crate) list: LiveList<RoomRow>,
    /// Whether the server's list has been loaded.
    pub(crate) loaded: ReadSignal<bool>,
    /// Which rooms are wanted.
    pub(crate) filter: RwSignal<RoomFilter>,
    /// What their names must match.
    pub(crate) query: RwSignal<String>,
    /// The space they must be in.
    pub(crate) space: Signal<Option<RoomId>>,
    range: RwSignal<(u32, u32)>,
    answers: RwSignal<HashMap<RoomId, Answering>>,
    range_timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl RoomListModel {
    /// Subscribes to the list for the current owner's life.
    pub(crate) fn new(link: Link, space: Signal<Option<RoomId>>) -> Self {
        let filter = RwSignal::new(RoomFilter::All);
        let query = RwSignal::new(String::new());
        let range = RwSignal::new(FIRST_RANGE);
        let tuning = Signal::derive(move || RoomListTuning {
            filter: filter.get(),
            space: space.get(),
            query: query.with(|query| query.trim().to_owned()),
            range: range.get(),
        });
        let (list, loaded) = link.room_list(tuning);
        Self { filter, query, range, space, loaded, ..Self::of(link, list) }
    }

    /// The state round a list.
    pub(super) fn of(link: Link, list: LiveList<RoomRow>) -> Self {
        Self {
            link,
            list,
            loaded: RwSignal::new(false).read_only(),
            filter: RwSignal::new(RoomFilter::All),
            query: RwSignal::new(String::new()),
            space: Signal::stored(None),
            range: RwSignal::new(FIRST_RANGE),
            answers: RwSignal::new(HashMap::new()),
            range_timer: StoredValue::new_local(None),
        }
    }

    /// Tells the engine which rows are on screen, first and one past the last, once scrolling rests.
    pub(crate) fn shown(&self, first: usize, end: usize) {
        let clamp = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let wanted = (clamp(first), clamp(end.max(first + 1)));
        let range = self.range;
        if range.get_untracked() == wanted {
            self.range_timer.set_value(None);
            return;
        }
        let tell = timer::after(RANGE_REST, move || {
            let _ = range.try_set(wanted);
        });
        self.range_timer.set_value(Some(tell));
    }

    /// Back to all rooms of the space.
    pub(crate) fn show_all(&self) {
        self.query.set(String::new());
        self.filter.set(RoomFilter::All);
    }

    /// The room above (`-1`) or below (`1`) another, or the first where none is open.
    pub(crate) fn beside(&self, room: Option<&RoomId>, by: isize) -> Option<RoomId> {
        let order = self.list.order().get_untracked();
        let to = match room.and_then(|room| order.iter().position(|other| other == room)) {
            Some(at) => at.checked_add_signed(by)?,
            None => 0,
        };
        order.get(to).cloned()
    }

    /// A row's name, to find it by typing; empty if it has none.
    pub(crate) fn name_of(&self, room: &RoomId) -> String {
        self.list
            .row(room)
            .and_then(|row| row.with_untracked(|row: &RoomRow| row.name.clone()))
            .unwrap_or_default()
    }

    /// How the answer to an invite stands.
    pub(crate) fn answering(&self, room: &RoomId) -> Signal<Option<Answering>> {
        let (answers, room) = (self.answers, room.clone());
        Signal::derive(move || answers.with(|answers| answers.get(&room).cloned()))
    }

    /// Accepts or declines an invite; a second press while one is under way does nothing. `on_joined` is
    /// called when accepting worked; the row that asked may be another one by then.
    pub(crate) fn answer(&self, room: RoomId, accept: bool, on_joined: impl FnOnce() + 'static) {
        let busy = |answers: &HashMap<_, _>| matches!(answers.get(&room), Some(Answering::Busy(_)));
        if self.answers.with_untracked(busy) {
            return;
        }
        self.answers.update(|answers| {
            answers.insert(room.clone(), Answering::Busy(accept));
        });
        let (link, answers) = (self.link.clone(), self.answers);
        self.link.spawn(async move {
            let result = if accept {
                link.request(AcceptInvite { room: room.clone() }).await
            } else {
                link.request(DeclineInvite { room: room.clone() }).await
            };
            // The list may have been left meanwhile, and its signals with it.
            let _ = answers.try_update(|answers| match &result {
                Ok(()) => drop(answers.remove(&room)),
                Err(failure) => drop(answers.insert(room.clone(), Answering::Failed(failure.clone()))),
            });
            if result.is_ok() && accept {
                on_joined();
            }
        });
    }
}
