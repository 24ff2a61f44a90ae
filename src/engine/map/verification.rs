//! The steps of a verification in a room, as they are read afterwards.

use matrix_sdk::ruma::{events::AnySyncTimelineEvent, serde::Raw};
use protocol::state_change::{StateChange, VerificationStep};
use serde::Deserialize;

/// Types that somebody wants to read of; the others are between programs.
const SHOWN: [&str; 3] = ["m.key.verification.ready", "m.key.verification.done", "m.key.verification.cancel"];

/// Whether events of this type are shown.
pub(super) fn is_shown(event_type: &str) -> bool {
    SHOWN.contains(&event_type)
}

/// The request.
pub(super) const ASKED: StateChange = StateChange::Verification(VerificationStep::Asked);

/// The step that an event of this type is; `json` is the event itself, which says why one was cancelled.
pub(super) fn step(event_type: &str, json: Option<&Raw<AnySyncTimelineEvent>>) -> Option<StateChange> {
    Some(StateChange::Verification(match event_type {
        "m.key.verification.ready" => VerificationStep::Accepted,
        "m.key.verification.done" => VerificationStep::Done,
        "m.key.verification.cancel" => match json.and_then(code).as_deref() {
            Some("m.timeout") => VerificationStep::TimedOut,
            Some("m.mismatched_sas" | "m.mismatched_commitment" | "m.key_mismatch") => {
                VerificationStep::Mismatch
            }
            _ => VerificationStep::Cancelled,
        },
        _ => return None,
    }))
}

fn code(json: &Raw<AnySyncTimelineEvent>) -> Option<String> {
    #[derive(Deserialize)]
    struct Event {
        content: Content,
    }
    #[derive(Deserialize)]
    struct Content {
        code: Option<String>,
    }
    json.deserialize_as_unchecked::<Event>().ok()?.content.code
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::serde::Raw;
    use protocol::state_change::{StateChange, VerificationStep};
    use serde_json::json;

    use super::step;

    #[test]
    fn why_one_was_cancelled_is_told() {
        let cancelled = |code: &str| {
            let json =
                Raw::new(&json!({ "content": { "code": code } })).expect("it is JSON").cast_unchecked();
            step("m.key.verification.cancel", Some(&json))
        };
        let is = |step| Some(StateChange::Verification(step));
        assert_eq!(cancelled("m.user"), is(VerificationStep::Cancelled));
        assert_eq!(cancelled("m.timeout"), is(VerificationStep::TimedOut));
        assert_eq!(cancelled("m.mismatched_sas"), is(VerificationStep::Mismatch));
        assert_eq!(step("m.key.verification.cancel", None), is(VerificationStep::Cancelled));
        assert_eq!(step("m.key.verification.mac", None), None);
    }
}
