//! Which events make an item: everything that can be worded, and nothing that only changes another item. And which
//! have a file.

use matrix_sdk::ruma::{
    events::{
        AnyMessageLikeEventContent, AnySyncTimelineEvent,
        poll::unstable_start::UnstablePollStartEventContent,
        room::message::{MessageType, Relation},
    },
    room_version_rules::RoomVersionRules,
};
use matrix_sdk_ui::timeline::default_event_filter;

use super::{gallery, verification};

/// Types that speak to programs: signalling of calls and verification, aggregations under other names.
const SILENT: &[&str] = &[
    "m.call.answer",
    "m.call.candidates",
    "m.call.hangup",
    "m.call.member",
    "m.call.negotiate",
    "m.call.reject",
    "m.call.sdp_stream_metadata_changed",
    "m.call.select_answer",
    "m.poll.end",
    "m.poll.response",
    "m.reaction",
    "m.room.redaction",
    "m.rtc.decline",
    "m.rtc.member",
    "m.room_key_request",
];
/// The same, by how the type begins.
const SILENT_FAMILIES: &[&str] = &[
    "m.key.verification.",
    "org.matrix.call.",
    "org.matrix.msc3401.call.",
    "org.matrix.msc4143.rtc.",
    "org.matrix.msc3381.poll.response",
    "org.matrix.msc3381.poll.end",
    "org.matrix.msc4310.rtc.decline",
    "org.matrix.msc3672.beacon",
    "m.beacon",
    "io.element.call.",
    "io.element.functional_members",
];

/// Whether the event makes an item of its own.
pub(crate) fn makes_item(event: &AnySyncTimelineEvent, rules: &RoomVersionRules) -> bool {
    let event_type = event.event_type().to_string();
    if default_event_filter(event, rules) {
        // Call memberships are state, which the default shows without exception.
        return !(matches!(event, AnySyncTimelineEvent::State(_)) && is_silent(&event_type))
            || event_type.contains("beacon_info");
    }
    let AnySyncTimelineEvent::MessageLike(message) = event else { return false };
    match message.original_content() {
        Some(AnyMessageLikeEventContent::RoomMessage(content)) => {
            // The default hides types of message that it does not know, and edits, which stay hidden.
            !matches!(content.relates_to, Some(Relation::Replacement(_)))
        }
        Some(AnyMessageLikeEventContent::UnstablePollStart(_)) | None => false,
        Some(_) => !is_silent(&event_type),
    }
}

/// Whether the event is a message with a file, or with several.
pub(crate) fn has_file(event: &AnySyncTimelineEvent, _: &RoomVersionRules) -> bool {
    let AnySyncTimelineEvent::MessageLike(message) = event else { return false };
    match message.original_content() {
        Some(AnyMessageLikeEventContent::RoomMessage(content)) => {
            let file = matches!(
                content.msgtype,
                MessageType::Image(_)
                    | MessageType::Video(_)
                    | MessageType::Audio(_)
                    | MessageType::File(_)
                    | MessageType::Gallery(_)
            ) || gallery::stable(&content.msgtype).is_some();
            file && !matches!(content.relates_to, Some(Relation::Replacement(_)))
        }
        _ => false,
    }
}

/// Whether the event asks something.
pub(crate) fn is_poll(event: &AnySyncTimelineEvent, _: &RoomVersionRules) -> bool {
    let AnySyncTimelineEvent::MessageLike(message) = event else { return false };
    matches!(
        message.original_content(),
        Some(AnyMessageLikeEventContent::UnstablePollStart(UnstablePollStartEventContent::New(_)))
    )
}

fn is_silent(event_type: &str) -> bool {
    let shown = verification::is_shown(event_type);
    !shown
        && (SILENT.contains(&event_type)
            || SILENT_FAMILIES.iter().any(|family| event_type.starts_with(family)))
}
