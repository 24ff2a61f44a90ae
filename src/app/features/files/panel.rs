//! The panel.

use leptos::prelude::*;
use protocol::{ItemKey, RoomId, timeline::EventItem};

use super::{
    model::{FilesModel, Kind},
    row::{self, FileRow},
};
use crate::{
    kit::{Button, ButtonSize, Icon, RowPlace, Spinner, ToggleButton, Toolbar, WindowList},
    link::{Paging, use_link},
    side::{PanelHead, SidePanel},
    t,
    text::failure,
};

/// Rows before the end at which it is looked further back.
const NEAR: usize = 10;

/// The files of a room, the newest first.
#[component]
pub fn FilesPanel(
    /// The room.
    room: RoomId,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// Shows pictures large: all of them, oldest first, and the one to begin with.
    #[prop(into)]
    on_open: Callback<(Vec<EventItem>, usize)>,
) -> impl IntoView {
    let model = FilesModel::new(use_link(), room);
    let kinds = Kind::EACH.map(|kind| {
        let label = move || match kind {
            Kind::All => t!("files-all"),
            Kind::Pictures => t!("files-pictures"),
            Kind::Audio => t!("files-audio"),
            Kind::Other => t!("files-other"),
        };
        view! {
            <ToggleButton
                pressed=Signal::derive(move || model.kind.get() == kind)
                on_toggle=Callback::new(move |_| model.kind.set(kind))
            >
                {label}
            </ToggleButton>
        }
    });
    view! {
        <SidePanel label=Signal::derive(|| t!("files-title")) takes_focus=true>
            <PanelHead title=Signal::derive(|| t!("files-title")) name=name />
            <Toolbar class="filters" label=Signal::derive(|| t!("files-kinds"))>
                {kinds.into_iter().collect_view()}
            </Toolbar>
            <Rows model=model on_open=on_open />
        </SidePanel>
    }
}

#[component]
fn Rows(model: FilesModel, on_open: Callback<(Vec<EventItem>, usize)>) -> impl IntoView {
    let FilesModel { order, paging, ready, failure, .. } = model;
    let count = Memo::new(move |_| order.with(|order| order.len()));
    let open = Callback::new(move |key: ItemKey| {
        let file = model.document(&key).map(|file| (vec![file], 0));
        if let Some(shown) = file.or_else(|| model.pictures(&key)) {
            on_open.run(shown);
        }
    });
    let row = Callback::new(move |(key, place): (ItemKey, RowPlace)| {
        view! { <FileRow model=model key=key place=place on_open=open /> }.into_any()
    });
    let name_of = Callback::new(move |key: ItemKey| {
        model.file(&key).map(|event| row::name(&event)).unwrap_or_default()
    });
    let on_range = Callback::new(move |(_, end): (usize, usize)| {
        if end + NEAR >= count.get_untracked() && paging.with_untracked(|paging| *paging == Paging::Idle) {
            model.near_end();
        }
    });
    let some = Memo::new(move |_| count.get() > 0);
    let list = move || {
        some.get().then(|| {
            view! {
                <WindowList
                    label=Signal::derive(|| t!("files-title"))
                    class="files"
                    keys=order
                    row=row
                    name_of=name_of
                    on_range=on_range
                />
            }
        })
    };
    let waiting = move || {
        view! {
            <div class="paging" aria-busy="true">
                <Spinner label=Signal::derive(|| Some(t!("files-looking"))) />
            </div>
        }
        .into_any()
    };
    let foot = move || {
        match paging.get() {
        _ if failure.with(Option::is_some) => {
            let text = failure.get().as_ref().map(failure::sentence);
            view! { <div class="paging" role="alert"><span class="text">{text}</span></div> }.into_any()
        }
        _ if !ready.get() => waiting(),
        Paging::Failed(failed) => view! {
            <div class="paging" role="alert">
                <span class="text">{failure::sentence(&failed)}</span>
                <Button size=ButtonSize::Small on_press=move |_| model.load()>{move || t!("files-again")}</Button>
            </div>
        }
        .into_any(),
        Paging::Busy => waiting(),
        Paging::Idle => view! {
            <div class="paging">
                <Button size=ButtonSize::Small on_press=move |_| model.load()>{move || t!("files-further")}</Button>
            </div>
        }
        .into_any(),
        Paging::Ended if !some.get() => view! {
            <div class="Empty">
                <Icon name="paperclip" />
                <p>{move || t!("files-none")}</p>
            </div>
        }
        .into_any(),
        Paging::Ended => ().into_any(),
    }
    };
    view! {
        {list}
        {foot}
    }
}
