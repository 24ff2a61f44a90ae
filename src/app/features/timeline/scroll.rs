//! What stays where on the screen: the rule of scrolling, without a DOM.
//!
//! The place is held by an *anchor*: either the list's end, or rows that were on screen with the distance
//! of each from the viewport's lower edge. After every change (rows came, went or grew; the viewport grew)
//! the place is found again from the anchor, which only the person's own scrolling moves.
//!
//! While the person scrolls, `scrollTop` is not written, since that would end a fling: the difference goes
//! into the room above the first row (`skew`), and is paid back when the movement has ended.

use std::{collections::HashSet, hash::Hash};

use super::window::{CLASSES, Window};

/// Pixels below the last row.
pub(crate) const TAIL: f64 = 8.0;
/// Rows are kept mounted this many viewports beyond the viewport …
const OVERSCAN: f64 = 1.5;
/// … but not before the first paint …
const FIRST_OVERSCAN: f64 = 0.1;
/// … and new ones are mounted when fewer than this many are left …
const RESERVE: f64 = 0.6;
/// … so many rows at a time, so that no task is long …
const STEP: usize = 6;
/// … and so many of the first ones, which are not seen before all of them are there.
const FIRST_STEP: usize = 8;
/// So close to the end counts as being there, when coming from above.
const END_REACH: f64 = 24.0;
/// A row that begins within so many pixels of the list's beginning is shown with the beginning.
const BEGINNING: f64 = 120.0;
/// At most so many rows of a selection are kept mounted.
const SELECTION_CAP: usize = 400;

/// What keeps its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Anchor<K> {
    /// The list's end.
    End,
    /// Rows, best first: key, and the row's upper edge minus the viewport's lower edge. The first that is
    /// still in the list counts.
    Rows(Vec<(K, f64)>),
}

/// What the DOM has to look like.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placement<K> {
    /// The rows to have, in order, each with the empty pixels before it.
    pub(crate) rows: Vec<(K, f64)>,
    /// Empty pixels after the last of them.
    pub(crate) tail: f64,
    /// The new `scrollTop`, if it has to be written.
    pub(crate) scroll_top: Option<f64>,
}

/// Where rows are missing that should be mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    /// Nowhere.
    Nothing,
    /// Beyond the viewport: they have time.
    Nearby,
    /// In the viewport.
    Viewport,
}

/// The state of a scrolled list.
#[derive(Debug, Clone)]
pub(crate) struct Scroller<K> {
    window: Window<K>,
    viewport: f64,
    anchor: Anchor<K>,
    /// `scrollTop` as the DOM has it.
    dom: f64,
    /// The height of all that is in the viewport, when the end was last put in its place.
    height: f64,
    /// DOM offset minus model offset.
    skew: f64,
    /// The person is scrolling right now.
    moving: bool,
    /// Whether the end holds whoever reaches it: not where more rows can be loaded after it.
    sticky: bool,
    overscan: f64,
    /// Rows beyond the viewport are being mounted, step by step.
    growing: bool,
    /// The unbroken stretch of mounted rows, and all mounted rows.
    stretch: (usize, usize),
    chosen: Vec<usize>,
    stale: bool,
    pins: HashSet<K>,
    selection: Option<(K, K)>,
}

impl<K: Clone + Eq + Hash> Scroller<K> {
    /// An empty list, held at its end.
    pub(crate) fn new(guess: [f64; CLASSES]) -> Self {
        Self {
            window: Window::new(guess),
            viewport: 0.0,
            anchor: Anchor::End,
            dom: 0.0,
            height: 0.0,
            skew: 0.0,
            moving: false,
            sticky: true,
            overscan: FIRST_OVERSCAN,
            growing: false,
            stretch: (0, 0),
            chosen: Vec::new(),
            stale: true,
            pins: HashSet::new(),
            selection: None,
        }
    }

    /// The rows.
    pub(crate) fn window(&self) -> &Window<K> {
        &self.window
    }

    /// The viewport's height.
    pub(crate) fn viewport(&self) -> f64 {
        self.viewport
    }

    /// Whether the place is held by the list's end.
    pub(crate) fn at_end(&self) -> bool {
        self.anchor == Anchor::End
    }

    /// What keeps its place.
    #[cfg(test)]
    pub(crate) fn anchor(&self) -> &Anchor<K> {
        &self.anchor
    }

