//! What the format bar does to Markdown text: pure edits of a text and its selection.

/// A field's text and selection; offsets are bytes and stand on character borders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// The whole text.
    pub(crate) text: String,
    /// Where the selection begins.
    pub(crate) start: usize,
    /// Where the selection ends; equal to `start` for a caret.
    pub(crate) end: usize,
}

/// The buttons of the format bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    /// `**…**`
    Bold,
    /// `_…_`
    Italic,
    /// `~~…~~`
    Strike,
    /// `` `…` ``, or a fenced block where the selection has several lines.
    Code,
    /// `> ` before every line.
    Quote,
    /// `- ` before every line.
    List,
    /// `[…](…)`
    Link,
}

impl Format {
    /// All, in the order of the bar.
    pub(crate) const ALL: [Format; 7] = [
        Format::Bold,
        Format::Italic,
        Format::Strike,
        Format::Code,
        Format::Quote,
        Format::List,
        Format::Link,
    ];

    /// The format a key stands for, pressed with Ctrl or Cmd.
    pub(crate) fn of_key(key: &str, shift: bool) -> Option<Format> {
        match (key.to_ascii_lowercase().as_str(), shift) {
            ("b", false) => Some(Format::Bold),
            ("i", false) => Some(Format::Italic),
            ("e", false) => Some(Format::Code),
            ("k", false) => Some(Format::Link),
            ("x", true) => Some(Format::Strike),
            ("9", true) | (")", true) => Some(Format::Quote),
            ("8", true) | ("(", true) | ("*", true) => Some(Format::List),
            _ => None,
        }
    }
}

impl Field {
    /// A field from what a textarea says: offsets in UTF-16 code units.
    pub(crate) fn from_utf16(text: String, start: u32, end: u32) -> Self {
        let start = byte_offset(&text, start);
        let end = byte_offset(&text, end).max(start);
        Self { text, start, end }
    }

    /// The selection in UTF-16 code units.
    pub(crate) fn selection_utf16(&self) -> (u32, u32) {
        (utf16_offset(&self.text, self.start), utf16_offset(&self.text, self.end))
    }

    /// The field with these words in place of the selection, and the caret behind them.
    pub(crate) fn with(&self, words: &str) -> Self {
        let mut text = self.text.clone();
        text.replace_range(self.start..self.end, words);
        let at = self.start + words.len();
        Self { text, start: at, end: at }
    }

    /// What is selected.
    pub(crate) fn selected(&self) -> &str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// Replaces the selection and puts the caret behind what came in.
    pub(crate) fn insert(&self, words: &str) -> Self {
        let (before, after) = self.around();
        let caret = before.len() + words.len();
        Self { text: format!("{before}{words}{after}"), start: caret, end: caret }
    }

    /// Applies a format, or takes it away where the selection has it already.
    pub(crate) fn apply(&self, format: Format) -> Self {
        match format {
            Format::Bold => self.toggle_marks("**"),
            Format::Italic => self.toggle_marks("_"),
            Format::Strike => self.toggle_marks("~~"),
            Format::Code if self.selected().contains('\n') => self.fence(),
            Format::Code => self.toggle_marks("`"),
            Format::Quote => self.toggle_prefix("> "),
            Format::List => self.toggle_prefix("- "),
            Format::Link => self.link(),
        }
    }

    /// The selection as the words of a link to an address that was pasted over it.
    pub(crate) fn link_to(&self, address: &str) -> Option<Self> {
        (!self.selected().is_empty() && !self.selected().contains('\n') && is_address(address))
            .then(|| self.insert(&format!("[{}]({address})", self.selected())))
    }

    fn around(&self) -> (&str, &str) {
        (self.text.get(..self.start).unwrap_or_default(), self.text.get(self.end..).unwrap_or_default())
    }

