//! A message in one line, for the room list, quotes and notifications.

use matrix_sdk::ruma::events::room::message::{MessageFormat, MessageType, TextMessageEventContent};
use matrix_sdk_ui::timeline::{MsgLikeKind, TimelineItemContent};
use protocol::{
    rich_text::{Node, Pill},
    timeline::Summary,
};

use super::{
    html, label::turns, media::safe_filename, pill::Nobody, rich_text::Budget, state_change, verification,
};

/// Characters of a summary.
const LONGEST: usize = 200;
/// HTML longer than this is summed up by its plain body.
const LONGEST_HTML: usize = 8 * 1024;

/// The summary of what an event says, unless that is not shown ([`super::insecure`]).
pub(crate) fn summary_unless(is_hidden: bool, content: &TimelineItemContent) -> Summary {
    if is_hidden { Summary::Undecryptable } else { summary(content) }
}

/// The summary of what an event says.
pub(crate) fn summary(content: &TimelineItemContent) -> Summary {
    match content {
        TimelineItemContent::MsgLike(like) => match &like.kind {
            MsgLikeKind::Message(message) => of_message(message.msgtype()),
            MsgLikeKind::Sticker(sticker) => Summary::Sticker(line(&sticker.content().body)),
            MsgLikeKind::Poll(poll) => Summary::Poll(line(&poll.results().question)),
            MsgLikeKind::Redacted => Summary::Redacted,
            MsgLikeKind::UnableToDecrypt(_) => Summary::Undecryptable,
            MsgLikeKind::LiveLocation(_) => Summary::Location,
            MsgLikeKind::Other(other) => verification::step(&other.event_type().to_string(), None)
                .map_or(Summary::Unknown, Summary::State),
        },
        TimelineItemContent::MembershipChange(change) => Summary::State(state_change::membership(change)),
        TimelineItemContent::ProfileChange(change) => Summary::State(state_change::profile(change)),
        TimelineItemContent::OtherState(state) => Summary::State(state_change::other(state, &Nobody)),
        TimelineItemContent::CallInvite | TimelineItemContent::RtcNotification { .. } => Summary::Call,
        TimelineItemContent::FailedToParseMessageLike { .. }
        | TimelineItemContent::FailedToParseState { .. } => Summary::Unknown,
    }
}

pub(crate) fn of_message(message: &MessageType) -> Summary {
    let caption = |caption: Option<&str>, filename: &str| match caption {
        Some(caption) => line(caption),
        None => line(&safe_filename(filename)),
    };
    match message {
        MessageType::Text(text) => Summary::Text(text_line(text)),
        MessageType::Notice(notice) => Summary::Text(line(&notice.body)),
        MessageType::ServerNotice(notice) => Summary::Text(line(&notice.body)),
        MessageType::Emote(emote) => Summary::Emote(line(&emote.body)),
        MessageType::Image(image) => Summary::Image(caption(image.caption(), image.filename())),
        MessageType::Video(video) => Summary::Video(caption(video.caption(), video.filename())),
        MessageType::Audio(audio) => {
            Summary::Audio { name: caption(audio.caption(), audio.filename()), voice: audio.voice.is_some() }
        }
        MessageType::File(file) => Summary::File(caption(file.caption(), file.filename())),
        MessageType::Gallery(gallery) => Summary::Image(line(&gallery.body)),
        MessageType::Location(_) => Summary::Location,
        MessageType::VerificationRequest(_) => Summary::State(verification::ASKED),
        other => Summary::Text(line(other.body())),
    }
}

/// The text of a message. Its HTML is looked into only where it has mentions or spoilers, of which the plain
/// body has the link's address or the secret itself.
fn text_line(text: &TextMessageEventContent) -> String {
    if let Some(formatted) = &text.formatted
        && formatted.format == MessageFormat::Html
        && formatted.body.len() <= LONGEST_HTML
        && ["matrix.to", "matrix:", "data-mx-spoiler"].iter().any(|sign| formatted.body.contains(sign))
    {
        let nodes = html::nodes(&formatted.body, false, &Nobody, &mut Budget::whole());
        let mut out = String::new();
        gather(&nodes, &mut out);
        let out = line(&out);
        if !out.is_empty() {
            return out;
        }
    }
    line(&text.body)
}

/// Writes nodes as text.
fn gather(nodes: &[Node], out: &mut String) {
    for node in nodes {
        if out.len() > 4 * LONGEST {
            return;
        }
        match node {
            Node::Text(text) => out.push_str(text),
            Node::LineBreak | Node::Rule => out.push(' '),
            Node::Element { children, .. }
            | Node::Link { children, .. }
            | Node::Coloured { children, .. } => {
                gather(children, out);
                if !matches!(node, Node::Link { .. }) && html::is_block(node) {
                    out.push(' ');
                }
            }
            Node::Heading { children, .. } => {
                gather(children, out);
                out.push(' ');
            }
            Node::List { items, .. } => {
                for item in items {
                    gather(item, out);
                    out.push(' ');
                }
            }
            Node::Table { head, body, .. } => {
                for cell in head.iter().chain(body).flatten() {
                    gather(&cell.children, out);
                    out.push(' ');
                }
            }
            Node::CodeBlock { code, .. } => out.push_str(code),
            Node::Pill(Pill::User { name, .. }) => out.push_str(name),
            Node::Pill(Pill::Room { id_or_alias, name, .. }) => {
                out.push_str(name.as_deref().unwrap_or(id_or_alias));
            }
            Node::Pill(Pill::Everyone) => out.push_str("@room"),
            Node::Image { alt, .. } => out.push_str(alt),
            Node::Spoiler { .. } => out.push_str("▒▒▒"),
            Node::Details { summary, .. } => gather(summary, out),
            Node::Maths { latex, .. } => out.push_str(latex),
        }
    }
}

/// The text's beginning, on one line.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        for c in word.chars().filter(|c| !turns(*c)) {
            if length >= LONGEST {
                out.push('…');
                return out;
            }
            out.push(c);
            length += 1;
        }
    }
    out
}
