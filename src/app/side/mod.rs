//! The frame of what stands beside the conversation: its head, and the ways out of it. Features fill it.

mod found;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    kit::{Icon, IconButton},
    platform::{document, timer},
    route, t,
};

pub use self::found::{Found, FoundKey, FoundList, FoundRow};

/// A panel beside the conversation. Escape closes it, and the focus goes back to where it was before.
#[component]
pub fn SidePanel(
    #[prop(into)] label: Signal<String>,
    /// Whether it takes the focus when it appears: where what opened it does not stay.
    #[prop(optional)]
    takes_focus: bool,
    children: Children,
) -> impl IntoView {
    let panel = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(panel) = panel.get().filter(|_| takes_focus) {
            timer::next_frame(move || {
                let _ = panel.focus();
            });
        }
    });
    let before = focused();
    let around = before.as_ref().and_then(|before| before.closest("article").ok().flatten());
    let around = around.and_then(|around| around.dyn_into().ok());
    // A message's toolbar goes with the focus: then it is the message that gets it back.
    let before = StoredValue::new_local([before, around]);
    on_cleanup(move || {
        let there = before.try_with_value(|all| all.iter().flatten().find(|one| one.is_connected()).cloned());
        let Some(there) = there.flatten() else { return };
        let _ = there.focus();
        // On a narrow screen it is hidden until the panel has gone.
        timer::next_frame(move || {
            if focused().is_none_or(|at| at.tag_name() == "BODY") {
                let _ = there.focus();
            }
        });
    });
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
            event.prevent_default();
            route::set_side(None);
        }
    };
    view! {
        <section
            class="SidePanel"
            tabindex=takes_focus.then_some("-1")
            node_ref=panel
            aria-label=move || label.get()
            on:keydown=pressed
        >
            {children()}
        </section>
    }
}

fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// The head of a panel: back where only one panel is shown, what it is, and of which room; close.
#[component]
pub fn PanelHead(
    #[prop(into)] title: Signal<String>,
    /// The room's name.
    name: Signal<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let close = move |_| route::set_side(None);
    view! {
        <header class="head">
            <button class="IconButton back" type="button" aria-label=move || t!("side-back") on:click=close>
                <Icon name="arrow-left" />
            </button>
            <div class="about">
                <h2 class="title">{move || title.get()}</h2>
                <span class="name" dir="auto">{move || name.get()}</span>
            </div>
            {children.map(|children| children())}
            <IconButton
                icon="x"
                label=Signal::derive(|| t!("side-close"))
                on_press=Callback::new(close)
                {..}
                class:close=true
            />
        </header>
    }
}
