//! Tells messages that are emoji and nothing else.

use protocol::rich_text::{Node, Tag};
use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_segmentation::UnicodeSegmentation;

/// So many emoji are still shown large.
const MOST: usize = 12;
/// The longest emoji sequence is 35 bytes long; more than this cannot be a dozen of them.
const MOST_BYTES: usize = MOST * 40;
/// Variation selector 16: what stands before it is to be an emoji, where it could be text.
const ASK_FOR_EMOJI: char = '\u{fe0f}';

/// Whether the nodes hold one to a dozen emoji and nothing else but space.
pub(crate) fn only_emoji(nodes: &[Node]) -> bool {
    let mut count = 0;
    all_emoji(nodes, &mut count) && count > 0
}

fn all_emoji(nodes: &[Node], count: &mut usize) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(text) => {
            text.len() <= MOST_BYTES
                && text.graphemes(true).all(|grapheme| {
                    if grapheme.trim().is_empty() {
                        return true;
                    }
                    *count += 1;
                    *count <= MOST && is_emoji(grapheme)
                })
        }
        Node::LineBreak => true,
        Node::Element { tag: Tag::Paragraph, children } => all_emoji(children, count),
        Node::Image { emoticon: true, .. } => {
            *count += 1;
            *count <= MOST
        }
        _ => false,
    })
}

/// Whether what reads as one character is shown as an emoji: by itself, or asked to be (Unicode TS #51).
fn is_emoji(grapheme: &str) -> bool {
    let mut before = None;
    grapheme.chars().any(|one| {
        let asked = one == ASK_FOR_EMOJI && before.is_some_and(UnicodeEmoji::is_emoji_char);
        before = Some(one);
        asked || is_shown_as_emoji(one)
    })
}

fn is_shown_as_emoji(one: char) -> bool {
    matches!(
        one.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
    )
}
