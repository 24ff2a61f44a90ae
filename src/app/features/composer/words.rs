//! The composer's words that need more than a key.

use protocol::{Failure, FailureKind};

use super::{draft::is_command, shelf::Problem, voice::NoVoice};
use crate::{
    platform::record::Refusal,
    t,
    text::{failure, language},
};

/// A file's size: "214 KB", "1.2 MB".
pub(crate) fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => t!("composer-size-bytes", count = bytes),
        1_000..1_000_000 => t!("composer-size-kb", number = number(bytes.div_ceil(1_000) as f64)),
        1_000_000..1_000_000_000 => t!("composer-size-mb", number = number(tenths(bytes, 100_000))),
        _ => t!("composer-size-gb", number = number(tenths(bytes, 100_000_000))),
    }
}

#[allow(clippy::cast_precision_loss, reason = "four digits at most")]
fn tenths(bytes: u64, tenth: u64) -> f64 {
    (bytes.div_ceil(tenth)) as f64 / 10.0
}

/// A number as the language writes it.
fn number(value: f64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return value.to_string();
    }
    String::from(js_sys::Number::from(value).to_locale_string(language::current().code()))
}

/// Why something was not sent, and what became of it.
pub(crate) fn problem(problem: &Problem) -> String {
    match problem {
        // The engine died with the message in its hands, or never answered: it may have been stored before.
        Problem::Text(Failure { kind: FailureKind::Internal | FailureKind::Cancelled, .. }) => {
            t!("composer-perhaps-sent")
        }
        Problem::Text(cause) => t!("composer-not-sent", reason = failure::sentence(cause)),
        Problem::File(name, cause) => file_failure(name, cause),
        Problem::Sticker(cause) => t!("composer-sticker-not-sent", reason = failure::sentence(cause)),
        Problem::Unknown(word) => t!("composer-slash-unknown", word = word.trim_start_matches('/')),
        Problem::Misused(slash) => t!("composer-slash-misused", usage = slash.usage()),
        Problem::Errand(cause) => t!("composer-slash-failed", reason = failure::sentence(cause)),
        Problem::Later => t!("later-command"),
        Problem::Format => t!("composer-edit-loses-format"),
        Problem::Voice(cause) => no_voice(*cause),
        Problem::Edit(cause) => t!("composer-not-editable", reason = failure::sentence(cause)),
    }
}

fn no_voice(cause: NoVoice) -> String {
    match cause {
        Some(Refusal::Denied) => t!("composer-voice-denied"),
        Some(Refusal::Missing) => t!("composer-voice-missing"),
        Some(Refusal::Busy) => t!("composer-voice-busy"),
        Some(Refusal::Unsupported) => t!("composer-voice-unsupported"),
        None => t!("composer-voice-nothing"),
    }
}

fn file_failure(name: &str, cause: &Failure) -> String {
    t!("composer-file-not-sent", name = name, reason = failure::sentence(cause))
}

/// Whether the room should see that somebody types this: not while it is a command.
pub(crate) fn is_conversation(text: &str) -> bool {
    !text.trim().is_empty() && !is_command(text)
}
