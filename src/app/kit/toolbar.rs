//! A row of buttons that is one stop in the tab order, and buttons that stay down.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    list_nav::{Axis, Move},
    window::is_rtl,
};

/// Buttons in a row: arrows, Home and End move among them.
#[component]
pub fn Toolbar(
    #[prop(into)] label: Signal<String>,
    /// A second class, of the feature it stands in.
    #[prop(into, optional)]
    class: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    let class = class.map_or_else(|| "Toolbar".to_owned(), |class| format!("Toolbar {class}"));
    Effect::new(move |_| {
        if let Some(bar) = bar.get() {
            rove(&buttons(&bar), 0);
        }
    });
    let on_focus = move |event: ev::FocusEvent| {
        let Some(bar) = bar.get_untracked() else { return };
        let buttons = buttons(&bar);
        if let Some(at) = buttons.iter().position(|button| is_target(button, &event)) {
            rove(&buttons, at);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(bar) = bar.get_untracked() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let axis = Axis::Horizontal { rtl: is_rtl(&bar) };
        let Some(step) = Move::of_key(&event.key(), axis) else { return };
        let buttons = buttons(&bar);
        let current = buttons.iter().position(|button| is_target(button, &event));
        if let Some(button) = step.target_round(current, buttons.len()).and_then(|at| buttons.get(at)) {
            event.prevent_default();
            event.stop_propagation();
            let _ = button.focus();
        }
    };
    view! {
        <div
            class=class
            role="toolbar"
            node_ref=bar
            aria-label=move || label.get()
            on:focusin=on_focus
            on:keydown=on_keydown
        >
            {children()}
        </div>
    }
}

/// A chip that is down or up.
#[component]
pub fn ToggleButton(
    #[prop(into)] pressed: Signal<bool>,
    /// Gets what it shall be.
    #[prop(into)]
    on_toggle: Callback<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="ToggleButton"
            type="button"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_toggle.run(!pressed.get_untracked())
        >
            {children()}
        </button>
    }
}

fn is_target(button: &HtmlElement, event: &ev::Event) -> bool {
    event.target().as_ref() == Some(button.unchecked_ref())
}

fn buttons(bar: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = bar.query_selector_all("button:not(:disabled)") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Makes the button at `at` the one which Tab reaches.
fn rove(buttons: &[HtmlElement], at: usize) {
    for (other, button) in buttons.iter().enumerate() {
        button.set_tab_index(if other == at { 0 } else { -1 });
    }
}
