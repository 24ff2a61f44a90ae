//! What an edit changed, word by word (D19).

use leptos::prelude::*;
use protocol::rich_text::{Node, RichText};
use similar::{ChangeTag, TextDiff};

use crate::features::timeline::plain;

/// What is compared at once may have so many words; what exceeds it is shown as it is, or the page would be held up.
pub(crate) const MOST_WORDS: usize = 3_000;

/// A stretch of a text that was edited.
#[derive(Debug, PartialEq)]
pub(crate) enum Stretch {
    /// In both versions.
    Same(String),
    /// In the later one only.
    Added(String),
    /// In the earlier one only.
    Removed(String),
}

/// The differences of two versions; none where the words are the same, hidden, or more than are `left`.
pub(crate) fn of(before: &RichText, after: &RichText, left: &mut usize) -> Option<Vec<Stretch>> {
    if hides(&before.nodes) || hides(&after.nodes) {
        return None;
    }
    stretches(&plain::whole(before), &plain::whole(after), left)
}

/// Whether anything is hidden until it is pressed.
fn hides(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Spoiler { .. } => true,
        Node::Element { children, .. }
        | Node::Heading { children, .. }
        | Node::Link { children, .. }
        | Node::Coloured { children, .. } => hides(children),
        Node::List { items, .. } => items.iter().any(|item| hides(item)),
        Node::Details { .. } => true,
        Node::Table { head, body, .. } => head.iter().chain(body).flatten().any(|cell| hides(&cell.children)),
        _ => false,
    })
}

fn stretches(before: &str, after: &str, left: &mut usize) -> Option<Vec<Stretch>> {
    let words = before.split_whitespace().count() + after.split_whitespace().count();
    if before == after {
        return None;
    }
    *left = left.checked_sub(words)?;
    let mut out: Vec<Stretch> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let word = change.value();
        match (change.tag(), out.last_mut()) {
            (ChangeTag::Equal, Some(Stretch::Same(text)))
            | (ChangeTag::Insert, Some(Stretch::Added(text)))
            | (ChangeTag::Delete, Some(Stretch::Removed(text))) => text.push_str(word),
            (ChangeTag::Equal, _) => out.push(Stretch::Same(word.to_owned())),
            (ChangeTag::Insert, _) => out.push(Stretch::Added(word.to_owned())),
            (ChangeTag::Delete, _) => out.push(Stretch::Removed(word.to_owned())),
        }
    }
    Some(out)
}

/// The later version with what was added and what was removed.
pub(crate) fn view(stretches: Vec<Stretch>) -> AnyView {
    let parts = stretches.into_iter().map(|stretch| match stretch {
        Stretch::Same(text) => text.into_any(),
        Stretch::Added(text) => view! { <ins>{text}</ins> }.into_any(),
        Stretch::Removed(text) => view! { <del>{text}</del> }.into_any(),
    });
    view! { <p class="difference" dir="auto">{parts.collect_view()}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_not_uncovered() {
        let said = |text: &str| RichText { nodes: vec![Node::Text(text.to_owned())], only_emoji: false };
        let inner = vec![Node::Text("the end".to_owned())];
        let hidden =
            RichText { nodes: vec![Node::Spoiler { reason: None, children: inner }], only_emoji: false };
        assert_eq!(of(&said("x"), &hidden, &mut { MOST_WORDS }), None);
        assert!(of(&said("x"), &said("y"), &mut { MOST_WORDS }).is_some());
    }

    #[test]
    fn words_are_compared_and_neighbours_joined() {
        let said = |text: &str| text.to_owned();
        assert_eq!(
            stretches("the frist try of it", "the first good try", &mut { MOST_WORDS }),
            Some(vec![
                Stretch::Same(said("the ")),
                Stretch::Removed(said("frist")),
                Stretch::Added(said("first good")),
                Stretch::Same(said(" try")),
                Stretch::Removed(said(" of it")),
            ])
        );
        assert_eq!(stretches("same", "same", &mut { MOST_WORDS }), None);
        let mut left = 10;
        assert!(stretches("a b c", "a b", &mut left).is_some());
        assert_eq!((stretches("a b c d", "a b", &mut left), left), (None, 5));
    }
}
