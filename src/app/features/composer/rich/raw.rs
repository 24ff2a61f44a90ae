//! A piece of a document, apart from the browser, and what the rich-text field reads out of its own.

use super::model::{Kind, Line, Marks, Run};

/// A node of a document, or an end of what is selected in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Raw {
    Text(String),
    Element(Element),
    /// Where the selection begins (`false`) or ends.
    Caret(bool),
}

/// An element. Names are small letters.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Raw>,
}

impl Element {
    /// An attribute's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
}

/// A place between two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Spot {
    pub(crate) line: usize,
    /// UTF-16 code units from the line's beginning; a pill is one.
    pub(crate) at: usize,
}

/// What stands in the field.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Reading {
    /// At least one.
    pub(crate) lines: Vec<Line>,
    /// Where the selection begins and ends, where it is in the field.
    pub(crate) spots: [Option<Spot>; 2],
    /// Whether the document is one that [`super::dom::show`] makes.
    pub(crate) tidy: bool,
}

/// The attributes in which a line's kind stands.
pub(crate) mod attribute {
    pub(crate) const KIND: &str = "data-kind";
    pub(crate) const LEVEL: &str = "data-level";
    pub(crate) const NUMBER: &str = "data-number";
    pub(crate) const LANGUAGE: &str = "data-language";
    pub(crate) const QUOTE: &str = "data-quote";
    /// What is written for a pill.
    pub(crate) const PILL: &str = "data-pill";
    /// A pill's name.
    pub(crate) const NAME: &str = "data-name";
}

/// Reads the field's own document.
pub(crate) fn read(root: &[Raw]) -> Reading {
    let mut reader = Reader { reading: Reading { tidy: true, ..Reading::default() }, ..Reader::default() };
    for raw in root {
        match raw {
            Raw::Element(element) if element.name == "p" => reader.line(element),
            Raw::Element(element) if is_block(&element.name) => {
                reader.reading.tidy = false;
                reader.line(element);
            }
            Raw::Caret(end) => {
                let last = reader.reading.lines.last().map_or(0, Line::units);
                let at = match reader.open {
                    true => Spot { line: reader.reading.lines.len() - 1, at: last },
                    false => Spot { line: reader.reading.lines.len(), at: 0 },
                };
                reader.reading.spots[usize::from(*end)] = Some(at);
            }
            other => {
                reader.reading.tidy = false;
                if !reader.open {
                    reader.begin(0, Kind::Text);
                }
                reader.inline(other, &Marks::default());
            }
        }
    }
    reader.end();
    let mut reading = reader.reading;
    if reading.lines.is_empty() {
        reading.tidy = false;
        reading.lines.push(Line::default());
    }
    let last = reading.lines.len() - 1;
    for spot in reading.spots.iter_mut().flatten() {
        if spot.line > last {
            *spot = Spot { line: last, at: reading.lines[last].units() };
        }
    }
    reading.lines.iter_mut().for_each(Line::tidy);
    reading
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    /// Whether the last line is still being read.
    open: bool,
    /// A break that is one only if something follows.
    broken: bool,
    /// Ends of the selection behind such a break.
    waiting: Vec<bool>,
}

impl Reader {
    fn line(&mut self, element: &Element) {
        self.end();
        self.begin(element.number(attribute::QUOTE).unwrap_or_default(), kind(element));
        for child in &element.children {
            self.inline(child, &Marks::default());
        }
        self.end();
    }

    fn begin(&mut self, quote: u8, kind: Kind) {
        self.reading.lines.push(Line { quote, kind, runs: Vec::new() });
        self.open = true;
    }

    fn end(&mut self) {
        for end in std::mem::take(&mut self.waiting) {
            self.mark(end);
        }
        self.open = false;
        self.broken = false;
    }

    /// Where the reader is, in units.
    fn mark(&mut self, end: bool) {
        let line = self.reading.lines.len().saturating_sub(1);
        let at = self.reading.lines.last().map_or(0, Line::units);
        self.reading.spots[usize::from(end)] = Some(Spot { line, at });
    }

    /// Something follows: a break before it was one.
    fn follow(&mut self) {
        if std::mem::take(&mut self.broken) {
            self.reading.tidy = false;
            let last = self.reading.lines.last();
            let (quote, kind) = last.map_or((0, Kind::Text), |line| (line.quote, line.kind.further()));
            self.begin(quote, kind);
            for end in std::mem::take(&mut self.waiting) {
                self.mark(end);
            }
        }
    }

    fn push(&mut self, run: Run) {
        self.follow();
        if let Some(line) = self.reading.lines.last_mut() {
            line.runs.push(run);
        }
    }

    fn inline(&mut self, raw: &Raw, marks: &Marks) {
        match raw {
            Raw::Caret(end) if self.broken => self.waiting.push(*end),
            Raw::Caret(end) => self.mark(*end),
            Raw::Text(text) => {
                for (at, part) in text.split('\n').enumerate() {
                    if at > 0 {
                        self.follow();
                        self.broken = true;
                    }
                    if !part.is_empty() {
                        self.push(Run { text: part.to_owned(), marks: marks.clone(), pill: None });
                    }
                }
            }
            Raw::Element(element) if element.name == "br" => {
                self.follow();
                self.broken = true;
            }
            Raw::Element(element) => {
                if let Some(written) = element.get(attribute::PILL).filter(|written| is_name(written)) {
                    let name = element.get(attribute::NAME).unwrap_or(written).to_owned();
                    self.push(Run { text: name, marks: marks.clone(), pill: Some(written.to_owned()) });
                    let inside = element.children.iter().filter_map(|child| match child {
                        Raw::Caret(end) => Some(*end),
                        _ => None,
                    });
                    inside.for_each(|end| self.mark(end));
                    return;
                }
                if is_block(&element.name) {
                    self.reading.tidy = false;
                    if self.reading.lines.last().is_some_and(|line| !line.runs.is_empty()) {
                        self.broken = true;
                    }
                }
                let mut marks = marks.clone();
                match element.name.as_str() {
                    "b" | "strong" => marks.bold = true,
                    "i" | "em" => marks.italic = true,
                    "s" | "strike" | "del" => marks.strike = true,
                    "code" => marks.code = true,
                    "a" => marks.link = element.get("href").and_then(super::model::address),
                    _ => self.reading.tidy = false,
                }
                for child in &element.children {
                    self.inline(child, &marks);
                }
            }
        }
    }
}

/// Whether it names somebody or a room; what is pasted may hold anything.
fn is_name(written: &str) -> bool {
    (written.starts_with(['@', '#']) || written.starts_with("https://matrix.to/#/"))
        && !written.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

fn kind(element: &Element) -> Kind {
    let depth: u8 = element.number(attribute::LEVEL).unwrap_or_default();
    match element.get(attribute::KIND) {
        Some("heading") => Kind::Heading(depth.clamp(1, 6)),
        Some("item") => Kind::Item { depth, number: element.number(attribute::NUMBER) },
        Some("more") => Kind::More { depth },
        Some("code") => {
            Kind::Code { language: element.get(attribute::LANGUAGE).unwrap_or_default().to_owned() }
        }
        Some("source") => Kind::Source,
        _ => Kind::Text,
    }
}

/// Elements that begin a line of their own.
pub(crate) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 35] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}
