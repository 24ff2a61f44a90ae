//! LaTeX between dollars (D14): `$…$` in a line, `$$…$$` on its own (spec, Client-Server API § Mathematical messages).

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How a text is read. Dollars are prices and variables too: where one pair of them is not surely LaTeX, none is.
pub(super) fn options(text: &str) -> Options {
    let plain = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let maths = plain | Options::ENABLE_MATH;
    if text.matches('$').nth(1).is_none() {
        return plain;
    }
    let sure = |(event, range): (Event<'_>, Range<usize>)| match event {
        Event::InlineMath(tex) | Event::DisplayMath(tex) => {
            !tex.trim().is_empty() && stands_alone(text, range)
        }
        _ => true,
    };
    if Parser::new_ext(text, maths).into_offset_iter().all(sure) { maths } else { plain }
}

/// Whether no word, number or further dollar touches it: `5$, 6$` and `$A/$B` are none.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let free = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '$');
    let (before, after) = (text.get(..range.start), text.get(range.end..));
    free(before.and_then(|text| text.chars().next_back())) && free(after.and_then(|text| text.chars().next()))
}

/// The events, with LaTeX as the HTML that carries it. What stands on its own line becomes a block, without a paragraph
/// round it, which could not hold one.
pub(super) fn written<'t>(events: &[Event<'t>]) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    let mut skip = false;
    for (at, event) in events.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let (tex, display) = match event {
            Event::InlineMath(tex) => (tex, false),
            Event::DisplayMath(tex) => (tex, true),
            other => {
                out.push(other.clone());
                continue;
            }
        };
        let before = at.checked_sub(1).and_then(|at| events.get(at));
        let after = events.get(at + 1);
        let in_paragraph = matches!(before, Some(Event::Start(Tag::Paragraph)))
            && matches!(after, Some(Event::End(TagEnd::Paragraph)));
        let alone = in_paragraph
            || matches!(before, None | Some(Event::Start(Tag::Item | Tag::BlockQuote(_))))
                && matches!(after, None | Some(Event::End(_)));
        if in_paragraph {
            out.pop();
            skip = true;
        }
        out.push(Event::InlineHtml(html(tex.trim(), display && alone).into()));
    }
    out
}

/// Who cannot show it shows its source as code.
fn html(tex: &str, block: bool) -> String {
    let tex = tex.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let tag = if block { "div" } else { "span" };
    let end = if block { "\n" } else { "" };
    format!("<{tag} data-mx-maths=\"{tex}\"><code>{tex}</code></{tag}>{end}")
}

#[cfg(test)]
mod tests {
    use crate::markdown::html;

    fn inline(tex: &str) -> String {
        format!("<span data-mx-maths=\"{tex}\"><code>{tex}</code></span>")
    }

    fn block(tex: &str) -> String {
        format!("<div data-mx-maths=\"{tex}\"><code>{tex}</code></div>")
    }

    #[test]
    fn latex_between_dollars_goes_out_as_such() {
        let html = |text: &str| html(text, None);
        assert_eq!(html("$x^2$"), Some(inline("x^2")));
        assert_eq!(
            html("so $a_1 * b_1$, *then*"),
            Some(format!("so {}, <em>then</em>", inline("a_1 * b_1")))
        );
        assert_eq!(html("($a<b & \"c\"$)"), Some(format!("({})", inline("a&lt;b &amp; &quot;c&quot;"))));
        assert_eq!(html("$$ \\frac{a}{b} $$"), Some(block("\\frac{a}{b}")));
        assert_eq!(html("so\n\n$$x$$\n\nis"), Some(format!("<p>so</p>\n{}\n<p>is</p>", block("x"))));
        assert_eq!(html("so $$x$$ is"), Some(format!("so {} is", inline("x"))), "a block stands alone");
        let two = format!("<ul>\n<li>{}</li>\n<li>{}\n</li>\n</ul>", inline("a"), block("b"));
        assert_eq!(html("- $a$\n- $$b$$"), Some(two));
    }

    #[test]
    fn other_dollars_stay_as_they_are() {
        for text in [
            "$5 and $6",
            "5$, 6$",
            "it costs 5$ or 6$.",
            "$5-$6",
            "US$5, US$6",
            "$HOME/$USER",
            "$ x $",
            "$x $y",
            "$$",
            "$$$$",
            "$$$x$$$",
            "a $x$2 b",
            "one $x$ and 5$, 6$",
            "$x",
        ] {
            assert_eq!(html(text, None), None, "{text}");
        }
        assert_eq!(html("`$x$`", None).as_deref(), Some("<code>$x$</code>"));
        assert_eq!(html("```\n$x$\n```", None).as_deref(), Some("<pre><code>$x$\n</code></pre>"));
        assert_eq!(html(r"\$x\$", None).as_deref(), Some("$x$"));
    }
}
