//! Messages that were taken back.

use leptos::prelude::*;
use protocol::profile::Profile;

use super::placeholder;
use crate::{t, text::names::called_surely};

/// That it was taken back, by whom if by another, and why where it was said.
pub(crate) fn view(
    id: String,
    by: Option<Profile>,
    reason: Option<String>,
    sender: Memo<Option<Profile>>,
) -> AnyView {
    let author = sender.with_untracked(|sender| sender.as_ref().map(|sender| sender.user.clone()));
    let sentence = match by.filter(|by| Some(&by.user) != author.as_ref()) {
        Some(by) => t!("timeline-redacted-by", name = called_surely(&by)),
        None => t!("timeline-redacted"),
    };
    let words = match reason.filter(|reason| !reason.trim().is_empty()) {
        Some(reason) => t!("timeline-with-reason", sentence = sentence, reason = reason),
        None => sentence,
    };
    placeholder(id, "trash-2", words)
}
