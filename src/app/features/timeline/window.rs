//! Where rows of different heights stand, without asking the DOM.
//!
//! Heights that were measured are kept by key; a row that was never on screen counts as the average of its
//! class. Prefix sums stand in a Fenwick tree, so that offset and index are found from each other in
//! O(log n), also with many thousand rows.

use std::{collections::HashMap, hash::Hash, ops::Range};

/// How many classes of rows there are; each has its own average height.
pub(crate) const CLASSES: usize = 6;

/// Sums of a list's beginnings.
#[derive(Debug, Clone, Default)]
struct Fenwick {
    tree: Vec<f64>,
}

impl Fenwick {
    fn new(values: &[f64]) -> Self {
        let mut tree = Vec::with_capacity(values.len() + 1);
        tree.push(0.0);
        tree.extend_from_slice(values);
        for index in 1..tree.len() {
            let parent = index + (index & index.wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[index];
            }
        }
        Self { tree }
    }

    fn add(&mut self, index: usize, delta: f64) {
        let mut at = index + 1;
        while at < self.tree.len() {
            self.tree[at] += delta;
            at += at & at.wrapping_neg();
        }
    }

    /// The sum of the first `count` values.
    fn sum(&self, count: usize) -> f64 {
        let mut at = count.min(self.tree.len().saturating_sub(1));
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }

    /// How many values from the beginning sum to no more than `offset`.
    fn count(&self, offset: f64) -> usize {
        let length = self.tree.len().saturating_sub(1);
        let mut step = length.checked_next_power_of_two().unwrap_or(length);
        let (mut at, mut left) = (0, offset);
        while step > 0 {
            let next = at + step;
            if next <= length && self.tree[next] <= left {
                at = next;
                left -= self.tree[next];
            }
            step /= 2;
        }
        at
    }
}

#[derive(Debug, Clone, Copy)]
struct Average {
    sum: f64,
    count: f64,
}

/// The rows of a list with the room they take, in CSS pixels.
#[derive(Debug, Clone)]
pub(crate) struct Window<K> {
    keys: Vec<K>,
    classes: Vec<usize>,
    heights: Vec<f64>,
    index: HashMap<K, usize>,
    measured: HashMap<K, f64>,
    averages: [Average; CLASSES],
    tree: Fenwick,
}

impl<K: Clone + Eq + Hash> Window<K> {
    /// No rows yet; `guess` is the height of a row of each class before any was measured.
    pub(crate) fn new(guess: [f64; CLASSES]) -> Self {
        Self {
            keys: Vec::new(),
            classes: Vec::new(),
            heights: Vec::new(),
            index: HashMap::new(),
            measured: HashMap::new(),
            averages: guess.map(|height| Average { sum: height, count: 1.0 }),
            tree: Fenwick::default(),
        }
    }

    /// Takes another list of rows, each with its class. What was measured of a key that is still there holds.
    pub(crate) fn replace(&mut self, rows: impl Iterator<Item = (K, usize)>) {
        let mut measured = std::mem::take(&mut self.measured);
        self.keys.clear();
        self.classes.clear();
        self.heights.clear();
        self.index.clear();
        for (key, class) in rows {
            let class = class.min(CLASSES - 1);
            let height = match measured.remove_entry(&key) {
                Some((key, height)) => {
                    self.measured.insert(key, height);
                    height
                }
                None => self.averages[class].sum / self.averages[class].count,
            };
            self.index.insert(key.clone(), self.keys.len());
            self.keys.push(key);
            self.classes.push(class);
            self.heights.push(height);
        }
        self.tree = Fenwick::new(&self.heights);
    }

    /// Notes a row's real height. Says whether it is another one than was believed.
    pub(crate) fn measure(&mut self, key: &K, height: f64) -> bool {
        let Some(&index) = self.index.get(key) else { return false };
        let average = &mut self.averages[self.classes[index]];
        if self.measured.insert(key.clone(), height).is_none() {
            average.sum += height;
            average.count += 1.0;
        }
        let delta = height - self.heights[index];
        if delta == 0.0 {
            return false;
        }
        self.heights[index] = height;
        self.tree.add(index, delta);
        true
    }

    /// Forgets every measure, for a list that became wider or narrower. The heights stay as guesses.
    pub(crate) fn forget(&mut self) {
        self.measured.clear();
    }

    /// All rows look different now: what was measured and learned of them is worth nothing any more, and a row of
    /// each class is believed to be as high as `guess` says.
    pub(crate) fn relay(&mut self, guess: [f64; CLASSES]) {
        self.measured.clear();
        self.averages = guess.map(|height| Average { sum: height, count: 1.0 });
        for (height, class) in self.heights.iter_mut().zip(&self.classes) {
            *height = guess[*class];
        }
        self.tree = Fenwick::new(&self.heights);
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The rows' keys in order.
    pub(crate) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// Where a row stands in the list.
    pub(crate) fn position(&self, key: &K) -> Option<usize> {
        self.index.get(key).copied()
    }

    /// Pixels from the beginning to the row's upper edge; with the number of rows, to the end.
    pub(crate) fn top(&self, index: usize) -> f64 {
        self.tree.sum(index)
    }

    /// A row's height.
    pub(crate) fn height(&self, index: usize) -> f64 {
        self.heights.get(index).copied().unwrap_or_default()
    }

    /// All rows' height.
    pub(crate) fn total(&self) -> f64 {
        self.tree.sum(self.keys.len())
    }

    /// The row at so many pixels from the beginning; the last one beyond the end.
    pub(crate) fn at(&self, offset: f64) -> usize {
        self.tree.count(offset.max(0.0)).min(self.keys.len().saturating_sub(1))
    }

    /// The rows that touch the stretch from one offset to another.
    pub(crate) fn range(&self, from: f64, to: f64) -> Range<usize> {
        if self.is_empty() || to < from {
            return 0..0;
        }
        self.at(from)..self.at(to) + 1
    }
}
