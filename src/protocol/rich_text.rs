//! Formatted text as a tree. HTML is parsed and sanitised in the engine (spec, Client-Server API
//! § m.room.message msgtypes, the allowed tags); no HTML text ever crosses the wire.

use serde::{Deserialize, Serialize};

use crate::ids::{EventId, UserId};

/// Formatted text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RichText {
    /// Top-level nodes.
    pub nodes: Vec<Node>,
    /// One to a dozen emoji and nothing else: shown large.
    pub only_emoji: bool,
}

/// A piece of formatted text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// Plain characters; line breaks inside are kept where the sender sent no HTML.
    Text(String),
    /// `<br>`.
    LineBreak,
    /// `<hr>`.
    Rule,
    /// A tag that needs nothing but its children.
    Element { tag: Tag, children: Vec<Node> },
    /// `<h1>`–`<h6>`.
    Heading { level: u8, children: Vec<Node> },
    /// `<ol>` (`start` honoured, spec v1.18) or `<ul>`; the children are the items' contents.
    List { ordered: bool, start: i64, items: Vec<Vec<Node>> },
    /// `<table>`.
    Table { caption: Vec<Node>, head: Vec<Vec<Cell>>, body: Vec<Vec<Cell>> },
    /// `<pre><code class="language-…">`.
    CodeBlock { language: Option<String>, code: String },
    /// A web or mail link; the scheme is one of https, http, ftp, mailto, magnet.
    Link { href: String, children: Vec<Node> },
    /// A mention or a link to a room or event.
    Pill(Pill),
    /// `<img>` with an mxc source: custom emoji and small pictures.
    Image { uri: crate::ids::MxcUri, alt: String, title: String, height: Option<u32>, emoticon: bool },
    /// `<span data-mx-spoiler>`.
    Spoiler { reason: Option<String>, children: Vec<Node> },
    /// `<details>`.
    Details { summary: Vec<Node>, children: Vec<Node> },
    /// Text with `data-mx-color` / `data-mx-bg-color`, each `0xRRGGBB`.
    Coloured { foreground: Option<u32>, background: Option<u32>, children: Vec<Node> },
    /// `data-mx-maths`: LaTeX source; shown as code until it is typeset.
    Maths { latex: String, display: bool },
}

/// Tags without attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as in HTML")]
pub enum Tag {
    Paragraph,
    Blockquote,
    Bold,
    Italic,
    Underline,
    Strike,
    Code,
    Subscript,
    Superscript,
    Division,
}

/// A table cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// `<th>` rather than `<td>`.
    pub header: bool,
    /// What it holds.
    pub children: Vec<Node>,
}

/// A reference shown as a small label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pill {
    /// A person; `own` when it is the account itself.
    User { user: UserId, name: String, own: bool },
    /// A room by ID or alias, with an event in it where one is named. `name` is the room's where known.
    Room { id_or_alias: String, via: Vec<String>, event: Option<EventId>, name: Option<String> },
    /// `@room`.
    Everyone,
}
