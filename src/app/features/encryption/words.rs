//! What went wrong, in this feature's own words.

use protocol::{Failure, FailureKind};

use crate::{t, text::failure};

/// Why a recovery key did not open anything.
pub(super) fn of_opening(refused: &Failure) -> String {
    match &refused.kind {
        FailureKind::Invalid { field } if field == "key" => t!("keys-wrong"),
        FailureKind::Invalid { field } if field == "secrets" => t!("keys-opens-nothing"),
        FailureKind::NotFound => t!("keys-none-there"),
        _ => failure::sentence(refused),
    }
}

/// Why no recovery key was made.
pub(super) fn of_making(refused: &Failure) -> String {
    match &refused.kind {
        FailureKind::Invalid { field } if field == "recovery" => t!("keys-made-elsewhere"),
        FailureKind::Forbidden => t!("keys-confirm-first"),
        _ => failure::sentence(refused),
    }
}

/// Why no keys were written into a file, or taken from one.
pub(super) fn of_filing(refused: &Failure) -> String {
    match &refused.kind {
        FailureKind::Invalid { field } if field == "passphrase" => t!("key-file-wrong"),
        FailureKind::Invalid { field } if field == "file" => t!("key-file-damaged"),
        FailureKind::NotFound => t!("key-file-nothing"),
        _ => failure::sentence(refused),
    }
}

/// The name of a file with what belongs to an account.
pub(super) fn file_name(what: &str, user: &str) -> String {
    let name = user.trim_start_matches('@').split(':').next().unwrap_or_default();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name.chars().filter(|letter| plain(*letter)).collect();
    format!("{what}-{}.txt", if name.is_empty() { "matrix" } else { &name })
}
