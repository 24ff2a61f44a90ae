//! What a person typed to the HTML that goes out (spec, Client-Server API § m.room.message msgtypes).
//!
//! HTML that was typed is text, not markup: `<here>` must be read as it stands by everybody.

pub(crate) mod blocks;
mod emoticons;
mod maths;
pub(crate) mod source;

use protocol::rich_text::{Node, Pill};
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd, TextMergeStream, html::push_html};

use unicode_segmentation::UnicodeSegmentation;

use crate::map::{linkify::linkify, pill::Names, rich_text::Budget};

/// The text's HTML, or `None` where it has no formatting and goes out as plain text alone. With `names`, the people
/// and rooms that the text names by ID become links with their names (spec, "User, room, and group mentions"), and the
/// emoji of packs that it names pictures.
pub(crate) fn html(text: &str, names: Option<&dyn Names>) -> Option<String> {
    let mut paragraphs = 0;
    let mut formatted = false;
    let events: Vec<Event<'_>> = as_typed(Parser::new_ext(text, maths::options(text)))
        .inspect(|event| match event {
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::End(TagEnd::Paragraph) | Event::Text(_) | Event::HardBreak => {}
            _ => formatted = true,
        })
        .collect();
    // A backslash that escapes leaves no event of its own: the words differ from what was typed.
    let said: String = events
        .iter()
        .map(|event| match event {
            Event::Text(text) => text.as_ref(),
            _ => "",
        })
        .collect();
    let typed = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
    let plain = !formatted && typed(&said) == typed(text);
    let events = match names {
        Some(names) => emoticons::with_emoticons(with_pills(events, names), names),
        None => events,
    };
    if plain
        && !events.iter().any(|event| matches!(event, Event::Start(Tag::Link { .. }) | Event::InlineHtml(_)))
    {
        return None;
    }
    let only_paragraph = paragraphs == 1
        && matches!(events.first(), Some(Event::Start(Tag::Paragraph)))
        && matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
    // One paragraph goes out without its tag, as the spec asks.
    let inner =
        if only_paragraph { events.get(1..events.len() - 1).unwrap_or_default() } else { &events[..] };
    let mut html = String::new();
    push_html(&mut html, maths::written(inner).into_iter());
    Some(html.trim_end().to_owned())
}

/// The events, with the lines that were typed, and HTML as text.
fn as_typed<'t>(events: impl Iterator<Item = Event<'t>>) -> impl Iterator<Item = Event<'t>> {
    let events = events.map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        event => event,
    });
    TextMergeStream::new(events)
        .filter(|event| !matches!(event, Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)))
}

/// Text as HTML that says just that.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::new();
    push_html(&mut html, std::iter::once(Event::Text(text.into())));
    html.replace('\n', "<br>\n")
}

/// Text as HTML in which each letter has a colour of its own, once around the circle of hues.
pub(crate) fn rainbow(text: &str) -> String {
    let letters: Vec<&str> = text.graphemes(true).collect();
    let coloured = |(at, letter): (usize, &&str)| {
        if letter.trim().is_empty() {
            return escaped(letter);
        }
        let [red, green, blue] = hue(at as f32 / letters.len() as f32);
        format!("<span data-mx-color=\"#{red:02x}{green:02x}{blue:02x}\">{}</span>", escaped(letter))
    };
    letters.iter().enumerate().map(coloured).collect()
}

/// A colour that can be read on light and dark alike; `turn` goes from 0 to 1 around the circle.
fn hue(turn: f32) -> [u8; 3] {
    [0.0, 1.0 / 3.0, 2.0 / 3.0].map(|shift| {
        let wave = ((turn - shift) * std::f32::consts::TAU).cos();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 58 and 218")]
        let part = (138.0 + 80.0 * wave) as u8;
        part
    })
}

