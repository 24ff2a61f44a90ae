//! What the rich-text field holds: lines, as the field for Markdown has lines, each of a kind, and words with marks.

/// Stands for a pill among the letters of a line.
pub(crate) const PILL: char = '\u{fffc}';
/// Holds a place in which nothing is written yet. Never sent.
pub(crate) const HOLDER: char = '\u{200b}';
/// Lists and quotes nested deeper than this are flattened.
pub(crate) const MOST_DEPTH: u8 = 6;

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) enum Kind {
    /// Words. Lines of words that follow each other are one paragraph; an empty line ends it.
    #[default]
    Text,
    /// `#` to `######`.
    Heading(u8),
    /// The first line of a list's item; with a number in lists that count.
    Item { depth: u8, number: Option<u32> },
    /// A further line of the item before.
    More { depth: u8 },
    /// A line of a block of code.
    Code { language: String },
    /// A line of Markdown for which there is no kind: a table, a rule.
    Source,
}

impl Kind {
    /// Whether its words stand as they are, without marks.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(self, Self::Code { .. } | Self::Source)
    }

    /// Whether it is words alone.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Text)
    }

    /// Whether it belongs to a list.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Self::Item { .. } | Self::More { .. })
    }

    /// What a line is that goes on behind a break.
    pub(crate) fn further(&self) -> Self {
        match self {
            Self::Item { depth, .. } => Self::More { depth: *depth },
            other => other.clone(),
        }
    }
}

/// How words are marked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Marks {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) strike: bool,
    pub(crate) code: bool,
    /// The address of a link.
    pub(crate) link: Option<String>,
}

impl Marks {
    /// What both have.
    pub(crate) fn shared(&self, other: &Self) -> Self {
        Self {
            bold: self.bold && other.bold,
            italic: self.italic && other.italic,
            strike: self.strike && other.strike,
            code: self.code && other.code,
            link: self.link.clone().filter(|_| self.link == other.link),
        }
    }

    /// Whether there are any.
    pub(crate) fn any(&self) -> bool {
        *self != Self::default()
    }
}

/// Words that are marked alike, or a pill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Run {
    /// The words; of a pill, its name.
    pub(crate) text: String,
    pub(crate) marks: Marks,
    /// What is written for a pill: an ID, an alias or a link.
    pub(crate) pill: Option<String>,
}

impl Run {
    /// Words without marks.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// How long it is for the caret, in UTF-16 code units: a pill is one.
    pub(crate) fn units(&self) -> usize {
        if self.pill.is_some() { 1 } else { self.text.encode_utf16().count() }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line {
    /// How many quotes it stands in.
    pub(crate) quote: u8,
    pub(crate) kind: Kind,
    pub(crate) runs: Vec<Run>,
}

impl Line {
    /// Words without marks.
    pub(crate) fn plain(text: &str) -> Self {
        Self::of(Kind::Text, text)
    }

    /// A line of a kind.
    pub(crate) fn of(kind: Kind, text: &str) -> Self {
        let runs = if text.is_empty() { Vec::new() } else { vec![Run::plain(text)] };
        Self { quote: 0, kind, runs }
    }

    /// How long it is for the caret.
    pub(crate) fn units(&self) -> usize {
        self.runs.iter().map(Run::units).sum()
    }

    /// Whether nothing is written in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.pill.is_none() && run.text.chars().all(|letter| letter == HOLDER))
    }

    /// Its letters, with [`PILL`] for each pill, so that they are as many as the caret counts.
    pub(crate) fn letters(&self) -> String {
        let mut out = String::new();
        for run in &self.runs {
            match run.pill {
                Some(_) => out.push(PILL),
                None => out.push_str(&run.text),
            }
        }
        out
    }

    /// Its words as a person reads them.
    pub(crate) fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.replace(HOLDER, "")).collect()
    }

    /// Its words as they are typed where nothing has a format: of a pill what is written for it.
    pub(crate) fn typed(&self) -> String {
        let words: String = self.runs.iter().map(|run| run.pill.as_deref().unwrap_or(&run.text)).collect();
        words.replace(HOLDER, "")
    }

    /// Joins runs that are marked alike, and drops those in which nothing stands.
    pub(crate) fn tidy(&mut self) {
        let mut tidied: Vec<Run> = Vec::with_capacity(self.runs.len());
        for mut run in self.runs.drain(..) {
            if self.kind.is_literal() {
                run.marks = Marks::default();
                run.pill = None;
            }
            match tidied.last_mut() {
                _ if run.text.is_empty() && run.pill.is_none() => {}
                Some(last) if last.marks == run.marks && last.pill.is_none() && run.pill.is_none() => {
                    last.text.push_str(&run.text);
                }
                _ => tidied.push(run),
            }
        }
        self.runs = tidied;
    }

    /// The line in two, cut before a unit.
    pub(crate) fn split(&self, at: usize) -> (Self, Self) {
        let mut left = Self { runs: Vec::new(), ..self.clone() };
        let mut right = left.clone();
        let mut done = 0;
        for run in &self.runs {
            let units = run.units();
            if done + units <= at {
                left.runs.push(run.clone());
            } else if done >= at {
                right.runs.push(run.clone());
            } else {
                let cut = byte_of(&run.text, at - done);
                let (one, other) = run.text.split_at(cut);
                left.runs.push(Run { text: one.to_owned(), ..run.clone() });
                right.runs.push(Run { text: other.to_owned(), ..run.clone() });
            }
            done += units;
        }
        (left, right)
    }

    /// What stands between two units.
    pub(crate) fn between(&self, start: usize, end: usize) -> Self {
        self.split(end).0.split(start).1
    }
}

/// Whether a language's name can stand behind a fence.
pub(crate) fn is_language(name: &str) -> bool {
    name.chars().all(|letter| letter.is_ascii_alphanumeric() || "+#.-_".contains(letter))
}

/// The byte at which a count of UTF-16 code units ends.
pub(crate) fn byte_of(text: &str, units: usize) -> usize {
    let mut left = units;
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

/// The schemes of addresses that words may be linked to.
const SCHEMES: [&str; 5] = ["https:", "http:", "mailto:", "ftp:", "matrix:"];

/// An address that may be linked to, without what Markdown would take for something else.
pub(crate) fn address(href: &str) -> Option<String> {
    let href = href.trim();
    let known = SCHEMES.iter().any(|scheme| {
        href.len() > scheme.len()
            && href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if !known || href.len() > 4_000 {
        return None;
    }
    let mut out = String::with_capacity(href.len());
    for letter in href.chars() {
        match letter {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '`' | '"' | '[' | ']' | '\0'..='\x1f' | '\x7f' => {
                out.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            _ => out.push(letter),
        }
    }
    Some(out)
}
