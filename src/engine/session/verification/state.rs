//! Where a verification stands, from what the SDK knows of it.

use matrix_sdk::{
    encryption::verification::{
        CancelInfo, QrVerification, QrVerificationState, SasState, SasVerification,
        Verification as SdkVerification, VerificationRequest, VerificationRequestState,
    },
    ruma::events::key::verification::{VerificationMethod, cancel::CancelCode},
};
use matrix_sdk_base::crypto::DeviceData;
use protocol::verification::{Cancelled, Methods, OtherDevice, VerificationState};

use crate::map::{label, qr_code};

/// Where it stands. `until`: when it is over.
pub(super) fn state(request: &VerificationRequest, until: u64) -> VerificationState {
    match request.state() {
        VerificationRequestState::Created { .. } | VerificationRequestState::Requested { .. } => {
            VerificationState::Requested { until }
        }
        VerificationRequestState::Ready { .. } => VerificationState::Ready,
        VerificationRequestState::Transitioned { verification } => match verification {
            SdkVerification::SasV1(sas) => of_emoji(&sas),
            SdkVerification::QrV1(qr) => of_qr(&qr),
            _ => VerificationState::Cancelled(Cancelled::Failed),
        },
        VerificationRequestState::Done => VerificationState::Done,
        VerificationRequestState::Cancelled(why) => VerificationState::Cancelled(cancelled(&why)),
    }
}

fn of_emoji(sas: &SasVerification) -> VerificationState {
    match sas.state() {
        SasState::Created { .. } | SasState::Started { .. } | SasState::Accepted { .. } => {
            VerificationState::EmojiSoon
        }
        SasState::KeysExchanged { emojis: Some(emoji), .. } => VerificationState::Emoji(emoji.indices),
        // Numbers in their place are for programs without emoji, which nobody has asked for.
        SasState::KeysExchanged { emojis: None, .. } => VerificationState::Cancelled(Cancelled::Failed),
        SasState::Confirmed => VerificationState::WaitingForOther,
        SasState::Done { .. } => VerificationState::Done,
        SasState::Cancelled(why) => VerificationState::Cancelled(cancelled(&why)),
    }
}

fn of_qr(qr: &QrVerification) -> VerificationState {
    match qr.state() {
        QrVerificationState::Started => match qr.to_qr_code() {
            Ok(code) => VerificationState::Qr(qr_code::on_wire(code)),
            Err(error) => {
                tracing::warn!(%error, "no QR code of a verification");
                VerificationState::Ready
            }
        },
        QrVerificationState::Scanned => VerificationState::Scanned,
        QrVerificationState::Confirmed => VerificationState::WaitingForOther,
        QrVerificationState::Reciprocated => VerificationState::HaveScanned,
        QrVerificationState::Done { .. } => VerificationState::Done,
        QrVerificationState::Cancelled(why) => VerificationState::Cancelled(cancelled(&why)),
    }
}

/// Why it was cancelled. What the person here cancels is not looked at any more: where nobody has and it was cancelled
/// here, the SDK has met two at once.
fn cancelled(why: &CancelInfo) -> Cancelled {
    match (why.cancel_code(), why.cancelled_by_us()) {
        (CancelCode::User, true) => Cancelled::Simultaneous,
        (CancelCode::User, false) => Cancelled::ByThem,
        (CancelCode::Timeout, _) => Cancelled::TimedOut,
        (CancelCode::Accepted, _) => Cancelled::Elsewhere,
        (
            CancelCode::MismatchedSas
            | CancelCode::MismatchedCommitment
            | CancelCode::KeyMismatch
            | CancelCode::UserMismatch,
            _,
        ) => Cancelled::Mismatch,
        (code, by_us) => {
            tracing::info!(code = code.as_str(), by_us, "a verification came to nothing");
            Cancelled::Failed
        }
    }
}

/// The device at the other side, where it is known.
pub(super) fn device(request: &VerificationRequest) -> Option<OtherDevice> {
    let on_wire = |device: &DeviceData| OtherDevice {
        id: device.device_id().to_string(),
        name: device.display_name().and_then(label::label),
    };
    match request.state() {
        VerificationRequestState::Requested { other_device_data, .. }
        | VerificationRequestState::Ready { other_device_data, .. } => Some(on_wire(&other_device_data)),
        VerificationRequestState::Transitioned { verification: SdkVerification::SasV1(sas) } => {
            Some(on_wire(sas.other_device()))
        }
        VerificationRequestState::Transitioned { verification: SdkVerification::QrV1(qr) } => {
            Some(on_wire(qr.other_device()))
        }
        _ => None,
    }
}

/// What both sides can do, as soon as both have said it.
pub(super) fn methods(request: &VerificationRequest, can_scan: bool) -> Option<Methods> {
    let VerificationRequestState::Ready { their_methods, .. } = request.state() else { return None };
    let theirs = |method| their_methods.contains(&method);
    let by_code = theirs(VerificationMethod::ReciprocateV1);
    Some(Methods {
        emoji: theirs(VerificationMethod::SasV1),
        show: by_code && theirs(VerificationMethod::QrCodeScanV1),
        scan: can_scan && by_code && theirs(VerificationMethod::QrCodeShowV1),
    })
}
