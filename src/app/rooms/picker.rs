//! A list in which one chooses rooms.

use leptos::{ev, prelude::*};
use protocol::{
    RoomId,
    room_list::{RoomFilter, RoomListTuning, RoomRow, RowMembership},
};

use crate::{
    kit::{Avatar, AvatarShape, AvatarSize, InputKind, Spinner, TextField},
    link::{LiveList, use_link},
    t,
};

/// So many rooms are shown; the field finds the others.
const MOST: u32 = 40;

/// A field and the rooms whose names match, the newest first; several can be chosen.
#[component]
pub fn RoomPicker(
    /// Those chosen, in the order they were.
    chosen: RwSignal<Vec<RoomId>>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let tuning = Signal::derive(move || RoomListTuning {
        filter: RoomFilter::All,
        space: None,
        query: query.with(|query| query.trim().to_owned()),
        range: (0, MOST),
    });
    let (list, loaded) = use_link().room_list(tuning);
    let order = list.order();
    let shown = {
        let list = list.clone();
        Memo::new(move |_| {
            let joined = |room: &RoomId| {
                list.row(room)
                    .is_some_and(|row| row.with(|row: &RoomRow| row.membership == RowMembership::Joined))
            };
            order.with(|order| {
                order.iter().filter(|room| joined(room)).take(MOST as usize).cloned().collect::<Vec<_>>()
            })
        })
    };
    let nothing = move || {
        shown.with(Vec::is_empty).then(|| {
            if loaded.get() || query.with(|query| !query.trim().is_empty()) {
                view! { <p class="none" role="status">{t!("rooms-none")}</p> }.into_any()
            } else {
                view! { <Spinner label=Some(t!("rooms-loading")) /> }.into_any()
            }
        })
    };
    view! {
        <div class="RoomPicker">
            <TextField
                label=Signal::derive(|| t!("rooms-find"))
                placeholder=Signal::derive(|| Some(t!("rooms-find")))
                value=query
                kind=InputKind::Search
                icon="search"
                compact=true
                takes_focus=true
            />
            <div class="rooms" role="group" aria-label=move || t!("rooms-title")>
                <For each=move || shown.get() key=Clone::clone let:room>
                    {row(&list, room, chosen)}
                </For>
                {nothing}
            </div>
        </div>
    }
}

fn row(list: &LiveList<RoomRow>, room: RoomId, chosen: RwSignal<Vec<RoomId>>) -> Option<AnyView> {
    let row = list.row(&room)?;
    let (named, pictured, direct) = (row.clone(), row.clone(), row);
    let name =
        Signal::derive(move || named.with(|row| row.name.clone()).unwrap_or_else(|| t!("rooms-unnamed")));
    let image = use_link().avatar(Signal::derive(move || pictured.with(|row| row.avatar.clone())), 48);
    let shape =
        if direct.with_untracked(|row| row.direct) { AvatarShape::Round } else { AvatarShape::Square };
    let (id, asked) = (room.0.clone(), room.clone());
    let on = move || chosen.with(|chosen| chosen.contains(&asked));
    let toggle = move |event: ev::Event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|one| *one != room);
            if on {
                chosen.push(room.clone());
            }
        });
    };
    Some(
        view! {
            <label class="Choice room">
                <input type="checkbox" prop:checked=on on:change=toggle />
                <Avatar name=name id=id image=image size=AvatarSize::Small shape=shape />
                <bdi class="name">{move || name.get()}</bdi>
            </label>
        }
        .into_any(),
    )
}
