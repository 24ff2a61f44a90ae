//! What a timeline's [`super::surface`] has in the DOM: the rows' elements, and the writing of their places.

use std::collections::{HashMap, HashSet};

use protocol::ItemKey;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, Node, ResizeObserver, ResizeObserverEntry, ResizeObserverSize};

use super::{scroll::Scroller, window::CLASSES};
use crate::platform::{timer::Timer, window};

/// The attribute that names a row's element.
pub(crate) const SLOT: &str = "data-slot";

/// A row in the DOM.
pub(crate) struct Slot {
    /// The row's own box.
    pub(crate) element: HtmlElement,
    /// The value of [`SLOT`].
    pub(crate) number: String,
    /// The empty pixels before it, as written.
    pub(crate) gap: f64,
    /// Whether its height has been taken since it was made.
    pub(crate) measured: bool,
}

/// What the observer calls.
pub(crate) type Observing = Closure<dyn FnMut(js_sys::Array)>;

/// The rows in the DOM, and how far laying them out has come.
pub(crate) struct Layout {
    /// The rule.
    pub(crate) scroller: Scroller<ItemKey>,
    /// What scrolls.
    pub(crate) element: Option<HtmlElement>,
    /// The element after the last row.
    pub(crate) tail: Option<HtmlElement>,
    /// Its height, as written.
    pub(crate) tail_height: f64,
    /// The viewport's width, as last seen.
    pub(crate) width: f64,
    /// The rows that have signed in.
    pub(crate) slots: HashMap<ItemKey, Slot>,
    /// The number of the last slot.
    pub(crate) next: u32,
    /// Tells of sizes that change.
    pub(crate) observer: Option<(ResizeObserver, Observing)>,
    /// Runs out when the movement has ended.
    pub(crate) rest: Option<Timer>,
    /// Whether a layout is on its way in a microtask.
    pub(crate) queued: bool,
    /// Whether more rows beyond the viewport come in the next task.
    pub(crate) growing: bool,
    /// How often it was tried since it last succeeded.
    pub(crate) turns: u32,
    /// How far the first rows are.
    pub(crate) first: First,
    /// Whether the first paint is over.
    pub(crate) widened: bool,
    /// Whether a finger is down.
    pub(crate) touching: bool,
    /// Whether a selection of text was begun.
    pub(crate) selecting: bool,
    /// Rows that play.
    pub(crate) playing: HashSet<ItemKey>,
    /// The row one walks on.
    pub(crate) roving: Option<ItemKey>,
    /// What waits until everything stands.
    pub(crate) after: Vec<Box<dyn FnOnce()>>,
}

/// How far the first rows are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// None is there.
    Awaited,
    /// They are in the document, and not seen yet.
    Built,
    /// They have their places.
    Placed,
}

impl Layout {
    /// Nothing in the DOM yet.
    pub(crate) fn new(scroller: Scroller<ItemKey>) -> Self {
        Self {
            scroller,
            element: None,
            tail: None,
            tail_height: -1.0,
            width: 0.0,
            slots: HashMap::new(),
            next: 0,
            observer: None,
            rest: None,
            queued: false,
            growing: false,
            turns: 0,
            first: First::Awaited,
            widened: false,
            touching: false,
            selecting: false,
            playing: HashSet::new(),
            roving: None,
            after: Vec::new(),
        }
    }

    /// Puts everything in its place.
    pub(crate) fn place(&mut self) {
        let Some(element) = self.element.clone() else { return };
        let placement = self.scroller.place();
        for (key, gap) in &placement.rows {
            if let Some(slot) = self.slots.get_mut(key)
                && (slot.gap - gap).abs() > 0.01
            {
                slot.gap = *gap;
                set_style(&slot.element, "margin-block-start", *gap);
            }
        }
        if let Some(tail) = &self.tail
            && (self.tail_height - placement.tail).abs() > 0.01
        {
            self.tail_height = placement.tail;
            set_style(tail, "block-size", placement.tail);
        }
        if let Some(scroll_top) = placement.scroll_top {
            // Fractions of a pixel would only be cut off and come back as a scroll of the person's.
            #[allow(clippy::cast_possible_truncation, reason = "no page is two billion pixels high")]
            element.set_scroll_top(scroll_top.round() as i32);
            self.scroller.written(f64::from(element.scroll_top()));
        }
        if self.scroller.at_end() {
            self.scroller.filled(f64::from(element.scroll_height()));
        }
        if self.first != First::Placed && !self.slots.is_empty() {
            self.first = First::Placed;
            let _ = element.set_attribute("data-placed", "");
        }
    }

    /// Measures rows that were not.
    pub(crate) fn measure(&mut self) {
        for (key, slot) in &mut self.slots {
            if !slot.measured && slot.element.is_connected() {
                slot.measured = true;
                self.scroller.measure(key, slot.element.get_bounding_client_rect().height());
            }
        }
    }

    /// All rows look different now.
    pub(crate) fn relay(&mut self, guess: [f64; CLASSES]) {
        self.scroller.relay(guess);
        for slot in self.slots.values_mut() {
            slot.measured = false;
        }
        self.measure();
        // Where all became smaller, the browser has moved to the new end.
        if let Some(element) = &self.element {
            self.scroller.written(f64::from(element.scroll_top()));
        }
        self.place();
    }

    /// Takes the viewport's size anew. Says whether it changed.
    pub(crate) fn resized(&mut self) -> bool {
        let Some(element) = &self.element else { return false };
        let (width, height) = (f64::from(element.client_width()), f64::from(element.client_height()));
        let narrower = (width - self.width).abs() > 0.5;
        if narrower {
            self.width = width;
            self.scroller.reflow();
            for slot in self.slots.values_mut() {
                slot.measured = false;
            }
            self.scroller.rebase();
            self.measure();
        }
        let other = (height - self.scroller.viewport()).abs() > 0.5;
        if other {
            self.scroller.resize(height);
        }
        narrower || other
    }

    /// Tells the rule which rows to keep mounted.
    pub(crate) fn pin(&mut self) {
        let pins = self.playing.iter().chain(&self.roving).cloned().collect();
        self.scroller.set_pins(pins);
    }

    /// Keeps the rows of a selection of text mounted, as long as there is one.
    pub(crate) fn select(&mut self) {
        if !self.selecting {
            return;
        }
        let ends = window().get_selection().ok().flatten().filter(|selection| !selection.is_collapsed());
        let rows = ends.and_then(|selection| {
            Some((self.row_of(&selection.anchor_node()?)?, self.row_of(&selection.focus_node()?)?))
        });
        self.selecting = rows.is_some();
        self.scroller.set_selection(rows);
    }

    /// The row that a node stands in.
    pub(crate) fn row_of(&self, node: &Node) -> Option<ItemKey> {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let slot = element.closest(&format!("[{SLOT}]")).ok()??;
        let number = slot.get_attribute(SLOT)?;
        self.slots.iter().find(|(_, slot)| slot.number == number).map(|(key, _)| key.clone())
    }
}

/// Writes a length through CSSOM, which the page's policy allows, unlike a `style` attribute.
fn set_style(element: &HtmlElement, property: &str, pixels: f64) {
    let _ = element.style().set_property(property, &format!("{pixels:.2}px"));
}

/// The height that an observation tells of.
pub(crate) fn block_size(entry: &ResizeObserverEntry) -> Option<f64> {
    let size: JsValue = entry.border_box_size().get(0);
    size.dyn_into::<ResizeObserverSize>().ok().map(|size| size.block_size())
}
