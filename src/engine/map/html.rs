//! Sanitises HTML and walks it into nodes (spec, Client-Server API § m.room.message msgtypes).
//!
//! The sanitiser's word is not enough: an `<a>` with an attribute that sorts before `href` slips past its
//! check of schemes (ruma-html 0.9.0, `node_action` returns at the first attribute without a rule). The walk
//! therefore builds only what the node types can hold, and checks every address by itself.

use protocol::{
    MxcUri,
    rich_text::{Cell, Node, Tag},
};
use ruma_html::{
    Html, ListBehavior, NodeData, NodeRef, PropertiesNames, SanitizerConfig,
    matrix::{AnchorUri, MatrixElement, SpanData},
};

use super::{
    linkify::{allowed_href, linkify},
    pill::{self, Names},
    rich_text::{Budget, cut_at},
};

/// Elements nested deeper than this are cut off; the spec recommends 100.
const MOST_DEPTH: usize = 100;
/// Bytes of LaTeX; longer sources stay what stands in their place for those who cannot show them.
const LONGEST_MATHS: usize = 4_000;
/// Bytes of alternative texts, titles, reasons and the like.
const MOST_ATTRIBUTE: usize = 1_000;

/// Says that a picture is an emoji (MSC2545).
const EMOTICON: &str = "data-mx-emoticon";

/// The nodes of an HTML text; none where it is too large or too deep to be parsed (`vendor/ruma-html`).
pub(crate) fn nodes(html: &str, everyone: bool, names: &dyn Names, budget: &mut Budget) -> Vec<Node> {
    let html = Html::parse(html);
    let emoticon = PropertiesNames { parent: "img", properties: &[EMOTICON] };
    // What stands in these is for machines.
    let allowed = SanitizerConfig::compat().remove_reply_fallback().remove_elements(["script", "style"]);
    html.sanitize_with(&allowed.allow_attributes([emoticon], ListBehavior::Add));
    let mut walk = Walk { everyone, names, budget };
    let mut nodes = Vec::new();
    walk.children(html.first_child(), Mode::default(), &mut nodes);
    trim(&mut nodes);
    nodes
}

/// What surrounds a node.
#[derive(Debug, Clone, Copy, Default)]
struct Mode {
    depth: usize,
    /// Inside `<a>` or `<code>`: no links are looked for.
    literal: bool,
}

impl Mode {
    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
    fn literal(self) -> Self {
        Self { literal: true, ..self.deeper() }
    }
}

struct Walk<'a> {
    everyone: bool,
    names: &'a dyn Names,
    budget: &'a mut Budget,
}

/// The children of a node, first to last. `NodeRef::next_sibling` searches the parent's list each time.
fn siblings(first: Option<NodeRef>) -> impl Iterator<Item = NodeRef> {
    std::iter::successors(first, NodeRef::next_sibling)
}

