//! What the engine reads out of Markdown, as lines. A block for which there are no lines stays the Markdown it is.

use protocol::{
    composer::MarkdownBlock,
    rich_text::{Node, Pill, Tag},
};

use super::model::{Kind, Line, MOST_DEPTH, Marks, PILL, Run};

/// The lines of a text.
pub(crate) fn lines(blocks: &[MarkdownBlock]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for block in blocks {
        let mut own = Vec::new();
        if block.nodes.is_empty() || !blocks_of(&block.nodes, 0, &mut own) {
            own = block.source.lines().map(|line| Line::of(Kind::Source, line)).collect();
        }
        // Between two of one kind an empty line tells them apart.
        let (last, first) = (lines.last(), own.first());
        let parted = last.zip(first).is_some_and(|(last, first)| {
            last.quote == first.quote && (class(last) == class(first)) || last.quote > 0 && first.quote > 0
        });
        if parted {
            lines.push(Line::default());
        }
        lines.append(&mut own);
    }
    lines
}

fn class(line: &Line) -> u8 {
    match line.kind {
        Kind::Text => 0,
        Kind::Heading(_) => 1,
        Kind::Item { .. } | Kind::More { .. } => 2,
        Kind::Code { .. } => 3,
        Kind::Source => 4,
    }
}

/// Whether all nodes could be made lines.
fn blocks_of(nodes: &[Node], quote: u8, out: &mut Vec<Line>) -> bool {
    let mut open = false;
    for node in nodes {
        let fits = match node {
            Node::Element { tag: Tag::Paragraph, children } => {
                open = false;
                if out.last().is_some_and(|line| line.quote == quote && line.kind.is_text()) {
                    out.push(Line { quote, ..Line::default() });
                }
                out.push(Line { quote, ..Line::default() });
                inline(children, &Marks::default(), out)
            }
            Node::Heading { level, children } => {
                open = false;
                out.push(Line { quote, kind: Kind::Heading(*level), runs: Vec::new() });
                let lines = out.len();
                inline(children, &Marks::default(), out) && out.len() == lines
            }
            Node::Element { tag: Tag::Blockquote, children } => {
                open = false;
                quote < MOST_DEPTH && blocks_of(children, quote + 1, out)
            }
            Node::List { ordered, start, items } => {
                open = false;
                list(*ordered, *start, items, quote, 0, out)
            }
            Node::CodeBlock { language, code } => {
                open = false;
                let kind = Kind::Code { language: language.clone().unwrap_or_default() };
                out.extend(code.split('\n').map(|line| Line { quote, ..Line::of(kind.clone(), line) }));
                true
            }
            other => {
                if !std::mem::replace(&mut open, true) {
                    out.push(Line { quote, ..Line::default() });
                }
                inline(std::slice::from_ref(other), &Marks::default(), out)
            }
        };
        if !fits {
            return false;
        }
    }
    true
}

fn list(ordered: bool, start: i64, items: &[Vec<Node>], quote: u8, depth: u8, out: &mut Vec<Line>) -> bool {
    if depth >= MOST_DEPTH {
        return false;
    }
    let first = u32::try_from(start).unwrap_or(1);
    (first..).zip(items).all(|(number, item)| {
        out.push(Line {
            quote,
            kind: Kind::Item { depth, number: ordered.then_some(number) },
            runs: Vec::new(),
        });
        let mut said = false;
        item.iter().all(|node| match node {
            Node::List { ordered, start, items } => list(*ordered, *start, items, quote, depth + 1, out),
            Node::Element { tag: Tag::Paragraph, children } if !std::mem::replace(&mut said, true) => {
                inline(children, &Marks::default(), out)
            }
            Node::Element { tag: Tag::Paragraph, .. } => false,
            other => {
                said = true;
                inline(std::slice::from_ref(other), &Marks::default(), out)
            }
        })
    })
}

/// Puts words behind the last line; a break begins another. Says whether all could be.
fn inline(nodes: &[Node], marks: &Marks, out: &mut Vec<Line>) -> bool {
    nodes.iter().all(|node| {
        let mut with = marks.clone();
        let children = match node {
            Node::Text(text) => {
                let Some(line) = out.last_mut() else { return false };
                // The break before has been read as a blank too.
                let text = if line.runs.is_empty() { text.trim_start() } else { text };
                if !text.is_empty() {
                    line.runs.push(Run { text: text.replace(PILL, ""), marks: with, pill: None });
                }
                return true;
            }
            Node::LineBreak => {
                let Some(line) = out.last() else { return false };
                let (quote, kind) = (line.quote, line.kind.further());
                out.push(Line { quote, kind, runs: Vec::new() });
                return true;
            }
            Node::Pill(pill) => {
                let Some(line) = out.last_mut() else { return false };
                let (written, name) = pill_of(pill);
                line.runs.push(Run { text: name, marks: with, pill: Some(written) });
                return true;
            }
            Node::Element { tag: Tag::Bold, children } => {
                with.bold = true;
                children
            }
            Node::Element { tag: Tag::Italic, children } => {
                with.italic = true;
                children
            }
            Node::Element { tag: Tag::Strike, children } => {
                with.strike = true;
                children
            }
            Node::Element { tag: Tag::Code, children } => {
                with.code = true;
                children
            }
            Node::Link { href, children } => {
                with.link = Some(href.clone());
                children
            }
            _ => return false,
        };
        inline(children, &with, out)
    })
}

/// What is written for a pill, and its name.
fn pill_of(pill: &Pill) -> (String, String) {
    match pill {
        Pill::User { user, name, .. } => (user.to_string(), name.clone()),
        Pill::Everyone => ("@room".to_owned(), "@room".to_owned()),
        Pill::Room { id_or_alias, via, event, name } => {
            let plain = event.is_none() && id_or_alias.starts_with('#');
            let written = if plain {
                id_or_alias.clone()
            } else {
                let event = event.as_ref().map(|event| format!("/{event}")).unwrap_or_default();
                let via: Vec<_> = via.iter().map(|server| format!("via={server}")).collect();
                let via = if via.is_empty() { String::new() } else { format!("?{}", via.join("&")) };
                format!("https://matrix.to/#/{id_or_alias}{event}{via}")
            };
            let name = name.clone().unwrap_or_else(|| written.clone());
            (written, name)
        }
    }
}