    /// Whether the end holds whoever reaches it.
    pub(crate) fn set_sticky(&mut self, sticky: bool) {
        self.sticky = sticky;
    }

    /// Takes another list of rows, each with its class.
    pub(crate) fn replace(&mut self, rows: impl Iterator<Item = (K, usize)>) {
        self.rebase();
        let (start, end) = self.stretch;
        let before: Vec<K> = self.window.keys().get(start..end).unwrap_or_default().to_vec();
        self.window.replace(rows);
        let mut kept = before.iter().filter_map(|key| self.window.position(key));
        self.stretch = match (kept.next(), kept.next_back()) {
            (Some(first), last) => (first, last.unwrap_or(first).max(first) + 1),
            (None, _) => (0, 0),
        };
        self.stale = true;
    }

    /// Notes a row's real height. Says whether anything moves by it.
    pub(crate) fn measure(&mut self, key: &K, height: f64) -> bool {
        self.window.measure(key, height)
    }

    /// The viewport has another height. What stands at its lower edge stays there.
    pub(crate) fn resize(&mut self, viewport: f64) {
        self.rebase();
        self.viewport = viewport;
        if !self.at_end() && self.wanted().is_some() {
            self.anchor = self.anchor_at(self.scroll());
        }
    }

    /// The first paint is over: rows beyond the viewport may be mounted too.
    pub(crate) fn widen(&mut self) {
        self.overscan = OVERSCAN;
    }

    /// The viewport has another width: rows that are not mounted may have any height.
    pub(crate) fn reflow(&mut self) {
        self.window.forget();
    }

    /// All rows look different now. What is on screen keeps its place.
    pub(crate) fn relay(&mut self, guess: [f64; CLASSES]) {
        self.rebase();
        self.window.relay(guess);
        self.stale = true;
    }

    /// Keeps these rows mounted wherever the viewport is.
    pub(crate) fn set_pins(&mut self, pins: HashSet<K>) {
        self.stale |= pins != self.pins;
        self.pins = pins;
    }

    /// Keeps all rows from one to another mounted: a selection of text reaches from one to the other.
    pub(crate) fn set_selection(&mut self, selection: Option<(K, K)>) {
        self.stale |= selection != self.selection;
        self.selection = selection;
    }

    fn end(&self) -> f64 {
        (self.window.total() + TAIL - self.viewport).max(0.0)
    }

    /// Where the anchor wants the viewport's upper edge, though there may be no room for it.
    fn wanted(&self) -> Option<f64> {
        match &self.anchor {
            Anchor::End => Some(self.end()),
            Anchor::Rows(rows) => rows.iter().find_map(|(key, offset)| {
                self.window.position(key).map(|index| self.window.top(index) - offset - self.viewport)
            }),
        }
    }

    /// The model offset of the viewport's upper edge, found from the anchor.
    pub(crate) fn scroll(&self) -> f64 {
        self.wanted().unwrap_or(self.dom - self.skew).clamp(0.0, self.end())
    }

    /// Anchors to what is on screen where the list was too short for the anchor. To be called before a
    /// change, or the room it makes would let the place slip back.
    pub(crate) fn rebase(&mut self) {
        let scroll = self.scroll();
        if self.wanted().is_some_and(|wanted| (wanted - scroll).abs() > 0.5) {
            self.anchor = self.anchor_at(scroll);
        }
    }

    /// The person scrolled to this `scrollTop`, with so many pixels `left` below the viewport. (The DOM's
    /// word counts for those: where rows became smaller and were not measured yet, the browser itself moves
    /// the viewport up to the new end.)
    pub(crate) fn scrolled(&mut self, scroll_top: f64, left: f64) {
        let down = scroll_top >= self.dom;
        self.dom = scroll_top;
        self.moving = true;
        let scroll = scroll_top - self.skew;
        let reach = if down { END_REACH } else { 1.0 };
        self.anchor = if self.sticky && left <= reach { Anchor::End } else { self.anchor_at(scroll) };
    }

    /// The movement has ended: what was put off may be written.
    pub(crate) fn rest(&mut self) {
        self.moving = false;
    }

    /// The DOM's `scrollTop` after a write: browsers round, and cut at the end.
    pub(crate) fn written(&mut self, scroll_top: f64) {
        self.dom = scroll_top;
    }

