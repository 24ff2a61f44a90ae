//! The button in the room's header that leads to its threads.

use leptos::prelude::*;
use protocol::RoomId;

use super::model;
use crate::{
    kit::Icon,
    link::use_link,
    route::{self, Route, Side},
    t,
};

/// Leads to the threads of a room, and says whether something is unread there.
#[component]
pub fn ThreadsButton(room: RoomId) -> impl IntoView {
    let unread = model::unread(&use_link(), &room);
    let state = Memo::new(move |_| {
        unread.with(|threads| {
            let threads = threads.map(Vec::as_slice).unwrap_or_default();
            match threads.iter().any(|thread| thread.unread.mentions > 0) {
                true => Some("mention"),
                false => (!threads.is_empty()).then_some("unread"),
            }
        })
    });
    let route = route::use_route();
    let open = Memo::new(move |_| matches!(route.get(), Route::Room { side: Some(Side::Threads), .. }));
    let label = move || match state.get() {
        Some("mention") => t!("thread-list-open-mention"),
        Some(_) => t!("thread-list-open-unread"),
        None => t!("thread-list-open"),
    };
    view! {
        <button
            class="IconButton threads"
            type="button"
            data-tooltip=""
            data-unread=move || state.get()
            aria-label=label
            aria-pressed=move || if open.get() { "true" } else { "false" }
            on:click=move |_| route::set_side((!open.get_untracked()).then_some(Side::Threads))
        >
            <Icon name="messages-square" />
        </button>
    }
}
