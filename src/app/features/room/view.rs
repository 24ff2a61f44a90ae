//! The page as a whole.

use leptos::prelude::*;
use protocol::{EventId, RoomId, room::RoomAddress};

use super::{
    door::{RoomDoor, RoomLost, RoomResolving},
    header::{RoomHeader, name_signal},
    model::{Gate, RoomModel},
    typing::TypingLine,
};
use crate::{
    kit::{Button, ButtonSize},
    link::use_link,
    route::{self, Route},
    t,
};

/// What the features inside a room's page are told of it.
#[derive(Clone)]
pub struct RoomPane {
    /// The room.
    pub room: RoomId,
    /// The event that the address names.
    pub event: Signal<Option<EventId>>,
    /// The room's name; empty while it is not known.
    pub name: Signal<String>,
    /// Whether the account may write there.
    pub can_send: Signal<bool>,
    /// Whether messages are encrypted; none while it is not known.
    pub encrypted: Signal<Option<bool>>,
    /// Whether the room was replaced by another.
    pub replaced: Signal<bool>,
    /// Servers through which others get into the room.
    pub servers: Signal<Vec<String>>,
}

/// A part of a room's page that another feature makes.
pub type RoomSlot = Callback<RoomPane, AnyView>;

/// The page of the room that an address names. Made anew for another address; a change of `event` alone is
/// followed.
#[component]
pub fn RoomView(
    /// The address.
    address: RoomAddress,
    /// The event in it to show.
    #[prop(into)]
    event: Signal<Option<EventId>>,
    /// Makes the timeline.
    timeline: RoomSlot,
    /// Makes the composer.
    composer: RoomSlot,
    /// Makes what stands in the header beside the menu.
    toolbar: RoomSlot,
) -> impl IntoView {
    let model = RoomModel::new(use_link(), address);
    let name = name_signal(&model);
    on_cleanup({
        let model = model.clone();
        move || model.focus(None)
    });
    let gate = model.gate;
    let page = move || match gate.get() {
        Gate::Resolving => {
            model.focus(None);
            view! { <RoomResolving /> }.into_any()
        }
        Gate::Lost(cause) => {
            model.focus(None);
            view! { <RoomLost model=model.clone() cause=cause /> }.into_any()
        }
        Gate::Closed(door) => {
            model.focus(None);
            view! { <RoomDoor model=model.clone() door=door /> }.into_any()
        }
        Gate::Open(room) => {
            model.focus(Some(room.clone()));
            let details = model.details;
            let pane = RoomPane {
                room: room.clone(),
                event,
                name,
                can_send: Memo::new(move |_| {
                    details.with(|room| room.as_ref().is_none_or(|room| room.can_send))
                })
                .into(),
                encrypted: Memo::new(move |_| {
                    details.with(|room| room.as_ref().and_then(|room| room.encrypted))
                })
                .into(),
                replaced: Memo::new(move |_| {
                    details.with(|room| room.as_ref().is_some_and(|room| room.successor.is_some()))
                })
                .into(),
                servers: Memo::new(move |_| {
                    details.with(|room| room.as_ref().map(|room| room.servers.clone()).unwrap_or_default())
                })
                .into(),
            };
            view! {
                <RoomHeader model=model.clone() name=name toolbar=toolbar.run(pane.clone()) />
                <SuccessorBanner model=model.clone() />
                {timeline.run(pane.clone())}
                <TypingLine model=model.clone() room=room />
                {composer.run(pane)}
            }
            .into_any()
        }
    };
    view! { <div class="Room">{page}</div> }
}

/// Says that the room was replaced, and leads to the one that replaced it.
#[component]
fn SuccessorBanner(model: RoomModel) -> impl IntoView {
    let details = model.details;
    let successor =
        Memo::new(move |_| details.with(|room| room.as_ref().and_then(|room| room.successor.clone())));
    move || {
        let room = successor.get()?;
        // Whoever is not there yet finds it by the servers of this one.
        let via =
            details.with_untracked(|room| room.as_ref().map(|room| room.servers.clone())).unwrap_or_default();
        let address = RoomAddress { id_or_alias: room.0, via };
        let go = Callback::new(move |_| route::go(Route::in_room(address.clone(), None)));
        Some(view! {
            <div class="RoomBanner" data-tone="warning" role="status">
                <span class="text">{move || t!("room-replaced")}</span>
                <Button size=ButtonSize::Small on_press=go>
                    {move || t!("room-go-there")}
                </Button>
            </div>
        })
    }
}
