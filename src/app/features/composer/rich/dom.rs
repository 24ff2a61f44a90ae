//! The field's document and its lines: read out of the browser, and shown in it. Made node by node; no HTML text is ever
//! parsed into the page.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element as DomElement, HtmlElement, Node};

use super::{
    edit::State,
    model::{Kind, Line, Run},
    raw::{Element, Raw, Reading, Spot, attribute, read},
    tame,
};
use crate::platform;

/// What a document may have, nodes and depth; the rest is cut off.
const MOST_NODES: usize = 50_000;
const MOST_DEPTH: usize = 120;

/// The attributes that are looked at.
const ATTRIBUTES: [&str; 13] = [
    attribute::KIND,
    attribute::LEVEL,
    attribute::NUMBER,
    attribute::LANGUAGE,
    attribute::QUOTE,
    attribute::PILL,
    attribute::NAME,
    "href",
    "style",
    "class",
    "start",
    "alt",
    "hidden",
];

/// The ends of the selection, as nodes with offsets, the first in the document first.
type Ends = [Option<(Node, u32)>; 2];

/// The children of a node, apart from the browser.
fn children(parent: &Node, ends: &Ends, depth: usize, left: &mut usize) -> Vec<Raw> {
    let mut out = Vec::new();
    let mut next = parent.first_child();
    let mut at = 0;
    loop {
        for (end, place) in ends.iter().enumerate() {
            if place.as_ref().is_some_and(|(node, offset)| node == parent && *offset == at) {
                out.push(Raw::Caret(end == 1));
            }
        }
        let Some(node) = next else { break };
        if *left == 0 || depth > MOST_DEPTH {
            break;
        }
        *left -= 1;
        if let Some(element) = node.dyn_ref::<DomElement>() {
            out.push(Raw::Element(Element {
                name: element.local_name().to_ascii_lowercase(),
                attributes: attributes(element),
                children: children(&node, ends, depth + 1, left),
            }));
        } else if node.node_type() == Node::TEXT_NODE {
            text(&node, ends, &mut out);
        }
        next = node.next_sibling();
        at += 1;
    }
    out
}

/// Asked for by the names that are there: most elements have none, and this is read with every key.
fn attributes(element: &DomElement) -> Vec<(String, String)> {
    let names = element.get_attribute_names();
    let known = names.iter().filter_map(|name| {
        let written = name.as_string()?;
        let name = tame::plain(written.clone());
        let value = ATTRIBUTES.contains(&name.as_str()).then(|| element.get_attribute(&written))?;
        Some((name, tame::plain(value?)))
    });
    known.collect()
}

/// A text, cut where the selection ends in it.
fn text(node: &Node, ends: &Ends, out: &mut Vec<Raw>) {
    let text = tame::plain(node.node_value().unwrap_or_default());
    if !ends.iter().flatten().any(|(other, _)| other == node) {
        out.extend((!text.is_empty()).then_some(Raw::Text(text)));
        return;
    }
    let text: Vec<u16> = text.encode_utf16().collect();
    let mut done = 0;
    for (end, place) in ends.iter().enumerate() {
        let Some((_, offset)) = place.as_ref().filter(|(other, _)| other == node) else { continue };
        let offset = (*offset as usize).clamp(done, text.len());
        out.push(Raw::Text(String::from_utf16_lossy(&text[done..offset])));
        out.push(Raw::Caret(end == 1));
        done = offset;
    }
    out.push(Raw::Text(String::from_utf16_lossy(&text[done..])));
    out.retain(|raw| !matches!(raw, Raw::Text(text) if text.is_empty()));
}

/// What stands in the field, and what is selected there.
pub(crate) fn reading(field: &HtmlElement) -> Reading {
    let mut left = MOST_NODES;
    read(&children(field, &ends(field), 0, &mut left))
}

/// The state that was read; the caret is at the end where the selection is elsewhere.
pub(crate) fn state_of(Reading { lines, spots, .. }: Reading) -> State {
    match spots {
        [Some(from), to] => State { lines, from, to: to.unwrap_or(from).max(from) },
        _ => State::at_end(lines),
    }
}

fn ends(field: &HtmlElement) -> Ends {
    let selection = platform::window().get_selection().ok().flatten();
    let Some(range) =
        selection.filter(|found| found.range_count() > 0).and_then(|found| found.get_range_at(0).ok())
    else {
        return [None, None];
    };
    let place = |node: Result<Node, _>, offset: Result<u32, _>| {
        let node = node.ok().filter(|node| field.contains(Some(node)))?;
        Some((node, offset.ok()?))
    };
    [place(range.start_container(), range.start_offset()), place(range.end_container(), range.end_offset())]
}

/// Shows a state in the field, with its selection where the field has the focus.
pub(crate) fn show(field: &HtmlElement, state: &State, focused: bool) {
    let document = platform::document();
    let lines: Vec<DomElement> = state.lines.iter().filter_map(|line| line_of(&document, line)).collect();
    while let Some(child) = field.first_child() {
        let _ = field.remove_child(&child);
    }
    for line in &lines {
        let _ = field.append_child(line);
    }
    if focused {
        select(field, state.from, state.to);
    }
}

/// Puts the selection into the field.
pub(crate) fn select(field: &HtmlElement, from: Spot, to: Spot) {
    let Some(selection) = platform::window().get_selection().ok().flatten() else { return };
    let (Some((from, start)), Some((to, end))) = (place(field, from), place(field, to)) else { return };
    let _ = selection.set_base_and_extent(&from, start, &to, end);
}

