//! A box beside what it belongs to; a press outside or Escape closes it.

use leptos::{html, prelude::*};

use super::{
    place::Area,
    window::{is_open, show_beside},
};

/// A box that is open as long as it is mounted: put it into a `Show`. Escape and a press outside run `on_close`;
/// whoever shows it then takes it away. The focus returns to where it was.
#[component]
pub fn Popover(
    /// `Popover`, which stands at the foot of a narrow screen, or `Menu`, which stays where it is; and perhaps one of
    /// the feature.
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    /// What it stands beside.
    anchor: Area,
    /// Whether the box itself takes the focus; else what is in it may.
    #[prop(optional)]
    takes_focus: bool,
    #[prop(into)] on_close: Callback<()>,
    /// To be hidden by whoever takes it away before the person has closed it: out of the document, it would not give
    /// the focus back.
    #[prop(optional)]
    node_ref: NodeRef<html::Div>,
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        let Some(panel) = node_ref.get() else { return };
        show_beside(&panel, anchor);
        if takes_focus {
            let _ = panel.focus();
        }
    });
    let on_toggle = move |_| {
        if !node_ref.get_untracked().is_some_and(|panel| is_open(&panel)) {
            on_close.run(());
        }
    };
    view! {
        <div
            class=class
            role="dialog"
            popover="auto"
            tabindex=takes_focus.then_some("-1")
            node_ref=node_ref
            aria-label=move || label.get()
            on:toggle=on_toggle
        >
            {children()}
        </div>
    }
}
