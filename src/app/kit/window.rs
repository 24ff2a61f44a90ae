//! Elements in the window: where they stand, and which way their lines run.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::place::{self, Area};

/// Where an element stands in the window.
pub fn area_of(element: &Element) -> Area {
    let area = element.get_bounding_client_rect();
    Area { left: area.left(), top: area.top(), width: area.width(), height: area.height() }
}

/// Whether an element's lines run from right to left.
pub fn is_rtl(element: &Element) -> bool {
    element.matches(":dir(rtl)").unwrap_or(false)
}

/// Width and height of the window.
pub(super) fn window_size() -> (f64, f64) {
    let number = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64());
    let window = leptos::prelude::window();
    (number(window.inner_width()).unwrap_or_default(), number(window.inner_height()).unwrap_or_default())
}

/// Shows a popover beside `anchor`; the place goes to its style sheet as `--popover-x` and `--popover-y`.
pub(super) fn show_beside(panel: &HtmlElement, anchor: Area) {
    if panel.show_popover().is_err() {
        return;
    }
    let size = (f64::from(panel.offset_width()), f64::from(panel.offset_height()));
    let (x, y) = place::below(anchor, size, window_size(), is_rtl(panel));
    let style = panel.style();
    let _ = style.set_property("--popover-x", &format!("{x}px"));
    let _ = style.set_property("--popover-y", &format!("{y}px"));
}

/// Whether a popover is open.
pub(super) fn is_open(panel: &HtmlElement) -> bool {
    panel.unchecked_ref::<Element>().matches(":popover-open").unwrap_or(false)
}
