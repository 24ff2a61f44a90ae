//! Whether a text can be parsed without exhausting time, memory or stack.

/// An event has at most 65,536 bytes (spec, § Size limits).
const MOST_BYTES: usize = 128 * 1024;
/// Each tag may cost a search through all open elements.
const MOST_TAGS: usize = 4_000;
/// Elements open at once; the spec recommends a depth of 100.
const MOST_OPEN: usize = 400;
/// Formatting elements that are open are made anew in every block that follows: so many in all.
const MOST_REMADE: usize = 100_000;

/// Elements that cannot be open (void), or close their like when it begins.
const SHORT: [&str; 14] =
    ["br", "hr", "img", "input", "wbr", "p", "li", "dd", "dt", "td", "th", "tr", "option", "link"];
/// Elements that stay in force until they are closed by name.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Whether the text can be parsed. Where tags overlap it counts more elements as open than there are.
pub(crate) fn bearable(text: &str) -> bool {
    if text.len() > MOST_BYTES {
        return false;
    }
    let mut open: Vec<&str> = Vec::new();
    let (mut tags, mut formatting, mut most_formatting) = (0usize, 0usize, 0usize);
    for (at, _) in text.match_indices('<') {
        tags += 1;
        let rest = &text[at + 1..];
        let (closing, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let name = &rest[..end];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let is = |names: &[&str]| names.iter().any(|other| name.eq_ignore_ascii_case(other));
        if closing {
            if open.last().is_some_and(|last| last.eq_ignore_ascii_case(name)) {
                open.pop();
                formatting -= usize::from(is(&FORMATTING));
            }
        } else if !is(&SHORT) {
            open.push(name);
            formatting += usize::from(is(&FORMATTING));
            most_formatting = most_formatting.max(formatting);
        }
        if tags > MOST_TAGS || open.len() > MOST_OPEN {
            return false;
        }
    }
    most_formatting.saturating_mul(tags) <= MOST_REMADE
}
