//! The box in which one looks for a sticker.

use leptos::{ev, html, prelude::*};
use protocol::{
    RoomId,
    packs::{PackAt, PackImage, PackList, Packs},
};

use super::{
    picker::{held, walk},
    pictures::{self, AT_FIRST, picture},
};
use crate::{
    kit::{InputKind, Popover, Spinner, TextField, place::Area},
    link::{Link, use_link},
    t,
};

/// Pixels asked for: the box shows about eighty.
const PIXELS: u32 = 160;

fn is_sticker(image: &PackImage) -> bool {
    image.sticker
}

/// The box, open as long as it is mounted. `on_pick` gets the pack and the shortcode; whoever shows it takes it away then.
#[component]
pub fn StickerPicker(
    /// Where it is to be sent.
    room: RoomId,
    /// What it stands beside.
    anchor: Area,
    #[prop(into)] on_pick: Callback<(PackAt, String)>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = use_link();
    let packs = link.value(Packs { room: Some(room) });
    let query = RwSignal::new(String::new());
    let pack = RwSignal::new(Some(0_usize));
    let all = RwSignal::new(false);
    Effect::new(move |_| {
        pack.track();
        all.set(false);
    });
    let grid = NodeRef::<html::Div>::new();
    let panel = NodeRef::<html::Div>::new();
    let on_keydown = move |event: ev::KeyboardEvent| {
        if let Some(grid) = grid.get_untracked() {
            walk(&grid, &event);
        }
    };
    let pick = Callback::new(move |chosen: (PackAt, String)| {
        // Hiding gives the focus back.
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
        on_pick.run(chosen);
    });
    let (listed, shown_link) = (packs.clone(), StoredValue::new(link.clone()));
    let body = move || {
        let list =
            packs.get().filter(|list| list.complete || !pictures::with_some(list, is_sticker).is_empty());
        match held(grid, list) {
            None => view! { <Spinner label=Some(t!("packs-loading")) /> }.into_any(),
            Some(list) => {
                let at = pack.get().unwrap_or_default();
                shown_link.with_value(|link| shown(link, &list, &query.get(), at, all, pick))
            }
        }
    };
    view! {
        <Popover
            class="Popover"
            label=Signal::derive(|| t!("stickers-title"))
            anchor=anchor
            on_close=on_close
            node_ref=panel
        >
            <div class="EmojiPicker stickers" on:keydown=on_keydown>
                <TextField
                    label=Signal::derive(|| t!("stickers-search"))
                    placeholder=Signal::derive(|| Some(t!("stickers-search")))
                    value=query
                    kind=InputKind::Search
                    icon="search"
                    compact=true
                    takes_focus=true
                />
                {move || listed.get().and_then(|list| pictures::tabs(&link, &list, is_sticker, pack, query))}
                <div class="grid" role="group" aria-label=move || t!("stickers-title") node_ref=grid>
                    {body}
                </div>
            </div>
        </Popover>
    }
}

fn shown(
    link: &Link,
    list: &PackList,
    query: &str,
    at: usize,
    all: RwSignal<bool>,
    pick: Callback<(PackAt, String)>,
) -> AnyView {
    let packs = pictures::with_some(list, is_sticker);
    if packs.is_empty() {
        return view! { <p class="none" role="status">{t!("stickers-empty")}</p> }.into_any();
    }
    let (found, left_out) = if query.trim().is_empty() {
        let Some(pack) = packs.get(at).or(packs.first()) else { return ().into_any() };
        let found: Vec<_> =
            pack.images.iter().filter(|one| is_sticker(one)).map(|one| (&pack.at, one)).collect();
        (found, pack.left_out)
    } else {
        (pictures::search(list, is_sticker, query), 0)
    };
    if found.is_empty() {
        return view! { <p class="none" role="status">{t!("stickers-none")}</p> }.into_any();
    }
    let most = if all.get() { found.len() } else { AT_FIRST };
    let (count, shown) = (found.len(), found.len().min(most));
    let buttons = found.into_iter().take(most).enumerate().map(|(at, (pack, image))| {
        let chosen = (pack.clone(), image.shortcode.clone());
        let name = image.shortcode.clone();
        view! {
            <button
                class="emoji"
                type="button"
                tabindex=if at == 0 { "0" } else { "-1" }
                title=name.clone()
                aria-label=name
                on:click=move |_| pick.run(chosen.clone())
            >
                {picture(link, &image.uri, PIXELS, &image.shortcode)}
            </button>
        }
    });
    view! {
        {buttons.collect_view()}
        {pictures::rest(shown, count, left_out, all)}
    }
    .into_any()
}
