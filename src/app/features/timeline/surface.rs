//! The scroller's rule on a real DOM: mounts rows, measures them, and writes `scrollTop`.
//!
//! A turn goes: the rows to mount are chosen and told by a signal; the rows come into the DOM in the
//! microtasks after it and sign in here ([`Surface::slot`]); when all are there, they are measured and
//! everything is put in its place ([`Surface::flush`]), before the browser paints. A `ResizeObserver` tells of
//! later changes; it only moves what is mounted, since rows mounted in its callback would be reported as a
//! loop.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::prelude::*;
use protocol::ItemKey;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ResizeObserver, ResizeObserverEntry};

use super::{
    grouping::{Rows, guess},
    layout::{First, Layout, Observing, SLOT, Slot, block_size},
    scroll::{Lack, Scroller},
};
use crate::{
    platform::{document, timer},
    settings::{self, MessageLayout, TextSize},
};

/// Milliseconds without a scroll event after which the movement has ended.
const REST_MS: u32 = 140;
/// Viewports from either side within which more is loaded.
const NEAR: f64 = 1.5;

/// Where the rows are on screen. Copies are the same surface.
#[derive(Clone, Copy)]
pub(crate) struct Surface {
    inner: StoredValue<Rc<RefCell<Layout>>, LocalStorage>,
    /// The rows to have in the DOM.
    pub(crate) mounted: RwSignal<Arc<Vec<ItemKey>>>,
    /// Whether the end is on screen.
    pub(crate) at_end: RwSignal<bool>,
    /// Whether the beginning is near.
    pub(crate) near_start: RwSignal<bool>,
    /// Whether the end is near.
    pub(crate) near_end: RwSignal<bool>,
    /// Tells that what is on screen may be something else now.
    pub(crate) moved: Trigger,
}

impl Surface {
    /// A surface without a DOM yet. `sticky`: the end holds whoever is there.
    pub(crate) fn new(sticky: bool) -> Self {
        let look = || (settings::here().layout.get(), settings::here().text_size.get());
        let (layout, size) = untrack(look);
        let mut scroller = Scroller::new(guess(layout, size));
        scroller.set_sticky(sticky);
        let surface = Self {
            inner: StoredValue::new_local(Rc::new(RefCell::new(Layout::new(scroller)))),
            mounted: RwSignal::new(Arc::default()),
            at_end: RwSignal::new(true),
            near_start: RwSignal::new(false),
            near_end: RwSignal::new(false),
            moved: Trigger::new(),
        };
        Effect::new(move |before: Option<(MessageLayout, TextSize)>| {
            let now = look();
            if before.is_some_and(|before| before != now) {
                // Until then the page has been told.
                timer::next_frame(move || surface.relay(now));
            }
            now
        });
        on_cleanup(move || {
            surface.with(|inner| {
                if let Some((observer, _)) = inner.observer.take() {
                    observer.disconnect();
                }
                inner.rest = None;
                inner.element = None;
            });
        });
        surface
    }

    /// Looks at the state; none once the timeline is gone.
    fn with<T>(self, look: impl FnOnce(&mut Layout) -> T) -> Option<T> {
        let inner = self.inner.try_get_value()?;
        let mut inner = inner.try_borrow_mut().ok()?;
        Some(look(&mut inner))
    }

    /// The scroller's element and the one after the last row are there. The rows come in a task of their own: in this one
    /// the rest of the page has been built, and perhaps another one taken down.
    pub(crate) fn attach(self, element: HtmlElement, tail: HtmlElement) {
        timer::soon(move || self.begin(element, tail));
    }

    fn begin(self, element: HtmlElement, tail: HtmlElement) {
        if self.with(|_| ()).is_none() {
            return;
        }
        let closure = Observing::new(move |entries: js_sys::Array| self.observed(&entries));
        let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        self.with(|inner| {
            inner.scroller.resize(f64::from(element.client_height()));
            inner.width = f64::from(element.client_width());
            for slot in inner.slots.values() {
                observer.observe(&slot.element);
            }
            inner.element = Some(element);
            inner.tail = Some(tail);
            inner.observer = Some((observer, closure));
        });
        self.turn();
    }

    /// The rows are laid out otherwise now. What is on screen keeps its place.
    fn relay(self, (layout, size): (MessageLayout, TextSize)) {
        self.with(|inner| inner.relay(guess(layout, size)));
        self.turn();
    }

