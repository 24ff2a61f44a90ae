//! What other programs put on the clipboard, as lines: web pages, Word, LibreOffice, spreadsheets. Only what can be said
//! in a message comes in; no pictures, no colours, no addresses but those of [`super::model::address`].

use super::{
    markdown::inline,
    model::{HOLDER, Kind, Line, MOST_DEPTH, Marks, PILL, Run, address},
    raw::{Element, Raw, attribute, is_block, read},
};

/// Lines that one paste may bring.
const MOST_LINES: usize = 5_000;

/// The lines of a document.
pub(crate) fn lines(root: &[Raw]) -> Vec<Line> {
    let mut cleaner = Cleaner::default();
    cleaner.nodes(root, &Around::default());
    cleaner.end();
    let mut lines = cleaner.lines;
    while lines.last().is_some_and(|line| line.kind.is_text() && line.is_empty()) {
        lines.pop();
    }
    lines.truncate(MOST_LINES);
    lines
}

/// The lines of what was copied out of such a field.
pub(crate) fn own(root: &[Raw]) -> Option<Vec<Line>> {
    let is_own = |raw: &Raw| matches!(raw, Raw::Element(element) if element.name == "p" && element.get(attribute::KIND).is_some());
    let lines: Vec<Raw> = root.iter().filter(|raw| is_own(raw)).cloned().collect();
    (!lines.is_empty()).then(|| read(&lines).lines)
}

/// Whether lines say more than their words do.
pub(crate) fn is_formatted(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        line.quote > 0
            || !line.kind.is_text()
            || line.runs.iter().any(|run| run.marks.any() || run.pill.is_some())
    })
}

/// What surrounds a node.
#[derive(Debug, Clone, Default)]
struct Around {
    marks: Marks,
    quote: u8,
    /// How many lists are open.
    lists: u8,
    heading: Option<u8>,
    code: Option<String>,
}

#[derive(Default)]
struct Cleaner {
    lines: Vec<Line>,
    /// Whether the last line may be written into.
    open: bool,
    /// The marker of the item whose first line comes.
    item: Option<Option<u32>>,
    /// Whether a paragraph has ended: the next begins behind an empty line.
    gap: bool,
    /// Whether white space waits.
    space: bool,
}

impl Cleaner {
    fn nodes(&mut self, nodes: &[Raw], around: &Around) {
        for node in nodes {
            match node {
                Raw::Text(text) => self.text(text, around),
                Raw::Element(element) => self.element(element, around),
                Raw::Caret(_) => {}
            }
        }
    }

    fn end(&mut self) {
        self.open = false;
        self.space = false;
    }

