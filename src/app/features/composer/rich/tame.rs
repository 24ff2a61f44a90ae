//! HTML of others in which a browser finds nothing to report: as a violation of the page's policy it reports to the console
//! styles, handlers and bases of addresses, also in a document that nobody sees.

/// Put before a name it makes another name of it. A noncharacter: no text has it, and browsers keep it.
const BREAK: char = '\u{fdd0}';
/// How the names of such attributes begin. They are whole again in what is read ([`plain`]).
const ATTRIBUTES: [&str; 2] = ["style", "on"];
/// Such elements, and others in their place that the reader leaves out as well.
const ELEMENTS: [(&str, &str); 3] = [("<style", "<script"), ("</style", "</script"), ("<base", "<meta")];

/// The text without such elements, and with such names broken. Words are broken too: where an attribute begins only a
/// reader of HTML would know.
pub(super) fn tame(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut before = ' ';
    let mut rest = html;
    while let Some(letter) = rest.chars().next() {
        if let Some((name, other)) = ELEMENTS.into_iter().find(|(name, _)| begins(rest, name)) {
            out.push_str(other);
            (before, rest) = (letter, &rest[name.len()..]);
            continue;
        }
        let may_begin = before.is_ascii_whitespace() || matches!(before, '/' | '"' | '\'');
        if may_begin && ATTRIBUTES.into_iter().any(|name| begins(rest, name)) {
            out.push(BREAK);
        }
        out.push(letter);
        (before, rest) = (letter, &rest[letter.len_utf8()..]);
    }
    out
}

/// A name, a value or words out of such a text, as they were.
pub(super) fn plain(text: String) -> String {
    if text.contains(BREAK) { text.replace(BREAK, "") } else { text }
}

fn begins(text: &str, with: &str) -> bool {
    text.as_bytes().get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{plain, tame};

    #[test]
    fn names_that_are_reported_are_broken_and_made_whole() {
        for (html, tamed) in [
            ("<p STYLE='a'>style=x</p>", "<p |STYLE='a'>style=x</p>"),
            ("<b title=\"a style=b\"style=c>x", "<b title=\"a |style=b\"|style=c>x"),
            ("<p/onclick=a\nOnLoad=b>go on", "<p/|onclick=a\n|OnLoad=b>go |on"),
            ("<i mystyle=a button=b>", "<i mystyle=a button=b>"),
            ("a <", "a <"),
        ] {
            let tamed = tamed.replace('|', "\u{fdd0}");
            assert_eq!(tame(html), tamed);
            assert_eq!(plain(tamed), html);
        }
        assert_eq!(tame("<style type=x>p{}</STYLE>1 < 2"), "<script type=x>p{}</script>1 < 2");
        assert_eq!(tame("<BASE href=x>"), "<meta href=x>");
    }

    proptest! {
        #[test]
        fn no_text_stops_it(html in "[<>/'\" =a-estyleonäß]{0,60}") {
            let tamed = tame(&html);
            prop_assert_eq!(tame(&tamed), tamed.clone());
            for name in ["style", "on"] {
                let mut places = tamed.to_ascii_lowercase().match_indices(name).map(|(at, _)| at).collect::<Vec<_>>();
                places.retain(|at| tamed[..*at].ends_with([' ', '/', '"', '\'']));
                prop_assert_eq!(places, Vec::<usize>::new(), "{:?}", tamed);
            }
        }
    }
}
