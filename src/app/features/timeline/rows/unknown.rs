//! Events this client has no words for: named, never hidden.

use leptos::prelude::AnyView;

use super::placeholder;
use crate::t;

/// Of a type this client does not know; with the text that came for that case.
pub(crate) fn unknown(id: String, event_type: String, said: Option<String>) -> AnyView {
    let words = t!("timeline-unknown", kind = event_type);
    let words = match said.filter(|said| !said.trim().is_empty()) {
        Some(said) => format!("{words} {said}"),
        None => words,
    };
    placeholder(id, "circle-help", words)
}

/// Its content breaks its type's rules.
pub(crate) fn broken(id: String, event_type: String) -> AnyView {
    placeholder(id, "triangle-alert", t!("timeline-broken", kind = event_type))
}
