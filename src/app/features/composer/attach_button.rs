//! The button for what can be put beside words, or in their place: files, a poll, a place, a sticker.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{model::ComposerModel, surface::Surface};
use crate::{
    emoji::StickerPicker,
    kit::{Icon, MenuButton, MenuItem, window::area_of},
    platform::files,
    t,
};

/// Opens the menu.
#[component]
pub(crate) fn AttachButton(model: ComposerModel, surface: Surface) -> impl IntoView {
    let room = model.place.room.clone();
    let model = StoredValue::new_local(model);
    let input = NodeRef::<html::Input>::new();
    let open = move |()| {
        if let Some(input) = input.get_untracked() {
            input.unchecked_ref::<HtmlElement>().click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        model.with_value(|model| model.attach(files::files_of(input.files())));
        // Emptied, so that the same file can be chosen again.
        input.set_value("");
        surface.focus();
    };
    let poll = move |()| {
        model.try_with_value(|model| model.begin_poll(String::new()));
    };
    let location = move |()| {
        model.try_with_value(|model| model.shelf.location_open.set(true));
    };
    let (button, stickers) = (NodeRef::<html::Span>::new(), RwSignal::new(None));
    let choose_sticker = move |()| {
        let area = button.get_untracked().map(|button| area_of(&button));
        stickers.set(Some(area.unwrap_or_default()));
    };
    let picked = move |(pack, shortcode)| {
        stickers.set(None);
        model.with_value(|model| model.send_sticker(pack, shortcode));
    };
    view! {
        <span class="attach" node_ref=button>
            <MenuButton
                class="IconButton"
                label=Signal::derive(|| t!("composer-attach"))
                items=move || view! {
                    <MenuItem icon="file" on_select=open>{t!("composer-attach-files")}</MenuItem>
                    <MenuItem icon="chart-no-axes-column" on_select=poll>{t!("composer-attach-poll")}</MenuItem>
                    <MenuItem icon="map-pin" on_select=location>{t!("composer-attach-location")}</MenuItem>
                    <MenuItem icon="smile" on_select=choose_sticker>{t!("composer-attach-sticker")}</MenuItem>
                }
            >
                <Icon name="paperclip" />
            </MenuButton>
        </span>
        {move || stickers.get().map(|area| {
            let closed = move |()| {
                stickers.try_set(None);
            };
            view! { <StickerPicker room=room.clone() anchor=area on_pick=picked on_close=closed /> }.into_any()
        })}
        <input type="file" multiple hidden tabindex="-1" aria-hidden="true" node_ref=input on:change=chosen />
    }
}