/// The events, with others in place of texts: not in code, nor in links. `replace` says whether it has written some.
fn with_texts<'t>(
    events: Vec<Event<'t>>,
    mut replace: impl FnMut(&str, &mut Vec<Event<'t>>) -> bool,
) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    let mut literal = 0;
    for event in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => literal += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => literal -= 1,
            Event::Text(text) if literal == 0 && replace(text, &mut out) => continue,
            _ => {}
        }
        out.push(event);
    }
    out
}

/// The events, with links in place of the people and rooms that are named by ID.
fn with_pills<'t>(events: Vec<Event<'t>>, names: &dyn Names) -> Vec<Event<'t>> {
    let mut budget = Budget::whole();
    with_texts(events, |text, out| {
        if !text.contains([':', '@', '#']) {
            return false;
        }
        let nodes = linkify(text, false, names, &mut budget);
        let names_some = nodes.iter().any(|node| matches!(node, Node::Pill(_)));
        if names_some {
            nodes.into_iter().for_each(|node| push_node(node, out));
        }
        names_some
    })
}

fn push_node(node: Node, out: &mut Vec<Event<'_>>) {
    match node {
        Node::Text(text) => out.push(Event::Text(text.into())),
        Node::Pill(pill) => {
            let written = source::written(&pill);
            let name = match pill {
                Pill::User { name, .. } => name,
                Pill::Room { name, event: None, .. } => name.unwrap_or_else(|| written.clone()),
                Pill::Room { .. } | Pill::Everyone => written.clone(),
            };
            let dest_url = if written.starts_with("https:") {
                written
            } else {
                // As ruma does: what would end the path is the identifier's.
                format!("https://matrix.to/#/{}", written.replace('/', "%2F"))
            };
            out.push(Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: dest_url.into(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            }));
            out.push(Event::Text(name.into()));
            out.push(Event::End(TagEnd::Link));
        }
        // An address that needs no help to be one.
        Node::Link { children, .. } => children.into_iter().for_each(|child| push_node(child, out)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::map::pill::Nobody;

    fn html(text: &str) -> Option<String> {
        super::html(text, Some(&Nobody))
    }

    #[test]
    fn who_is_named_becomes_a_link() {
        let bo = "<a href=\"https://matrix.to/#/@bo_b_:b.example\">bo_b_</a>";
        assert_eq!(html("hi @bo_b_:b.example!"), Some(format!("hi {bo}!")));
        assert_eq!(
            html("**@bo_b_:b.example** https://a.example"),
            Some(format!("<strong>{bo}</strong> https://a.example"))
        );
        assert_eq!(html("`@bo:b.example`").as_deref(), Some("<code>@bo:b.example</code>"));
        assert_eq!(
            html("[x](https://matrix.to/#/@bo:b.example)").as_deref(),
            Some("<a href=\"https://matrix.to/#/@bo:b.example\">x</a>")
        );
        assert_eq!(html("see https://a.example"), None);
        assert_eq!(super::html("hi @bo:b.example", None), None);
    }

    #[test]
    fn plain_text_needs_no_html() {
        assert_eq!(html("nothing special <here> & there"), None);
        assert_eq!(html("two\nlines"), None);
        assert_eq!(html("two\n\nparagraphs"), None);
    }

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(html("hello *you*").as_deref(), Some("hello <em>you</em>"));
        assert_eq!(html("- a\n- b").as_deref(), Some("<ul>\n<li>a</li>\n<li>b</li>\n</ul>"));
        assert_eq!(html("`<b>`").as_deref(), Some("<code>&lt;b&gt;</code>"));
        assert_eq!(html(r"no \*stars\*").as_deref(), Some("no *stars*"));
    }

    #[test]
    fn typed_html_is_text() {
        assert_eq!(html("**a** <b>c</b>").as_deref(), Some("<strong>a</strong> &lt;b&gt;c&lt;/b&gt;"));
        let block = html("<div onclick=x>\n\n*hi*").expect("it is formatted");
        assert!(block.contains("&lt;div onclick=x&gt;") && !block.contains("<div"), "{block}");
    }
}