impl Walk<'_> {
    fn children(&mut self, first: Option<NodeRef>, mode: Mode, out: &mut Vec<Node>) {
        if mode.depth > MOST_DEPTH {
            return;
        }
        for child in siblings(first) {
            if !self.budget.take(1) {
                return;
            }
            self.node(&child, mode, out);
        }
    }

    fn inner(&mut self, node: &NodeRef, mode: Mode) -> Vec<Node> {
        let mut out = Vec::new();
        self.children(node.first_child(), mode, &mut out);
        out
    }

    fn node(&mut self, node: &NodeRef, mode: Mode, out: &mut Vec<Node>) {
        match node.data() {
            NodeData::Text(text) => {
                let text = collapse(&text.borrow());
                let text = self.budget.cut(&text);
                if mode.literal {
                    push_text(text, out);
                } else {
                    out.extend(linkify(text, self.everyone, self.names, self.budget));
                }
            }
            NodeData::Element(data) => self.element(node, data.to_matrix().element, mode, out),
            _ => {}
        }
    }

    fn element(&mut self, node: &NodeRef, element: MatrixElement, mode: Mode, out: &mut Vec<Node>) {
        use MatrixElement as M;
        let simple =
            |tag, walk: &mut Self, mode: Mode| Node::Element { tag, children: walk.inner(node, mode) };
        let built = match element {
            M::B | M::Strong => simple(Tag::Bold, self, mode.deeper()),
            M::I | M::Em => simple(Tag::Italic, self, mode.deeper()),
            M::U => simple(Tag::Underline, self, mode.deeper()),
            M::S | M::Del => simple(Tag::Strike, self, mode.deeper()),
            M::Sub => simple(Tag::Subscript, self, mode.deeper()),
            M::Sup => simple(Tag::Superscript, self, mode.deeper()),
            M::Code(_) => simple(Tag::Code, self, mode.literal()),
            M::P => simple(Tag::Paragraph, self, mode.deeper()),
            M::Blockquote => simple(Tag::Blockquote, self, mode.deeper()),
            M::Div(data) => match data.maths.as_deref().and_then(|latex| self.maths(latex, true)) {
                Some(maths) => maths,
                None => simple(Tag::Division, self, mode.deeper()),
            },
            M::H(data) => {
                Node::Heading { level: data.level.value(), children: self.inner(node, mode.deeper()) }
            }
            M::Br => Node::LineBreak,
            M::Hr => Node::Rule,
            M::Pre => self.code_block(node),
            M::Ul => Node::List { ordered: false, start: 1, items: self.items(node, mode.deeper()) },
            M::Ol(data) => Node::List {
                ordered: true,
                // What a person can read; the attribute itself may hold any 64-bit number.
                start: data.start.unwrap_or(1).clamp(-999_999_999, 999_999_999),
                items: self.items(node, mode.deeper()),
            },
            M::Table => self.table(node, mode.deeper()),
            M::A(data) => return self.anchor(node, data.href, mode, out),
            M::Img(data) => {
                let text = |value: &Option<_>| -> String {
                    value.as_deref().map(|text: &str| attribute(text)).unwrap_or_default()
                };
                let (alt, title) = (text(&data.alt), text(&data.title));
                let Some(src) = data.src.filter(|src| src.is_valid()) else {
                    return push_text(&alt, out);
                };
                let marked = node.as_element().is_some_and(|data| {
                    data.attrs.borrow().iter().any(|attr| attr.name.local.as_bytes() == EMOTICON.as_bytes())
                });
                let shortcode = |text: &str| text.len() > 2 && text.starts_with(':') && text.ends_with(':');
                Node::Image {
                    uri: MxcUri(src.to_string()),
                    emoticon: marked || shortcode(&alt) || shortcode(&title) || data.height == Some(32),
                    height: data
                        .height
                        .and_then(|height| u32::try_from(height).ok())
                        .map(|h| h.clamp(1, 600)),
                    alt,
                    title,
                }
            }
            M::Span(data) => return self.span(node, &data, mode, out),
            M::Details => self.details(node, mode.deeper()),
            M::Summary | M::Li | M::Caption => simple(Tag::Division, self, mode.deeper()),
            // What the sanitiser leaves out, and parts of a table without their table.
            _ => return self.children(node.first_child(), mode.deeper(), out),
        };
        out.push(built);
    }

    fn anchor(&mut self, node: &NodeRef, href: Option<AnchorUri>, mode: Mode, out: &mut Vec<Node>) {
        let pill = match &href {
            Some(AnchorUri::Matrix(uri)) => pill::from_id(uri.id(), uri.via(), self.names),
            Some(AnchorUri::MatrixTo(uri)) => pill::from_id(uri.id(), uri.via(), self.names),
            _ => None,
        };
        if let Some(pill) = pill {
            out.push(Node::Pill(pill));
            return;
        }
        let href = match href {
            Some(AnchorUri::Other(href)) => allowed_href(&href),
            _ => None,
        };
        let children = self.inner(node, mode.literal());
        match href {
            Some(href) if !children.is_empty() => out.push(Node::Link { href, children }),
            _ => out.extend(children),
        }
    }

    fn span(&mut self, node: &NodeRef, data: &SpanData, mode: Mode, out: &mut Vec<Node>) {
        if let Some(maths) = data.maths.as_deref().and_then(|latex| self.maths(latex, false)) {
            out.push(maths);
            return;
        }
        let mut children = self.inner(node, mode.deeper());
        let colour = |value: &Option<_>| value.as_deref().and_then(|text: &str| colour(text));
        let (foreground, background) = (colour(&data.color), colour(&data.bg_color));
        if (foreground.is_some() || background.is_some()) && !children.is_empty() {
            children = vec![Node::Coloured { foreground, background, children }];
        }
        match &data.spoiler {
            Some(reason) => {
                let reason = (!reason.trim().is_empty()).then(|| attribute(reason));
                out.push(Node::Spoiler { reason, children });
            }
            None => out.extend(children),
        }
    }

    /// LaTeX, whole or not at all.
    fn maths(&mut self, latex: &str, display: bool) -> Option<Node> {
        let latex = latex.trim();
        let fits = !latex.is_empty() && latex.len() <= LONGEST_MATHS && self.budget.cut(latex) == latex;
        fits.then(|| Node::Maths { latex: latex.to_owned(), display })
    }

    fn code_block(&mut self, pre: &NodeRef) -> Node {
        let mut language = None;
        if let Some(code) =
            siblings(pre.first_child()).find_map(|child| match child.as_element()?.to_matrix().element {
                MatrixElement::Code(data) => Some(data),
                _ => None,
            })
        {
            language = code.language.map(|language| cut_at(&language, 40).to_owned());
        }
        let mut code = String::new();
        self.raw_text(pre, 0, &mut code);
        if code.ends_with('\n') {
            code.pop();
        }
        Node::CodeBlock { language, code }
    }

    fn raw_text(&mut self, node: &NodeRef, depth: usize, out: &mut String) {
        for child in siblings(node.first_child()) {
            if depth > MOST_DEPTH || !self.budget.take(1) {
                return;
            }
            match child.data() {
                NodeData::Text(text) => out.push_str(self.budget.cut(&text.borrow())),
                NodeData::Element(data) if data.name.local.as_bytes() == b"br" => out.push('\n'),
                _ => self.raw_text(&child, depth + 1, out),
            }
        }
    }

    fn items(&mut self, list: &NodeRef, mode: Mode) -> Vec<Vec<Node>> {
        let mut items = Vec::new();
        for child in siblings(list.first_child()) {
            if mode.depth > MOST_DEPTH || !self.budget.take(1) {
                break;
            }
            let item = child.as_element().map(|data| data.to_matrix().element);
            let mut nodes = match item {
                Some(MatrixElement::Li) => self.inner(&child, mode.deeper()),
                _ => {
                    let mut nodes = Vec::new();
                    self.node(&child, mode, &mut nodes);
                    if blank(&nodes) {
                        continue;
                    }
                    nodes
                }
            };
            trim(&mut nodes);
            items.push(nodes);
        }
        items
    }

    fn table(&mut self, table: &NodeRef, mode: Mode) -> Node {
        let (mut caption, mut head, mut body) = (Vec::new(), Vec::new(), Vec::new());
        for child in siblings(table.first_child()) {
            if !self.budget.take(1) {
                break;
            }
            match child.as_element().map(|data| data.to_matrix().element) {
                Some(MatrixElement::Caption) => caption = self.inner(&child, mode.deeper()),
                Some(MatrixElement::Thead) => self.rows(&child, mode.deeper(), &mut head),
                Some(MatrixElement::Tbody) => self.rows(&child, mode.deeper(), &mut body),
                Some(MatrixElement::Tr) => body.extend(self.row(&child, mode.deeper())),
                _ => {}
            }
        }
        Node::Table { caption, head, body }
    }

    fn rows(&mut self, part: &NodeRef, mode: Mode, out: &mut Vec<Vec<Cell>>) {
        for child in siblings(part.first_child()) {
            if !self.budget.take(1) {
                return;
            }
            if let Some(MatrixElement::Tr) = child.as_element().map(|data| data.to_matrix().element) {
                out.extend(self.row(&child, mode.deeper()));
            }
        }
    }

    fn row(&mut self, row: &NodeRef, mode: Mode) -> Option<Vec<Cell>> {
        let mut cells = Vec::new();
        for child in siblings(row.first_child()) {
            if mode.depth > MOST_DEPTH || !self.budget.take(1) {
                break;
            }
            let header = match child.as_element().map(|data| data.to_matrix().element) {
                Some(MatrixElement::Th) => true,
                Some(MatrixElement::Td) => false,
                _ => continue,
            };
            let mut children = self.inner(&child, mode.deeper());
            trim(&mut children);
            cells.push(Cell { header, children });
        }
        (!cells.is_empty()).then_some(cells)
    }

    fn details(&mut self, details: &NodeRef, mode: Mode) -> Node {
        let (mut summary, mut children) = (Vec::new(), Vec::new());
        for child in siblings(details.first_child()) {
            if mode.depth > MOST_DEPTH || !self.budget.take(1) {
                break;
            }
            match child.as_element().map(|data| data.to_matrix().element) {
                Some(MatrixElement::Summary) if summary.is_empty() => {
                    summary = self.inner(&child, mode.deeper());
                }
                _ => self.node(&child, mode, &mut children),
            }
        }
        trim(&mut children);
        Node::Details { summary, children }
    }
}

