//! Moving through a list by keyboard: arrows, Home, End, Page keys, and typing the beginning of a name. No DOM.

/// How long one may pause between two letters of a name, in milliseconds.
const PAUSE: f64 = 900.0;

/// Where to go from the current item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One back.
    Previous,
    /// One on.
    Next,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// One page back.
    PageBack,
    /// One page on.
    PageOn,
}

/// Which way the items stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Below one another.
    Vertical,
    /// Beside one another, in the direction of reading.
    Horizontal {
        /// Whether one reads from right to left.
        rtl: bool,
    },
}

impl Move {
    /// The move a key means (`KeyboardEvent.key`), if any.
    pub fn of_key(key: &str, axis: Axis) -> Option<Self> {
        match (key, axis) {
            ("ArrowUp", Axis::Vertical)
            | ("ArrowLeft", Axis::Horizontal { rtl: false })
            | ("ArrowRight", Axis::Horizontal { rtl: true }) => Some(Self::Previous),
            ("ArrowDown", Axis::Vertical)
            | ("ArrowRight", Axis::Horizontal { rtl: false })
            | ("ArrowLeft", Axis::Horizontal { rtl: true }) => Some(Self::Next),
            ("Home", _) => Some(Self::First),
            ("End", _) => Some(Self::Last),
            ("PageUp", Axis::Vertical) => Some(Self::PageBack),
            ("PageDown", Axis::Vertical) => Some(Self::PageOn),
            _ => None,
        }
    }

    /// The item this leads to from `current` among `count`, with `page` items on a page. None if there are none.
    pub fn target(self, current: Option<usize>, count: usize, page: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let page = page.max(1);
        Some(match (self, current) {
            (Self::First, _) => 0,
            (Self::Last, _) | (Self::Previous | Self::PageBack, None) => last,
            (Self::Next | Self::PageOn, None) => 0,
            (Self::Previous, Some(at)) => at.saturating_sub(1).min(last),
            (Self::Next, Some(at)) => (at + 1).min(last),
            (Self::PageBack, Some(at)) => at.saturating_sub(page).min(last),
            (Self::PageOn, Some(at)) => (at + page).min(last),
        })
    }

    /// As [`Self::target`], but going on from the end to the beginning and back, as in menus.
    pub fn target_round(self, current: Option<usize>, count: usize) -> Option<usize> {
        match (self, current) {
            (Self::Previous, Some(0)) => count.checked_sub(1),
            (Self::Next, Some(at)) if at + 1 >= count => (count > 0).then_some(0),
            _ => self.target(current, count, 1),
        }
    }
}

/// What has been typed to find an item by its name.
#[derive(Clone, Debug, Default)]
pub struct TypeAhead {
    typed: String,
    at: f64,
}

impl TypeAhead {
    /// Whether a space typed at `now` would be part of a name that is being typed, and not a press.
    pub fn is_typing(&self, now: f64) -> bool {
        !self.typed.is_empty() && now - self.at < PAUSE
    }

    /// Takes one key, typed at `now` (milliseconds), and finds the next item from `current` whose name begins with all
    /// that was typed; the same letter again and again goes from one to the next. `None`: no such item, or `key` is no
    /// letter.
    pub fn find(
        &mut self,
        key: &str,
        now: f64,
        current: Option<usize>,
        count: usize,
        name: impl Fn(usize) -> String,
    ) -> Option<usize> {
        let mut signs = key.chars();
        let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
        if sign.is_control() || (sign == ' ' && !self.is_typing(now)) {
            return None;
        }
        if now - self.at >= PAUSE {
            self.typed.clear();
        }
        self.at = now;
        self.typed.extend(sign.to_lowercase());

        let mut typed = self.typed.chars();
        let first = typed.next()?;
        let one_letter = typed.all(|sign| sign == first);
        let (wanted, from) = if one_letter {
            (first.to_string(), current.map_or(0, |at| at + 1))
        } else {
            (self.typed.clone(), current.unwrap_or(0))
        };
        (0..count).map(|step| (from + step) % count).find(|&at| begins_with(&name(at), &wanted))
    }
}

/// Whether a name begins with `wanted` (lower case); signs before its first letter, such as `#`, do not count.
fn begins_with(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(wanted)
        || name.trim_start_matches(|sign: char| !sign.is_alphanumeric()).starts_with(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_follow_the_axis() {
        let ltr = Axis::Horizontal { rtl: false };
        let rtl = Axis::Horizontal { rtl: true };
        assert_eq!(Move::of_key("ArrowDown", Axis::Vertical), Some(Move::Next));
        assert_eq!(Move::of_key("ArrowDown", ltr), None);
        assert_eq!(Move::of_key("ArrowRight", ltr), Some(Move::Next));
        assert_eq!(Move::of_key("ArrowRight", rtl), Some(Move::Previous));
        assert_eq!(Move::of_key("Home", rtl), Some(Move::First));
        assert_eq!(Move::of_key("a", Axis::Vertical), None);
    }

    #[test]
    fn moves_stay_in_the_list() {
        assert_eq!(Move::Next.target(Some(2), 3, 1), Some(2));
        assert_eq!(Move::Previous.target(Some(0), 3, 1), Some(0));
        assert_eq!(Move::Next.target(None, 3, 1), Some(0));
        assert_eq!(Move::Previous.target(None, 3, 1), Some(2));
        assert_eq!(Move::Last.target(Some(0), 10_000, 10), Some(9_999));
        assert_eq!(Move::PageOn.target(Some(5), 12, 10), Some(11));
        assert_eq!(Move::PageBack.target(Some(5), 12, 10), Some(0));
        assert_eq!(Move::Next.target(Some(7), 3, 1), Some(2), "the list has become shorter");
        assert_eq!(Move::First.target(None, 0, 1), None);
    }

    #[test]
    fn menus_go_round() {
        assert_eq!(Move::Next.target_round(Some(2), 3), Some(0));
        assert_eq!(Move::Previous.target_round(Some(0), 3), Some(2));
        assert_eq!(Move::Next.target_round(Some(0), 0), None);
    }

    #[test]
    fn typing_finds_names() {
        let names = ["Ada", "#general", "Gardening", "Grace Hopper", "bob"];
        let name = |at: usize| names[at].to_owned();
        let mut ahead = TypeAhead::default();
        assert_eq!(ahead.find("g", 10_000.0, Some(0), 5, name), Some(1));
        assert_eq!(ahead.find("r", 10_100.0, Some(1), 5, name), Some(3));
        assert_eq!(ahead.find(" ", 10_200.0, Some(3), 5, name), None, "no name begins with `gr `");
        assert_eq!(ahead.find("g", 20_000.0, Some(1), 5, name), Some(2), "after a pause a new name begins");
        assert_eq!(ahead.find("g", 20_100.0, Some(2), 5, name), Some(3));
        assert_eq!(ahead.find("g", 20_200.0, Some(3), 5, name), Some(1), "and round again");
        assert_eq!(ahead.find("Enter", 20_300.0, Some(3), 5, name), None);
        assert_eq!(ahead.find(" ", 90_000.0, Some(3), 5, name), None);
        assert_eq!(ahead.find("z", 95_000.0, None, 0, name), None);
    }
}
