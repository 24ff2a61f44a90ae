//! The frame of what stands beside the conversation: its head, and the ways out of it.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    kit::{Icon, IconButton},
    platform::document,
    route, t,
};

/// A panel beside the conversation. Escape closes it, and the focus goes back to where it was before.
#[component]
pub(crate) fn SidePanel(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    let before = StoredValue::new_local(
        document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok()),
    );
    on_cleanup(move || {
        if let Some(Some(before)) = before.try_get_value()
            && before.is_connected()
        {
            let _ = before.focus();
        }
    });
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
            event.prevent_default();
            route::set_side(None);
        }
    };
    view! {
        <section class="SidePanel" aria-label=move || label.get() on:keydown=pressed>
            {children()}
        </section>
    }
}

/// The head of a panel: back where only one panel is shown, what it is, and of which room; close.
#[component]
pub(crate) fn PanelHead(
    #[prop(into)] title: Signal<String>,
    /// The room's name.
    name: Signal<String>,
    /// Buttons.
    children: Children,
) -> impl IntoView {
    let close = move |_| route::set_side(None);
    view! {
        <header class="head">
            <button class="IconButton back" type="button" aria-label=move || t!("thread-back") on:click=close>
                <Icon name="arrow-left" />
            </button>
            <div class="about">
                <h2 class="title">{move || title.get()}</h2>
                <span class="name" dir="auto">{move || name.get()}</span>
            </div>
            {children()}
            <IconButton
                icon="x"
                label=Signal::derive(|| t!("thread-close"))
                on_press=Callback::new(close)
                {..}
                class:close=true
            />
        </header>
    }
}