    /// Whether this `scrollTop` is the one that was written, and so no scrolling of the person's.
    pub(crate) fn is_written(&self, scroll_top: f64) -> bool {
        (scroll_top - self.dom).abs() < 1.0
    }

    /// The height of all that is in the viewport, in which everything has its place now.
    pub(crate) fn filled(&mut self, height: f64) {
        self.height = height;
    }

    /// Whether a `scrollTop` that was not written is none of the person's either: where the end holds and what is in the
    /// viewport has another height than when it was put in its place, the browser has moved.
    pub(crate) fn is_moved(&self, height: f64) -> bool {
        self.anchor == Anchor::End && (height - self.height).abs() >= 1.0
    }

    fn anchor_at(&self, scroll: f64) -> Anchor<K> {
        let range = self.window.range(scroll, scroll + self.viewport);
        let edge = scroll + self.viewport;
        let mut rows: Vec<_> =
            range.map(|index| (self.window.keys()[index].clone(), self.window.top(index) - edge)).collect();
        // The first row is cut by the upper edge, as a rule: the first whole one is what one reads.
        if rows.len() > 1 && rows[0].1 < -self.viewport {
            let cut = rows.remove(0);
            rows.push(cut);
        }
        Anchor::Rows(rows)
    }

    /// Holds on to this row from now on, wherever it stands, instead of the end.
    pub(crate) fn hold(&mut self, key: &K) {
        if let Some(index) = self.window.position(key) {
            let edge = self.scroll() + self.viewport;
            self.anchor = Anchor::Rows(vec![(key.clone(), self.window.top(index) - edge)]);
        }
    }

    /// Holds on to what stands below this row, wherever it stands.
    pub(crate) fn hold_below(&mut self, key: &K) {
        let Some(index) = self.window.position(key) else { return };
        match self.window.keys().get(index + 1).cloned() {
            Some(next) => self.hold(&next),
            None if self.sticky => self.anchor = Anchor::End,
            None => self.hold(key),
        }
    }

    /// Lets go of a held row: what is on screen holds from now on, or the end if it is there.
    pub(crate) fn release(&mut self) {
        let scroll = self.scroll();
        self.anchor =
            if self.sticky && self.end() - scroll <= 1.0 { Anchor::End } else { self.anchor_at(scroll) };
    }

    /// Goes to the end.
    pub(crate) fn jump_to_end(&mut self) {
        self.anchor =
            if self.sticky || self.window.is_empty() { Anchor::End } else { self.anchor_at(self.end()) };
        self.moving = false;
        self.stale = true;
    }

    /// Goes to a row; its upper edge comes to stand at this part of the viewport (0 top, 1 bottom).
    pub(crate) fn jump_to(&mut self, key: &K, part: f64) {
        self.anchor = Anchor::Rows(vec![(key.clone(), (part - 1.0) * self.viewport)]);
        self.moving = false;
        self.stale = true;
    }

    /// Moves no further than needed to bring a row into the viewport whole, or its beginning if it is taller.
    pub(crate) fn reveal(&mut self, key: &K) {
        let Some(index) = self.window.position(key) else { return };
        let (scroll, top) = (self.scroll(), self.window.top(index));
        let bottom = top + self.window.height(index);
        let target = if top < scroll {
            // What stands before the first row one can walk onto is shown with it.
            if top < BEGINNING { 0.0 } else { top }
        } else if bottom > scroll + self.viewport {
            (bottom - self.viewport).min(top)
        } else {
            return;
        };
        let at_end = self.sticky && self.end() - target <= 1.0;
        self.anchor = if at_end {
            Anchor::End
        } else {
            Anchor::Rows(vec![(key.clone(), top - target - self.viewport)])
        };
        self.moving = false;
    }

    /// Pixels above the viewport and below it.
    pub(crate) fn beyond(&self) -> (f64, f64) {
        let scroll = self.scroll();
        (scroll, self.end() - scroll)
    }

    /// Whether a row is in the viewport, above it (less) or below it (greater).
    pub(crate) fn compare(&self, key: &K) -> Option<std::cmp::Ordering> {
        let index = self.window.position(key)?;
        let (scroll, top) = (self.scroll(), self.window.top(index));
        Some(if top + self.window.height(index) <= scroll {
            std::cmp::Ordering::Less
        } else if top >= scroll + self.viewport {
            std::cmp::Ordering::Greater
        } else {
            std::cmp::Ordering::Equal
        })
    }

