//! A message in one line.

use leptos::prelude::*;
use protocol::{
    EventId, RoomId,
    message::{ReadAnswered, ReadQuote},
    timeline::QuoteState,
};

use super::Link;

impl Link {
    /// A message of a room in one line, once it is read. The signal belongs to the current owner.
    pub fn quote(&self, room: &RoomId, event: &EventId) -> RwSignal<QuoteState> {
        let quote = RwSignal::new(QuoteState::Pending);
        let request = self.request(ReadQuote { room: room.clone(), event: event.clone() });
        self.spawn(async move {
            let _ = quote.try_set(request.await.unwrap_or(QuoteState::Failed));
        });
        quote
    }

    /// Which message another one of a room answers, if it does, once it is read. As [`Self::quote`].
    pub fn answered(&self, room: &RoomId, event: &EventId) -> RwSignal<Option<EventId>> {
        let answered = RwSignal::new(None);
        let request = self.request(ReadAnswered { room: room.clone(), event: event.clone() });
        self.spawn(async move {
            let _ = answered.try_set(request.await.ok().flatten());
        });
        answered
    }
}
