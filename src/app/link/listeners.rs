//! From an update's bytes to the signals that show it.

use std::{
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
};

use leptos::prelude::*;
use protocol::{
    Batch, Failure, Topic,
    codec::{Sealed, decode},
    room_list::{RoomList, RoomListBody, RoomRow},
};

use serde::de::DeserializeOwned;

use super::{
    live_list::{LiveList, Row},
    live_value::LiveValue,
    subscriptions::{Applied, Listener},
};

struct ListListener<T, R: Row> {
    topic: T,
    list: LiveList<R>,
}

pub(super) fn list<R, T>(topic: T, list: LiveList<R>) -> Rc<dyn Listener>
where
    R: Row + DeserializeOwned,
    T: Topic<Body = Batch<R>> + Clone + 'static,
{
    Rc::new(ListListener { topic, list })
}

fn apply<R: Row>(list: &LiveList<R>, batch: Batch<R>) -> Applied {
    match list.apply(batch) {
        Ok(()) => Applied::Whole,
        Err(_) => Applied::Broken,
    }
}

impl<R, T> Listener for ListListener<T, R>
where
    R: Row + DeserializeOwned,
    T: Topic<Body = Batch<R>> + Clone,
{
    fn update(&self, body: &[u8]) -> Applied {
        decode::<Batch<R>>(body).map_or(Applied::Broken, |batch| apply(&self.list, batch))
    }

    fn closed(&self, failure: Failure) {
        self.list.close(failure);
    }

    fn topic(&self) -> Sealed {
        self.topic.seal()
    }

    fn patient(&self) -> bool {
        true
    }
}

struct ValueListener<T: Topic<Body: Send + Sync>> {
    topic: T,
    value: LiveValue<T::Body>,
}

pub(super) fn value<T>(topic: T, value: LiveValue<T::Body>) -> Rc<dyn Listener>
where
    T: Topic<Body: Clone + PartialEq + Send + Sync> + Clone + 'static,
{
    Rc::new(ValueListener { topic, value })
}

impl<T> Listener for ValueListener<T>
where
    T: Topic<Body: Clone + PartialEq + Send + Sync> + Clone,
{
    fn update(&self, body: &[u8]) -> Applied {
        match decode::<T::Body>(body) {
            Ok(value) => {
                self.value.write(value);
                Applied::Whole
            }
            Err(_) => Applied::Broken,
        }
    }

    fn closed(&self, failure: Failure) {
        self.value.close(failure);
    }

    fn topic(&self) -> Sealed {
        self.topic.seal()
    }

    fn patient(&self) -> bool {
        // The title counts unread rooms in a tab that nobody sees.
        false
    }
}

struct RoomListListener {
    topic: Arc<Mutex<RoomList>>,
    list: LiveList<RoomRow>,
    loaded: WriteSignal<bool>,
}

pub(super) fn room_list(
    topic: Arc<Mutex<RoomList>>,
    list: LiveList<RoomRow>,
    loaded: WriteSignal<bool>,
) -> Rc<dyn Listener> {
    Rc::new(RoomListListener { topic, list, loaded })
}

impl Listener for RoomListListener {
    fn update(&self, body: &[u8]) -> Applied {
        match decode::<RoomListBody>(body) {
            Ok(body) => {
                let applied = apply(&self.list, body.batch);
                let _ = self.loaded.try_set(body.loaded);
                applied
            }
            Err(_) => Applied::Broken,
        }
    }

    fn closed(&self, failure: Failure) {
        self.list.close(failure);
    }

    fn topic(&self) -> Sealed {
        self.topic.lock().unwrap_or_else(PoisonError::into_inner).seal()
    }

    fn patient(&self) -> bool {
        true
    }
}
