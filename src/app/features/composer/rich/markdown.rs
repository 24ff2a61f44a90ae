//! Lines to the Markdown that says the same. Letters that Markdown would take for format are marked as letters, and
//! only where it would: what is sent without format reads well too. Marks that Markdown cannot put where they stand,
//! such as one that begins with a blank, give way to the words ([`settle`]).

use super::{
    model::{HOLDER, Kind, Line, MOST_DEPTH, Run, is_language},
    words::{Words, guarded},
};

/// Markdown reads nine digits.
const MOST_NUMBER: u32 = 999_999_999;

/// The Markdown of lines.
pub(crate) fn markdown(lines: &[Line]) -> String {
    write(&settle(lines))
}

/// The lines as Markdown can say them: without blanks at the ends, empty items, and marks where none can stand.
pub(crate) fn settle(lines: &[Line]) -> Vec<Line> {
    let words = Words::of(lines);
    let mut settled: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let mut line = line.clone();
        for run in &mut line.runs {
            run.text.retain(|letter| letter != HOLDER && !letter.is_control() || letter == '\t');
        }
        line.quote = line.quote.min(MOST_DEPTH);
        if !line.kind.is_literal() {
            line.runs = words.settled(line.runs);
        }
        line.tidy();
        let before = settled.last();
        line.kind = kind_after(before, line.quote, line.kind);
        let blank = line.runs.is_empty();
        if !(blank && (line.kind.is_list() || matches!(line.kind, Kind::Heading(_)))) {
            settled.push(line);
        }
    }
    settled
}

/// A kind as it can be behind a line: an item is at most one deeper than the one before, and counts on from it.
fn kind_after(before: Option<&Line>, quote: u8, kind: Kind) -> Kind {
    let level = before.filter(|before| before.quote == quote).and_then(|before| match before.kind {
        Kind::Item { depth, .. } | Kind::More { depth } => Some(depth),
        _ => None,
    });
    match kind {
        Kind::Heading(level) => Kind::Heading(level.clamp(1, 6)),
        Kind::Item { depth, number } => {
            let depth = depth.min(level.map_or(0, |level| level + 1)).min(MOST_DEPTH);
            // A number other than one begins no list below words.
            let number = number.map(|number| if depth > 0 { 1 } else { number.min(MOST_NUMBER) });
            Kind::Item { depth, number }
        }
        Kind::More { depth } => match level {
            // Below a deeper item it would be one of that item's lines.
            Some(level) if depth <= level => Kind::More { depth: level },
            _ => Kind::Text,
        },
        Kind::Code { language } => {
            let known = language.len() <= 40 && is_language(&language);
            Kind::Code { language: if known { language } else { String::new() } }
        }
        other => other,
    }
}

/// An open item: how far its words are indented, and its marker.
struct Level {
    indent: usize,
    number: Option<u32>,
}

struct Writer<'l> {
    words: Words,
    out: String,
    /// The last line written, or an empty one that only separates.
    before: Option<&'l Line>,
    /// The fewest quotes of the empty lines since.
    gap: Option<u8>,
    levels: Vec<Level>,
    /// Whether lists that begin now use the other marker, so that they are not one with the list before.
    other: bool,
}

fn write(lines: &[Line]) -> String {
    let mut writer = Writer {
        words: Words::of(lines),
        out: String::new(),
        before: None,
        gap: None,
        levels: Vec::new(),
        other: false,
    };
    let mut rest = lines;
    while let Some(line) = rest.first() {
        let many = match &line.kind {
            Kind::Code { .. } | Kind::Source => {
                rest.iter().take_while(|next| next.quote == line.quote && next.kind == line.kind).count()
            }
            _ => 1,
        };
        let (block, after) = rest.split_at(many);
        writer.block(line, block);
        rest = after;
    }
    writer.out
}

