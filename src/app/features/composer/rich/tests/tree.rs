//! What the engine reads out of Markdown, as lines, and written again.

use protocol::{
    composer::MarkdownBlock,
    rich_text::{Node, Pill, Tag},
};

use crate::features::composer::rich::{markdown::markdown, model::Kind, tree::lines};

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

fn block(source: &str, nodes: Vec<Node>) -> MarkdownBlock {
    MarkdownBlock { source: source.to_owned(), nodes }
}

fn paragraph(children: Vec<Node>) -> Node {
    Node::Element { tag: Tag::Paragraph, children }
}

#[test]
fn what_was_written_is_written_again() {
    let bold = Node::Element { tag: Tag::Bold, children: vec![text("b")] };
    let pill = Node::Pill(Pill::User { user: "@bo:b.example".into(), name: "Bo".into(), own: false });
    let room = Node::Pill(Pill::Room {
        id_or_alias: "!r:b.example".into(),
        via: vec!["b.example".into()],
        event: None,
        name: None,
    });
    let inner = Node::List { ordered: true, start: 1, items: vec![vec![text("x")]] };
    let blocks = [
        block("", vec![paragraph(vec![text("a "), bold, Node::LineBreak, text(" c "), pill])]),
        block("", vec![paragraph(vec![text("see "), room])]),
        block(
            "",
            vec![Node::List {
                ordered: false,
                start: 1,
                items: vec![vec![text("i"), inner], vec![text("j")]],
            }],
        ),
        block("", vec![Node::Element { tag: Tag::Blockquote, children: vec![paragraph(vec![text("q")])] }]),
        block("", vec![Node::CodeBlock { language: Some("rust".into()), code: "let a;\n".into() }]),
        block("", vec![Node::Heading { level: 2, children: vec![text("h")] }]),
    ];
    assert_eq!(
        markdown(&lines(&blocks)),
        "a **b**\nc @bo:b.example\n\nsee https://matrix.to/#/!r:b.example?via=b.example\n\n- i\n  1. x\n- j\n\n\
         > q\n\n```rust\nlet a;\n\n```\n\n## h"
    );
}

#[test]
fn a_block_without_lines_stays_as_it_was_written() {
    let table = "| a |\n| --- |\n| 1 |";
    let maths = Node::Maths { latex: "x_1".into(), display: false };
    let blocks = [
        block("one", vec![paragraph(vec![text("one")])]),
        block(table, vec![Node::Table { caption: vec![], head: vec![], body: vec![] }]),
        block("---", vec![Node::Rule]),
        block("is $x_1$?", vec![paragraph(vec![text("is "), maths, text("?")])]),
        block("<b>*x*</b>", vec![]),
    ];
    let lines = lines(&blocks);
    assert_eq!(markdown(&lines), format!("one\n\n{table}\n\n---\n\nis $x_1$?\n\n<b>*x*</b>"));
    assert_eq!(lines.iter().filter(|line| line.kind == Kind::Source).count(), 6);
}
