//! Emoji of people's own in what was typed: `:cat:` becomes its picture where a pack has one (MSC2545).

use protocol::MxcUri;
use pulldown_cmark::Event;

use super::with_texts;
use crate::map::pill::Names;

/// The events, with pictures in place of the shortcodes that are known.
pub(super) fn with_emoticons<'t>(events: Vec<Event<'t>>, names: &dyn Names) -> Vec<Event<'t>> {
    with_texts(events, |text, out| {
        let may_name = text.contains(':');
        if may_name {
            push(text, names, out);
        }
        may_name
    })
}

fn push(text: &str, names: &dyn Names, out: &mut Vec<Event<'_>>) {
    let mut rest = text;
    let mut plain = String::new();
    while let Some(at) = rest.find(':') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        // Inside a word it is none: `12:30:00`.
        let inside = plain.chars().next_back().is_some_and(char::is_alphanumeric);
        let named = from[1..].split_once(':').filter(|_| !inside);
        rest = match named.and_then(|(name, after)| Some((name, names.emoticon(name)?, after))) {
            Some((name, uri, after)) => {
                if !plain.is_empty() {
                    out.push(Event::Text(std::mem::take(&mut plain).into()));
                }
                out.push(Event::InlineHtml(picture(name, &uri).into()));
                after
            }
            None => {
                plain.push(':');
                &from[1..]
            }
        };
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        out.push(Event::Text(plain.into()));
    }
}

/// Names and addresses are checked where packs are read; what they hold needs no escape.
fn picture(name: &str, MxcUri(uri): &MxcUri) -> String {
    format!(
        "<img data-mx-emoticon=\"\" src=\"{uri}\" alt=\":{name}:\" title=\":{name}:\" height=\"32\" vertical-align=\"middle\" />"
    )
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::{RoomOrAliasId, UserId};
    use protocol::{MxcUri, profile::Profile};

    use crate::map::pill::{Names, Nobody};

    struct Cats;

    impl Names for Cats {
        fn own(&self) -> &UserId {
            Nobody.own()
        }
        fn person(&self, _: &UserId) -> Option<Profile> {
            None
        }
        fn room(&self, _: &RoomOrAliasId) -> Option<String> {
            None
        }
        fn emoticon(&self, shortcode: &str) -> Option<MxcUri> {
            ["cat", "b"].contains(&shortcode).then(|| format!("mxc://a.example/{shortcode}").into())
        }
    }

    fn html(text: &str) -> Option<String> {
        crate::markdown::html(text, Some(&Cats))
    }

    fn picture(name: &str) -> String {
        super::picture(name, &format!("mxc://a.example/{name}").into())
    }

    #[test]
    fn shortcodes_that_are_known_become_pictures() {
        let cat = picture("cat");
        assert_eq!(html(":cat:"), Some(cat.clone()));
        assert_eq!(html("a :cat: < **:cat:**"), Some(format!("a {cat} &lt; <strong>{cat}</strong>")));
        assert_eq!(html(":cat::b: :dog:"), Some(format!("{cat}{} :dog:", picture("b"))));
        assert_eq!(html("so:: :cat:"), Some(format!("so:: {cat}")));
    }

    #[test]
    fn others_stay_what_was_typed() {
        for text in [":dog:", "a:b:c", "12:30:00", ":cat", "cat:", ":<b>:", "::"] {
            assert_eq!(html(text), None, "{text}");
        }
        assert_eq!(html("`:cat:`").as_deref(), Some("<code>:cat:</code>"));
        assert_eq!(
            html("[:cat:](https://a.example)").as_deref(),
            Some("<a href=\"https://a.example\">:cat:</a>")
        );
    }
}
