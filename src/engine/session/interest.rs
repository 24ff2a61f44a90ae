//! Which rooms the server is asked to tell everything of: those on screen in the lists, and those open.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use matrix_sdk_ui::RoomListService;

/// The wishes of all tabs. The SDK takes the whole set at once, so it is gathered here.
#[derive(Debug, Default)]
pub(crate) struct Interest(Mutex<Wishes>);

#[derive(Debug, Default)]
struct Wishes {
    /// The rows on screen, by list.
    lists: HashMap<u64, Vec<OwnedRoomId>>,
    /// How many timelines are open, by room.
    open: HashMap<OwnedRoomId, usize>,
    next_list: u64,
}

impl Interest {
    fn wishes(&self) -> MutexGuard<'_, Wishes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The wish of one list of rooms.
    pub(crate) fn list(self: &Arc<Self>) -> ListInterest {
        let mut wishes = self.wishes();
        wishes.next_list += 1;
        ListInterest { interest: self.clone(), list: wishes.next_list }
    }

    /// A room's timeline was opened.
    pub(crate) async fn opened(&self, room: &RoomId, service: &RoomListService) {
        *self.wishes().open.entry(room.to_owned()).or_default() += 1;
        self.tell(service).await;
    }

    /// A room's timeline was closed. The server goes on telling until the next change.
    pub(crate) fn closed(&self, room: &RoomId) {
        let mut wishes = self.wishes();
        if let Some(count) = wishes.open.get_mut(room) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                wishes.open.remove(room);
            }
        }
    }

    async fn tell(&self, service: &RoomListService) {
        let rooms: Vec<OwnedRoomId> = {
            let wishes = self.wishes();
            let mut rooms: Vec<OwnedRoomId> =
                wishes.open.keys().chain(wishes.lists.values().flatten()).cloned().collect();
            rooms.sort();
            rooms.dedup();
            rooms
        };
        if !rooms.is_empty() {
            let rooms: Vec<&RoomId> = rooms.iter().map(AsRef::as_ref).collect();
            service.set_room_subscriptions(&rooms).await;
        }
    }
}

/// What one list of rooms wishes. When it is dropped the server goes on telling until the next change.
#[derive(Debug)]
pub(crate) struct ListInterest {
    interest: Arc<Interest>,
    list: u64,
}

impl ListInterest {
    /// The rooms that the list shows now.
    pub(crate) async fn on_screen(&self, rooms: Vec<OwnedRoomId>, service: &RoomListService) {
        self.interest.wishes().lists.insert(self.list, rooms);
        self.interest.tell(service).await;
    }
}

impl Drop for ListInterest {
    fn drop(&mut self) {
        self.interest.wishes().lists.remove(&self.list);
    }
}
