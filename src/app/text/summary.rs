//! A message in one line.

use protocol::{profile::Profile, timeline::Summary};

use super::{names::called, state_change};
use crate::t;

/// What a message says, for quotes.
pub fn line(summary: &Summary, sender: &Profile) -> String {
    let or = |text: &str, otherwise: String| if text.trim().is_empty() { otherwise } else { text.to_owned() };
    match summary {
        Summary::Text(text) => text.clone(),
        Summary::Emote(text) => format!("* {} {text}", called(sender)),
        Summary::Image(text) => or(text, t!("timeline-kind-image")),
        Summary::Video(text) => or(text, t!("timeline-kind-video")),
        Summary::Audio { voice: true, .. } => t!("timeline-kind-voice"),
        Summary::Audio { name, .. } => or(name, t!("timeline-kind-audio")),
        Summary::File(name) => or(name, t!("timeline-kind-file")),
        Summary::Sticker(text) => or(text, t!("timeline-kind-sticker")),
        Summary::Location => t!("timeline-kind-location"),
        Summary::Poll(question) => or(question, t!("timeline-kind-poll")),
        Summary::Call => t!("timeline-call"),
        Summary::State(change) => state_change::sentence(change, sender),
        Summary::Redacted => t!("timeline-redacted"),
        Summary::Undecryptable => t!("timeline-kind-undecryptable"),
        Summary::Invite => t!("timeline-kind-invite"),
        Summary::Unknown => t!("timeline-kind-unknown"),
    }
}
