//! Pages of which one is shown, and the tabs that lead to them.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    icon::Icon,
    list_nav::{Axis, Move},
    unique::unique_id,
    window::is_rtl,
};

/// A tab.
#[derive(Clone, Copy)]
pub struct Tab {
    /// Its drawing.
    pub icon: &'static str,
    /// Its name, and its page's.
    pub label: Signal<String>,
}

/// The tabs, one stop in the tab order, and the page of the one that is chosen. Arrows, Home and End choose.
#[component]
pub fn Tabs(
    #[prop(into)] label: Signal<String>,
    tabs: Vec<Tab>,
    /// Which one is chosen.
    at: RwSignal<usize>,
    /// Makes the page of one.
    #[prop(into)]
    page: Callback<usize, AnyView>,
) -> impl IntoView {
    let id = unique_id("tabs");
    let list = NodeRef::<html::Div>::new();
    let count = tabs.len();
    let tab_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-{at}")
    };
    let page_id = format!("{id}-page");
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        // They stand below or beside one another, as there is room.
        let key = event.key();
        let across = Axis::Horizontal { rtl: is_rtl(&list) };
        let step = Move::of_key(&key, across).or_else(|| Move::of_key(&key, Axis::Vertical));
        let step = step.filter(|step| !matches!(step, Move::PageBack | Move::PageOn));
        let Some(to) = step.and_then(|step| step.target_round(Some(at.get_untracked()), count)) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        at.set(to);
        let tab = list.query_selector_all("[role=tab]").ok().and_then(|tabs| tabs.item(to as u32));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let buttons = tabs
        .into_iter()
        .enumerate()
        .map(|(index, Tab { icon, label })| {
            let chosen = move || at.get() == index;
            view! {
                <button
                    class="tab"
                    type="button"
                    role="tab"
                    id=tab_id(index)
                    aria-controls=page_id.clone()
                    aria-selected=move || if chosen() { "true" } else { "false" }
                    tabindex=move || if chosen() { "0" } else { "-1" }
                    on:click=move |_| at.set(index)
                >
                    <Icon name=icon />
                    {move || label.get()}
                </button>
            }
        })
        .collect_view();
    let chosen_id = move || tab_id(at.get());
    view! {
        <div class="Tabs">
            <div
                class="list"
                role="tablist"
                node_ref=list
                aria-label=move || label.get()
                on:keydown=on_keydown
            >
                {buttons}
            </div>
            <div class="page" role="tabpanel" id=page_id aria-labelledby=chosen_id>
                {move || page.run(at.get())}
            </div>
        </div>
    }
}