    /// The list of rows is another one.
    pub(crate) fn rows(self, rows: &Rows) {
        self.with(|inner| {
            inner.scroller.replace(rows.list().iter().map(|row| (row.key.clone(), row.kind.class())));
        });
        self.turn();
    }

    /// A row's element has been made; it signs out when the current owner is cleaned up.
    pub(crate) fn slot(self, key: ItemKey, element: &Element) {
        let Some(element) = element.dyn_ref::<HtmlElement>().cloned() else { return };
        let name = key.clone();
        let number = self.with(|inner| {
            inner.next += 1;
            let number = inner.next.to_string();
            let _ = element.set_attribute(SLOT, &number);
            if let Some((observer, _)) = &inner.observer {
                observer.observe(&element);
            }
            let slot = Slot { element, number: number.clone(), gap: 0.0, measured: false };
            inner.slots.insert(name.clone(), slot);
            number
        });
        on_cleanup(move || {
            self.with(|inner| {
                // A row that was made anew under the same key has signed in already.
                let own = inner.slots.get(&key).is_some_and(|slot| Some(&slot.number) == number.as_ref());
                if own
                    && let Some(slot) = inner.slots.remove(&key)
                    && let Some((observer, _)) = &inner.observer
                {
                    observer.unobserve(&slot.element);
                }
            });
        });
        self.queue();
    }

    /// Chooses the rows to mount, and puts everything in its place when they are there.
    fn turn(self) {
        let Some(chosen) = self.with(|inner| {
            inner.element.as_ref()?;
            inner.scroller.choose(inner.first != First::Placed);
            Some(inner.scroller.chosen().cloned().collect::<Vec<_>>())
        }) else {
            return;
        };
        let Some(chosen) = chosen else { return };
        if self.mounted.with_untracked(|mounted| **mounted != chosen) {
            self.mounted.set(Arc::new(chosen));
        }
        self.queue();
    }

    fn queue(self) {
        let first = self.with(|inner| !std::mem::replace(&mut inner.queued, true));
        if first == Some(true) {
            queue_microtask(move || self.flush());
        }
    }

    /// Measures new rows and puts everything in its place.
    fn flush(self) {
        let again = self.with(|inner| {
            inner.queued = false;
            if inner.element.as_ref().is_none_or(|element| !element.is_connected()) {
                return Next::Wait;
            }
            inner.turns += 1;
            // The views of the rows run in microtasks of their own: as long as they are not through, wait.
            let missing = inner.scroller.chosen().any(|key| !inner.slots.contains_key(key));
            let surplus = inner.slots.len() > inner.scroller.chosen().count();
            if (missing || surplus) && inner.turns < 6 {
                return Next::Microtask;
            }
            // The first rows are many. They have been built in this task, and are measured in the next.
            if inner.first == First::Awaited && !inner.slots.is_empty() {
                inner.first = First::Built;
                return Next::Task;
            }
            // Where rows have gone, the others' gaps grow before anything lays the page out: it would be shorter meanwhile,
            // and the browser would move the viewport up to its end.
            if inner.first == First::Placed {
                inner.place();
            }
            // All are measured before they get their places: heights do not hang on these, and each lays the page out.
            inner.measure();
            let lack = inner.scroller.lack();
            if inner.first == First::Built && lack == Lack::Viewport {
                inner.turns = 0;
                return Next::Step;
            }
            inner.place();
            match lack {
                Lack::Viewport if inner.turns < 12 => Next::Turn,
                Lack::Viewport => Next::Frame,
                Lack::Nearby => Next::Grow,
                Lack::Nothing => Next::Rest,
            }
        });
        match again {
            Some(Next::Microtask) => self.queue(),
            Some(Next::Task) => timer::soon(move || self.flush()),
            Some(Next::Step) => timer::soon(move || self.turn()),
            Some(Next::Turn) => self.turn(),
            Some(Next::Frame) => {
                timer::next_frame(move || self.turn());
                self.settled();
            }
            Some(Next::Grow) => {
                self.settled();
                self.grow();
            }
            Some(Next::Rest) => self.settled(),
            Some(Next::Wait) | None => {}
        }
    }

