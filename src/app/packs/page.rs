//! The page of settings: the pack of one's own, and those of rooms that are used everywhere.

use leptos::prelude::*;
use protocol::packs::{Pack, PackAt, Packs, UsePack};

use super::{asking::Asking, editor::PackEditor};
use crate::{
    emoji::pack_name,
    kit::{Spinner, Switch},
    link::use_link,
    t,
};

/// The page.
#[component]
pub fn PacksPage() -> impl IntoView {
    let packs = use_link().value(Packs { room: None });
    let listed = packs.clone();
    let there = Memo::new(move |_| packs.with(|list| list.is_some()));
    let list = Memo::new(move |_| listed.get().unwrap_or_default());
    let own = Signal::derive(move || {
        list.with(|list| list.packs.iter().find(|pack| pack.at == PackAt::Own).cloned())
    });
    let shared = Memo::new(move |_| {
        list.with(|list| list.packs.iter().filter(|pack| pack.at != PackAt::Own).cloned().collect::<Vec<_>>())
    });
    move || {
        if !there.get() {
            return view! { <Spinner label=Some(t!("packs-loading")) /> }.into_any();
        }
        view! {
            <div class="Packs">
                <section>
                    <h3>{move || t!("packs-own")}</h3>
                    <p class="hint">{move || t!("packs-own-hint")}</p>
                    <PackEditor at=PackAt::Own pack=own />
                </section>
                <section>
                    <h3>{move || t!("packs-rooms")}</h3>
                    <For each=move || shared.get() key=|pack| (pack.at.clone(), pack.name.clone()) let(pack)>
                        {use_switch(&pack, true)}
                    </For>
                    <Show when=move || shared.with(Vec::is_empty)>
                        <p class="hint">{move || t!("packs-rooms-empty")}</p>
                    </Show>
                </section>
            </div>
        }
        .into_any()
    }
}

/// Whether a room's pack is used in all rooms. `named`: the label says which pack it is.
pub(super) fn use_switch(pack: &Pack, named: bool) -> AnyView {
    let PackAt::Room { room, key } = pack.at.clone() else { return ().into_any() };
    let link = use_link();
    let asking = Asking::new();
    let on = RwSignal::new(pack.everywhere);
    let toggle = Callback::new(move |wanted: bool| {
        on.set(wanted);
        let command = UsePack { room: room.clone(), key: key.clone(), on: wanted };
        asking.ask(&link, command, move |done| {
            if !done {
                on.try_set(!wanted);
            }
        });
    });
    let name = pack_name(pack);
    let label = Signal::derive(move || match named {
        true => t!("packs-everywhere-named", pack = name.as_str()),
        false => t!("packs-everywhere"),
    });
    let hint = pack.room_name.clone().filter(|_| named);
    let hint = Signal::derive(move || {
        hint.as_ref().map(|room| t!("packs-of-room", room = room.as_str())).unwrap_or_default()
    });
    view! {
        <Switch label=label hint=hint on=on on_toggle=toggle />
        {asking.trouble()}
    }
    .into_any()
}