    fn toggle_marks(&self, mark: &str) -> Self {
        let (before, after) = self.around();
        // Marks must touch the words they belong to, or Markdown takes them for plain characters.
        let inner = self.selected().trim();
        let lead = self.selected().len() - self.selected().trim_start().len();
        let (start, end) = if inner.is_empty() {
            (self.start, self.end)
        } else {
            (self.start + lead, self.start + lead + inner.len())
        };
        if before.ends_with(mark) && after.starts_with(mark) && lead == 0 && end == self.end {
            let head = before.len() - mark.len();
            let text = format!("{}{}{}", &before[..head], self.selected(), &after[mark.len()..]);
            return Self { text, start: head, end: head + self.selected().len() };
        }
        let bare = inner.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        let (words, shift) = match bare {
            Some(words) => (words.to_owned(), 0),
            None => (format!("{mark}{}{mark}", &self.text[start..end]), mark.len()),
        };
        let length = words.len() - 2 * shift;
        let text = format!("{}{words}{}", &self.text[..start], &self.text[end..]);
        Self { text, start: start + shift, end: start + shift + length }
    }

    fn fence(&self) -> Self {
        let (before, after) = self.around();
        let head = if before.is_empty() || before.ends_with('\n') { "```\n" } else { "\n```\n" };
        let body = self.selected().trim_matches('\n');
        let tail = if after.is_empty() || after.starts_with('\n') { "\n```" } else { "\n```\n" };
        let start = before.len() + head.len();
        Self { text: format!("{before}{head}{body}{tail}{after}"), start, end: start + body.len() }
    }

    fn toggle_prefix(&self, prefix: &str) -> Self {
        let start = self.text[..self.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.end..].find('\n').map_or(self.text.len(), |at| self.end + at);
        let lines: Vec<&str> = self.text[start..end].split('\n').collect();
        let all = lines.iter().all(|line| line.starts_with(prefix));
        let lines: Vec<String> = lines
            .into_iter()
            .map(|line| match line.strip_prefix(prefix) {
                Some(rest) if all => rest.to_owned(),
                Some(_) => line.to_owned(),
                None => format!("{prefix}{line}"),
            })
            .collect();
        let block = lines.join("\n");
        let text = format!("{}{block}{}", &self.text[..start], &self.text[end..]);
        let caret = start + block.len();
        let begin = if self.start == self.end { caret } else { start };
        Self { text, start: begin, end: caret }
    }

    fn link(&self) -> Self {
        let (before, after) = self.around();
        let words = self.selected();
        let (text, caret) = if is_address(words.trim()) {
            (format!("{before}[]({}){after}", words.trim()), before.len() + 1)
        } else if words.is_empty() {
            (format!("{before}[](){after}"), before.len() + 1)
        } else {
            (format!("{before}[{words}](){after}"), before.len() + words.len() + 3)
        };
        Self { text, start: caret, end: caret }
    }
}

/// The smallest range of `old` (bytes) whose replacement by the returned words makes `new`: what the undo
/// history of the browser should be told.
pub(crate) fn difference<'a>(old: &str, new: &'a str) -> (usize, usize, &'a str) {
    let mut head =
        old.char_indices().zip(new.chars()).find(|((_, a), b)| a != b).map_or(usize::MAX, |((at, _), _)| at);
    head = head.min(old.len()).min(new.len());
    let tail: usize = old[head..]
        .chars()
        .rev()
        .zip(new[head..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    (head, old.len() - tail, &new[head..new.len() - tail])
}

/// UTF-16 code units before a byte offset.
pub(crate) fn utf16_offset(text: &str, byte: usize) -> u32 {
    let units: usize = text.get(..byte).unwrap_or(text).chars().map(char::len_utf16).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

fn byte_offset(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

fn is_address(words: &str) -> bool {
    ["https://", "http://", "mailto:", "matrix:"]
        .iter()
        .any(|scheme| words.len() > scheme.len() && words.starts_with(scheme))
        && !words.contains(char::is_whitespace)
}
