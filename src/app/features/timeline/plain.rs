//! Formatted text without its format: for what is read out, copied, or stands on one line.

use protocol::rich_text::{Node, Pill, RichText, Tag};

/// At most so many characters.
const MOST: usize = 500;

/// The text's characters, cut to a sensible length; spoilers stay hidden.
pub(crate) fn text(rich: &RichText) -> String {
    let mut out = String::new();
    nodes(&rich.nodes, &mut out);
    let mut out = out.trim().to_owned();
    if let Some((end, _)) = out.char_indices().nth(MOST) {
        out.truncate(end);
        out.push('…');
    }
    out
}

/// All of the text, line by line, to be copied; spoilers as they are.
pub(crate) fn whole(rich: &RichText) -> String {
    let mut out = String::new();
    lines(&rich.nodes, &mut out);
    out.trim().to_owned()
}

fn lines(list: &[Node], out: &mut String) {
    let end_line = |out: &mut String| {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
    };
    for node in list {
        match node {
            Node::LineBreak => out.push('\n'),
            Node::Element { tag: Tag::Paragraph | Tag::Blockquote | Tag::Division, children }
            | Node::Heading { children, .. } => {
                end_line(out);
                lines(children, out);
                end_line(out);
            }
            Node::Element { children, .. } | Node::Spoiler { children, .. } => lines(children, out),
            Node::Link { children, .. } | Node::Coloured { children, .. } => lines(children, out),
            Node::List { ordered, start, items } => {
                end_line(out);
                for (at, item) in (*start..).zip(items) {
                    out.push_str(&if *ordered { format!("{at}. ") } else { "- ".to_owned() });
                    lines(item, out);
                    end_line(out);
                }
            }
            Node::Table { caption, head, body } => {
                end_line(out);
                lines(caption, out);
                for row in head.iter().chain(body) {
                    end_line(out);
                    for (at, cell) in row.iter().enumerate() {
                        if at > 0 {
                            out.push('\t');
                        }
                        lines(&cell.children, out);
                    }
                }
                end_line(out);
            }
            Node::Details { summary, children } => {
                end_line(out);
                lines(summary, out);
                end_line(out);
                lines(children, out);
                end_line(out);
            }
            Node::CodeBlock { code, .. } => {
                end_line(out);
                out.push_str(code);
                end_line(out);
            }
            Node::Rule => {
                end_line(out);
                out.push_str("---\n");
            }
            Node::Maths { latex, display: true } => {
                end_line(out);
                out.push_str(&format!("$${latex}$$"));
                end_line(out);
            }
            Node::Text(_) | Node::Pill(_) | Node::Image { .. } | Node::Maths { .. } => one(node, out),
        }
    }
}

fn nodes(list: &[Node], out: &mut String) {
    for node in list {
        // A hostile tree may be huge; what would be cut need not be walked.
        if out.len() > 8 * MOST {
            return;
        }
        one(node, out);
    }
}

fn one(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::LineBreak | Node::Rule => out.push(' '),
        Node::Element { children, .. } | Node::Heading { children, .. } => {
            nodes(children, out);
            out.push(' ');
        }
        Node::Link { children, .. } | Node::Coloured { children, .. } => nodes(children, out),
        Node::List { items, .. } => items.iter().for_each(|item| {
            nodes(item, out);
            out.push(' ');
        }),
        Node::Table { caption, head, body } => {
            nodes(caption, out);
            for cell in head.iter().chain(body).flatten() {
                out.push(' ');
                nodes(&cell.children, out);
            }
        }
        Node::CodeBlock { code, .. } => out.push_str(code),
        Node::Pill(pill) => out.push_str(&pill_name(pill)),
        Node::Image { alt, .. } => out.push_str(alt),
        Node::Spoiler { reason, .. } => {
            out.push('▒');
            out.push_str(reason.as_deref().unwrap_or_default());
            out.push('▒');
        }
        Node::Details { summary, .. } => nodes(summary, out),
        Node::Maths { latex, .. } => out.push_str(&format!("${latex}$")),
    }
}

/// What a pill says.
pub(crate) fn pill_name(pill: &Pill) -> String {
    match pill {
        Pill::User { name, user, .. } if name.trim().is_empty() => user.0.clone(),
        Pill::User { name, .. } => name.clone(),
        Pill::Room { name: Some(name), .. } if !name.trim().is_empty() => name.clone(),
        Pill::Room { id_or_alias, .. } => id_or_alias.clone(),
        Pill::Everyone => "@room".to_owned(),
    }
}
