//! Where the pages of a document stand below one another, and which are seen. No DOM; lengths in CSS pixels.

use std::ops::Range;

/// Between two pages.
pub(crate) const GAP: f64 = 12.0;
/// More pages are not shown.
const MOST: usize = 5_000;
/// How much larger and smaller pages become.
const ZOOM: (f64, f64) = (0.25, 5.0);

/// The pages of a document. As long as a page's size is not known, it is that of the first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pages {
    sizes: Vec<(f64, f64)>,
}

/// What is seen of them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sight {
    /// How wide a page is.
    pub(crate) width: f64,
    /// How far it is scrolled.
    pub(crate) top: f64,
    /// How high the part is that is seen.
    pub(crate) height: f64,
}

impl Pages {
    /// So many, with the size of the first.
    pub(crate) fn new(count: usize, first: (f64, f64)) -> Self {
        Self { sizes: vec![first; count.clamp(1, MOST)] }
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.sizes.len()
    }

    /// A page's size in points.
    pub(crate) fn size(&self, at: usize) -> (f64, f64) {
        self.sizes.get(at).copied().unwrap_or((1.0, 1.0))
    }

    /// Notes a page's size; says whether it was another.
    pub(crate) fn learn(&mut self, at: usize, size: (f64, f64)) -> bool {
        match self.sizes.get_mut(at) {
            Some(known) if *known != size => {
                *known = size;
                true
            }
            _ => false,
        }
    }

    /// How high a page is.
    pub(crate) fn height(&self, at: usize, width: f64) -> f64 {
        let (wide, high) = self.size(at);
        (width * high / wide).max(1.0)
    }

    /// Where a page begins; where all of them end, for the one after the last.
    pub(crate) fn top(&self, at: usize, width: f64) -> f64 {
        (0..at.min(self.count())).map(|page| self.height(page, width) + GAP).sum()
    }

    /// The pages to draw: those that are seen, and as much again before and after.
    pub(crate) fn near(&self, sight: Sight) -> Range<usize> {
        let from = self.at(sight.width, sight.top - sight.height);
        let to = self.at(sight.width, sight.top + 2.0 * sight.height);
        from..to + 1
    }

    /// The page in the middle of what is seen.
    pub(crate) fn middle(&self, sight: Sight) -> usize {
        self.at(sight.width, sight.top + sight.height / 2.0)
    }

    /// The page at a height.
    fn at(&self, width: f64, height: f64) -> usize {
        let mut end = 0.0;
        let reaches = |at: &usize| {
            end += self.height(*at, width) + GAP;
            end > height
        };
        (0..self.count()).find(reaches).unwrap_or(self.count() - 1)
    }
}

/// Larger or smaller, within bounds.
pub(crate) fn zoomed(zoom: f64, factor: f64) -> f64 {
    (zoom * factor).clamp(ZOOM.0, ZOOM.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_near_what_is_seen_are_drawn_and_no_others() {
        let mut pages = Pages::new(100, (100.0, 200.0));
        let sight = Sight { width: 50.0, top: 0.0, height: 100.0 };
        assert_eq!(pages.height(0, 50.0), 100.0);
        assert_eq!((pages.near(sight), pages.middle(sight)), (0..2, 0));
        let further = Sight { top: 1_120.0, ..sight };
        assert_eq!((pages.near(further), pages.middle(further)), (9..12, 10));
        let end = Sight { top: pages.top(100, 50.0), ..sight };
        assert_eq!(pages.middle(end), 99);
        assert!(pages.learn(0, (100.0, 100.0)) && !pages.learn(0, (100.0, 100.0)));
        assert!(!pages.learn(100, (1.0, 1.0)));
        assert_eq!(pages.top(1, 50.0), 50.0 + GAP);
    }

    #[test]
    fn a_document_claims_no_more_pages_than_can_be_shown() {
        assert_eq!(Pages::new(0, (1.0, 1.0)).count(), 1);
        assert_eq!(Pages::new(usize::MAX, (1.0, 1.0)).count(), MOST);
        assert_eq!(zoomed(1.0, 100.0), ZOOM.1);
    }
}
