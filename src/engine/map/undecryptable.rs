//! Why a message cannot be read (B14).

use matrix_sdk_base::crypto::types::events::UtdCause;
use matrix_sdk_common::deserialized_responses::WithheldCode;
use matrix_sdk_ui::timeline::EncryptedMessage;
use protocol::timeline::Undecryptable;

use super::pill::Names;

/// The reason, as far as a person can do something about it.
pub(crate) fn undecryptable(message: &EncryptedMessage, names: &dyn Names) -> Undecryptable {
    match message {
        EncryptedMessage::MegolmV1AesSha2 { cause: UtdCause::WithheldBySender, session_id, .. } => {
            names.withheld(session_id).unwrap_or(Undecryptable::Withheld)
        }
        EncryptedMessage::MegolmV1AesSha2 { cause, .. } => of_cause(*cause),
        // Rooms are encrypted by Megolm; anything else cannot ever be read here.
        EncryptedMessage::OlmV1Curve25519AesSha2 { .. } | EncryptedMessage::Unknown => {
            Undecryptable::Malformed
        }
    }
}

/// The session of which the sender has kept the key: the SDK does not say here why.
pub(crate) fn withheld(message: &EncryptedMessage) -> Option<&str> {
    match message {
        EncryptedMessage::MegolmV1AesSha2 { cause: UtdCause::WithheldBySender, session_id, .. } => {
            Some(session_id)
        }
        _ => None,
    }
}

/// Why a sender has kept a key.
pub(crate) fn of_code(code: &WithheldCode) -> Undecryptable {
    match code {
        WithheldCode::Blacklisted => Undecryptable::ShutOut,
        WithheldCode::NoOlm => Undecryptable::NotReached,
        _ => Undecryptable::Withheld,
    }
}

fn of_cause(cause: UtdCause) -> Undecryptable {
    match cause {
        UtdCause::Unknown => Undecryptable::WaitingForKey,
        UtdCause::SentBeforeWeJoined => Undecryptable::BeforeJoining,
        UtdCause::VerificationViolation => Undecryptable::SenderChanged,
        UtdCause::UnsignedDevice => Undecryptable::DeviceNotConfirmed,
        UtdCause::UnknownDevice => Undecryptable::DeviceUnknown,
        UtdCause::HistoricalMessageAndBackupIsDisabled => Undecryptable::BeforeThisDeviceNoBackup,
        UtdCause::HistoricalMessageAndDeviceIsUnverified => Undecryptable::BeforeThisDeviceUnverified,
        UtdCause::WithheldForUnverifiedOrInsecureDevice => Undecryptable::WithheldUnverified,
        UtdCause::WithheldBySender => Undecryptable::Withheld,
    }
}
