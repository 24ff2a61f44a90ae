//! What buttons, keys and pasting do to the lines of the field: from one state to the next.

use super::{
    model::{HOLDER, Kind, Line, MOST_DEPTH, Marks, Run, is_language},
    raw::Spot,
};
use crate::features::composer::format::Format;

/// The field's lines, and what is selected in them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct State {
    /// At least one.
    pub(crate) lines: Vec<Line>,
    pub(crate) from: Spot,
    /// Not before `from`.
    pub(crate) to: Spot,
}

impl State {
    /// Lines with the caret at their end.
    pub(crate) fn at_end(mut lines: Vec<Line>) -> Self {
        if lines.is_empty() {
            lines.push(Line::default());
        }
        number(&mut lines);
        let line = lines.len() - 1;
        let end = Spot { line, at: lines[line].units() };
        Self { lines, from: end, to: end }
    }

    /// Whether words are selected.
    pub(crate) fn selects(&self) -> bool {
        self.from != self.to
    }

    /// Whether nothing stands in the field.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.lines[..], [] | [Line { kind: Kind::Text, quote: 0, .. }])
            && self.lines.iter().all(Line::is_empty)
    }

    /// The line of the caret.
    pub(crate) fn line(&self) -> &Line {
        &self.lines[self.to.line]
    }

    fn done(mut self) -> Self {
        self.lines.iter_mut().for_each(Line::tidy);
        number(&mut self.lines);
        self
    }

    /// The parts of the lines that are selected: line, first unit, last unit.
    fn parts(&self) -> Vec<(usize, usize, usize)> {
        (self.from.line..=self.to.line)
            .map(|line| {
                let start = if line == self.from.line { self.from.at } else { 0 };
                let end = if line == self.to.line { self.to.at } else { self.lines[line].units() };
                (line, start, end)
            })
            .collect()
    }

    /// The words that are selected.
    pub(crate) fn selected(&self) -> String {
        let parts = self.parts().into_iter();
        let words = parts.map(|(line, start, end)| self.lines[line].between(start, end).words());
        words.collect::<Vec<_>>().join("\n")
    }

    /// How what stands before a place is marked.
    fn marks_before(&self, spot: Spot) -> Marks {
        let before = self.lines[spot.line].split(spot.at).0;
        before.runs.last().map(|run| run.marks.clone()).unwrap_or_default()
    }

    /// Whether all that is selected has a format; at a caret, whether what is before it has.
    pub(crate) fn has(&self, format: Format) -> bool {
        let mut lines = self.lines[self.from.line..=self.to.line].iter();
        match format {
            Format::Quote => lines.all(|line| line.quote > 0),
            Format::List => lines.all(|line| line.kind.is_list()),
            Format::Code if lines.all(|line| matches!(line.kind, Kind::Code { .. })) => true,
            _ if self.selects() => {
                let mut any = false;
                let all = self.parts().into_iter().all(|(line, start, end)| {
                    let middle = self.lines[line].between(start, end);
                    any |= !middle.runs.is_empty();
                    middle.runs.iter().all(|run| is_blank(&run.text) || marked(&run.marks, format))
                });
                any && all
            }
            _ => marked(&self.marks_before(self.to), format),
        }
    }

    /// Formats what is selected, or takes the format away where all of it has it.
    pub(crate) fn apply(&self, format: Format) -> Self {
        let mut state = self.clone();
        let range = self.from.line..=self.to.line;
        let has = self.has(format);
        match format {
            Format::Quote => {
                for line in &mut state.lines[range] {
                    line.quote = if has { line.quote - 1 } else { line.quote.max(1) };
                }
            }
            Format::List => {
                for line in &mut state.lines[range] {
                    if has {
                        line.kind = Kind::Text;
                    } else if !matches!(line.kind, Kind::Item { .. }) {
                        line.kind = Kind::Item { depth: 0, number: None };
                    }
                }
            }
            Format::Code if self.is_block() => {
                for line in &mut state.lines[range] {
                    if has {
                        line.kind = Kind::Text;
                    } else {
                        line.runs = plain_runs(line);
                        line.kind = Kind::Code { language: String::new() };
                    }
                }
                for spot in [&mut state.from, &mut state.to] {
                    spot.at = spot.at.min(state.lines[spot.line].units());
                }
            }
            _ if !self.selects() => return self.held(format, has),
            Format::Link if !has => {}
            _ => state.mark(|marks| set(marks, format, !has)),
        }
        state.done()
    }

    /// Whether code is a block here: several lines, an empty one, or such a block.
    fn is_block(&self) -> bool {
        self.from.line != self.to.line
            || self.line().is_empty()
            || matches!(self.line().kind, Kind::Code { .. })
    }

    /// Begins or ends a format at the caret: what is typed next goes into a place that is held for it.
    fn held(&self, format: Format, has: bool) -> Self {
        let mut marks = self.marks_before(self.to);
        set(&mut marks, format, !has);
        self.with_run(Run { text: HOLDER.to_string(), marks, pill: None })
    }

    fn mark(&mut self, change: impl Fn(&mut Marks)) {
        for (line, start, end) in self.parts() {
            if self.lines[line].kind.is_literal() {
                continue;
            }
            let (left, right) = self.lines[line].split(end);
            let (left, mut middle) = left.split(start);
            middle.runs.iter_mut().for_each(|run| change(&mut run.marks));
            self.lines[line].runs = [left.runs, middle.runs, right.runs].concat();
        }
    }

    /// Links what is selected; without words the address itself stands there.
    pub(crate) fn linked(&self, address: &str) -> Self {
        let marks = Marks { link: super::model::address(address), ..Marks::default() };
        if marks.link.is_none() || self.line().kind.is_literal() {
            return self.clone();
        }
        if !self.selects() {
            return self.with_text(address);
        }
        let mut state = self.clone();
        state.mark(|old| old.link.clone_from(&marks.link));
        state.from = state.to;
        // What is typed behind it is no part of it.
        state.done().with_run(Run::plain(HOLDER.to_string()))
    }

    /// The state without what is selected.
    pub(crate) fn without_selection(&self) -> Self {
        let mut state = self.clone();
        if self.selects() {
            let tail = self.lines[self.to.line].split(self.to.at).1;
            let mut joined = self.lines[self.from.line].split(self.from.at).0;
            joined.runs.extend(tail.runs);
            state.lines.splice(self.from.line..=self.to.line, [joined]);
            state.to = state.from;
        }
        state.done()
    }

    /// A run in place of what is selected, and the caret behind it.
    pub(crate) fn with_run(&self, run: Run) -> Self {
        let mut state = self.without_selection();
        let at = state.from;
        let (mut left, right) = state.lines[at.line].split(at.at);
        state.from.at += run.units();
        state.to = state.from;
        left.runs.push(run);
        left.runs.extend(right.runs);
        state.lines[at.line] = left;
        state.done()
    }

    /// Words in place of what is selected, marked as what they stand behind.
    pub(crate) fn with_text(&self, text: &str) -> Self {
        let lines: Vec<Line> = text.lines().map(Line::plain).collect();
        match &lines[..] {
            [] => self.without_selection(),
            [_] => {
                let mut marks = self.marks_before(self.from);
                marks.link = None;
                self.with_run(Run { text: text.trim_end_matches('\n').to_owned(), marks, pill: None })
            }
            _ => self.with_lines(lines),
        }
    }

    /// Lines in place of what is selected, and the caret behind them.
    pub(crate) fn with_lines(&self, lines: Vec<Line>) -> Self {
        let mut state = self.without_selection();
        let at = state.from;
        let here = state.lines[at.line].clone();
        let mut lines = lines;
        if here.kind.is_literal() {
            lines.iter_mut().for_each(|line| {
                let runs = plain_runs(line);
                *line = Line { runs, ..here.clone() };
            });
        }
        if lines.is_empty() {
            return state;
        }
        let (mut left, right) = here.split(at.at);
        let words = lines[0].kind == Kind::Text && lines[0].quote == 0;
        // Words go on where they are put; a block takes the place of an empty line.
        if words && (lines.len() == 1 || !left.runs.is_empty()) {
            left.runs.append(&mut lines[0].runs);
            lines[0] = left;
        } else if !left.is_empty() {
            lines.insert(0, left);
        } else {
            lines[0].quote = lines[0].quote.max(left.quote);
        }
        let last = lines.len() - 1;
        let end = lines[last].units();
        let to = Spot { line: at.line + last, at: end };
        if right.is_empty() || !lines[last].kind.is_literal() || here.kind.is_literal() {
            lines[last].runs.extend(right.runs);
        } else {
            lines.push(Line { kind: Kind::Text, ..right });
        }
        state.lines.splice(at.line..=at.line, lines);
        (state.from, state.to) = (to, to);
        state.done()
    }

    /// A new line at the caret. An empty item ends its list, an empty line its quote or code.
    pub(crate) fn broken(&self) -> Self {
        let mut state = self.without_selection();
        let at = state.from.line;
        let (left, mut right) = state.lines[at].split(state.from.at);
        let line = state.lines[at].clone();
        let above = at.checked_sub(1).and_then(|at| state.lines.get(at));
        if line.is_empty() {
            let alike = above.is_some_and(|above| {
                above.kind == line.kind && above.quote == line.quote && above.is_empty()
            });
            let out = match &line.kind {
                Kind::Item { depth: 0, .. } | Kind::More { .. } => Some(Kind::Text),
                Kind::Item { depth, number } => Some(Kind::Item { depth: depth - 1, number: *number }),
                Kind::Code { .. } | Kind::Source if alike => Some(Kind::Text),
                _ => None,
            };
            let line = &mut state.lines[at];
            if let Some(kind) = out {
                let leaves = line.kind.is_literal();
                line.kind = kind;
                if leaves {
                    // The empty line above was there for this.
                    state.lines.remove(at - 1);
                    state.from = Spot { line: at - 1, at: 0 };
                    state.to = state.from;
                }
                return state.done();
            }
            if line.kind == Kind::Text && line.quote > 0 {
                line.quote -= 1;
                return state.done();
            }
        }
        // A fence begins code.
        if line.kind == Kind::Text
            && right.is_empty()
            && let Some(language) = line.letters().strip_prefix("```")
            && is_language(language)
        {
            let kind = Kind::Code { language: language.to_owned() };
            state.lines[at] = Line { kind, runs: Vec::new(), ..state.lines[at].clone() };
            (state.from, state.to) = (Spot { line: at, at: 0 }, Spot { line: at, at: 0 });
            return state.done();
        }
        right.kind = match (&left.kind, left.is_empty()) {
            (Kind::Heading(_), true) => right.kind,
            (Kind::Heading(_), false) => Kind::Text,
            (Kind::Item { depth, number }, _) => {
                Kind::Item { depth: *depth, number: number.map(|number| number.saturating_add(1)) }
            }
            (Kind::More { depth }, _) => Kind::Item { depth: *depth, number: None },
            _ => right.kind,
        };
        let mut left = left;
        if matches!(left.kind, Kind::Heading(_)) && left.is_empty() {
            left.kind = Kind::Text;
        }
        state.lines.splice(at..=at, [left, right]);
        (state.from, state.to) = (Spot { line: at + 1, at: 0 }, Spot { line: at + 1, at: 0 });
        state.done()
    }

    /// What the key that deletes backwards does at the beginning of a line that is no plain one; nothing elsewhere.
    pub(crate) fn unwrapped(&self) -> Option<Self> {
        if self.selects() || self.from.at > 0 {
            return None;
        }
        let mut state = self.clone();
        let at = self.from.line;
        let above = at.checked_sub(1).and_then(|at| self.lines.get(at));
        let line = &mut state.lines[at];
        match &line.kind {
            // Two lines of one block are joined as any others.
            Kind::Code { .. } | Kind::Source | Kind::More { .. }
                if above.is_some_and(|above| above.kind == line.kind && above.quote == line.quote) =>
            {
                return None;
            }
            Kind::Text if line.quote == 0 => return None,
            Kind::Text => line.quote -= 1,
            Kind::Item { depth, number } if *depth > 0 => {
                line.kind = Kind::Item { depth: depth - 1, number: *number };
            }
            _ => line.kind = Kind::Text,
        }
        Some(state.done())
    }

    /// What was typed at the beginning of a line, where it is Markdown's sign of a list, quote or heading.
    pub(crate) fn signed(&self) -> Option<Self> {
        let line = self.line();
        if self.selects() || line.kind != Kind::Text {
            return None;
        }
        let letters = line.letters();
        let typed = letters.get(..super::model::byte_of(&letters, self.to.at))?;
        let sign = typed.strip_suffix([' ', '\u{a0}'])?;
        let hashes = sign.len();
        let (kind, quote) = match sign {
            "-" | "*" => (Kind::Item { depth: 0, number: None }, line.quote),
            ">" if line.quote < MOST_DEPTH => (Kind::Text, line.quote + 1),
            _ if (1..=6).contains(&hashes) && sign.chars().all(|letter| letter == '#') => {
                (Kind::Heading(hashes as u8), line.quote)
            }
            _ => {
                let number = sign.strip_suffix(['.', ')']).filter(|digits| digits.len() < 5)?;
                (Kind::Item { depth: 0, number: Some(number.parse().ok()?) }, line.quote)
            }
        };
        let mut state = self.clone();
        let rest = line.split(self.to.at).1;
        state.lines[self.to.line] = Line { kind, quote, runs: rest.runs };
        state.from = Spot { line: self.to.line, at: 0 };
        state.to = state.from;
        Some(state.done())
    }

    /// A word of the caret's line exchanged for a pill or other words.
    pub(crate) fn exchanged(&self, start: usize, end: usize, runs: Vec<Run>) -> Self {
        let line = self.to.line;
        let mut state = self.clone();
        state.from = Spot { line, at: start };
        state.to = Spot { line, at: end };
        runs.into_iter().fold(state, |state, run| state.with_run(run))
    }
}

