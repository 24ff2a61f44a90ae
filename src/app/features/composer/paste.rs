//! What is pasted: files, an address, words, or words with the format of a web page or an office program.

use web_sys::{ClipboardEvent, File};

use super::rich::{self, Line, Raw};
use crate::platform::files;

/// Longer HTML, in bytes, is pasted as words.
const MOST_HTML: usize = 1_000_000;

/// What is on the clipboard.
#[derive(Debug, Default)]
pub(crate) struct Pasted {
    /// Its words.
    pub(crate) words: String,
    /// The same with format, where there is any.
    pub(crate) lines: Option<Vec<Line>>,
    /// Files, where there are no words: office programs put a picture of the words beside the words.
    pub(crate) files: Vec<File>,
}

/// Reads the clipboard of a paste. With Shift held, browsers leave the format out.
pub(crate) fn pasted(event: &ClipboardEvent) -> Pasted {
    let Some(data) = event.clipboard_data() else { return Pasted::default() };
    let words = data.get_data("text/plain").unwrap_or_default().replace("\r\n", "\n");
    let html = data.get_data("text/html").unwrap_or_default();
    let files = if words.is_empty() { files::from_paste(event) } else { Vec::new() };
    let lines = match html.len() {
        1..=MOST_HTML if files.is_empty() => rich::parsed(&html).and_then(|root| formatted(&root)),
        _ => None,
    };
    Pasted { words, lines, files }
}

/// The lines of a document that says more than its words do.
fn formatted(root: &[Raw]) -> Option<Vec<Line>> {
    if is_listing(root) {
        return None;
    }
    let lines = rich::own_lines(root).unwrap_or_else(|| rich::cleaned(root));
    rich::is_formatted(&lines).then_some(lines)
}

/// Whether it is code out of an editor, whose HTML has nothing but colours.
fn is_listing(root: &[Raw]) -> bool {
    let mut elements = root.iter().filter_map(|raw| match raw {
        Raw::Element(element) if element.name != "meta" => Some(element),
        _ => None,
    });
    elements.next().is_some_and(|element| {
        let style: String = element.get("style").unwrap_or_default().split_whitespace().collect();
        style.contains("white-space:pre") && style.contains("monospace")
    })
}

/// Whether a place in Markdown, at this byte, stands in a block of code: what is pasted there stays as it is.
pub(crate) fn in_code(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.lines().filter(|line| line.trim_start().starts_with("```")).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::in_code;

    #[test]
    fn code_is_known_by_its_fences() {
        let text = "a\n```rust\nlet a;\n```\nb";
        assert!(!in_code(text, 1));
        assert!(in_code(text, 14));
        assert!(!in_code(text, text.len()));
    }
}
