//! What an edit changed, word by word (D19).

use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};

/// Texts with more words than this together are shown as they are: to compare them would hold up the page.
const MOST_WORDS: usize = 3_000;

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

/// The differences of two versions; none where the words are the same, or too many.
pub(crate) fn stretches(before: &str, after: &str) -> Option<Vec<Stretch>> {
    let words = before.split_whitespace().count() + after.split_whitespace().count();
    if before == after || words > MOST_WORDS {
        return None;
    }
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
    fn words_are_compared_and_neighbours_joined() {
        let said = |text: &str| text.to_owned();
        assert_eq!(
            stretches("the frist try of it", "the first good try"),
            Some(vec![
                Stretch::Same(said("the ")),
                Stretch::Removed(said("frist")),
                Stretch::Added(said("first good")),
                Stretch::Same(said(" try")),
                Stretch::Removed(said(" of it")),
            ])
        );
        assert_eq!(stretches("same", "same"), None);
        assert_eq!(stretches(&"a ".repeat(2_000), &"b ".repeat(2_000)), None);
    }
}