/// Whether there is nothing to see in a text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter == HOLDER)
}

/// A line's words without marks: what stands in code.
fn plain_runs(line: &Line) -> Vec<Run> {
    let words = line.typed();
    if words.is_empty() { Vec::new() } else { vec![Run::plain(words)] }
}

fn marked(marks: &Marks, format: Format) -> bool {
    match format {
        Format::Bold => marks.bold,
        Format::Italic => marks.italic,
        Format::Strike => marks.strike,
        Format::Code => marks.code,
        Format::Link => marks.link.is_some(),
        Format::Quote | Format::List => false,
    }
}

fn set(marks: &mut Marks, format: Format, on: bool) {
    match format {
        Format::Bold => marks.bold = on,
        Format::Italic => marks.italic = on,
        Format::Strike => marks.strike = on,
        Format::Code => marks.code = on,
        Format::Link if !on => marks.link = None,
        Format::Link | Format::Quote | Format::List => {}
    }
}

/// Counts the items of lists that count.
fn number(lines: &mut [Line]) {
    // What each open level has counted to.
    let mut levels: Vec<Option<u32>> = Vec::new();
    let mut quote = 0;
    for line in lines {
        if line.quote != quote {
            levels.clear();
            quote = line.quote;
        }
        match &mut line.kind {
            Kind::Item { depth, number } => {
                let at = usize::from(*depth).min(levels.len());
                *depth = at as u8;
                let before = levels.get(at).copied();
                levels.truncate(at);
                *number = match (number.is_some(), before) {
                    (true, Some(Some(before))) => Some(before.saturating_add(1)),
                    (true, _) if at > 0 => Some(1),
                    (true, _) => *number,
                    (false, _) => None,
                };
                levels.push(*number);
            }
            Kind::More { .. } if !levels.is_empty() => {}
            Kind::More { .. } => {
                line.kind = Kind::Text;
            }
            _ => levels.clear(),
        }
    }
}
