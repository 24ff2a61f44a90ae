//! What an event says.

use matrix_sdk::ruma::{
    OwnedUserId,
    events::{
        AnySyncTimelineEvent, Mentions,
        location::AssetType,
        room::message::{FormattedBody, MessageType},
    },
    serde::Raw,
};
use matrix_sdk_ui::timeline::{Message, MsgLikeKind, TimelineItemContent};
use protocol::timeline::Content;
use serde::Deserialize;

use super::{
    effect, gallery, location, media, person,
    pill::Names,
    poll,
    rich_text::{self, cut_at},
    state_change,
    undecryptable::undecryptable,
    verification,
};

/// Bytes of a text that stands outside of a message's body.
const LONGEST: usize = 2_000;

/// What an event says. `json` is the event itself, for what the SDK does not keep.
pub(crate) fn content(
    content: &TimelineItemContent,
    json: Option<&Raw<AnySyncTimelineEvent>>,
    names: &dyn Names,
) -> Content {
    match content {
        TimelineItemContent::MsgLike(like) => match &like.kind {
            MsgLikeKind::Message(message) => of_message(message, names),
            MsgLikeKind::Sticker(sticker) => match media::sticker(sticker.content()) {
                Some(media) => Content::Sticker { media },
                None => broken("m.sticker"),
            },
            MsgLikeKind::Poll(said) => Content::Poll(poll::poll(&said.results().into(), names.own())),
            MsgLikeKind::Redacted => redacted(json, names),
            MsgLikeKind::UnableToDecrypt(message) => Content::Undecryptable(undecryptable(message, names)),
            MsgLikeKind::Other(other) => {
                let kind = other.event_type().to_string();
                match verification::step(&kind, json) {
                    Some(step) => Content::State(step),
                    None => Content::Unknown { event_type: event_type(&kind), body: json.and_then(body) },
                }
            }
            MsgLikeKind::LiveLocation(shared) => Content::Location {
                body: shared.description().map(location::words).unwrap_or_default(),
                uri: shared.latest_location().map(|place| location::geo(place.geo_uri())).unwrap_or_default(),
                own: true,
            },
        },
        TimelineItemContent::MembershipChange(change) => Content::State(state_change::membership(change)),
        TimelineItemContent::ProfileChange(change) => Content::State(state_change::profile(change)),
        TimelineItemContent::OtherState(state) => Content::State(state_change::other(state, names)),
        TimelineItemContent::FailedToParseMessageLike { event_type, .. } => broken(&event_type.to_string()),
        TimelineItemContent::FailedToParseState { event_type, .. } => broken(&event_type.to_string()),
        TimelineItemContent::CallInvite | TimelineItemContent::RtcNotification { .. } => Content::Call,
    }
}

fn of_message(message: &Message, names: &dyn Names) -> Content {
    of_type(message.msgtype(), message.mentions().is_some_and(|mentions| mentions.room), names)
}

/// What a message says. `everyone`: the whole room is meant.
pub(crate) fn of_type(message: &MessageType, everyone: bool, names: &dyn Names) -> Content {
    let text =
        |body: &str, formatted: Option<&FormattedBody>| rich_text::message(body, formatted, everyone, names);
    let caption = |caption: Option<&str>, formatted: Option<&FormattedBody>| {
        caption.map(|caption| text(caption, formatted))
    };
    match message {
        MessageType::Text(content) => Content::Text(text(&content.body, content.formatted.as_ref())),
        MessageType::Notice(content) => Content::Notice(text(&content.body, content.formatted.as_ref())),
        MessageType::Emote(content) => Content::Emote(text(&content.body, content.formatted.as_ref())),
        MessageType::ServerNotice(content) => Content::Notice(text(&content.body, None)),
        MessageType::Image(content) => match media::image(content) {
            Some(media) => {
                Content::Image { media, caption: caption(content.caption(), content.formatted_caption()) }
            }
            None => broken("m.image"),
        },
        MessageType::Video(content) => match media::video(content) {
            Some(media) => {
                Content::Video { media, caption: caption(content.caption(), content.formatted_caption()) }
            }
            None => broken("m.video"),
        },
        MessageType::Audio(content) => match media::audio(content) {
            Some(media) => {
                Content::Audio { media, caption: caption(content.caption(), content.formatted_caption()) }
            }
            None => broken("m.audio"),
        },
        MessageType::File(content) => match media::file(content) {
            Some(media) => {
                Content::File { media, caption: caption(content.caption(), content.formatted_caption()) }
            }
            None => broken("m.file"),
        },
        MessageType::Gallery(content) => gallery::gallery(content, &text),
        MessageType::Location(content) => Content::Location {
            body: location::words(content.plain_text_representation()),
            uri: location::geo(content.geo_uri()),
            own: content.asset.as_ref().is_some_and(|asset| asset.type_ == AssetType::Self_),
        },
        MessageType::VerificationRequest(_) => Content::State(verification::ASKED),
        other if effect::of_type(other.msgtype()).is_some() => {
            Content::Text(text(other.body(), effect::formatted(other).as_ref()))
        }
        other => match gallery::stable(other) {
            Some(content) => gallery::gallery(&content, &text),
            None => Content::Unknown {
                event_type: event_type(other.msgtype()),
                body: Some(cut_at(other.body(), LONGEST).to_owned()).filter(|body| !body.is_empty()),
            },
        },
    }
}

fn broken(of_type: &str) -> Content {
    Content::Broken { event_type: event_type(of_type) }
}

fn event_type(event_type: &str) -> String {
    cut_at(event_type, 255).to_owned()
}

/// The plain body an unknown event has for clients that do not know it (MSC1767).
pub(crate) fn body(json: &Raw<AnySyncTimelineEvent>) -> Option<String> {
    #[derive(Deserialize)]
    struct Event {
        content: Body,
    }
    #[derive(Deserialize)]
    struct Body {
        body: Option<String>,
        #[serde(rename = "org.matrix.msc1767.text")]
        text: Option<String>,
    }
    let Event { content } = json.deserialize_as_unchecked::<Event>().ok()?;
    let body = content.body.or(content.text)?;
    (!body.is_empty()).then(|| cut_at(&body, LONGEST).to_owned())
}

/// Who took a message back, and why, as the server tells it.
pub(crate) fn redacted(json: Option<&Raw<AnySyncTimelineEvent>>, names: &dyn Names) -> Content {
    #[derive(Deserialize)]
    struct Event {
        unsigned: Option<Unsigned>,
    }
    #[derive(Deserialize)]
    struct Unsigned {
        redacted_because: Option<Redaction>,
    }
    #[derive(Deserialize)]
    struct Redaction {
        sender: OwnedUserId,
        content: Option<Reason>,
    }
    #[derive(Deserialize)]
    struct Reason {
        reason: Option<String>,
    }
    let redaction = json
        .and_then(|json| json.deserialize_as_unchecked::<Event>().ok())
        .and_then(|event| event.unsigned?.redacted_because);
    Content::Redacted {
        by: redaction.as_ref().map(|redaction| person::known(&redaction.sender, names)),
        reason: redaction
            .and_then(|redaction| redaction.content?.reason)
            .map(|reason| cut_at(reason.trim(), LONGEST).to_owned())
            .filter(|reason| !reason.is_empty()),
    }
}

/// Whether the message is meant for the account by name.
pub(crate) fn names_account(mentions: Option<&Mentions>, names: &dyn Names) -> bool {
    mentions.is_some_and(|mentions| mentions.user_ids.contains(names.own()))
}
