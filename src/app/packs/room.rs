//! The packs of a room: to be used everywhere, taken from, and by who has the power made and changed.

use leptos::{ev, prelude::*};
use protocol::{
    RoomId,
    packs::{ChangePack, CreatePack, Pack, PackAt, PackChange, PackList, Packs},
};

use super::{asking::Asking, editor::PackEditor, page::use_switch};
use crate::{
    emoji::{pack_name, picture},
    kit::{Button, ButtonKind, Dialog, DialogSize, Spinner, TextField, Toasts, Tone},
    link::use_link,
    t,
};

/// Pictures of a pack that one may not change are shown up to this many.
const MOST: usize = 120;

/// The dialog.
#[component]
pub fn RoomPacks(
    room: RoomId,
    /// What the room is called.
    #[prop(into)]
    name: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let packs = use_link().value(Packs { room: Some(room.clone()) });
    let list = Memo::new(move |_| packs.get().unwrap_or_default());
    let here = room.clone();
    let is_here = move |pack: &Pack| matches!(&pack.at, PackAt::Room { room, .. } if *room == here);
    let own = Memo::new(move |_| {
        list.with(|list| {
            list.packs.iter().filter(|pack| is_here(pack)).map(|pack| pack.at.clone()).collect::<Vec<_>>()
        })
    });
    let may_change = Memo::new(move |_| list.with(|list| list.may_change));
    let complete = Memo::new(move |_| list.with(|list| list.complete));
    let nothing = move || own.with(Vec::is_empty);
    view! {
        <Dialog
            title=Signal::derive(move || t!("packs-room-title", room = name.get()))
            close_label=Signal::derive(|| t!("packs-close"))
            on_close=on_close
            size=DialogSize::Large
        >
            <div class="Packs">
                <For each=move || own.get() key=Clone::clone let(at)>
                    {section(at, list, may_change)}
                </For>
                {move || (nothing() && complete.get()).then(|| view! { <p class="hint">{t!("packs-room-empty")}</p> })}
                {move || (!complete.get()).then(|| view! { <Spinner label=Some(t!("packs-loading")) /> })}
                <Show when=move || may_change.get()>
                    {new_pack(room.clone())}
                </Show>
            </div>
        </Dialog>
    }
}

fn section(at: PackAt, list: Memo<PackList>, may_change: Memo<bool>) -> AnyView {
    let wanted = at.clone();
    let pack =
        Memo::new(move |_| list.with(|list| list.packs.iter().find(|pack| pack.at == wanted).cloned()));
    let Some(first) = pack.get_untracked() else { return ().into_any() };
    let title = move || pack.with(|pack| pack.as_ref().map(pack_name).unwrap_or_default());
    let count = move || pack.with(|pack| pack.as_ref().map_or(0, |pack| pack.images.len()));
    view! {
        <section>
            <h3 dir="auto">{title}</h3>
            <p class="hint">{move || t!("packs-count", count = count())}</p>
            {use_switch(&first, false)}
            {move || pack.with(|pack| pack.as_ref().map(pictures))}
            <Show when=move || may_change.get()>
                <details>
                    <summary>{move || t!("packs-change")}</summary>
                    <PackEditor at=at.clone() pack=pack />
                </details>
            </Show>
        </section>
    }
    .into_any()
}

/// The pictures; a press on one puts it into one's own pack.
fn pictures(pack: &Pack) -> AnyView {
    let link = use_link();
    let toasts = use_context::<Toasts>();
    let asking = Asking::new();
    let buttons = pack.images.iter().take(MOST).map(|image| {
        let (from, shortcode) = (pack.at.clone(), image.shortcode.clone());
        let (shown, asked) = (picture(&link, &image.uri, 96, &shortcode), link.clone());
        let label = t!("packs-take", name = shortcode.as_str());
        let take = move |_| {
            let change = PackChange::Take { from: from.clone(), shortcode: shortcode.clone() };
            let name = shortcode.clone();
            asking.ask(&asked, ChangePack { pack: PackAt::Own, change }, move |done| {
                if let Some(toasts) = toasts.filter(|_| done) {
                    toasts.say(t!("packs-taken", name = name), Tone::Info);
                }
            });
        };
        view! {
            <button class="take" type="button" title=label.clone() aria-label=label on:click=take>
                {shown}
            </button>
        }
    });
    let buttons = buttons.collect_view();
    view! {
        <p class="hint">{t!("packs-take-hint")}</p>
        <div class="shelf">{buttons}</div>
        {asking.trouble()}
    }
    .into_any()
}

/// Makes a pack. Its name stays in the field until it is made.
fn new_pack(room: RoomId) -> AnyView {
    let link = use_link();
    let asking = Asking::new();
    let name = RwSignal::new(String::new());
    let empty = move || name.with(|name| name.trim().is_empty());
    let make = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if untrack(empty) {
            return;
        }
        let command = CreatePack { room: room.clone(), name: name.get_untracked() };
        asking.ask(&link, command, move |done| {
            if done {
                name.try_set(String::new());
            }
        });
    };
    view! {
        <form class="line" on:submit=make>
            <TextField label=Signal::derive(|| t!("packs-new")) value=name />
            <Button kind=ButtonKind::Submit busy=asking.busy disabled=Signal::derive(empty)>
                {move || t!("packs-create")}
            </Button>
        </form>
        {asking.trouble()}
    }
    .into_any()
}