/// `#rrggbb` and nothing else.
fn colour(text: &str) -> Option<u32> {
    let hex = text.strip_prefix('#')?;
    (hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
        .then(|| u32::from_str_radix(hex, 16).ok())
        .flatten()
}

fn attribute(text: &str) -> String {
    cut_at(text.trim(), MOST_ATTRIBUTE).to_owned()
}

fn push_text(text: &str, out: &mut Vec<Node>) {
    if !text.is_empty() {
        out.push(Node::Text(text.to_owned()));
    }
}

/// Runs of space become one, as a browser shows them: the interface keeps the breaks of plain bodies, so
/// those of HTML must be gone before.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if matches!(c, ' ' | '\n' | '\t' | '\r' | '\x0c') {
            if !space {
                out.push(' ');
            }
            space = true;
        } else {
            out.push(c);
            space = false;
        }
    }
    out
}

fn blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| matches!(node, Node::Text(text) if text.trim().is_empty()))
}

pub(crate) fn is_block(node: &Node) -> bool {
    matches!(
        node,
        Node::Rule
            | Node::Heading { .. }
            | Node::List { .. }
            | Node::Table { .. }
            | Node::CodeBlock { .. }
            | Node::Details { .. }
            | Node::Maths { display: true, .. }
            | Node::Element { tag: Tag::Paragraph | Tag::Blockquote | Tag::Division, .. }
    )
}

/// Takes away the space between blocks, and at both ends.
fn trim(nodes: &mut Vec<Node>) {
    let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes.drain(..) {
        let space = matches!(&node, Node::Text(text) if text.trim().is_empty());
        if space && kept.last().is_none_or(is_block) {
            continue;
        }
        if is_block(&node) {
            while matches!(kept.last(), Some(Node::Text(text)) if text.trim().is_empty()) {
                kept.pop();
            }
        }
        kept.push(node);
    }
    while matches!(kept.last(), Some(Node::Text(text)) if text.trim().is_empty())
        || matches!(kept.last(), Some(Node::LineBreak))
    {
        kept.pop();
    }
    *nodes = kept;
}
