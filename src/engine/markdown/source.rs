//! Formatted text back to what would be typed to say it, for messages that another client wrote.

use protocol::rich_text::{Cell, Node, Pill, Tag};

use crate::map::{
    html::{self, is_block},
    linkify::linkify,
    pill::Nobody,
    rich_text::Budget,
};

/// What would be typed to say a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Markdown.
    pub(crate) text: String,
    /// Whether all of the message's format comes back from it.
    pub(crate) whole: bool,
}

/// The Markdown of a message: its body where that says it all, else the formatted text written out.
pub(crate) fn source(body: &str, formatted: &str) -> Source {
    let wanted = html::nodes(formatted, true, &Nobody, &mut Budget::whole());
    let says = |text: &str| shape(&read(text)) == shape(&wanted);
    if says(body) {
        return Source { text: body.to_owned(), whole: true };
    }
    let [bare, escaped] = [false, true].map(|escape| Writer { escape }.nodes(&wanted));
    if says(&bare) {
        return Source { text: bare, whole: true };
    }
    let whole = says(&escaped);
    Source { text: if whole { escaped } else { bare }, whole }
}

/// What a text says once it is sent.
fn read(text: &str) -> Vec<Node> {
    let mut budget = Budget::whole();
    match super::html(text, Some(&Nobody)) {
        Some(html) => html::nodes(&html, true, &Nobody, &mut budget),
        None => linkify(text, true, &Nobody, &mut budget),
    }
}

/// A tree by which two texts can be told apart that look different: no space, no paragraph round all of it.
fn shape(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.extend(text.chars().filter(|letter| !letter.is_whitespace())),
            Node::LineBreak => {}
            Node::Element { tag: Tag::Paragraph | Tag::Division, children } => out.push_str(&shape(children)),
            Node::Element { tag, children } => out.push_str(&format!("⟨{tag:?}{}⟩", shape(children))),
            Node::Heading { level, children } => out.push_str(&format!("⟨{level}{}⟩", shape(children))),
            Node::List { ordered, start, items } => {
                out.push_str(&format!("⟨list{}", if *ordered { *start } else { -1 }));
                items.iter().for_each(|item| out.push_str(&format!("⟨{}⟩", shape(item))));
                out.push('⟩');
            }
            Node::Table { caption, head, body } => {
                out.push_str(&format!("⟨table{}", shape(caption)));
                for row in head.iter().chain(body) {
                    row.iter().for_each(|cell| {
                        out.push_str(&format!("⟨{}{}⟩", cell.header, shape(&cell.children)))
                    });
                    out.push('¶');
                }
                out.push('⟩');
            }
            Node::Link { href, children } => out.push_str(&format!("⟨{href}{}⟩", shape(children))),
            // Which picture it is, the packs know.
            Node::Image { emoticon: true, alt, .. } => out.push_str(alt),
            other => out.push_str(&format!("{other:?}")),
        }
    }
    out
}

struct Writer {
    /// Whether to mark letters that Markdown would take for format.
    escape: bool,
}

impl Writer {
    fn nodes(&self, nodes: &[Node]) -> String {
        let mut out = String::new();
        for node in nodes {
            if is_block(node) {
                end_block(&mut out);
                out.push_str(&self.block(node));
                end_block(&mut out);
            } else {
                self.inline(node, &mut out);
            }
        }
        out.trim().to_owned()
    }

