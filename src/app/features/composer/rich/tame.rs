//! HTML of others without styles of its own: browsers report to the console, as a violation of the page's policy, what
//! they do not apply, also in a document that nobody sees.

/// How an attribute is called after `tame`, if it is called otherwise.
pub(super) fn renamed(attribute: &str) -> Option<&'static str> {
    (attribute == "style").then_some("data-style")
}

/// The text with `style` attributes and elements under other names; these elements are left out by the reader.
pub(super) fn tame(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut tag = false;
    let mut quote = None;
    let mut before = ' ';
    let mut rest = html;
    while let Some(letter) = rest.chars().next() {
        if !tag && (begins(rest, "<style") || begins(rest, "</style")) {
            let at = rest.len().min(if begins(rest, "</") { 7 } else { 6 });
            out.push_str(if begins(rest, "</") { "</script" } else { "<script" });
            (tag, before, rest) = (true, 'e', &rest[at..]);
            continue;
        }
        if tag
            && quote.is_none()
            && begins(rest, "style")
            && (before.is_whitespace() || "/\"'".contains(before))
        {
            out.push_str("data-style");
            (before, rest) = ('e', &rest[5..]);
            continue;
        }
        match (tag, quote) {
            (false, _) => {
                tag = letter == '<'
                    && rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '/')
            }
            (true, Some(end)) if letter == end => quote = None,
            (true, None) if letter == '>' => tag = false,
            (true, None) if matches!(letter, '"' | '\'') => quote = Some(letter),
            (true, _) => {}
        }
        out.push(letter);
        (before, rest) = (letter, &rest[letter.len_utf8()..]);
    }
    out
}

fn begins(text: &str, with: &str) -> bool {
    text.as_bytes().get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::tame;

    #[test]
    fn styles_are_called_otherwise_and_words_are_not() {
        for (html, tamed) in [
            ("<p STYLE='a'>style=x</p>", "<p data-style='a'>style=x</p>"),
            ("<b title=\"a style=b\"style=c>x", "<b title=\"a style=b\"data-style=c>x"),
            ("<style type=x>p{}</style>1 < 2", "<script type=x>p{}</script>1 < 2"),
            ("<i mystyle=a>", "<i mystyle=a>"),
            ("a <", "a <"),
        ] {
            assert_eq!(tame(html), tamed);
        }
    }

    proptest! {
        #[test]
        fn no_text_stops_it(html in "[<>/'\" =a-estyleäß]{0,60}") {
            let tamed = tame(&html);
            prop_assert_eq!(tame(&tamed), tamed);
        }
    }
}