impl<'l> Writer<'l> {
    fn block(&mut self, line: &'l Line, block: &'l [Line]) {
        if line.kind.is_text() && line.runs.is_empty() {
            self.gap = Some(self.gap.map_or(line.quote, |gap| gap.min(line.quote)));
            return;
        }
        let goes_on = self.gap.is_none() && self.before.is_some_and(|before| self.goes_on(before, line));
        if let Some(before) = self.before {
            if !goes_on {
                let shared = before.quote.min(line.quote).min(self.gap.unwrap_or(u8::MAX));
                self.out.push('\n');
                self.out.push_str("> ".repeat(usize::from(shared)).trim_end());
            }
            self.out.push('\n');
        }
        if !goes_on {
            let list_before = self.before.is_some_and(|before| {
                before.quote == line.quote && before.kind.is_list() && line.kind.is_list()
            });
            self.other = list_before && !self.other;
            self.levels.clear();
        }
        let prefix = "> ".repeat(usize::from(line.quote));
        match &line.kind {
            Kind::Code { language } => {
                let longest = block.iter().map(|line| longest_run(&line.letters())).max().unwrap_or_default();
                let fence = "`".repeat(longest.max(2) + 1);
                let code = block.iter().map(|line| format!("\n{prefix}{}", line.letters()));
                let code: String = code.collect();
                self.out.push_str(&format!("{prefix}{fence}{language}{code}\n{prefix}{fence}"));
            }
            Kind::Source => {
                let lines: Vec<_> = block.iter().map(|line| format!("{prefix}{}", line.letters())).collect();
                self.out.push_str(&lines.join("\n"));
            }
            Kind::Heading(level) => {
                let words = self.words.line(&line.runs);
                // `#` at the end would belong to the heading's sign.
                let words = match words.strip_suffix('#') {
                    Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
                    _ => words,
                };
                self.out.push_str(&format!("{prefix}{} {words}", "#".repeat(usize::from(*level))));
            }
            Kind::Item { depth, number } => {
                let marker = self.marker(*depth, *number);
                let indent = " ".repeat(self.levels.last().map_or(0, |level| level.indent) - marker.len());
                let words = guarded(self.words.line(&line.runs));
                self.out.push_str(&format!("{prefix}{indent}{marker}{words}"));
            }
            Kind::More { depth } => {
                self.levels.truncate(usize::from(*depth) + 1);
                let indent = " ".repeat(self.levels.last().map_or(0, |level| level.indent));
                let words = guarded(self.words.line(&line.runs));
                self.out.push_str(&format!("{prefix}{indent}{words}"));
            }
            Kind::Text => {
                let words = guarded(self.words.line(&line.runs));
                self.out.push_str(&format!("{prefix}{words}"));
            }
        }
        self.before = block.last();
        self.gap = None;
    }

    /// Whether a line stands right below the one before, as part of the same paragraph or list.
    fn goes_on(&self, before: &Line, line: &Line) -> bool {
        if before.quote != line.quote {
            return false;
        }
        match (&before.kind, &line.kind) {
            (Kind::Text, Kind::Text) => true,
            (_, Kind::More { .. }) => before.kind.is_list(),
            (Kind::Item { .. } | Kind::More { .. }, Kind::Item { depth, number }) => {
                *depth > 0
                    || self.levels.first().is_none_or(|level| level.number.is_some() == number.is_some())
            }
            _ => false,
        }
    }

    fn marker(&mut self, depth: u8, number: Option<u32>) -> String {
        let depth = usize::from(depth);
        let number = match self.levels.get(depth) {
            Some(level) if level.number.is_some() == number.is_some() => {
                number.and(level.number).map(|number| (number + 1).min(MOST_NUMBER))
            }
            _ => number,
        };
        self.levels.truncate(depth);
        let outer = self.levels.last().map_or(0, |level| level.indent);
        let marker = match (number, self.other) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(number), false) => format!("{number}. "),
            (Some(number), true) => format!("{number}) "),
        };
        self.levels.push(Level { indent: outer + marker.len(), number });
        marker
    }
}

/// The longest run of backticks.
pub(super) fn longest_run(code: &str) -> usize {
    code.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

/// A line's runs as Markdown, without regard to the line's beginning.
pub(crate) fn inline(runs: &[Run]) -> String {
    let words = Words::of(&[Line { runs: runs.to_vec(), ..Line::default() }]);
    words.line(&words.settled(runs.to_vec()))
}
