//! The words of one line as Markdown, letter by letter: where marks begin and end, and which letters must be marked as
//! letters (CommonMark 0.31, § 6.2 and § 2.4).

use super::{
    markdown::longest_run,
    model::{Line, Marks, PILL, Run, address},
    signs::{Fault, MARKS, Mark, Sign, end_of, fault, sign, until_blank},
};

/// A longer line loses its marks: finding their places takes time.
const MOST_LETTERS: usize = 8_000;
/// How often marks are moved before all of them go.
const MOST_ROUNDS: usize = 300;
/// Before these a name is found where it is written (`engine/map/linkify.rs`).
const BEFORE_NAMES: &str = "([{<\"'";

/// What stands at one place of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Letter(char),
    Code(String),
    /// LaTeX with its dollars: Markdown looks for nothing in it.
    Maths(String),
    Pill {
        written: String,
        name: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Atom {
    piece: Piece,
    pub(super) marks: Marks,
}

impl Atom {
    pub(super) fn letter(&self) -> Option<char> {
        match self.piece {
            Piece::Letter(letter) => Some(letter),
            _ => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.letter().is_some_and(char::is_whitespace)
    }
}

/// Writes the words of some lines.
pub(super) struct Words {
    /// Whether brackets could be taken for a link.
    brackets: bool,
    /// Whether all dollars go round LaTeX (`engine/markdown/maths.rs`).
    maths: bool,
}

impl Words {
    /// For these lines.
    pub(super) fn of(lines: &[Line]) -> Self {
        let risky = |text: &str| ["](", "][", "]:"].iter().any(|sign| text.contains(sign));
        let words = lines.iter().filter(|line| !line.kind.is_literal()).map(Line::words);
        let words: Vec<_> = words.collect();
        Self {
            brackets: words.iter().any(|words| risky(words)),
            maths: words.iter().all(|words| words.matches('$').count() == 2 * latex(words).count()),
        }
    }

    /// The runs without the marks that cannot stand where they do.
    pub(super) fn settled(&self, runs: Vec<Run>) -> Vec<Run> {
        let mut atoms = self.atoms(runs);
        let first = atoms.iter().position(|atom| !atom.is_blank()).unwrap_or(atoms.len());
        atoms.drain(..first);
        while atoms.last().is_some_and(Atom::is_blank) {
            atoms.pop();
        }
        if atoms.len() > MOST_LETTERS {
            bare(&mut atoms);
        }
        for round in 0.. {
            // Most lines have no mark that could stand in a wrong place.
            if !atoms.iter().any(|atom| atom.marks.any()) {
                break;
            }
            match self.layout(&atoms) {
                Ok(_) => break,
                Err(_) if round > MOST_ROUNDS => {
                    bare(&mut atoms);
                    break;
                }
                Err((mark, places)) => {
                    for atom in atoms.get_mut(places).unwrap_or_default() {
                        mark.drop(&mut atom.marks);
                    }
                }
            }
        }
        let mut runs: Vec<Run> = Vec::new();
        for atom in atoms {
            match (&atom.piece, runs.last_mut()) {
                (Piece::Letter(letter), Some(last)) if last.marks == atom.marks && last.pill.is_none() => {
                    last.text.push(*letter);
                }
                _ => runs.push(run(atom)),
            }
        }
        runs
    }

    /// Settled runs as Markdown.
    pub(super) fn line(&self, runs: &[Run]) -> String {
        self.layout(&self.atoms(runs.to_vec())).unwrap_or_default()
    }

    fn layout(&self, atoms: &[Atom]) -> Result<String, (Mark, std::ops::Range<usize>)> {
        let mut stars = Vec::new();
        loop {
            let (text, signs) = self.compose(atoms, &stars)?;
            match fault(&text, &signs, atoms) {
                None => return Ok(text),
                Some(Fault::Drop(mark, places)) => return Err((mark, places)),
                Some(Fault::Star(place)) => stars.push(place),
            }
        }
    }

    fn compose(
        &self,
        atoms: &[Atom],
        stars: &[usize],
    ) -> Result<(String, Vec<Sign>), (Mark, std::ops::Range<usize>)> {
        let none = Marks::default();
        let mut text = String::new();
        let mut signs = Vec::new();
        // Open marks, the outermost first, and where they began.
        let mut open: Vec<(Mark, usize)> = Vec::new();
        for place in 0..=atoms.len() {
            let before = place.checked_sub(1).and_then(|at| atoms.get(at)).map_or(&none, |atom| &atom.marks);
            let now = atoms.get(place).map_or(&none, |atom| &atom.marks);
            let goes_on = |mark: Mark| mark.joins(before, now);
            if let Some(first) = open.iter().position(|(mark, _)| !goes_on(*mark)) {
                if let Some((inner, began)) = open[first..].iter().find(|(mark, _)| goes_on(*mark)) {
                    // One ends inside the other: nothing in Markdown says that.
                    return Err(match inner {
                        Mark::Link => (open[first].0, *began..place),
                        inner => (*inner, place..until_blank(atoms, place, *inner)),
                    });
                }
                for (mark, began) in open.drain(first..).rev() {
                    let star = stars.contains(&began);
                    let at = text.len();
                    match mark {
                        Mark::Link => {
                            text.push_str(&format!("]({})", before.link.as_deref().unwrap_or_default()))
                        }
                        mark => text.push_str(sign(mark, star)),
                    }
                    if mark != Mark::Link {
                        signs.push(Sign { at: at..text.len(), mark, opens: false, place, star });
                    }
                }
            }
            let mut begin: Vec<(Mark, usize)> = MARKS
                .into_iter()
                .filter(|mark| mark.on(now) && !goes_on(*mark))
                .map(|mark| (mark, end_of(atoms, place, mark)))
                .collect();
            // Whatever lasts longest goes outside.
            begin.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
            for (mark, _) in begin {
                let star = stars.contains(&place);
                let at = text.len();
                match mark {
                    Mark::Link => text.push('['),
                    mark => text.push_str(sign(mark, star)),
                }
                if mark != Mark::Link {
                    signs.push(Sign { at: at..text.len(), mark, opens: true, place, star });
                }
                open.push((mark, place));
            }
            if place < atoms.len() {
                self.piece(atoms, place, &mut text);
            }
        }
        Ok((text, signs))
    }

    fn piece(&self, atoms: &[Atom], place: usize, out: &mut String) {
        let Some(atom) = atoms.get(place) else { return };
        match &atom.piece {
            Piece::Letter(letter) => {
                if self.is_risky(atoms, place, *letter) {
                    out.push('\\');
                }
                out.push(*letter);
            }
            Piece::Code(code) => {
                let fence = "`".repeat(longest_run(code) + 1);
                let blank = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
                let pad = if blank || code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
            }
            Piece::Maths(latex) => out.push_str(latex),
            Piece::Pill { written, name } => match stands_alone(atoms, place, written) {
                true => out.push_str(written),
                false => {
                    let inside: Vec<_> = name
                        .chars()
                        .map(|letter| Atom {
                            piece: Piece::Letter(letter),
                            marks: Marks { link: Some(String::new()), ..Marks::default() },
                        })
                        .collect();
                    out.push('[');
                    (0..inside.len()).for_each(|place| self.piece(&inside, place, out));
                    out.push_str(&format!("]({})", target(written)));
                }
            },
        }
    }

    fn atoms(&self, runs: Vec<Run>) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = Vec::new();
        for Run { text, mut marks, pill } in runs {
            marks.link = marks.link.and_then(|link| address(&link)).filter(|_| pill.is_none());
            let code = std::mem::take(&mut marks.code);
            // A bracket in it could end what looks like the name of an address.
            if code && text.contains(']') {
                marks.link = None;
            }
            match pill {
                Some(written) => {
                    let name = text.chars().filter(|letter| *letter != PILL).collect();
                    atoms.push(Atom { piece: Piece::Pill { written, name }, marks });
                }
                None if code => match atoms.last_mut() {
                    Some(Atom { piece: Piece::Code(before), marks: same }) if *same == marks => {
                        before.push_str(&text);
                    }
                    _ if text.is_empty() => {}
                    _ => atoms.push(Atom { piece: Piece::Code(text), marks }),
                },
                None if self.maths && !marks.any() && latex(&text).next().is_some() => {
                    let mut done = 0;
                    for found in latex(&text) {
                        letters(&text[done..found.start], &marks, &mut atoms);
                        let piece = Piece::Maths(text[found.clone()].to_owned());
                        atoms.push(Atom { piece, marks: marks.clone() });
                        done = found.end;
                    }
                    letters(&text[done..], &marks, &mut atoms);
                }
                None => letters(&text, &marks, &mut atoms),
            }
        }
        atoms
    }

    /// Whether Markdown would take a letter for something else.
    fn is_risky(&self, atoms: &[Atom], place: usize, letter: char) -> bool {
        let Some(here) = atoms.get(place) else { return false };
        let before = place.checked_sub(1).and_then(|at| atoms.get(at));
        let after = atoms.get(place + 1);
        // A neighbour without a sign in between; at the ends of a line that has no marks it is a blank.
        let near = |neighbour: Option<&Atom>| match neighbour {
            Some(other) if other.marks == here.marks => other.letter(),
            Some(_) => None,
            None if here.marks.any() => None,
            None => Some(' '),
        };
        let both = |test: fn(char) -> bool| near(before).is_some_and(test) && near(after).is_some_and(test);
        match letter {
            '`' => true,
            '\\' => after
                .and_then(Atom::letter)
                .is_none_or(|next| next.is_ascii_punctuation() || near(after).is_none()),
            '*' | '~' => !both(char::is_whitespace),
            '_' => !both(char::is_whitespace) && !both(char::is_alphanumeric),
            '[' | ']' if here.marks.link.is_some() => true,
            '[' => self.brackets,
            '!' => after.is_some_and(|after| {
                after.marks.link.is_some() || matches!(after.piece, Piece::Pill { .. } | Piece::Letter('['))
            }),
            '<' => after.is_some_and(|after| {
                after.letter().is_none_or(|next| next.is_alphabetic() || "/!?".contains(next))
            }),
            '&' => {
                let mut rest = atoms[place + 1..].iter().map_while(Atom::letter).take(40);
                rest.by_ref().take_while(|next| next.is_ascii_alphanumeric() || *next == '#').count() > 0
                    && atoms[place + 1..].iter().take(40).any(|atom| atom.letter() == Some(';'))
            }
            _ => false,
        }
    }
}

/// A line so that its beginning is no sign of a heading, list, quote, rule or table.
pub(super) fn guarded(line: String) -> String {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let all = |allowed: &str| line.chars().all(|letter| allowed.contains(letter));
    let hashes = line.len() - line.trim_start_matches('#').len();
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let marker = line.strip_prefix(['-', '+', '*']).is_some_and(ends);
    let heading = (1..=6).contains(&hashes) && ends(&line[hashes..]);
    let rule = ["- \t", "_ \t", "* \t", "= \t"].iter().any(|allowed| all(allowed));
    let table = line.contains(['-', '|']) && all("|:- \t");
    if !line.is_empty() && (marker || heading || rule || table || line.starts_with('>')) {
        return format!("\\{line}");
    }
    if (1..=9).contains(&digits) && line[digits..].strip_prefix(['.', ')']).is_some_and(ends) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line
}

/// Whether what is written for a pill is found where it stands, as it stands.
fn stands_alone(atoms: &[Atom], place: usize, written: &str) -> bool {
    if written == "@room" {
        return true;
    }
    let marked = atoms.get(place).is_some_and(|atom| atom.marks.any());
    let before = place.checked_sub(1).and_then(|at| atoms.get(at));
    let begins = before.is_none_or(|atom| {
        atom.letter().is_some_and(|letter| letter.is_whitespace() || BEFORE_NAMES.contains(letter))
    });
    let mut after = atoms[place + 1..].iter();
    let ends = match after.next() {
        None => true,
        Some(next) if next.is_blank() => true,
        Some(next) => {
            next.letter().is_some_and(|letter| ".,;:!?)".contains(letter))
                && after.next().is_none_or(Atom::is_blank)
        }
    };
    let letters: Vec<char> = written.chars().collect();
    let safe = letters.iter().enumerate().all(|(at, letter)| match letter {
        '_' => {
            let near =
                |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphanumeric());
            near(at.checked_sub(1)) && near(at.checked_add(1))
        }
        '*' | '~' | '`' | '\\' | '[' | ']' | '<' | '>' | '(' | ')' | '&' => false,
        _ => true,
    });
    !marked && begins && ends && safe
}

