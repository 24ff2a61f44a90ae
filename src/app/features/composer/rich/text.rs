//! The lines of the field, and the text that the rest of the composer knows.

use super::{
    markdown::markdown,
    model::{Kind, Line},
};
use crate::features::composer::draft::is_command;

/// Commands whose words are Markdown; those of all others stand as they are.
const FORMATTED: [&str; 2] = ["me", "spoiler"];

/// The text of lines.
pub(crate) fn text_of(lines: &[Line]) -> String {
    let first = lines.first().filter(|line| line.kind.is_text() && line.quote == 0).map(Line::words);
    if first.is_some_and(|first| is_literal(&first)) {
        let lines: Vec<_> = lines.iter().map(as_typed).collect();
        return lines.join("\n").trim_end().to_owned();
    }
    markdown(lines)
}

/// The lines of a text that needs nobody to read it: none, words alone, a command with words that stand as they are.
pub(crate) fn lines_of(text: &str) -> Option<Vec<Line>> {
    let plain =
        |letter: char| letter.is_alphabetic() || letter == ' ' || letter == '\n' || ",'?".contains(letter);
    let simple = text.chars().all(plain) && !text.lines().any(|line| line.starts_with(' '));
    (simple || is_literal(text)).then(|| text.lines().map(Line::plain).collect())
}

/// Whether a text is a command whose words are no Markdown.
fn is_literal(text: &str) -> bool {
    let name = text
        .strip_prefix('/')
        .filter(|_| is_command(text))
        .map(|rest| rest.split(char::is_whitespace).next().unwrap_or_default());
    name.is_some_and(|name| {
        !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_alphanumeric())
            && !FORMATTED.contains(&name)
    })
}

fn as_typed(line: &Line) -> String {
    let words = line.typed();
    match line.kind {
        Kind::Item { .. } => format!("- {words}"),
        _ => words,
    }
}
