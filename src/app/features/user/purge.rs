//! Deleting what the person has said lately: in which room, and then the question (D21).

use leptos::prelude::*;
use protocol::{RoomId, moderation::ModeratedRoom, profile::Profile};

use crate::{
    kit::{Button, ButtonVariant, Dialog, unique_id},
    rooms::RedactRecentDialog,
    t,
};

/// The dialog. Where there is one room only, nothing is asked about it.
#[component]
pub(super) fn PurgeDialog(
    author: Profile,
    rooms: Vec<ModeratedRoom>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let alone = match rooms.as_slice() {
        [one] => Some(one.room.clone()),
        _ => None,
    };
    let room = RwSignal::new(alone);
    move || match room.get() {
        Some(room) => {
            view! { <RedactRecentDialog room=room author=author.clone() on_close=on_close /> }.into_any()
        }
        None => choice(rooms.clone(), room, on_close),
    }
}

fn choice(rooms: Vec<ModeratedRoom>, room: RwSignal<Option<RoomId>>, on_close: Callback<()>) -> AnyView {
    let chosen = RwSignal::new(None::<RoomId>);
    let group = unique_id("purge");
    let none = Signal::derive(move || chosen.with(Option::is_none));
    let rows = rooms.into_iter().map(|ModeratedRoom { room, name }| {
        let this = room.clone();
        view! {
            <label class="Choice">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(&this))
                    on:change=move |_| chosen.set(Some(room.clone()))
                />
                <bdi class="name">{name.unwrap_or_else(|| t!("rooms-unnamed"))}</bdi>
            </label>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Dialog
            title=Signal::derive(|| t!("user-purge-title"))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=on_close
            actions=move || {
                view! {
                    <Button on_press=move |_| on_close.run(())>{move || t!("timeline-delete-keep")}</Button>
                    <Button
                        variant=ButtonVariant::Primary
                        disabled=none
                        on_press=move |_| room.set(chosen.get_untracked())
                    >
                        {move || t!("user-purge-go")}
                    </Button>
                }
            }
        >
            <div role="radiogroup" aria-label=move || t!("user-purge-title")>
                {rows}
            </div>
        </Dialog>
    }
    .into_any()
}