    /// Mounts a few more rows beyond the viewport, in a task of their own.
    fn grow(self) {
        if self.with(|inner| !std::mem::replace(&mut inner.growing, true)) == Some(true) {
            timer::soon(move || {
                self.with(|inner| inner.growing = false);
                self.turn();
            });
        }
    }

    /// Everything stands: tells what can be seen, and does what waited for it.
    fn settled(self) {
        self.with(|inner| inner.turns = 0);
        self.tell();
        let (after, widen) = self
            .with(|inner| {
                let widen = !std::mem::replace(&mut inner.widened, true) && !inner.slots.is_empty();
                if inner.slots.is_empty() {
                    inner.widened = false;
                }
                (std::mem::take(&mut inner.after), widen)
            })
            .unwrap_or_default();
        after.into_iter().for_each(|act| act());
        if widen {
            timer::when_idle(move || {
                self.with(|inner| inner.scroller.widen());
                self.turn();
            });
        }
    }

    fn tell(self) {
        let Some((at_end, start, end)) = self.with(|inner| {
            let (above, below) = inner.scroller.beyond();
            let reach = NEAR * inner.scroller.viewport();
            let there = !inner.scroller.window().is_empty() && inner.scroller.viewport() > 0.0;
            (inner.scroller.at_end() || below < 2.0, there && above < reach, there && below < reach)
        }) else {
            return;
        };
        for (signal, value) in [(self.at_end, at_end), (self.near_start, start), (self.near_end, end)] {
            if signal.try_get_untracked().is_some_and(|old| old != value) {
                signal.set(value);
            }
        }
        self.moved.notify();
    }

    /// Whether a row is above the viewport.
    pub(crate) fn is_above(self, key: &ItemKey) -> bool {
        self.with(|inner| inner.scroller.compare(key) == Some(std::cmp::Ordering::Less)).unwrap_or(false)
    }

    fn observed(self, entries: &js_sys::Array) {
        let resized = self.with(|inner| {
            let entries = entries.iter().filter_map(|entry| entry.dyn_into::<ResizeObserverEntry>().ok());
            let mut changed = false;
            let mut rebased = false;
            for entry in entries {
                let target = entry.target();
                let Some(number) = target.get_attribute(SLOT) else {
                    changed |= inner.resized();
                    continue;
                };
                let Some(key) =
                    inner.slots.iter().find(|(_, slot)| slot.number == number).map(|(key, _)| key.clone())
                else {
                    continue;
                };
                let height = block_size(&entry).unwrap_or_else(|| target.get_bounding_client_rect().height());
                if !std::mem::replace(&mut rebased, true) {
                    inner.scroller.rebase();
                }
                changed |= inner.scroller.measure(&key, height);
            }
            if changed {
                inner.place();
            }
            changed
        });
        if resized == Some(true) {
            self.tell();
            timer::next_frame(move || self.turn());
        }
    }

    /// The person, or this code, has scrolled.
    pub(crate) fn scrolled(self) {
        let moved = self.with(|inner| {
            let Some(element) = inner.element.as_ref() else { return false };
            let top = f64::from(element.scroll_top());
            if inner.scroller.is_written(top) {
                return false;
            }
            let height = element.scroll_height();
            if inner.scroller.is_moved(f64::from(height)) {
                inner.scroller.written(top);
                inner.place();
                return true;
            }
            let left = f64::from(height - element.client_height()) - top;
            inner.scroller.scrolled(top, left);
            inner.select();
            inner.rest = Some(timer::after(REST_MS, move || self.rested(false)));
            true
        });
        if moved == Some(true) {
            self.turn();
        }
    }

    /// The movement has ended; a finger that still rests on the screen may move on.
    pub(crate) fn rested(self, surely: bool) {
        let placed = self.with(|inner| {
            if inner.touching && !surely {
                return false;
            }
            inner.rest = None;
            inner.scroller.rest();
            inner.place();
            true
        });
        if placed == Some(true) {
            self.tell();
        }
    }

    /// A finger came down or went up.
    pub(crate) fn touched(self, touching: bool) {
        self.with(|inner| {
            inner.touching = touching;
            if !touching {
                inner.rest = Some(timer::after(REST_MS, move || self.rested(false)));
            }
        });
    }

    /// A selection of text has begun: its rows stay mounted while it lasts.
    pub(crate) fn selecting(self) {
        self.with(|inner| inner.selecting = true);
    }

