//! What went wrong, in a sentence: the only place that has them.

use protocol::{Failure, FailureKind, failure::StorageFault};

use crate::t;

/// One sentence a person can act on.
pub fn sentence(failure: &Failure) -> String {
    let text = of_kind(&failure.kind);
    match (&failure.kind, &failure.incident) {
        (FailureKind::Internal, Some(incident)) => {
            t!("failure-with-incident", sentence = text, incident = incident.as_str())
        }
        _ => text,
    }
}

/// The sentence of a kind of failure.
pub fn of_kind(kind: &FailureKind) -> String {
    match kind {
        FailureKind::Offline => t!("failure-offline"),
        FailureKind::Timeout => t!("failure-timeout"),
        FailureKind::RateLimited { retry_after_ms: Some(wait) } => {
            t!("failure-rate-limited-for", seconds = wait.div_ceil(1000))
        }
        FailureKind::RateLimited { retry_after_ms: None } => t!("failure-rate-limited"),
        FailureKind::SessionEnded { soft: true } => t!("failure-session-ended-softly"),
        FailureKind::SessionEnded { soft: false } => t!("failure-session-ended"),
        FailureKind::NotSignedIn => t!("failure-not-signed-in"),
        FailureKind::Forbidden => t!("failure-forbidden"),
        FailureKind::NotFound => t!("failure-not-found"),
        FailureKind::Invalid { field } => t!("failure-invalid", field = field.as_str()),
        FailureKind::TooLarge { limit: Some(limit) } => {
            t!("failure-too-large-for", megabytes = limit / 1_000_000)
        }
        FailureKind::TooLarge { limit: None } => t!("failure-too-large"),
        FailureKind::Unsupported => t!("failure-unsupported"),
        FailureKind::Storage(StorageFault::Refused) => t!("failure-storage-refused"),
        FailureKind::Storage(StorageFault::Full) => t!("failure-storage-full"),
        FailureKind::Storage(StorageFault::Unreadable) => t!("failure-storage-unreadable"),
        FailureKind::Storage(StorageFault::Held) => t!("failure-storage-held"),
        FailureKind::LoginRefused => t!("failure-login-refused"),
        FailureKind::AccountRefused => t!("failure-account-refused"),
        // Who it is about is said beside the message.
        FailureKind::Distrusted { .. } => t!("failure-distrusted"),
        FailureKind::Server { status, errcode } => {
            t!("failure-server", status = *status, errcode = errcode.as_str())
        }
        FailureKind::Cancelled => t!("failure-cancelled"),
        FailureKind::Internal => t!("failure-internal"),
    }
}
