//! What is typed, and the message that goes out for it: there and back.

use matrix_sdk::ruma::{
    OwnedUserId, UserId,
    events::room::message::{FormattedBody, MessageType, RoomMessageEventContent, TextMessageEventContent},
};
use protocol::{
    composer::SIGNS,
    rich_text::{Node, Pill},
    timeline::Effect,
};
use serde_json::Map;

use crate::{
    map::{
        effect, gallery,
        linkify::linkify,
        pill::{Names, Nobody},
        rich_text::Budget,
    },
    markdown::{self, source::Source},
};

const SPOILER: (&str, &str) = ("<span data-mx-spoiler>", "</span>");

/// The message that was typed: Markdown, unless it begins with one of the commands `/me`, `/plain`, `/html`,
/// `/spoiler`, `/rainbow`, `/rainbowme`, those of effects, or those that put something before the words.
pub(crate) fn message(text: &str, names: &dyn Names) -> RoomMessageEventContent {
    let after = |command: &str| text.strip_prefix(command)?.strip_prefix([' ', '\n']).map(str::trim_start);
    let said = |command: &str| after(command).filter(|rest| !rest.is_empty());
    let written = |text: &str| markdown::html(text, Some(names));
    if let Some(rest) = said("/me") {
        return match written(rest) {
            Some(html) => RoomMessageEventContent::emote_html(rest, html),
            None => RoomMessageEventContent::emote_plain(rest),
        };
    }
    if let Some(rest) = said("/plain") {
        return RoomMessageEventContent::text_plain(rest);
    }
    if let Some(rest) = said("/html") {
        return RoomMessageEventContent::text_html(markdown::source::source("", rest).text, rest);
    }
    if let Some(rest) = said("/spoiler") {
        let html = written(rest).unwrap_or_else(|| markdown::escaped(rest));
        return RoomMessageEventContent::text_html(rest, format!("{}{html}{}", SPOILER.0, SPOILER.1));
    }
    if let Some(rest) = said("/rainbow") {
        return RoomMessageEventContent::text_html(rest, markdown::rainbow(rest));
    }
    if let Some(rest) = said("/rainbowme") {
        return RoomMessageEventContent::emote_html(rest, markdown::rainbow(rest));
    }
    for (name, sign) in SIGNS {
        let command = format!("/{name}");
        if let Some(rest) = after(&command).or_else(|| (text == command).then_some("")) {
            return RoomMessageEventContent::text_plain(format!("{sign} {rest}").trim_end());
        }
    }
    for of in Effect::ALL {
        if let Some(rest) = said(&format!("/{}", of.name())) {
            return with_effect(of, rest, written(rest));
        }
    }
    match written(text) {
        Some(html) => RoomMessageEventContent::text_html(text, html),
        None => RoomMessageEventContent::text_plain(text),
    }
}

/// A message with which something plays. Its type is for that alone; clients that do not know it show the body.
fn with_effect(of: Effect, body: &str, html: Option<String>) -> RoomMessageEventContent {
    let mut data = Map::new();
    if let Some(html) = html {
        data.insert("format".to_owned(), "org.matrix.custom.html".into());
        data.insert("formatted_body".to_owned(), html.into());
    }
    match MessageType::new(effect::msgtype(of), body.to_owned(), data) {
        Ok(message) => RoomMessageEventContent::new(message),
        Err(_) => RoomMessageEventContent::text_plain(body),
    }
}

/// Whom the text names by ID or link, and whether it names everyone.
pub(crate) fn mentioned(text: &str) -> (Vec<OwnedUserId>, bool) {
    let mut users = Vec::new();
    let mut everyone = false;
    for node in linkify(text, true, &Nobody, &mut Budget::whole()) {
        match node {
            Node::Pill(Pill::User { user, .. }) => users.extend(UserId::parse(user.as_str()).ok()),
            Node::Pill(Pill::Everyone) => everyone = true,
            _ => {}
        }
    }
    (users, everyone)
}

/// What would be typed to say this: what was sent without format and would get one is marked as plain.
pub(crate) fn typed(said: &MessageType) -> Option<Source> {
    let source = |body: &str, formatted: Option<&FormattedBody>| match formatted {
        Some(formatted) => markdown::source::source(body, &formatted.body),
        None => Source { text: body.to_owned(), whole: true },
    };
    match said {
        MessageType::Text(said) => {
            if let Some(inner) = hidden(said.formatted.as_ref()) {
                let Source { text, whole } = markdown::source::source(&said.body, inner);
                return Some(Source { text: format!("/spoiler {text}"), whole });
            }
            let Source { text, whole } = source(&said.body, said.formatted.as_ref());
            let looks = text
                .strip_prefix('/')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
            let command = looks
                && (said.formatted.is_none() || text.starts_with("/me ") || text.starts_with("/plain "));
            let plain = command || said.formatted.is_none() && markdown::html(&text, None).is_some();
            Some(Source { text: if plain { format!("/plain {text}") } else { text }, whole })
        }
        MessageType::Emote(said) => {
            let Source { text, whole } = source(&said.body, said.formatted.as_ref());
            Some(Source { text: format!("/me {text}"), whole })
        }
        MessageType::Image(said) => {
            Some(caption(said.caption().map(|body| (body, said.formatted_caption()))))
        }
        MessageType::Video(said) => {
            Some(caption(said.caption().map(|body| (body, said.formatted_caption()))))
        }
        MessageType::File(said) => Some(caption(said.caption().map(|body| (body, said.formatted_caption())))),
        MessageType::Audio(said) if said.voice.is_none() => {
            Some(caption(said.caption().map(|body| (body, said.formatted_caption()))))
        }
        MessageType::Gallery(said) => Some(caption(gallery::words(said))),
        other => {
            let of = effect::of_type(other.msgtype())?;
            let Source { text, whole } = source(other.body(), effect::formatted(other).as_ref());
            Some(Source { text: format!("/{} {text}", of.name()), whole })
        }
    }
}

