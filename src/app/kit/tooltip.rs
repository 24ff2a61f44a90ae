//! The names of icon buttons, shown to those who point at them or reach them by keyboard.

use std::time::Duration;

use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::window::{is_rtl, window_size};

/// How long one has to point at a button.
const DELAY: Duration = Duration::from_millis(500);
/// Between the button and the tooltip, in pixels.
const GAP: f64 = 6.0;

/// One tooltip for all buttons of class `IconButton`, and whatever else has `data-tooltip`: it shows their
/// `aria-label`. Once in the page. Fingers get none: they cannot point without pressing.
#[component]
pub fn TooltipLayer() -> impl IntoView {
    let text = RwSignal::new(None::<String>);
    let tip = NodeRef::<html::Div>::new();
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    let pointed = StoredValue::new_local(None::<Element>);

    let hide = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        pointed.set_value(None);
        if text.with_untracked(Option::is_some) {
            text.set(None);
        }
    };
    let show_soon = move |element: Element| {
        if pointed.with_value(|pointed| pointed.as_ref() == Some(&element)) {
            return;
        }
        hide();
        pointed.set_value(Some(element.clone()));
        let handle = set_timeout_with_handle(
            move || {
                if element.is_connected() {
                    text.try_set(element.get_attribute("aria-label"));
                }
            },
            DELAY,
        );
        waiting.set_value(handle.ok());
    };
    let over = window_event_listener(ev::pointerover, move |event| {
        match (event.pointer_type() != "touch").then(|| named(event.target())).flatten() {
            Some(element) => show_soon(element),
            None => hide(),
        }
    });
    let focus = window_event_listener(ev::focusin, move |event| match named(event.target()) {
        Some(element) if element.matches(":focus-visible").unwrap_or(false) => show_soon(element),
        _ => hide(),
    });
    let down = window_event_listener(ev::pointerdown, move |_| hide());
    let key = window_event_listener(ev::keydown, move |_| hide());
    on_cleanup(move || {
        over.remove();
        focus.remove();
        down.remove();
        key.remove();
    });

    Effect::new(move |_| {
        let Some(tip) = tip.get() else { return };
        let Some(element) = pointed.try_get_value().flatten() else { return };
        if tip.show_popover().is_err() {
            return;
        }
        let area = element.get_bounding_client_rect();
        let (width, height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
        let window = window_size();
        let above = area.bottom() + GAP + height > window.1;
        let middle = area.left() + area.width() / 2.0;
        let middle = middle.min(window.0 - width / 2.0 - GAP).max(width / 2.0 + GAP);
        let x = if is_rtl(&tip) { window.0 - middle } else { middle };
        let y = if above { area.top() - GAP } else { area.bottom() + GAP };
        let style = HtmlElement::style(&tip);
        let _ = style.set_property("--tooltip-x", &format!("{x}px"));
        let _ = style.set_property("--tooltip-y", &format!("{y}px"));
        let _ = tip.set_attribute("data-side", if above { "above" } else { "below" });
    });
    move || {
        text.get().map(|text| {
            view! {
                <div class="Tooltip" popover="manual" aria-hidden="true" node_ref=tip>
                    {text}
                </div>
            }
        })
    }
}

fn named(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(".IconButton[aria-label], [data-tooltip][aria-label]").ok()?
}