    fn line(&mut self, around: &Around) -> &mut Line {
        if !self.open {
            self.open = true;
            let item = self.item.take();
            let depth = around.lists.saturating_sub(1);
            let kind = match (&around.code, around.heading, item) {
                (Some(language), ..) => Kind::Code { language: language.clone() },
                (None, Some(level), None) => Kind::Heading(level),
                (None, _, Some(number)) => Kind::Item { depth, number },
                (None, None, None) if around.lists > 0 => Kind::More { depth },
                (None, None, None) => Kind::Text,
            };
            let parted = std::mem::take(&mut self.gap)
                && self.lines.last().is_some_and(|last| {
                    last.quote == around.quote && last.kind == kind && kind.is_text() && !last.runs.is_empty()
                });
            if parted {
                self.lines.push(Line { quote: around.quote, ..Line::default() });
            }
            self.lines.push(Line { quote: around.quote, kind, runs: Vec::new() });
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn text(&mut self, text: &str, around: &Around) {
        if around.code.is_some() {
            for (at, part) in text.split('\n').enumerate() {
                if at > 0 {
                    self.line(around);
                    self.end();
                }
                if !part.is_empty() {
                    self.line(around).runs.push(Run::plain(part.trim_end_matches('\r')));
                }
            }
            return;
        }
        // The blank between two words belongs to what both have.
        let between = self.space && text.starts_with(|letter: char| !" \n\t\r\x0c".contains(letter));
        if let Some(last) = self.lines.last_mut().filter(|_| between && self.open)
            && let Some(run) = last.runs.last()
        {
            let marks = run.marks.shared(&around.marks);
            last.runs.push(Run { text: " ".to_owned(), marks, pill: None });
            self.space = false;
        }
        let mut out = String::new();
        for letter in text.chars() {
            match letter {
                ' ' | '\n' | '\t' | '\r' | '\x0c' => self.space = true,
                HOLDER | PILL | '\u{feff}' | '\u{ad}' => {}
                letter => {
                    let begins = out.is_empty()
                        && (!self.open || self.lines.last().is_none_or(|line| line.runs.is_empty()));
                    if std::mem::take(&mut self.space) && !begins {
                        out.push(' ');
                    }
                    // At the beginning of a line it is only how an office indents.
                    if !(begins && letter == '\u{a0}') {
                        out.push(letter);
                    }
                }
            }
        }
        if !out.is_empty() {
            let run = Run { text: out, marks: around.marks.clone(), pill: None };
            self.line(around).runs.push(run);
        }
    }

    fn element(&mut self, element: &Element, around: &Around) {
        let style = Style::of(element);
        if style.hidden || is_dropped(element) || self.lines.len() > MOST_LINES {
            return;
        }
        let mut inner = around.clone();
        style.mark(&mut inner.marks);
        match element.name.as_str() {
            "b" | "strong" if style.weight != Some(false) => inner.marks.bold = true,
            "i" | "em" | "cite" | "var" if style.slant != Some(false) => inner.marks.italic = true,
            "s" | "strike" | "del" => inner.marks.strike = true,
            "code" | "kbd" | "samp" | "tt" if around.code.is_none() => inner.marks.code = true,
            "a" => inner.marks.link = element.get("href").and_then(address),
            "br" => {
                self.line(around);
                self.end();
                return;
            }
            "hr" => {
                self.end();
                self.lines.push(Line { quote: around.quote, ..Line::of(Kind::Source, "---") });
                return;
            }
            "img" => {
                // Web pages draw emoji.
                let alt = element.get("alt").unwrap_or_default();
                if !alt.chars().any(|letter| letter.is_ascii()) {
                    self.text(alt, around);
                }
                return;
            }
            "table" => return self.table(element, around),
            "ul" | "ol" => {
                self.end();
                inner.lists = (around.lists + 1).min(MOST_DEPTH);
                return self.list(element, &inner);
            }
            "blockquote" => inner.quote = (around.quote + 1).min(MOST_DEPTH),
            "pre" => {
                inner.code = Some(language(element));
                inner.marks = Marks::default();
            }
            "p" if element.get("style").is_some_and(|style| style.contains("mso-list:")) => {
                return self.office_item(element, around, inner.marks);
            }
            name => {
                if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok())
                    && (1..=6).contains(&level)
                    && around.lists == 0
                {
                    inner.heading = Some(level);
                    // A heading is bold by itself.
                    inner.marks.bold = false;
                }
            }
        }
        if !is_block(&element.name) {
            return self.nodes(&element.children, &inner);
        }
        self.end();
        self.nodes(&element.children, &inner);
        if element.name == "pre"
            && self.lines.last().is_some_and(|last| last.is_empty() && !last.kind.is_text())
        {
            self.lines.pop();
        }
        self.end();
        self.gap |= matches!(element.name.as_str(), "p" | "blockquote" | "section" | "article" | "dl");
    }

    fn list(&mut self, list: &Element, around: &Around) {
        let mut number =
            (list.name == "ol").then(|| list.get("start").and_then(|n| n.parse().ok()).unwrap_or(1));
        for child in &list.children {
            match child {
                Raw::Element(item) if item.name == "li" => {
                    self.item = Some(number);
                    self.nodes(&item.children, around);
                    self.item = None;
                    self.end();
                    number = number.map(|number: u32| number.saturating_add(1));
                }
                // Lists in lists without an item between, as offices write them.
                Raw::Element(element) => self.element(element, around),
                _ => {}
            }
        }
    }

    /// A paragraph that Word shows as an item: its sign stands in it, marked as to be ignored.
    fn office_item(&mut self, element: &Element, around: &Around, marks: Marks) {
        let style = element.get("style").unwrap_or_default();
        let level =
            style.split("level").nth(1).and_then(|rest| rest.chars().next()?.to_digit(10)).unwrap_or(1);
        let mut sign = String::new();
        let children = without_sign(&element.children, &mut sign);
        let counts = sign.trim().chars().next().is_some_and(char::is_alphanumeric) && sign.trim() != "o";
        let number = sign.trim().trim_end_matches(['.', ')']).parse().unwrap_or(1);
        let lists = u8::try_from(level).unwrap_or(1).clamp(1, MOST_DEPTH);
        self.end();
        self.item = Some(counts.then_some(number));
        self.nodes(&children, &Around { lists, marks, ..around.clone() });
        self.item = None;
        self.end();
    }

    /// A table as Markdown has it; one of a single column is only how something was laid out.
    fn table(&mut self, table: &Element, around: &Around) {
        let mut rows = Vec::new();
        rows_of(table, &mut rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        self.end();
        if columns < 2 || around.lists > 0 || around.quote > 0 {
            for cell in rows.into_iter().flatten() {
                self.nodes(&cell.children, around);
                self.end();
            }
            return;
        }
        let cell = |cell: Option<&&Element>| {
            let mut own = Cleaner::default();
            own.nodes(cell.map(|cell| &cell.children[..]).unwrap_or_default(), &Around::default());
            let words = own.lines.iter().map(|line| inline(&line.runs)).filter(|words| !words.is_empty());
            words.collect::<Vec<_>>().join(" ").replace('|', "\\|")
        };
        let written = |row: &Vec<&Element>| {
            let cells: Vec<_> = (0..columns).map(|at| cell(row.get(at))).collect();
            format!("| {} |", cells.join(" | "))
        };
        if self.lines.last().is_some_and(|last| last.kind == Kind::Source) {
            self.lines.push(Line::default());
        }
        for (at, row) in rows.iter().enumerate() {
            self.lines.push(Line::of(Kind::Source, &written(row)));
            if at == 0 {
                self.lines.push(Line::of(Kind::Source, &format!("|{}", " --- |".repeat(columns))));
            }
        }
    }
}

/// The rows of a table, each with its cells.
fn rows_of<'e>(table: &'e Element, out: &mut Vec<Vec<&'e Element>>) {
    for child in &table.children {
        let Raw::Element(child) = child else { continue };
        match child.name.as_str() {
            "thead" | "tbody" | "tfoot" => rows_of(child, out),
            "tr" => {
                let cells = child.children.iter().filter_map(|cell| match cell {
                    Raw::Element(cell) if matches!(cell.name.as_str(), "td" | "th") => Some(cell),
                    _ => None,
                });
                out.push(cells.collect());
            }
            _ => {}
        }
    }
    out.retain(|row| !row.is_empty());
}

/// The children without the sign of the item, which is put into `sign`.
fn without_sign(children: &[Raw], sign: &mut String) -> Vec<Raw> {
    let mut out = Vec::new();
    for child in children {
        match child {
            Raw::Element(element)
                if element.get("style").is_some_and(|style| {
                    style.contains("mso-list:Ignore") || style.contains("mso-list: ignore")
                }) =>
            {
                words_of(&element.children, sign);
            }
            Raw::Element(element) => {
                let children = without_sign(&element.children, sign);
                out.push(Raw::Element(Element { children, ..element.clone() }));
            }
            other => out.push(other.clone()),
        }
    }
    out
}

fn words_of(nodes: &[Raw], out: &mut String) {
    for node in nodes {
        match node {
            Raw::Text(text) => out.push_str(text),
            Raw::Element(element) => words_of(&element.children, out),
            Raw::Caret(_) => {}
        }
    }
}

/// The language of a block of code, where its class says it.
fn language(pre: &Element) -> String {
    let inner = pre.children.iter().find_map(|child| match child {
        Raw::Element(element) if element.name == "code" => Some(element),
        _ => None,
    });
    let classes = [Some(pre), inner].into_iter().flatten().filter_map(|element| element.get("class"));
    let mut names =
        classes.flat_map(str::split_whitespace).filter_map(|class| class.strip_prefix("language-"));
    names.next().unwrap_or_default().to_owned()
}

fn is_dropped(element: &Element) -> bool {
    const DROPPED: [&str; 20] = [
        "head", "style", "script", "template", "noscript", "title", "meta", "link", "svg", "math", "button",
        "input", "select", "textarea", "iframe", "object", "video", "audio", "canvas", "xml",
    ];
    DROPPED.contains(&element.name.as_str()) || element.get("hidden").is_some()
}

/// What an element's own style says.
#[derive(Default)]
struct Style {
    hidden: bool,
    weight: Option<bool>,
    slant: Option<bool>,
    struck: bool,
}

impl Style {
    fn of(element: &Element) -> Self {
        let mut style = Self::default();
        for part in element.get("style").unwrap_or_default().split(';') {
            let Some((name, value)) = part.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" => style.hidden = value == "none",
                "mso-hide" => style.hidden |= value == "all",
                "font-weight" => {
                    style.weight = Some(
                        value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600),
                    );
                }
                "font-style" => style.slant = Some(value == "italic" || value == "oblique"),
                "text-decoration" | "text-decoration-line" => style.struck |= value.contains("line-through"),
                _ => {}
            }
        }
        style
    }

    fn mark(&self, marks: &mut Marks) {
        marks.bold = self.weight.unwrap_or(marks.bold);
        marks.italic = self.slant.unwrap_or(marks.italic);
        marks.strike |= self.struck;
    }
}