/// The address behind a pill.
fn target(written: &str) -> String {
    let link = match written.starts_with(['@', '#', '!']) {
        true => format!("https://matrix.to/#/{}", written.replace('/', "%2F")),
        false => written.to_owned(),
    };
    address(&link).unwrap_or_default()
}

/// What stands between dollars, with them, where no word, number or further dollar touches it.
fn latex(words: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let dollars: Vec<usize> = words.match_indices('$').map(|(at, _)| at).collect();
    let pairs: Vec<_> = dollars.chunks_exact(2).map(|pair| pair[0]..pair[1] + 1).collect();
    let free = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '$');
    let stands = pairs.into_iter().filter(move |pair| {
        let inside = &words[pair.start + 1..pair.end - 1];
        !inside.is_empty()
            && inside.trim() == inside
            && !inside.contains(['`', '\u{fffc}'])
            && free(words[..pair.start].chars().next_back())
            && free(words[pair.end..].chars().next())
    });
    stands.collect::<Vec<_>>().into_iter()
}

fn letters(text: &str, marks: &Marks, out: &mut Vec<Atom>) {
    let letters = text.chars().filter(|letter| *letter != PILL);
    let letters = letters.map(|letter| if letter == '\t' { ' ' } else { letter });
    out.extend(letters.map(|letter| Atom { piece: Piece::Letter(letter), marks: marks.clone() }));
}

fn run(Atom { piece, mut marks }: Atom) -> Run {
    match piece {
        Piece::Letter(letter) => Run { text: letter.to_string(), marks, pill: None },
        Piece::Maths(latex) => Run { text: latex, marks, pill: None },
        Piece::Code(code) => {
            marks.code = true;
            Run { text: code, marks, pill: None }
        }
        Piece::Pill { written, name } => Run { text: name, marks, pill: Some(written) },
    }
}

/// Takes all marks away.
fn bare(atoms: &mut [Atom]) {
    for atom in atoms {
        atom.marks = Marks::default();
    }
}