    /// Keeps a row mounted while it plays.
    pub(crate) fn playing(self, key: &ItemKey, playing: bool) {
        self.with(|inner| {
            if playing {
                inner.playing.insert(key.clone());
            } else {
                inner.playing.remove(key);
            }
            inner.pin();
        });
    }

    /// Keeps the row one walks on mounted.
    pub(crate) fn rove(self, key: Option<ItemKey>) {
        let changed = self.with(|inner| {
            let changed = inner.roving != key;
            inner.roving = key;
            inner.pin();
            changed
        });
        if changed == Some(true) {
            self.turn();
        }
    }

    /// A press on this row may make it grow: then its upper edge stays, not the list's end.
    pub(crate) fn hold(self, key: &ItemKey) {
        let held = self.with(|inner| {
            if !inner.scroller.at_end() {
                return false;
            }
            inner.scroller.hold(key);
            true
        });
        if held == Some(true) {
            self.release_soon();
        }
    }

    /// A press in the row of this element makes it smaller: then what stands below it stays; or larger: then its
    /// upper edge does.
    pub(crate) fn folds(self, element: &Element, smaller: bool) {
        self.with(|inner| {
            let Some(key) = inner.row_of(element) else { return };
            if smaller {
                inner.scroller.hold_below(&key);
            } else {
                inner.scroller.hold(&key);
            }
        });
        self.release_soon();
    }

    fn release_soon(self) {
        // Until the frame after next what the press changed has been laid out.
        timer::next_frame(move || {
            timer::next_frame(move || {
                self.with(|inner| inner.scroller.release());
                self.tell();
            });
        });
    }

    /// Goes to the end.
    pub(crate) fn jump_to_end(self) {
        self.with(|inner| inner.scroller.jump_to_end());
        self.turn();
    }

    /// Goes to a row; its upper edge comes to stand at this part of the viewport (0 top, 1 bottom).
    pub(crate) fn jump_to(self, key: &ItemKey, part: f64) {
        self.with(|inner| inner.scroller.jump_to(key, part));
        self.turn();
    }

    /// Gives a row the focus and brings it into the viewport.
    pub(crate) fn focus(self, key: ItemKey) {
        let name = key.clone();
        self.with(|inner| {
            inner.roving = Some(key);
            inner.pin();
            inner.after.push(Box::new(move || {
                let article = self.with(|inner| {
                    inner.scroller.reveal(&name);
                    let slot = inner.slots.get(&name)?;
                    slot.element.query_selector("[role=article], article").ok()?
                });
                if let Some(Some(article)) = article
                    && let Some(article) = article.dyn_ref::<HtmlElement>()
                {
                    let options = web_sys::FocusOptions::new();
                    options.set_prevent_scroll(true);
                    let _ = article.focus_with_options(&options);
                }
                self.turn();
            }));
        });
        self.turn();
    }

    /// The row that stands so many viewports below the viewport's upper edge (above, if negative).
    pub(crate) fn row_at(self, screens: f64) -> Option<usize> {
        self.with(|inner| {
            let scroller = &inner.scroller;
            let offset = scroller.scroll() + screens * scroller.viewport();
            (!scroller.window().is_empty()).then(|| scroller.window().at(offset))
        })
        .flatten()
    }

    /// The row that an element stands in.
    pub(crate) fn row_of(self, element: &Element) -> Option<ItemKey> {
        self.with(|inner| inner.row_of(element)).flatten()
    }

    /// Whether the focus is inside.
    pub(crate) fn has_focus(self) -> bool {
        self.with(|inner| {
            let active = document().active_element();
            inner.element.as_ref().is_some_and(|element| element.contains(active.as_ref().map(AsRef::as_ref)))
        })
        .unwrap_or(false)
    }
}

/// What follows when rows have come into the DOM.
enum Next {
    /// Rows are still coming, in microtasks.
    Microtask,
    /// They are measured in the next task.
    Task,
    /// More of the first ones are mounted, in the next task.
    Step,
    /// What is missing in the viewport is mounted at once.
    Turn,
    /// It does not come to rest: after the next frame.
    Frame,
    /// A few rows beyond the viewport are mounted in the next task.
    Grow,
    /// Everything is there.
    Rest,
    /// There is no DOM.
    Wait,
}
