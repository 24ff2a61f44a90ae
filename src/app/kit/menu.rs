//! A button that opens a menu of things to do.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    icon::Icon,
    list_nav::{Axis, Move, TypeAhead},
    place::Area,
    window::{area_of, is_open, show_beside},
};

/// What items tell the menu they stand in.
#[derive(Clone, Copy)]
struct MenuContext {
    close: UnsyncCallback<()>,
}

/// A button, with any content, that opens a menu with `items` ([`MenuItem`], [`MenuSeparator`]) below it.
#[component]
pub fn MenuButton(
    /// The class of the button: `IconButton`, or one of a feature.
    #[prop(into)]
    class: &'static str,
    /// The name of the button and of the menu.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the menu is open, for whoever wants to know.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
    /// What the button shows.
    children: Children,
    #[prop(into)] items: ViewFn,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    // A press outside closes a popover before the click arrives; without this the click would open it again.
    let was_open = StoredValue::new(false);
    view! {
        <button
            class=class
            type="button"
            node_ref=button
            aria-label=move || label.get()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:pointerdown=move |_| was_open.set_value(open.get_untracked())
            on:click=move |event| {
                let by_keyboard = event.detail() == 0;
                open.set(by_keyboard || !was_open.get_value());
                was_open.set_value(false);
            }
            on:keydown=move |event| {
                if event.key() == "ArrowDown" && !open.get_untracked() {
                    event.prevent_default();
                    open.set(true);
                }
            }
        >
            {children()}
        </button>
        <Show when=move || open.get()>
            <MenuPanel
                open=open
                label=label
                anchor=move || button.get_untracked().map(|button| area_of(&button)).unwrap_or_default()
                items=items.clone()
            />
        </Show>
    }
}

/// The menu itself, open as long as it is mounted; it sets `open` to false when it wants to go. For menus that belong
/// to a point instead of a button.
#[component]
pub fn MenuPanel(
    open: RwSignal<bool>,
    #[prop(into)] label: Signal<String>,
    /// What it stands beside.
    #[prop(into)]
    anchor: UnsyncCallback<(), Area>,
    /// Whether it opens under a button or finger that is still down: the browser's own rule would take its going up
    /// for a press outside.
    #[prop(optional)]
    held: bool,
    #[prop(into)] items: ViewFn,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let ahead = StoredValue::new(TypeAhead::default());
    let before = StoredValue::new_local(held.then(|| document().active_element()).flatten());
    // Hiding gives the focus back at once; taking the panel out of the document would lose it.
    let close = UnsyncCallback::new(move |()| {
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
        if let Some(before) =
            before.try_update_value(Option::take).flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok())
        {
            let _ = before.focus();
        }
        open.set(false);
    });
    provide_context(MenuContext { close });
    if held {
        let outside = window_event_listener(ev::pointerdown, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if panel.get_untracked().is_some_and(|panel| !panel.contains(target.as_ref())) {
                before.try_set_value(None);
                close.run(());
            }
        });
        on_cleanup(move || outside.remove());
    }
    Effect::new(move |_| {
        let Some(panel) = panel.get() else { return };
        show(&panel, anchor.run(()));
    });
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(panel) = panel.get_untracked() else { return };
        if event.key() == "Tab" || held && event.key() == "Escape" {
            close.run(());
            event.stop_propagation();
            return;
        }
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let items = menu_items(&panel);
        let current =
            items.iter().position(|item| Some(item.as_ref()) == document().active_element().as_ref());
        let key = event.key();
        let target = match Move::of_key(&key, Axis::Vertical) {
            Some(step) => step.target_round(current, items.len()),
            None => ahead
                .try_update_value(|ahead| {
                    ahead.find(&key, js_sys::Date::now(), current, items.len(), |at| {
                        items.get(at).and_then(|item| item.text_content()).unwrap_or_default()
                    })
                })
                .flatten(),
        };
        if let Some(item) = target.and_then(|at| items.get(at)) {
            event.prevent_default();
            event.stop_propagation();
            let _ = item.focus();
        }
    };
    let on_toggle = move |_| {
        if !panel.get_untracked().is_some_and(|panel| is_open(&panel)) {
            open.try_set(false);
        }
    };
    view! {
        <div
            class="Menu"
            role="menu"
            popover=if held { "manual" } else { "auto" }
            node_ref=panel
            aria-label=move || label.get()
            on:keydown=on_keydown
            on:toggle=on_toggle
        >
            {items.run()}
        </div>
    }
}

/// One thing to do.
#[component]
pub fn MenuItem(
    #[prop(into)] on_select: Callback<()>,
    #[prop(into, optional)] icon: Option<&'static str>,
    /// Whether it destroys something.
    #[prop(optional)]
    danger: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Whether it is on, for one that can be on and off.
    #[prop(optional)]
    checked: Option<bool>,
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuContext>();
    view! {
        <button
            class="MenuItem"
            type="button"
            role=if checked.is_some() { "menuitemcheckbox" } else { "menuitem" }
            aria-checked=checked.map(|on| if on { "true" } else { "false" })
            tabindex="-1"
            data-tone=danger.then_some("danger")
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |_| {
                if disabled.get_untracked() {
                    return;
                }
                if let Some(menu) = menu {
                    menu.close.run(());
                }
                on_select.run(());
            }
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </button>
    }
}

/// A line between groups of items.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    view! { <hr /> }
}

/// Shows the popover beside `anchor` and focuses its first item. The popover itself gives the focus back.
fn show(panel: &HtmlElement, anchor: Area) {
    show_beside(panel, anchor);
    if let Some(first) = menu_items(panel).first() {
        let _ = first.focus();
    }
}

fn menu_items(panel: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = panel.query_selector_all("[role^=menuitem]:not([aria-disabled=true])") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}