    fn block(&self, node: &Node) -> String {
        match node {
            Node::Element { tag: Tag::Blockquote, children } => {
                let lines = self.nodes(children);
                let lines: Vec<_> =
                    lines.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
                lines.join("\n")
            }
            Node::Element { children, .. } => self.nodes(children),
            Node::Heading { level, children } => {
                format!("{} {}", "#".repeat(usize::from(*level)), self.line(children))
            }
            Node::List { ordered, start, items } => {
                let numbers = *start..;
                let items: Vec<_> =
                    numbers.zip(items).map(|(at, item)| self.item(item, ordered.then_some(at))).collect();
                items.join("\n")
            }
            Node::Table { head, body, .. } => self.table(head, body),
            Node::CodeBlock { language, code } => {
                let fence = "`".repeat(longest_run(code).max(2) + 1);
                format!("{fence}{}\n{code}\n{fence}", language.as_deref().unwrap_or_default())
            }
            Node::Rule => "---".to_owned(),
            Node::Maths { latex, .. } => format!("$${latex}$$"),
            Node::Details { summary, children } => {
                format!("{}\n\n{}", self.nodes(summary), self.nodes(children))
            }
            other => self.line(std::slice::from_ref(other)),
        }
    }

    fn item(&self, item: &[Node], number: Option<i64>) -> String {
        let marker = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        let text = self.nodes(item);
        let loose = item.iter().any(|node| matches!(node, Node::Element { tag: Tag::Paragraph, .. }));
        let text = if loose { text } else { text.replace("\n\n", "\n") };
        let indent = format!("\n{}", " ".repeat(marker.len()));
        format!("{marker}{}", text.replace('\n', &indent))
    }

