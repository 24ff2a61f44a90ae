//! What is new in the threads of all rooms (H4): a button in the rail, and the menu of those threads.

use leptos::prelude::*;
use protocol::{
    room::RoomAddress,
    thread::{ActiveThread, ThreadActivity},
    timeline::QuoteState,
};

use crate::{
    kit::{Badge, Icon, MenuButton, MenuItem},
    link::use_link,
    rooms::{unread_count, unread_kind},
    route::{self, Route, Side},
    t,
    text::quote,
};

/// The button with its menu.
#[component]
pub fn ThreadActivityButton() -> impl IntoView {
    let link = StoredValue::new(use_link());
    let threads = link.with_value(|link| link.kept_value(ThreadActivity));
    let (counted, kinds) = (threads.clone(), threads.clone());
    let count = Memo::new(move |_| counted.with(|threads| threads.map_or(0, Vec::len)));
    let kind = Memo::new(move |_| {
        // Those with mentions come first.
        let first =
            kinds.with(|threads| threads.and_then(|threads| threads.first().map(|first| first.unread)));
        unread_kind(first.unwrap_or_default())
    });
    let label = move || match count.get() {
        0 => t!("thread-activity"),
        count => t!("thread-activity-unread", count = count),
    };
    let items = move || {
        let all = untrack(|| threads.with(|threads| threads.cloned().unwrap_or_default()));
        if all.is_empty() {
            return view! {
                <MenuItem disabled=true on_select=|()| ()>{t!("thread-activity-none")}</MenuItem>
            }
            .into_any();
        }
        let quote = |thread: &ActiveThread| link.with_value(|link| link.quote(&thread.room, &thread.root));
        let items: Vec<_> = all.into_iter().map(|thread| item(quote(&thread), thread)).collect();
        items.into_any()
    };
    view! {
        <MenuButton class="IconButton activity" label=Signal::derive(label) items=items>
            <Icon name="messages-square" />
            <Badge count=Signal::derive(move || count.get() as u64) kind=kind />
        </MenuButton>
    }
}

/// A thread: its room, what it begins with, and how much is unread.
fn item(begun: RwSignal<QuoteState>, thread: ActiveThread) -> AnyView {
    let ActiveThread { room, room_name, root, unread } = thread;
    let (count, kind) = (unread_count(unread), unread_kind(unread));
    let open = move |()| {
        let address = RoomAddress { id_or_alias: room.0.clone(), via: Vec::new() };
        let side = Some(Side::Thread { root: root.clone(), at: None });
        route::go(Route::Room { address, event: None, side });
    };
    view! {
        <MenuItem on_select=open>
            <span class="ActiveThread">
                <bdi class="room">{room_name}</bdi>
                <span class="text" dir="auto">{move || begun.with(quote::line)}</span>
            </span>
            <Badge count=Signal::stored(count) kind=Signal::stored(kind) />
        </MenuItem>
    }
    .into_any()
}
