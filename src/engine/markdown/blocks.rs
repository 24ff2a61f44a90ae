//! What was typed, block by block, each as it was typed and as a tree: for the field in which one sees the format (E2).

use protocol::{
    composer::MarkdownBlock,
    rich_text::{Node, Tag},
};
use pulldown_cmark::{Event, Parser, Tag as Start, html::push_html};

use super::{as_typed, maths, with_pills};
use crate::map::{html, linkify::allowed_href, pill::Names, rich_text::Budget};

/// The blocks of a text. One that has no tree is what it was typed as: HTML, and all that is too large.
pub(crate) fn blocks(text: &str, names: &dyn Names) -> Vec<MarkdownBlock> {
    let mut blocks = Vec::new();
    let mut budget = Budget::whole();
    let (mut events, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (event, range) in Parser::new_ext(text, maths::options(text)).into_offset_iter() {
        if depth == 0 {
            from = range.start;
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        events.push(event);
        if depth > 0 {
            continue;
        }
        let source = text.get(from..range.end).unwrap_or_default().trim_end_matches(['\n', '\r']).to_owned();
        let events = std::mem::take(&mut events);
        let nodes = match events.first() {
            Some(Event::Start(Start::HtmlBlock)) => Vec::new(),
            _ => tree(events, names, &mut budget),
        };
        blocks.push(MarkdownBlock { source, nodes });
    }
    blocks
}

fn tree(events: Vec<Event<'_>>, names: &dyn Names, budget: &mut Budget) -> Vec<Node> {
    let events = as_typed(events.into_iter()).collect();
    let mut html = String::new();
    push_html(&mut html, maths::written(&with_pills(events, names)).into_iter());
    let mut nodes = html::nodes(&html, true, names, budget);
    nodes.iter_mut().for_each(unlink);
    nodes
}

/// An address that is one by itself is text in the field.
fn unlink(node: &mut Node) {
    if let Node::Link { href, children } = node
        && let [Node::Text(text)] = &children[..]
        && [text.clone(), format!("mailto:{text}")]
            .iter()
            .any(|text| allowed_href(text).as_ref() == Some(href))
    {
        *node = Node::Text(text.clone());
        return;
    }
    match node {
        // What is code is read as such; a link in it would be none.
        Node::Element { tag: Tag::Code, .. } => {}
        Node::Element { children, .. } | Node::Heading { children, .. } | Node::Link { children, .. } => {
            children.iter_mut().for_each(unlink);
        }
        Node::List { items, .. } => items.iter_mut().flatten().for_each(unlink),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::pill::Nobody;

    #[test]
    fn every_block_has_its_source_and_its_tree() {
        let text = "a **b**\nc https://a.example\n\n- x\n  - y\n\n| a |\n| --- |\n| 1 |\n\n<div>\n**z**\n</div>\n\n@bo:b.example";
        let blocks = blocks(text, &Nobody);
        let sources: Vec<_> = blocks.iter().map(|block| block.source.as_str()).collect();
        let expected = [
            "a **b**\nc https://a.example",
            "- x\n  - y",
            "| a |\n| --- |\n| 1 |",
            "<div>\n**z**\n</div>",
            "@bo:b.example",
        ];
        assert_eq!(sources, expected);
        let [Node::Element { tag: Tag::Paragraph, children }] = &blocks[0].nodes[..] else {
            panic!("{blocks:?}")
        };
        let bold = Node::Element { tag: Tag::Bold, children: vec![Node::Text("b".into())] };
        assert_eq!(children[..2], [Node::Text("a ".into()), bold]);
        assert!(!children.iter().any(|node| matches!(node, Node::Link { .. })), "{children:?}");
        assert!(matches!(blocks[1].nodes[..], [Node::List { .. }]));
        assert!(blocks[3].nodes.is_empty(), "what was typed as HTML is what was typed");
        let [Node::Element { children, .. }] = &blocks[4].nodes[..] else { panic!("{blocks:?}") };
        assert!(matches!(children[..], [Node::Pill(_)]));
    }

    #[test]
    fn what_the_field_writes_is_sent_as_it_looks() {
        // Written by `app/features/composer/rich`, whose tests have the same texts.
        let bo = "<a href=\"https://matrix.to/#/@bo:b.example\">";
        let cases = [
            ("say **_it_** now", "say <strong><em>it</em></strong> now".to_owned()),
            ("- one\n  1. two", "<ul>\n<li>one\n<ol>\n<li>two</li>\n</ol>\n</li>\n</ul>".to_owned()),
            ("\\- no \\*list\\*", "- no *list*".to_owned()),
            ("**hi [Bo](https://matrix.to/#/@bo:b.example)**", format!("<strong>hi {bo}Bo</a></strong>")),
            (
                "> one\n> two\n\nend",
                "<blockquote>\n<p>one<br />\ntwo</p>\n</blockquote>\n<p>end</p>".to_owned(),
            ),
        ];
        for (text, html) in cases {
            assert_eq!(crate::markdown::html(text, Some(&Nobody)), Some(html), "{text}");
        }
        assert_eq!(crate::markdown::html("5 * 6 = 30, a_b & <3", Some(&Nobody)), None);
    }
}