/// What would be typed below a file; nothing where it has no caption.
fn caption(said: Option<(&str, Option<&FormattedBody>)>) -> Source {
    let Some((body, formatted)) = said else { return Source { text: String::new(), whole: true } };
    let mut content = TextMessageEventContent::plain(body);
    content.formatted = formatted.cloned();
    let said = typed(&MessageType::Text(content));
    said.unwrap_or_else(|| Source { text: body.to_owned(), whole: true })
}

/// What is hidden, where all of a message is.
fn hidden(formatted: Option<&FormattedBody>) -> Option<&str> {
    let body = &formatted?.body;
    // What was sanitised has an empty value.
    let inner = body.strip_prefix(SPOILER.0).or_else(|| body.strip_prefix("<span data-mx-spoiler=\"\">"));
    let inner = inner?.strip_suffix(SPOILER.1)?;
    (!inner.contains(SPOILER.1)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_sent() {
        let sent = |text: &str| match message(text, &Nobody).msgtype {
            MessageType::Text(text) => ("text", text.body, text.formatted.map(|html| html.body)),
            MessageType::Emote(text) => ("emote", text.body, text.formatted.map(|html| html.body)),
            _ => panic!("neither text nor emote"),
        };
        let plain = |text: &str| ("text", text.to_owned(), None);
        assert_eq!(sent("hello"), plain("hello"));
        assert_eq!(sent("a < b & c"), plain("a < b & c"));
        assert_eq!(sent("**b**"), ("text", "**b**".into(), Some("<strong>b</strong>".into())));
        assert_eq!(sent("/plain **b**"), plain("**b**"));
        assert_eq!(sent("/me waves"), ("emote", "waves".into(), None));
        assert_eq!(sent("/me"), plain("/me"));
        assert_eq!(sent("/shrug who knows"), plain("¯\\_(ツ)_/¯ who knows"));
        assert_eq!(sent("/lenny"), plain("( ͡° ͜ʖ ͡°)"));
        assert_eq!(sent("/shrugs"), plain("/shrugs"));
        let hidden = |html: &str| Some(format!("<span data-mx-spoiler>{html}</span>"));
        assert_eq!(sent("/spoiler it < he"), ("text", "it < he".into(), hidden("it &lt; he")));
        assert_eq!(sent("/spoiler **he**"), ("text", "**he**".into(), hidden("<strong>he</strong>")));
        assert_eq!(sent("/html <b>b</b>"), ("text", "**b**".into(), Some("<b>b</b>".into())));
        assert_eq!(sent("/mean"), plain("/mean"));
        let (_, body, html) = sent("/rainbow a <👩\u{200d}🌾");
        assert_eq!(body, "a <👩\u{200d}🌾");
        let html = html.expect("it has colours");
        assert_eq!(html.matches("<span data-mx-color=\"#").count(), 3, "{html}");
        assert!(html.contains(">&lt;<") && html.contains(">👩\u{200d}🌾<"), "{html}");
        assert_eq!(sent("/rainbowme waves").0, "emote");
        assert_eq!(sent("/snowfall"), plain("/snowfall"));
        let snow = message("/snowfall **cold**", &Nobody).msgtype;
        assert_eq!((snow.msgtype(), snow.body()), ("io.element.effect.snowfall", "**cold**"));
        assert_eq!(snow.data()["formatted_body"], "<strong>cold</strong>");
    }

    #[test]
    fn mentions_are_found() {
        let users = |text: &str| -> Vec<String> { mentioned(text).0.into_iter().map(Into::into).collect() };
        assert_eq!(
            users("hi @a:b.example, and https://matrix.to/#/@c:d.example"),
            ["@a:b.example", "@c:d.example"]
        );
        assert!(users("mail a@b.example").is_empty());
        assert!(mentioned("hello @room").1);
        assert!(!mentioned("hello@room").1);
    }

    #[test]
    fn what_is_edited_comes_out_as_it_went_in() {
        let texts = [
            "hello",
            "hi @bo:b.example",
            "**bold** and `code`",
            "/plain **not bold**",
            "/plain /me stays",
            "/me waves",
            "/spoiler *he* < it",
            "/spoiler she",
            "/confetti *at* last",
        ];
        let cleaned = "<span data-mx-spoiler=\"\">she</span>";
        let cleaned = RoomMessageEventContent::text_html("she", cleaned);
        assert_eq!(typed(&cleaned.msgtype).map(|source| source.text).as_deref(), Some("/spoiler she"));
        for text in texts {
            let sent = message(text, &Nobody);
            assert_eq!(typed(&sent.msgtype), Some(Source { text: text.to_owned(), whole: true }));
        }
    }
}
