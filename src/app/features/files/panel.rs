//! The panel.

use leptos::prelude::*;
use protocol::{RoomId, timeline::EventItem};

use super::{
    model::{FilesModel, Kind},
    row::{self, FileRow},
};
use crate::{
    kit::{RowPlace, ToggleButton, Toolbar},
    link::use_link,
    side::{FoundKey, FoundList, PanelHead, SidePanel},
    t,
};

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
    let open = Callback::new(move |key: FoundKey| {
        if let Some(shown) = model.opened(&key) {
            on_open.run(shown);
        }
    });
    let row = Callback::new(move |(key, place): (FoundKey, RowPlace)| {
        view! { <FileRow model=model key=key place=place on_open=open /> }.into_any()
    });
    view! {
        <SidePanel label=Signal::derive(|| t!("files-title")) takes_focus=true>
            <PanelHead title=Signal::derive(|| t!("files-title")) name=name />
            <Toolbar class="filters" label=Signal::derive(|| t!("files-kinds"))>
                {kinds.into_iter().collect_view()}
            </Toolbar>
            <FoundList
                found=model.found
                label=Signal::derive(|| t!("files-title"))
                row=row
                name=row::name
                icon="paperclip"
                none=Signal::derive(|| t!("files-none"))
            />
        </SidePanel>
    }
}
