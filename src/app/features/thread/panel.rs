//! One thread.

use leptos::prelude::*;
use protocol::{EventId, RoomId};

use super::model::Following;
use crate::{
    kit::{Icon, MenuButton, MenuItem},
    link::use_link,
    platform,
    rooms::copier,
    route,
    side::{PanelHead, SidePanel},
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
    let copy_text = copier();
    let begun = root.clone();
    let (followed_in, followed) = (room.clone(), root.clone());
    let copy = move |()| {
        let text = route::link_for_others(&room, None, Some(&root), &servers.get_untracked());
        copy_text(text);
    };
    let show = move |()| route::show_event(begun.clone());
    let follow = Following::new(use_link(), followed_in, followed);
    let items = move || {
        // One may have written meanwhile, and followed by that.
        follow.read();
        let item = move || {
            let on = follow.on.get()?;
            let label = if on { t!("thread-unfollow") } else { t!("thread-follow") };
            let icon = if on { "bell-off" } else { "bell" };
            Some(view! { <MenuItem icon=icon on_select=move |()| follow.set(!on)>{label}</MenuItem> })
        };
        view! {
            {item}
            <MenuItem icon="link" on_select=copy.clone()>
                {t!("thread-copy-link")}
            </MenuItem>
            <MenuItem icon="message-circle" on_select=show.clone()>
                {t!("thread-show-in-room")}
            </MenuItem>
            <MenuItem icon="external-link" on_select=|()| platform::open_tab(&route::use_route().get_untracked().href())>
                {t!("thread-new-tab")}
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
