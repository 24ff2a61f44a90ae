//! One thread, and the button in the room's header that leads to all.

use leptos::prelude::*;
use protocol::{EventId, RoomId};

use super::{
    model,
    side::{PanelHead, SidePanel},
};
use crate::{
    kit::{Icon, MenuButton, MenuItem, Toasts, Tone},
    link::use_link,
    platform::clipboard,
    route::{self, Side},
    t,
};

/// A thread: its messages and the field to write into it, which other features make.
#[component]
pub fn ThreadPanel(
    /// The room.
    room: RoomId,
    /// The message that began it.
    root: EventId,
    /// The room's name.
    #[prop(into)]
    name: Signal<String>,
    /// Servers through which others get into the room.
    #[prop(into)]
    servers: Signal<Vec<String>>,
    /// Makes the timeline.
    timeline: AnyView,
    /// Makes the composer.
    composer: AnyView,
) -> impl IntoView {
    let toasts = use_context::<Toasts>();
    let link = StoredValue::new(use_link());
    let begun = root.clone();
    let copy = move |()| {
        let text = route::link_for_others(&room, None, Some(&root), &servers.get_untracked());
        link.with_value(|link| {
            link.spawn(async move {
                let (text, tone) = match clipboard::copy(&text).await {
                    true => (t!("thread-link-copied"), Tone::Info),
                    false => (t!("thread-link-not-copied"), Tone::Warning),
                };
                if let Some(toasts) = toasts {
                    toasts.say(text, tone);
                }
            });
        });
    };
    let show = move |()| route::show_event(begun.clone());
    let items = move || {
        view! {
            <MenuItem icon="link" on_select=copy.clone()>
                {t!("thread-copy-link")}
            </MenuItem>
            <MenuItem icon="message-circle" on_select=show.clone()>
                {t!("thread-show-in-room")}
            </MenuItem>
        }
    };
    view! {
        <SidePanel label=Signal::derive(|| t!("thread-title"))>
            <PanelHead title=Signal::derive(|| t!("thread-title")) name=name>
                <MenuButton class="IconButton" label=Signal::derive(|| t!("thread-menu")) items=items>
                    <Icon name="ellipsis-vertical" />
                </MenuButton>
            </PanelHead>
            {timeline}
            {composer}
        </SidePanel>
    }
}

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
    let open =
        move || matches!(route::use_route().get(), route::Route::Room { side: Some(Side::Threads), .. });
    let open = Memo::new(move |_| open());
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