    /// Where everything has to stand now, with the rows that were chosen last.
    pub(crate) fn place(&mut self) -> Placement<K> {
        let scroll = self.scroll();
        let first = self.chosen.first().map_or(0.0, |index| self.window.top(*index));
        let scroll_top = if self.moving && self.anchor != Anchor::End && self.dom - scroll >= -first {
            self.skew = self.dom - scroll;
            None
        } else {
            self.skew = 0.0;
            ((self.dom - scroll).abs() >= 0.5).then_some(scroll)
        };
        let mut at = -self.skew;
        let mut rows = Vec::with_capacity(self.chosen.len());
        for &index in &self.chosen {
            let top = self.window.top(index);
            rows.push((self.window.keys()[index].clone(), (top - at).max(0.0)));
            at = top + self.window.height(index);
        }
        Placement { rows, tail: (self.window.total() - at).max(0.0) + TAIL, scroll_top }
    }

    /// The rows that reach so many viewports beyond the viewport.
    fn around(&self, screens: f64) -> (usize, usize) {
        let (scroll, beyond) = (self.scroll(), screens * self.viewport);
        let range = self.window.range(scroll - beyond, scroll + self.viewport + beyond);
        (range.start, range.end)
    }

    /// Where rows are missing.
    pub(crate) fn lack(&self) -> Lack {
        let covers = |(start, end)| self.stretch.0 <= start && self.stretch.1 >= end;
        let reach = if self.growing { self.overscan } else { RESERVE.min(self.overscan) };
        if !covers(self.around(FIRST_OVERSCAN)) {
            Lack::Viewport
        } else if !covers(self.around(reach)) {
            Lack::Nearby
        } else {
            Lack::Nothing
        }
    }

    /// Chooses the rows to mount: left as they are while they reach far enough; else those in the viewport, and of the
    /// others a few at a time. To be called after every change of the list, before [`Scroller::place`], and again
    /// later while there is a [`Scroller::lack`]. `hidden`: nothing is seen yet, so the viewport may wait as well.
    pub(crate) fn choose(&mut self, hidden: bool) {
        let lack = self.lack();
        if lack == Lack::Nothing && !self.stale {
            self.growing = false;
            return;
        }
        let (view, target) = (self.around(FIRST_OVERSCAN), self.around(self.overscan));
        let (start, end) = (self.stretch.0.max(target.0), self.stretch.1.min(target.1));
        // What is mounted elsewhere goes.
        let stretch = if start < end && start <= view.1 && end >= view.0 {
            (start, end)
        } else if self.at_end() {
            (view.1, view.1)
        } else {
            (view.0, view.0)
        };
        self.stretch = match lack {
            Lack::Nothing => stretch,
            Lack::Viewport if hidden => extended(stretch, view, FIRST_STEP),
            Lack::Viewport => (stretch.0.min(view.0), stretch.1.max(view.1)),
            Lack::Nearby => extended(stretch, target, STEP),
        };
        self.growing = lack != Lack::Nothing && self.stretch != target;
        self.stale = false;
        self.chosen = self.indices();
    }

    /// The rows that were chosen last, in order.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = &K> {
        self.chosen.iter().filter_map(|index| self.window.keys().get(*index))
    }

    fn indices(&self) -> Vec<usize> {
        let (start, end) = self.stretch;
        let mut indices: Vec<usize> = (start..end).collect();
        let selected = self
            .selection
            .iter()
            .filter_map(|(from, to)| Some((self.window.position(from)?, self.window.position(to)?)))
            .flat_map(|(from, to)| (from.min(to)..from.max(to) + 1).take(SELECTION_CAP));
        let outside = self
            .pins
            .iter()
            .filter_map(|key| self.window.position(key))
            .chain(selected)
            .filter(|index| *index < start || *index >= end);
        let before = indices.len();
        indices.extend(outside);
        if indices.len() > before {
            indices.sort_unstable();
            indices.dedup();
        }
        indices
    }
}

/// A stretch that is longer by at most so many rows, and no longer than the goal.
fn extended((start, end): (usize, usize), goal: (usize, usize), step: usize) -> (usize, usize) {
    let below = goal.1.saturating_sub(end).min(step);
    let above = start.saturating_sub(goal.0).min(step - below);
    (start - above, end + below)
}
