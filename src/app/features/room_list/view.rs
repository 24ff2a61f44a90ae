//! The column of rooms.

use leptos::{ev, html, prelude::*};
use protocol::{RoomId, room_list::RoomFilter, spaces::SpaceRow};

use super::{model::RoomListModel, row::RoomListRow};
use crate::{
    kit::{
        Button, ButtonSize, InputKind, RowPlace, TextField, ToggleButton, Toolbar, VisuallyHidden,
        WindowList, unique_id,
    },
    link::use_link,
    route::{self, Route},
    t,
    text::failure,
};

/// The filters, in the order of the bar.
const FILTERS: [RoomFilter; 4] = [RoomFilter::All, RoomFilter::Unread, RoomFilter::People, RoomFilter::Rooms];

/// The rooms of the account, or of the chosen space.
#[component]
pub fn RoomList(
    /// The space whose rooms are shown; all rooms if none.
    #[prop(into)]
    space: Signal<Option<SpaceRow>>,
    /// What stands beside the title.
    #[prop(into, optional)]
    beside: Option<ViewFn>,
    /// What is to be said above the rooms.
    #[prop(into, optional)]
    note: Option<ViewFn>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| space.with(|space| space.as_ref().map(|space| space.id.clone())));
    let model = RoomListModel::new(use_link(), chosen.into());
    let current = current_room();
    let field = NodeRef::<html::Input>::new();
    shortcuts(&model, current, field);

    let title_id = unique_id("rooms-title");
    let title = move || match space.get() {
        Some(space) => space.name,
        None => t!("room-list-all"),
    };
    let empty = {
        let list = model.list.clone();
        Memo::new(move |_| list.is_empty())
    };
    let ready = model.list.ready();
    let broken = model.list.failure();
    let body = {
        let model = model.clone();
        move || {
            if let Some(cause) = broken.get() {
                view! {
                    <div class="Empty" role="alert">
                        <p>{move || t!("room-list-broken")}</p>
                        <p>{move || failure::sentence(&cause)}</p>
                    </div>
                }
                .into_any()
            } else if !empty.get() {
                // Other rooms are begun at their top.
                model.filter.track();
                model.space.track();
                view! { <Rooms model=model.clone() current=current /> }.into_any()
            } else if ready.get() && (model.loaded.get() || is_narrowed(&model)) {
                view! { <Empty model=model.clone() /> }.into_any()
            } else {
                view! { <Loading /> }.into_any()
            }
        }
    };
    view! {
        <section class="RoomList" aria-labelledby=title_id.clone()>
            <header class="head">
                <h1 class="title" id=title_id.clone()>
                    {title}
                </h1>
                {beside.map(|beside| beside.run())}
            </header>
            {note.map(|note| note.run())}
            <FilterField model=model.clone() field=field />
            <Filters model=model />
            {body}
        </section>
    }
}

/// The room that is open, as far as the address names it by its ID.
fn current_room() -> Signal<Option<RoomId>> {
    let route = route::use_route();
    Memo::new(move |_| match route.get() {
        Route::Room { address, .. } => Some(RoomId(address.id_or_alias)),
        _ => None,
    })
    .into()
}

fn is_narrowed(model: &RoomListModel) -> bool {
    model.filter.get() != RoomFilter::All || model.query.with(|query| !query.trim().is_empty())
}

/// Ctrl or Cmd+K goes to the filter field, Alt+Up and Alt+Down to the rooms above and below the open one.
fn shortcuts(model: &RoomListModel, current: Signal<Option<RoomId>>, field: NodeRef<html::Input>) {
    let model = model.clone();
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let alone = event.alt_key() && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        let beside = |by| current.with_untracked(|room| model.beside(room.as_ref(), by));
        let room = match event.key().as_str() {
            "k" | "K" if command => {
                event.prevent_default();
                if let Some(field) = field.get_untracked() {
                    let _ = field.focus();
                    field.select();
                }
                return;
            }
            "ArrowUp" if alone => beside(-1),
            "ArrowDown" if alone => beside(1),
            _ => return,
        };
        event.prevent_default();
        if let Some(room) = room {
            route::go(Route::room(&room));
        }
    });
    on_cleanup(move || handle.remove());
}

