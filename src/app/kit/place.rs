//! Where a box that belongs to another stands in the window. Numbers are CSS pixels; no DOM.

/// A box in the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// From the left edge of the window.
    pub left: f64,
    /// From the upper edge of the window.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Kept free between a box and the window's edge.
const MARGIN: f64 = 8.0;
/// Kept free between a box and what it belongs to.
const GAP: f64 = 4.0;

/// The place (from the edge where lines begin, from the top) of a box of `size` below `anchor`, or above it where there
/// is no room below, begun at the anchor's edge but never outside the `window`.
pub fn below(anchor: Area, size: (f64, f64), window: (f64, f64), rtl: bool) -> (f64, f64) {
    let wanted = if rtl { window.0 - anchor.left - anchor.width } else { anchor.left };
    let x = wanted.min(window.0 - size.0 - MARGIN).max(MARGIN);
    let under = anchor.top + anchor.height + GAP;
    let over = anchor.top - size.1 - GAP;
    let y = if under + size.1 + MARGIN <= window.1 || over < MARGIN {
        under.min(window.1 - size.1 - MARGIN).max(MARGIN)
    } else {
        over
    };
    (x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (1000.0, 800.0);

    fn at(left: f64, top: f64) -> Area {
        Area { left, top, width: 40.0, height: 40.0 }
    }

    #[test]
    fn a_box_stands_below_its_anchor() {
        assert_eq!(below(at(100.0, 100.0), (200.0, 300.0), WINDOW, false), (100.0, 144.0));
    }

    #[test]
    fn it_turns_at_the_edges() {
        assert_eq!(below(at(950.0, 100.0), (200.0, 300.0), WINDOW, false).0, 792.0);
        assert_eq!(below(at(100.0, 700.0), (200.0, 300.0), WINDOW, false).1, 396.0);
        assert_eq!(below(at(100.0, 20.0), (200.0, 790.0), WINDOW, false).1, 8.0, "too high for either side");
    }

    #[test]
    fn right_to_left_counts_from_the_right() {
        assert_eq!(below(at(860.0, 100.0), (200.0, 300.0), WINDOW, true).0, 100.0);
    }
}
