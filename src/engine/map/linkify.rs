//! Finds web links, mail addresses and Matrix identifiers in plain text.

use linkify::{LinkFinder, LinkKind};
use protocol::rich_text::{Node, Pill};
use url::Url;

use super::{
    pill::{self, Names},
    rich_text::Budget,
};

/// The schemes a link may have (spec, Client-Server API § m.room.message msgtypes).
const SCHEMES: [&str; 5] = ["https", "http", "ftp", "mailto", "magnet"];

/// A link's address if it is one a person may be sent to, written out canonically.
pub(crate) fn allowed_href(href: &str) -> Option<String> {
    let url = Url::parse(href.trim()).ok()?;
    let scheme = url.scheme();
    if !SCHEMES.contains(&scheme) || (matches!(scheme, "https" | "http" | "ftp") && !url.has_host()) {
        return None;
    }
    Some(url.into())
}

/// Splits text into plain pieces, links and pills.
pub(crate) fn linkify(text: &str, everyone: bool, names: &dyn Names, budget: &mut Budget) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    let mut done = 0;
    for link in finder.links(text) {
        let (start, end) = (link.start(), link.end());
        let node = match link.kind() {
            // `@alice:mail.example.org` reads as an address when its `@` stands inside a word only.
            LinkKind::Email => allowed_href(&format!("mailto:{}", link.as_str()))
                .map(|href| Node::Link { href, children: vec![Node::Text(link.as_str().to_owned())] }),
            _ => link_node(link.as_str(), names),
        };
        let Some(node) = node else { continue };
        if !budget.take(2) {
            break;
        }
        identifiers(&text[done..start], everyone, names, budget, &mut nodes);
        nodes.push(node);
        done = end;
    }
    identifiers(&text[done..], everyone, names, budget, &mut nodes);
    nodes
}

fn link_node(link: &str, names: &dyn Names) -> Option<Node> {
    if let Some(pill) = pill::from_link(link, names) {
        return Some(Node::Pill(pill));
    }
    Some(Node::Link { href: allowed_href(link)?, children: vec![Node::Text(link.to_owned())] })
}

/// Finds `@user:server`, `#alias:server` and `matrix:` links among words.
fn identifiers(text: &str, everyone: bool, names: &dyn Names, budget: &mut Budget, out: &mut Vec<Node>) {
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['@', '#', 'm']) {
        let start = at + found;
        at = start + 1;
        if text[..start].chars().next_back().is_some_and(|c| !c.is_whitespace() && !"([{<\"'“‘„«".contains(c))
        {
            continue;
        }
        let rest = &text[start..];
        if rest.starts_with('m') && !rest.starts_with("matrix:") {
            continue;
        }
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        // A user ID is at most 255 bytes long, and so is an alias; a `matrix:` link may be somewhat longer.
        if word.len() > 1024 {
            at = start + word.len();
            continue;
        }
        let Some((length, pill)) = longest(word, names) else { continue };
        if !budget.take(1) {
            break;
        }
        text_nodes(&text[plain_from..start], everyone, out);
        out.push(Node::Pill(pill));
        plain_from = start + length;
        at = plain_from;
    }
    text_nodes(&text[plain_from..], everyone, out);
}

/// The identifier a word begins with, without the punctuation that ends the sentence.
fn longest(word: &str, names: &dyn Names) -> Option<(usize, Pill)> {
    let trimmed = word.trim_end_matches(|c: char| ".,;:!?)]}>\"'”’“»…*_~".contains(c));
    if !trimmed.contains(':') {
        return None;
    }
    let pill = if trimmed.starts_with("matrix:") {
        pill::from_link(trimmed, names)?
    } else {
        pill::from_written_id(trimmed, names)?
    };
    Some((trimmed.len(), pill))
}

fn text_nodes(text: &str, everyone: bool, out: &mut Vec<Node>) {
    if text.is_empty() {
    } else if everyone {
        pill::split_everyone(text, out);
    } else {
        out.push(Node::Text(text.to_owned()));
    }
}
