//! All threads of a room, or those in which the account has written.

use leptos::prelude::*;
use protocol::{EventId, RoomId, thread::UnreadThread};

use super::{
    model::{self, ThreadListModel},
    row::{self, ThreadListRow},
};
use crate::{
    kit::{
        Button, ButtonSize, Icon, IconButton, RowPlace, Spinner, Toasts, ToggleButton, Tone, Toolbar,
        WindowList,
    },
    link::{LiveValue, Paging, use_link},
    side::{PanelHead, SidePanel},
    t,
    text::failure,
};

/// Rows before the end at which more is loaded.
const NEAR: usize = 10;

/// The list of a room's threads.
#[component]
pub fn ThreadList(
    /// The room.
    room: RoomId,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let own = RwSignal::new(false);
    let link = StoredValue::new(use_link());
    let unread = link.with_value(|link| model::unread(link, &room));
    let any_unread = {
        let unread = unread.clone();
        Memo::new(move |_| unread.with(|threads| threads.is_some_and(|threads| !threads.is_empty())))
    };
    let toasts = use_context::<Toasts>();
    let read_room = room.clone();
    let read_all = move |_| {
        link.with_value(|link| {
            model::mark_all_read(link, read_room.clone(), move |failed| {
                if let Some(toasts) = toasts {
                    toasts.say(t!("thread-not-marked", reason = failure::sentence(&failed)), Tone::Warning);
                }
            });
        });
    };
    let filters = [("thread-filter-all", false), ("thread-filter-own", true)].map(|(key, wanted)| {
        view! {
            <ToggleButton
                pressed=Signal::derive(move || own.get() == wanted)
                on_toggle=Callback::new(move |_| own.set(wanted))
            >
                {move || crate::text::message(key, &[])}
            </ToggleButton>
        }
    });
    let list = move || {
        let model = ThreadListModel::new(link.get_value(), room.clone(), own.get());
        view! { <Rows model=model unread=unread.clone() own=own.get_untracked() /> }.into_any()
    };
    view! {
        <SidePanel label=Signal::derive(|| t!("thread-list-title"))>
            <PanelHead title=Signal::derive(|| t!("thread-list-title")) name=name>
                <IconButton
                    icon="check-check"
                    label=Signal::derive(|| t!("thread-mark-all-read"))
                    disabled=Signal::derive(move || !any_unread.get())
                    on_press=Callback::new(read_all)
                />
            </PanelHead>
            <Toolbar class="filters" label=Signal::derive(|| t!("thread-filter"))>
                {filters.into_iter().collect_view()}
            </Toolbar>
            {list}
        </SidePanel>
    }
}

#[component]
fn Rows(
    model: ThreadListModel,
    unread: LiveValue<Vec<UnreadThread>>,
    /// Only those with the account.
    own: bool,
) -> impl IntoView {
    let ThreadListModel { order, paging, .. } = model;
    let count = Memo::new(move |_| order.with(|order| order.len()));
    let row = move |(root, place): (EventId, RowPlace)| {
        let Some(thread) = model.row(&root) else { return ().into_any() };
        view! { <ThreadListRow root=root thread=thread unread=unread.clone() place=place /> }.into_any()
    };
    let name_of =
        move |root: EventId| model.row(&root).map(|row| row.with_untracked(row::begun)).unwrap_or_default();
    let on_range = move |(_, end): (usize, usize)| {
        if end + NEAR >= count.get_untracked() && paging.with_untracked(|paging| *paging == Paging::Idle) {
            model.load();
        }
    };
    let row = Callback::new(row);
    let list = move || {
        (count.get() > 0).then(|| {
            view! {
                <WindowList
                    label=Signal::derive(|| t!("thread-list-title"))
                    class="threads"
                    keys=order
                    row=row
                    name_of=Callback::new(name_of)
                    on_range=Callback::new(on_range)
                />
            }
        })
    };
    let nothing = Memo::new(move |_| count.get() == 0);
    let foot = move || match paging.get() {
        Paging::Failed(failed) => view! {
            <div class="paging" role="alert">
                <span class="text">{failure::sentence(&failed)}</span>
                <Button size=ButtonSize::Small on_press=move |_| model.load()>
                    {move || t!("thread-list-again")}
                </Button>
            </div>
        }
        .into_any(),
        Paging::Busy => view! {
            <div class="paging" aria-busy="true">
                <Spinner label=Signal::derive(|| Some(t!("thread-list-loading"))) />
            </div>
        }
        .into_any(),
        Paging::Ended if nothing.get() => view! {
            <div class="Empty">
                <Icon name="messages-square" />
                <p>{move || if own { t!("thread-list-empty-own") } else { t!("thread-list-empty") }}</p>
            </div>
        }
        .into_any(),
        Paging::Idle | Paging::Ended => ().into_any(),
    };
    view! {
        {list}
        {foot}
    }
}
