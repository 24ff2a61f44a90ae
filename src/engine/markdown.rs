//! What a person typed to the HTML that goes out (spec, Client-Server API § m.room.message msgtypes).
//!
//! HTML that was typed is text, not markup: `<here>` must be read as it stands by everybody.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// The text's HTML, or `None` where it has no formatting and goes out as plain text alone.
pub(crate) fn html(text: &str) -> Option<String> {
    let mut paragraphs = 0;
    let mut formatted = false;
    let events: Vec<Event<'_>> =
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
            .map(|event| match event {
                Event::SoftBreak => Event::HardBreak,
                Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
                event => event,
            })
            .filter(|event| !matches!(event, Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)))
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
    if !formatted && typed(&said) == typed(text) {
        return None;
    }
    let only_paragraph = paragraphs == 1
        && matches!(events.first(), Some(Event::Start(Tag::Paragraph)))
        && matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
    // One paragraph goes out without its tag, as the spec asks.
    let inner =
        if only_paragraph { events.get(1..events.len() - 1).unwrap_or_default() } else { &events[..] };
    let mut html = String::new();
    push_html(&mut html, inner.iter().cloned());
    Some(html.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::html;

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
