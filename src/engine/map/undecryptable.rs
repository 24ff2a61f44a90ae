//! Why a message cannot be read (B14).

use matrix_sdk_base::crypto::types::events::UtdCause;
use matrix_sdk_ui::timeline::EncryptedMessage;
use protocol::timeline::Undecryptable;

/// The reason, as far as a person can do something about it.
pub(crate) fn undecryptable(message: &EncryptedMessage) -> Undecryptable {
    match message {
        EncryptedMessage::MegolmV1AesSha2 { cause, .. } => of_cause(*cause),
        // Rooms are encrypted by Megolm; anything else cannot ever be read here.
        EncryptedMessage::OlmV1Curve25519AesSha2 { .. } | EncryptedMessage::Unknown => {
            Undecryptable::Malformed
        }
    }
}

fn of_cause(cause: UtdCause) -> Undecryptable {
    match cause {
        UtdCause::Unknown => Undecryptable::WaitingForKey,
        UtdCause::SentBeforeWeJoined => Undecryptable::BeforeJoining,
        UtdCause::VerificationViolation | UtdCause::UnsignedDevice | UtdCause::UnknownDevice => {
            Undecryptable::SenderNotTrusted
        }
        UtdCause::HistoricalMessageAndBackupIsDisabled => Undecryptable::BeforeThisDeviceNoBackup,
        UtdCause::HistoricalMessageAndDeviceIsUnverified => Undecryptable::BeforeThisDeviceUnverified,
        UtdCause::WithheldForUnverifiedOrInsecureDevice => Undecryptable::WithheldUnverified,
        UtdCause::WithheldBySender => Undecryptable::Withheld,
    }
}
