//! Where the signs of marks can stand in a line (CommonMark 0.31, § 6.2), and which marks give way where they cannot.

use std::ops::Range;

use super::{model::Marks, words::Atom};

/// A mark that goes round words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Link,
    Strike,
    Bold,
    Italic,
}

pub(super) const MARKS: [Mark; 4] = [Mark::Link, Mark::Strike, Mark::Bold, Mark::Italic];

impl Mark {
    pub(super) fn on(self, marks: &Marks) -> bool {
        match self {
            Self::Link => marks.link.is_some(),
            Self::Strike => marks.strike,
            Self::Bold => marks.bold,
            Self::Italic => marks.italic,
        }
    }

    /// Whether it goes on from one place to the next.
    pub(super) fn joins(self, one: &Marks, next: &Marks) -> bool {
        self.on(one) && self.on(next) && (self != Self::Link || one.link == next.link)
    }

    pub(super) fn drop(self, marks: &mut Marks) {
        match self {
            Self::Link => marks.link = None,
            Self::Strike => marks.strike = false,
            Self::Bold => marks.bold = false,
            Self::Italic => marks.italic = false,
        }
    }
}

/// What is wrong with a layout, and how it is put right.
pub(super) enum Fault {
    /// The mark of these places goes.
    Drop(Mark, Range<usize>),
    /// The slant that begins here needs stars.
    Star(usize),
}

/// A mark's sign in the text.
pub(super) struct Sign {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    pub(super) mark: Mark,
    pub(super) opens: bool,
    /// The first place inside, or the first behind.
    pub(super) place: usize,
    pub(super) star: bool,
}

pub(super) fn sign(mark: Mark, star: bool) -> &'static str {
    match mark {
        Mark::Link => "",
        Mark::Strike => "~~",
        Mark::Bold => "**",
        Mark::Italic if star => "*",
        Mark::Italic => "_",
    }
}

/// The first sign that would not be read as one.
pub(super) fn fault(text: &str, signs: &[Sign], atoms: &[Atom]) -> Option<Fault> {
    for (index, sign) in signs.iter().enumerate() {
        let letter = text[sign.at.clone()].chars().next();
        let alike = |other: &&Sign| text[other.at.clone()].chars().next() == letter;
        // Signs of the same letter that touch are one.
        let (mut start, mut end) = (sign.at.start, sign.at.end);
        for other in signs[..index].iter().rev().take_while(alike) {
            if other.at.end == start {
                start = other.at.start;
            }
        }
        for other in signs[index + 1..].iter().take_while(alike) {
            if other.at.start == end {
                end = other.at.end;
            }
        }
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let slant = sign.mark == Mark::Italic && !sign.star;
        let (inside, outside) = if sign.opens { (after, before) } else { (before, after) };
        let free = outside.is_none_or(|letter| letter.is_whitespace() || letter.is_ascii_punctuation());
        let touches = inside.is_some_and(|letter| !letter.is_whitespace());
        let word = inside.is_some_and(char::is_alphanumeric);
        if slant && touches && !free {
            return Some(Fault::Star(began(atoms, sign)));
        }
        let mixed = sign.mark == Mark::Italic && sign.star && end - start > 1;
        if mixed {
            let began = began(atoms, sign);
            return Some(Fault::Drop(sign.mark, began..end_of(atoms, began, sign.mark)));
        }
        if !touches || !(word || free) {
            let place = if sign.opens { sign.place } else { sign.place - 1 };
            let mut places = place..place + 1;
            let odd = |at: usize| {
                atoms.get(at).is_some_and(|atom| {
                    sign.mark.on(&atom.marks) && !atom.letter().is_some_and(char::is_alphanumeric)
                })
            };
            if sign.opens {
                while odd(places.end) {
                    places.end += 1;
                }
            } else {
                while places.start > 0 && odd(places.start - 1) {
                    places.start -= 1;
                }
            }
            return Some(Fault::Drop(sign.mark, places));
        }
    }
    None
}

/// Where the mark of a sign began.
fn began(atoms: &[Atom], sign: &Sign) -> usize {
    if sign.opens {
        return sign.place;
    }
    let mut place = sign.place - 1;
    while place > 0 && sign.mark.joins(&atoms[place - 1].marks, &atoms[place].marks) {
        place -= 1;
    }
    place
}

/// The first place behind a mark.
pub(super) fn end_of(atoms: &[Atom], place: usize, mark: Mark) -> usize {
    let mut end = place + 1;
    while end < atoms.len() && mark.joins(&atoms[end - 1].marks, &atoms[end].marks) {
        end += 1;
    }
    end
}

/// The end of a mark, or of its next blanks.
pub(super) fn until_blank(atoms: &[Atom], place: usize, mark: Mark) -> usize {
    let end = end_of(atoms, place, mark);
    let blank = atoms[place..end].iter().position(Atom::is_blank);
    blank.map_or(end, |at| place + at + 1)
}
