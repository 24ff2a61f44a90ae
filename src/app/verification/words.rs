//! What is said of a verification.

use protocol::verification::{Cancelled, Verification, VerificationState};

use crate::{platform::record::Refusal, t, text::names};

/// The other side's name: a person's.
pub(super) fn name(verification: &Verification) -> String {
    verification.name.clone().unwrap_or_else(|| names::localpart(verification.user.as_str()).to_owned())
}

/// The other side's device, as it is called.
pub(super) fn device(verification: &Verification) -> String {
    verification
        .device
        .as_ref()
        .map(|device| device.name.clone().unwrap_or_else(|| device.id.clone()))
        .unwrap_or_default()
}

/// The dialog's title.
pub(super) fn title(verification: &Verification) -> String {
    match verification.own {
        true => t!("verification-title-own"),
        false => t!("verification-title", name = name(verification)),
    }
}

/// Who asks.
pub(super) fn asked(verification: &Verification) -> String {
    match (verification.own, verification.name.is_some()) {
        (true, _) => t!("verification-asked-own", device = device(verification)),
        (false, true) => {
            t!("verification-asked", name = name(verification), user = verification.user.to_string())
        }
        (false, false) => t!("verification-asked-unnamed", user = verification.user.to_string()),
    }
}

/// One that goes on, in a page that was loaded meanwhile.
pub(super) fn unfinished(verification: &Verification) -> String {
    match verification.own {
        true => t!("verification-unfinished-own"),
        false => t!("verification-unfinished", name = name(verification)),
    }
}

/// The sentence of where it stands.
pub(super) fn lead(verification: &Verification) -> String {
    let name = || name(verification);
    match (&verification.state, verification.own) {
        (VerificationState::Requested { .. }, _) if !verification.by_us => t!("verification-accepting"),
        (VerificationState::Requested { .. }, true) => t!("verification-requested-own"),
        (VerificationState::Requested { .. }, false) => t!("verification-requested", name = name()),
        (VerificationState::Ready, true) => t!("verification-ready-own"),
        (VerificationState::Ready, false) => t!("verification-ready", name = name()),
        (VerificationState::EmojiSoon, _) => t!("verification-emoji-soon"),
        (VerificationState::Emoji(_), true) => t!("verification-emoji-own"),
        (VerificationState::Emoji(_), false) => t!("verification-emoji", name = name()),
        (VerificationState::WaitingForOther, true) => t!("verification-waiting-own"),
        (VerificationState::WaitingForOther, false) => t!("verification-waiting", name = name()),
        (VerificationState::Qr(_), true) => t!("verification-qr-own"),
        (VerificationState::Qr(_), false) => t!("verification-qr", name = name()),
        (VerificationState::Scanned, true) => t!("verification-scanned-own"),
        (VerificationState::Scanned, false) => t!("verification-scanned", name = name()),
        (VerificationState::HaveScanned, true) => t!("verification-have-scanned-own"),
        (VerificationState::HaveScanned, false) => t!("verification-have-scanned", name = name()),
        (VerificationState::Done, true) => t!("verification-done-own"),
        (VerificationState::Done, false) => t!("verification-done", name = name()),
        (VerificationState::Cancelled(why), own) => cancelled(*why, own, &name()),
    }
}

fn cancelled(why: Cancelled, own: bool, name: &str) -> String {
    match (why, own) {
        (Cancelled::Declined, true) => t!("verification-declined-own"),
        (Cancelled::Declined, false) => t!("verification-declined", name = name),
        (Cancelled::ByThem, true) => t!("verification-cancelled-own"),
        (Cancelled::ByThem, false) => t!("verification-cancelled", name = name),
        (Cancelled::Elsewhere, _) => t!("verification-elsewhere"),
        (Cancelled::TimedOut, _) => t!("verification-timed-out"),
        (Cancelled::Mismatch, true) => t!("verification-mismatch-own"),
        (Cancelled::Mismatch, false) => t!("verification-mismatch", name = name),
        (Cancelled::Simultaneous, true) => t!("verification-simultaneous-own"),
        (Cancelled::Simultaneous, false) => t!("verification-simultaneous", name = name),
        (Cancelled::Failed, _) => t!("verification-failed"),
    }
}

/// Why there is no camera.
pub(super) fn no_camera(why: Refusal) -> String {
    match why {
        Refusal::Denied => t!("verification-camera-denied"),
        Refusal::Missing => t!("verification-camera-missing"),
        Refusal::Busy => t!("verification-camera-busy"),
        Refusal::Unsupported => t!("verification-camera-unsupported"),
    }
}