/// The node and offset of a place.
fn place(field: &HtmlElement, spot: Spot) -> Option<(Node, u32)> {
    let line: Node = field.children().item(u32::try_from(spot.line).ok()?)?.into();
    let mut left = spot.at;
    Some(inside(&line, &mut left).unwrap_or_else(|| {
        let last = line.last_child();
        let count = line.child_nodes().length();
        let holder = last.is_some_and(|last| last.node_name().eq_ignore_ascii_case("br"));
        (line, if holder { count.saturating_sub(1) } else { count })
    }))
}

fn inside(parent: &Node, left: &mut usize) -> Option<(Node, u32)> {
    let mut next = parent.first_child();
    let mut at = 0;
    while let Some(node) = next {
        if node.node_type() == Node::TEXT_NODE {
            let length = node.node_value().unwrap_or_default().encode_utf16().count();
            if *left <= length {
                return Some((node, u32::try_from(*left).unwrap_or_default()));
            }
            *left -= length;
        } else if node.dyn_ref::<DomElement>().is_some_and(|element| element.has_attribute(attribute::PILL)) {
            if *left == 0 {
                return Some((parent.clone(), at));
            }
            *left -= 1;
            if *left == 0 && node.next_sibling().is_none() {
                return Some((parent.clone(), at + 1));
            }
        } else if let Some(found) = inside(&node, left) {
            return Some(found);
        }
        next = node.next_sibling();
        at += 1;
    }
    None
}

fn line_of(document: &Document, line: &Line) -> Option<DomElement> {
    let element = document.create_element("p").ok()?;
    let set = |name: &str, value: &str| {
        let _ = element.set_attribute(name, value);
    };
    set("dir", "auto");
    let kind = match &line.kind {
        Kind::Text => "text",
        Kind::Heading(level) => {
            set(attribute::LEVEL, &level.to_string());
            set("role", "heading");
            // Below the page's own, as in the timeline.
            set("aria-level", &(level + 3).min(6).to_string());
            "heading"
        }
        Kind::Item { depth, number } => {
            set(attribute::LEVEL, &depth.to_string());
            if let Some(number) = number {
                set(attribute::NUMBER, &number.to_string());
                if let Some(element) = element.dyn_ref::<HtmlElement>() {
                    let _ = element.style().set_property("counter-set", &format!("list-item {number}"));
                }
            }
            "item"
        }
        Kind::More { depth } => {
            set(attribute::LEVEL, &depth.to_string());
            "more"
        }
        Kind::Code { language } => {
            set(attribute::LANGUAGE, language);
            set("dir", "ltr");
            set("spellcheck", "false");
            "code"
        }
        Kind::Source => {
            set("spellcheck", "false");
            "source"
        }
    };
    set(attribute::KIND, kind);
    if line.quote > 0 {
        set(attribute::QUOTE, &line.quote.to_string());
    }
    for run in &line.runs {
        if let Some(node) = run_of(document, run) {
            let _ = element.append_child(&node);
        }
    }
    // Without words a line would have no height, and no place for the caret behind a pill.
    if line.runs.last().is_none_or(|run| run.pill.is_some()) {
        let holder = document.create_element("br").ok()?;
        let _ = element.append_child(&holder);
    }
    Some(element)
}

fn run_of(document: &Document, run: &Run) -> Option<Node> {
    let mut node: Node = match &run.pill {
        Some(written) => {
            let pill = document.create_element("span").ok()?;
            let named = if written.starts_with('@') && !run.text.starts_with('@') {
                format!("@{}", run.text)
            } else {
                run.text.clone()
            };
            for (name, value) in [
                ("class", "Pill"),
                ("contenteditable", "false"),
                (attribute::PILL, written.as_str()),
                (attribute::NAME, run.text.as_str()),
                ("title", written.as_str()),
            ] {
                let _ = pill.set_attribute(name, value);
            }
            pill.set_text_content(Some(&named));
            pill.into()
        }
        None => document.create_text_node(&run.text).into(),
    };
    let marks = &run.marks;
    let tags = [
        (marks.code, "code"),
        (marks.italic, "em"),
        (marks.bold, "strong"),
        (marks.strike, "s"),
        (marks.link.is_some(), "a"),
    ];
    for (_, tag) in tags.into_iter().filter(|(on, _)| *on) {
        let outer = document.create_element(tag).ok()?;
        if let Some(link) = marks.link.as_ref().filter(|_| tag == "a") {
            let _ = outer.set_attribute("href", link);
        }
        let _ = outer.append_child(&node);
        node = outer.into();
    }
    Some(node)
}

/// A document of HTML that somebody else wrote, apart from the page: nothing in it runs, and nothing is fetched for it.
pub(crate) fn parsed(html: &str) -> Option<Vec<Raw>> {
    let parser = web_sys::DomParser::new().ok()?;
    let document = parser.parse_from_string(&tame::tame(html), web_sys::SupportedType::TextHtml).ok()?;
    let mut left = MOST_NODES;
    Some(children(document.body()?.as_ref(), &[None, None], 0, &mut left))
}

/// How a change came about (`InputEvent.inputType`).
pub(crate) fn input_type(event: &web_sys::Event) -> String {
    Reflect::get(event, &"inputType".into()).ok().and_then(|kind| kind.as_string()).unwrap_or_default()
}