#[component]
fn FilterField(model: RoomListModel, field: NodeRef<html::Input>) -> impl IntoView {
    let query = model.query;
    let first = {
        let list = model.list.clone();
        move || list.order().with_untracked(|order| order.first().cloned())
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Escape" if query.with_untracked(|query| !query.is_empty()) => query.set(String::new()),
            "Escape" => {
                if let Some(field) = field.get_untracked() {
                    let _ = field.blur();
                }
            }
            // The first room is what one looked for, most of the time.
            "Enter" if query.with_untracked(|query| !query.trim().is_empty()) => {
                if let Some(to) = first().map(|room| Route::room(&room)) {
                    // The room that opens takes the focus.
                    if let Some(field) =
                        field.get_untracked().filter(|_| route::use_route().get_untracked() != to)
                    {
                        let _ = field.blur();
                    }
                    route::go(to);
                }
            }
            "ArrowDown" => {
                let list = field.get_untracked().and_then(|field| field.closest(".RoomList").ok().flatten());
                let link = list.and_then(|list| list.query_selector("nav [tabindex='0']").ok().flatten());
                let Some(link) = link.and_then(|link| {
                    use wasm_bindgen::JsCast;
                    link.dyn_into::<web_sys::HtmlElement>().ok()
                }) else {
                    return;
                };
                let _ = link.focus();
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <TextField
            label=Signal::derive(|| t!("room-list-filter"))
            placeholder=Signal::derive(|| Some(t!("room-list-filter")))
            clear_label=Signal::derive(|| Some(t!("room-list-filter-clear")))
            value=query
            kind=InputKind::Search
            icon="search"
            compact=true
            node_ref={field}
            {..}
            on:keydown=on_keydown
        />
    }
}

#[component]
fn Filters(model: RoomListModel) -> impl IntoView {
    let filter = model.filter;
    let buttons = FILTERS.map(|one| {
        let words = move || match one {
            RoomFilter::All => t!("room-list-show-all"),
            RoomFilter::Unread => t!("room-list-show-unread"),
            RoomFilter::People => t!("room-list-show-people"),
            RoomFilter::Rooms => t!("room-list-show-rooms"),
        };
        view! {
            <ToggleButton
                pressed=Signal::derive(move || filter.get() == one)
                // Pressing the one that is down shows all again.
                on_toggle=Callback::new(move |down| filter.set(if down { one } else { RoomFilter::All }))
            >
                {words}
            </ToggleButton>
        }
    });
    view! {
        <Toolbar class="filters" label=Signal::derive(|| t!("room-list-filters"))>
            {buttons.into_iter().collect_view()}
        </Toolbar>
    }
}

#[component]
fn Rooms(model: RoomListModel, current: Signal<Option<RoomId>>) -> impl IntoView {
    let row = {
        let model = model.clone();
        Callback::new(move |(room, place): (RoomId, RowPlace)| match model.list.row(&room) {
            Some(row) => {
                view! { <RoomListRow model=model.clone() room=room row=row place=place current=current /> }
                    .into_any()
            }
            None => ().into_any(),
        })
    };
    let name_of = {
        let model = model.clone();
        Callback::new(move |room: RoomId| model.name_of(&room))
    };
    let keys = model.list.order();
    let on_range = Callback::new(move |(first, end): (usize, usize)| model.shown(first, end));
    view! {
        <WindowList
            label=Signal::derive(|| t!("room-list-title"))
            class="rooms"
            keys=keys
            current=current
            row=row
            name_of=name_of
            on_range=on_range
        />
    }
}

#[component]
fn Empty(model: RoomListModel) -> impl IntoView {
    let (filter, query, space) = (model.filter, model.query, model.space);
    let words = move || {
        let query = query.with(|query| query.trim().to_owned());
        match filter.get() {
            _ if !query.is_empty() => t!("room-list-empty-query", query = query),
            RoomFilter::Unread => t!("room-list-empty-unread"),
            RoomFilter::People => t!("room-list-empty-people"),
            RoomFilter::Rooms => t!("room-list-empty-rooms"),
            RoomFilter::All if space.with(Option::is_some) => t!("room-list-empty-space"),
            RoomFilter::All => t!("room-list-empty-all"),
        }
    };
    let narrowed = {
        let model = model.clone();
        move || is_narrowed(&model)
    };
    let model = StoredValue::new(model);
    view! {
        <div class="Empty" role="status">
            <p>{words}</p>
            <Show when=narrowed>
                <Button size=ButtonSize::Small on_press=move |_| model.with_value(RoomListModel::show_all)>
                    {move || t!("room-list-back-to-all")}
                </Button>
            </Show>
        </div>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let rows = (0..8).map(|_| {
        view! {
            <div class="RoomListRow" data-pending aria-hidden="true">
                <span class="Avatar" data-shape="square"></span>
                <span class="name"></span>
                <span class="preview"></span>
            </div>
        }
    });
    view! {
        <div class="loading" role="status">
            <VisuallyHidden>{move || t!("room-list-loading")}</VisuallyHidden>
            {rows.collect_view()}
        </div>
    }
}
