//! A box beside what it belongs to; a press outside or Escape closes it.

use leptos::{html, prelude::*};

use super::{menu::stand, place::Area};

/// A box that is open as long as it is mounted: put it into a `Show`. Escape and a press outside run `on_close`;
/// whoever shows it then takes it away. The focus returns to where it was. On a narrow screen it stands at the foot.
#[component]
pub fn Popover(
    #[prop(into)] label: Signal<String>,
    /// What it stands beside.
    anchor: Area,
    #[prop(into)] on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(panel) = panel.get() {
            stand(&panel, anchor);
        }
    });
    let on_toggle = move |_| {
        let open = panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false));
        if !open {
            on_close.run(());
        }
    };
    view! {
        <div
            class="Popover"
            role="dialog"
            popover="auto"
            node_ref=panel
            aria-label=move || label.get()
            on:toggle=on_toggle
        >
            {children()}
        </div>
    }
}
