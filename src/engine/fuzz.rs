//! The ways in for what strangers write, as the fuzzer calls them: what must hold for anything at all. Called by `fuzz/`,
//! and in the unit tests by what is kept of it (docs/decisions/029-fuzzing.md).

use matrix_sdk::ruma::{
    events::{
        AnyMessageLikeEventContent, AnySyncTimelineEvent,
        poll::unstable_start::UnstablePollStartEventContent,
        room::message::{FormattedBody, RoomMessageEventContent},
    },
    html::{HtmlSanitizerMode, RemoveReplyFallback},
    room_version_rules::RoomVersionRules,
    serde::Raw,
};
use protocol::{
    codec,
    rich_text::{Node, RichText},
    timeline::Content,
};
use url::Url;

use crate::map::{
    content, event_filter, linkify, media,
    pill::{self, Names, Nobody},
    poll::{self, Counted},
    rich_text, summary,
};

/// Bytes on the wire that one event may become, whatever it is.
const MOST_BYTES: usize = 2_000_000;
/// Nodes of one text.
const MOST_NODES: usize = 8_000;
/// How deep they may be nested.
const MOST_DEPTH: usize = 250;

/// The HTML of a message.
pub fn html(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let tree = rich_text::message("plain", Some(&FormattedBody::html(html)), true, &Nobody);
    check(&tree.nodes);
    wire(&Content::Text(tree));
}

/// Plain text with links in it, and a link alone.
pub fn links(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let tree = rich_text::message(&text, None, true, &Nobody);
    check(&tree.nodes);
    wire(&Content::Text(tree));
    let _ = pill::from_link(&text, &Nobody);
    let _ = pill::from_written_id(&text, &Nobody);
    if let Some(href) = linkify::allowed_href(&text) {
        assert_eq!(
            linkify::allowed_href(&href).as_deref(),
            Some(&*href),
            "written out once is written out for good"
        );
    }
    let name = media::safe_filename(&text);
    assert!(name.len() <= 200 && !name.contains(['/', '\\', '\u{202e}', '\0']), "{name:?}");
}

/// An event, as a homeserver says it.
pub fn event(bytes: &[u8]) {
    let Ok(raw) = serde_json::from_slice::<Raw<AnySyncTimelineEvent>>(bytes) else { return };
    wire(&content::redacted(Some(&raw), &Nobody));
    assert!(content::body(&raw).is_none_or(|body| body.len() <= 2_000));
    let Ok(event) = raw.deserialize() else { return };
    let _ = event_filter::makes_item(&event, &RoomVersionRules::V11);
    let _ = event_filter::has_file(&event, &RoomVersionRules::V11);
    let AnySyncTimelineEvent::MessageLike(message) = event else { return };
    match message.original_content() {
        Some(AnyMessageLikeEventContent::RoomMessage(message)) => said(message),
        Some(AnyMessageLikeEventContent::Sticker(sticker)) => {
            if let Some(media) = media::sticker(&sticker) {
                wire(&Content::Sticker { media });
            }
        }
        Some(AnyMessageLikeEventContent::UnstablePollStart(UnstablePollStartEventContent::New(start))) => {
            let start = start.poll_start;
            let answers =
                start.answers.iter().map(|answer| (answer.id.clone(), answer.text.clone())).collect();
            let counted = Counted {
                question: start.question.text,
                answers,
                max_selections: start.max_selections.into(),
                disclosed: true,
                votes: Default::default(),
                ended: None,
            };
            wire(&Content::Poll(poll::poll(&counted, Nobody.own())));
        }
        _ => {}
    }
}

/// A message, on the way that the SDK takes with it.
fn said(message: RoomMessageEventContent) {
    let everyone = message.mentions.as_ref().is_some_and(|mentions| mentions.room);
    let mut message = message.msgtype;
    message.sanitize(HtmlSanitizerMode::Compat, RemoveReplyFallback::Yes);
    let content = content::of_type(&message, everyone, &Nobody);
    if let Content::Text(RichText { nodes, .. }) | Content::Notice(RichText { nodes, .. }) = &content {
        check(nodes);
    }
    if let Some(media) = content.media() {
        assert!(media.filename.len() <= 200 && !media.filename.contains('/'), "{:?}", media.filename);
    }
    wire(&content);
    let summary = codec::encode(&summary::of_message(&message));
    assert!(summary.len() <= 2_000, "a summary of {} bytes", summary.len());
}

/// It reaches the interface, and is of a size to be shown.
fn wire(content: &Content) {
    let bytes = codec::encode(content);
    assert!(bytes.len() <= MOST_BYTES, "{} bytes", bytes.len());
    assert!(codec::decode::<Content>(&bytes).is_ok_and(|back| back == *content), "it comes through the wire");
}

/// Nothing in the tree runs, loads from elsewhere, or is without bounds.
pub(crate) fn check(nodes: &[Node]) {
    let mut count = 0;
    walk(nodes, 0, &mut count);
    assert!(count <= MOST_NODES, "{count} nodes");
}

fn walk(nodes: &[Node], depth: usize, count: &mut usize) {
    assert!(depth < MOST_DEPTH, "nested too deep");
    for node in nodes {
        *count += 1;
        match node {
            Node::Link { href, children } => {
                let scheme = Url::parse(href).map(|url| url.scheme().to_owned()).unwrap_or_default();
                assert!(["https", "http", "ftp", "mailto", "magnet"].contains(&&*scheme), "{href}");
                walk(children, depth + 1, count);
            }
            Node::Image { uri, .. } => assert!(uri.as_str().starts_with("mxc://"), "{uri}"),
            Node::Element { children, .. }
            | Node::Spoiler { children, .. }
            | Node::Heading { children, .. } => walk(children, depth + 1, count),
            Node::Coloured { foreground, background, children } => {
                assert!(foreground.or(*background).is_some_and(|colour| colour <= 0xff_ffff));
                walk(children, depth + 1, count);
            }
            Node::List { items, .. } => items.iter().for_each(|item| walk(item, depth + 1, count)),
            Node::Table { caption, head, body } => {
                walk(caption, depth + 1, count);
                for cell in head.iter().chain(body).flatten() {
                    walk(&cell.children, depth + 1, count);
                }
            }
            Node::Details { summary, children } => {
                walk(summary, depth + 1, count);
                walk(children, depth + 1, count);
            }
            Node::Text(_)
            | Node::LineBreak
            | Node::Rule
            | Node::CodeBlock { .. }
            | Node::Pill(_)
            | Node::Maths { .. } => {}
        }
    }
}
