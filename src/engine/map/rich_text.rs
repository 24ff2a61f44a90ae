//! Message text to a tree of nodes. All that is shown of what others wrote passes through here.

use matrix_sdk::ruma::events::room::message::{FormattedBody, MessageFormat};
use protocol::rich_text::{Node, RichText};

use super::{emoji, html, linkify, pill::Names};

/// Nodes that one message may have; the rest is cut off.
const MOST_NODES: usize = 4_000;
/// Bytes of text that one message may show. An event has at most 65,536 bytes (spec, § Size limits), but
/// what is decrypted or cached need not have passed a server that holds to it.
const MOST_TEXT: usize = 128 * 1024;

/// What is left of a message's share of nodes and bytes.
#[derive(Debug)]
pub(crate) struct Budget {
    nodes: usize,
    text: usize,
}

impl Budget {
    /// The whole share.
    pub(crate) fn whole() -> Self {
        Self { nodes: MOST_NODES, text: MOST_TEXT }
    }

    /// Takes nodes, if there are so many left.
    pub(crate) fn take(&mut self, nodes: usize) -> bool {
        match self.nodes.checked_sub(nodes) {
            Some(left) => {
                self.nodes = left;
                true
            }
            None => {
                self.nodes = 0;
                false
            }
        }
    }

    /// The beginning of the text that may still be shown, cut at a character's boundary.
    pub(crate) fn cut<'t>(&mut self, text: &'t str) -> &'t str {
        let text = cut_at(text, self.text);
        self.text -= text.len();
        text
    }
}

/// The text's beginning of at most so many bytes, cut at a character's boundary.
pub(crate) fn cut_at(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    &text[..text.floor_char_boundary(most)]
}

/// The tree of a message: of its formatted body if it has one that can be used, otherwise of its plain body.
/// `everyone`: `m.mentions` says that the whole room is meant, so `@room` becomes a pill.
pub(crate) fn message(
    body: &str,
    formatted: Option<&FormattedBody>,
    everyone: bool,
    names: &dyn Names,
) -> RichText {
    let from_html = formatted
        .filter(|formatted| formatted.format == MessageFormat::Html)
        .map(|formatted| html::nodes(&formatted.body, everyone, names, &mut Budget::whole()))
        .filter(|nodes| !nodes.is_empty());
    let nodes = from_html.unwrap_or_else(|| plain_nodes(body, everyone, names));
    RichText { only_emoji: emoji::only_emoji(&nodes), nodes }
}

/// The tree of plain text, with its links found.
#[cfg(test)]
pub(crate) fn plain(body: &str, names: &dyn Names) -> RichText {
    let nodes = plain_nodes(body, false, names);
    RichText { only_emoji: emoji::only_emoji(&nodes), nodes }
}

fn plain_nodes(body: &str, everyone: bool, names: &dyn Names) -> Vec<Node> {
    let mut budget = Budget::whole();
    let text = budget.cut(body.trim_end());
    linkify::linkify(text, everyone, names, &mut budget)
}