    fn table(&self, head: &[Vec<Cell>], body: &[Vec<Cell>]) -> String {
        let row = |cells: &Vec<Cell>| {
            let cells = cells.iter().map(|cell| self.line(&cell.children).replace('|', "\\|"));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut rows = head.iter().chain(body);
        let Some(first) = rows.next() else { return String::new() };
        let rule = format!("|{}", " --- |".repeat(first.len()));
        let rows = [row(first), rule].into_iter().chain(rows.map(row));
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Nodes on one line.
    fn line(&self, nodes: &[Node]) -> String {
        self.nodes(nodes).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn inline(&self, node: &Node, out: &mut String) {
        match node {
            Node::Text(text) if self.escape => escape(text, out),
            Node::Text(text) => out.push_str(text),
            Node::LineBreak => out.push('\n'),
            Node::Element { tag: Tag::Bold, children } => self.marked("**", children, out),
            Node::Element { tag: Tag::Italic, children } => self.marked("*", children, out),
            Node::Element { tag: Tag::Strike, children } => self.marked("~~", children, out),
            Node::Element { tag: Tag::Code, children } => {
                let code = Writer { escape: false }.nodes(children);
                let fence = "`".repeat(longest_run(&code) + 1);
                let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
            }
            Node::Link { href, children } => {
                let text = Writer { escape: false }.nodes(children);
                if text == *href || allowed_by_itself(&text, href) {
                    out.push_str(&text);
                } else {
                    let awkward = href.contains(['(', ')', ' ']);
                    let href = if awkward { format!("<{href}>") } else { href.clone() };
                    out.push_str(&format!("[{}]({href})", self.nodes(children)));
                }
            }
            Node::Pill(pill) => out.push_str(&written(pill)),
            Node::Image { alt, .. } => out.push_str(alt),
            Node::Maths { latex, .. } => out.push_str(&format!("${latex}$")),
            Node::Element { children, .. }
            | Node::Spoiler { children, .. }
            | Node::Coloured { children, .. } => children.iter().for_each(|child| self.inline(child, out)),
            block => out.push_str(&self.block(block)),
        }
    }

    /// Words between marks, which must stand close to them.
    fn marked(&self, mark: &str, children: &[Node], out: &mut String) {
        let mut inner = String::new();
        children.iter().for_each(|child| self.inline(child, &mut inner));
        let words = inner.trim();
        if words.is_empty() {
            return out.push_str(&inner);
        }
        let (before, after) = (inner.len() - inner.trim_start().len(), inner.trim_end().len());
        out.push_str(&format!("{}{mark}{words}{mark}{}", &inner[..before], &inner[after..]));
    }
}

/// Whether a link is made of these words without anybody's help.
fn allowed_by_itself(text: &str, href: &str) -> bool {
    matches!(&read(text)[..], [Node::Link { href: made, .. }] if made == href)
}

/// A reference as it is typed.
pub(crate) fn written(pill: &Pill) -> String {
    match pill {
        Pill::User { user, .. } => user.to_string(),
        Pill::Everyone => "@room".to_owned(),
        Pill::Room { id_or_alias, event: None, .. } if id_or_alias.starts_with('#') => id_or_alias.clone(),
        Pill::Room { id_or_alias, via, event, .. } => {
            let event = event.as_ref().map(|event| format!("/{event}")).unwrap_or_default();
            let via: Vec<_> = via.iter().map(|server| format!("via={server}")).collect();
            let via = if via.is_empty() { String::new() } else { format!("?{}", via.join("&")) };
            format!("https://matrix.to/#/{id_or_alias}{event}{via}")
        }
    }
}

fn end_block(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push_str("\n\n");
    }
}

fn longest_run(code: &str) -> usize {
    code.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

fn escape(text: &str, out: &mut String) {
    let mut at_start = out.is_empty() || out.ends_with('\n');
    for letter in text.chars() {
        if "\\`*_~[]$".contains(letter) || at_start && "#>+-|".contains(letter) {
            out.push('\\');
        }
        at_start = letter == '\n';
        out.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Source {
        Source { text: text.to_owned(), whole: true }
    }

    #[test]
    fn a_body_that_says_it_all_is_what_was_typed() {
        assert_eq!(source("**a** b", "<strong>a</strong> b"), whole("**a** b"));
        assert_eq!(source("a\n\nb", "<p>a</p>\n<p>b</p>"), whole("a\n\nb"));
    }

    #[test]
    fn what_another_client_formatted_is_written_out() {
        let check = |html: &str, text: &str| assert_eq!(source("its body", html), whole(text), "{html}");
        check("a <b>bold</b> <i>word</i> <del>gone</del>", "a **bold** *word* ~~gone~~");
        check("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree");
        check("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c");
        check("<ol start=\"3\"><li>a</li><li>b</li></ol>", "3. a\n4. b");
        check("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc");
        check("<pre><code class=\"language-rust\">let a;\n```\n</code></pre>", "````rust\nlet a;\n```\n````");
        check("see <code>a`b</code>", "see ``a`b``");
        check("<h2>Title</h2>text", "## Title\n\ntext");
        check("<a href=\"https://a.example/b(c)\">here</a>", "[here](<https://a.example/b(c)>)");
        check("<a href=\"https://a.example/\">https://a.example/</a>", "https://a.example/");
        check("<em>2 * 3</em> *not*", "*2 \\* 3* \\*not\\*");
        check("a<hr>b", "a\n\n---\n\nb");
        check("is <span data-mx-maths=\"x^2\"><code>x^2</code></span>?", "is $x^2$?");
        check("is<div data-mx-maths=\"x\">x</div>", "is\n\n$$x$$");
        let table = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>";
        check(table, "| a | b |\n| --- | --- |\n| 1 | 2 |");
    }

    #[test]
    fn whom_it_mentions_stays() {
        let html = "<a href=\"https://matrix.to/#/@bo:b.example\">Bo</a>: look at \
                    <a href=\"https://matrix.to/#/!r:b.example/$e?via=b.example\">this</a>";
        let text = "@bo:b.example: look at https://matrix.to/#/!r:b.example/$e?via=b.example";
        assert_eq!(source("Bo: look at this", html), whole(text));
    }

    #[test]
    fn what_cannot_be_written_is_said() {
        for html in ["<u>a</u>", "<span data-mx-spoiler>a</span>", "<font data-mx-color=\"#ff0000\">a</font>"]
        {
            assert_eq!(source("body", html), Source { text: "a".to_owned(), whole: false }, "{html}");
        }
    }
}
