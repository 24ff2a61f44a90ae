//! Verifying devices and people: two screens show the same, and somebody looks at both (spec, "Device verification").

use serde::{Deserialize, Serialize};

use crate::{ids::UserId, qr_code::QrCode};

/// Names a verification: a transaction or, in a room, the event that asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FlowId(pub String);

/// Asks a person to verify each other, in the direct chat with them, which is made where there is none; or asks the
/// account's own devices. Answers when it is asked, with its name; the rest comes by [`Verifications`].
///
/// # Errors
/// `Offline`; `NotFound` where the person or device has no keys, so that there is nothing to verify, and where none of
/// the account's other devices is verified, so that none could confirm this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestVerification {
    /// Who; the account's own user for its devices.
    pub user: UserId,
    /// One device of the account's, by its ID; none asks all of them.
    pub device: Option<String>,
    /// Whether this browser may have a camera.
    pub can_scan: bool,
}

/// Accepts what somebody asked for.
///
/// # Errors
/// `NotFound` where it has ended meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcceptVerification {
    /// Which.
    pub flow: FlowId,
    /// Whether this browser may have a camera.
    pub can_scan: bool,
}

/// Declines a request, or cancels a verification that goes on; one that has ended is forgotten. Without the network it
/// ends here all the same, and for the others when its time is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelVerification {
    /// Which.
    pub flow: FlowId,
}

/// Begins to compare emoji (`m.sas.v1`).
///
/// # Errors
/// `NotFound` where the verification has ended, or was not accepted; `Offline`, which ends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartEmoji {
    /// Of which verification.
    pub flow: FlowId,
}

/// Says whether both sides show the same emoji.
///
/// # Errors
/// `NotFound` where there is nothing to compare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmEmoji {
    /// Of which verification.
    pub flow: FlowId,
    /// Whether they are the same. If not, the verification ends as a [`Cancelled::Mismatch`].
    pub same: bool,
}

/// Shows this side's QR code (`m.qr_code.show.v1`).
///
/// # Errors
/// `NotFound` as in [`StartEmoji`]; `Unsupported` where a device lacks the keys that a code is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShowQr {
    /// Of which verification.
    pub flow: FlowId,
}

/// Takes the other side's QR code, as it was scanned (`m.qr_code.scan.v1`).
///
/// # Errors
/// `Invalid` with `code` where it is no code of this verification, and one may go on scanning. A code with other keys ends
/// the verification as a [`Cancelled::Mismatch`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScanQr {
    /// Of which verification.
    pub flow: FlowId,
    /// What the code holds.
    pub bytes: Vec<u8>,
}

/// Confirms that the other side says that it has scanned our QR code. Who does not confirm cancels.
///
/// # Errors
/// `NotFound` where nothing was scanned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmQr {
    /// Of which verification.
    pub flow: FlowId,
}

/// The verifications that go on, and those that have ended and are still looked at, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifications;

/// One of [`Verifications`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verification {
    /// Its name.
    pub flow: FlowId,
    /// The other side's user.
    pub user: UserId,
    /// Their display name, where it is known.
    pub name: Option<String>,
    /// Whether that is the account itself, with another device.
    pub own: bool,
    /// The other side's device, as soon as it is known.
    pub device: Option<OtherDevice>,
    /// Whether this device asked.
    pub by_us: bool,
    /// What both sides can do; nothing until it is accepted.
    pub methods: Methods,
    /// Where it stands.
    pub state: VerificationState,
}

/// The device at the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherDevice {
    /// Its ID.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
}

/// The emoji that are compared, by their number (spec, "SAS method: emoji"; the table is data of the Matrix.org Foundation's,
/// `data-definitions/sas-emoji.json` of the specification, Apache-2.0).
pub const EMOJI: [&str; 64] = [
    "🐶", "🐱", "🦁", "🐎", "🦄", "🐷", "🐘", "🐰", "🐼", "🐓", "🐧", "🐢", "🐟", "🐙", "🦋", "🌷", "🌳",
    "🌵", "🍄", "🌏", "🌙", "☁️", "🔥", "🍌", "🍎", "🍓", "🌽", "🍕", "🎂", "❤️", "😀", "🤖", "🎩", "👓",
    "🔧", "🎅", "👍", "☂️", "⌛", "⏰", "🎁", "💡", "📕", "✏️", "📎", "✂️", "🔒", "🔑", "🔨", "☎️", "🏁",
    "🚂", "🚲", "✈️", "🚀", "🏆", "⚽", "🎸", "🎺", "🔔", "⚓", "🎧", "📁", "📌",
];

/// Where a verification stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum VerificationState {
    /// One side has asked, the other not answered.
    Requested {
        /// When the request is over, in milliseconds since 1970.
        until: u64,
    },
    /// Accepted: both sides choose how.
    Ready,
    /// Emoji were begun; they come in a moment.
    EmojiSoon,
    /// These seven are to be compared, by their place in [`EMOJI`].
    Emoji([u8; 7]),
    /// This side has said that they are the same.
    WaitingForOther,
    /// This QR code is to be scanned by the other side.
    Qr(QrCode),
    /// The other side says that it has scanned it; somebody has to look whether that is so.
    Scanned,
    /// This side has scanned the other's code; somebody confirms that over there.
    HaveScanned,
    /// Verified.
    Done,
    /// It came to nothing.
    Cancelled(Cancelled),
}

/// What both sides can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Methods {
    /// Compare emoji.
    pub emoji: bool,
    /// This side shows a QR code.
    pub show: bool,
    /// This side scans one.
    pub scan: bool,
}

/// Why it came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cancelled {
    /// The other side declined the request.
    Declined,
    /// The other side cancelled.
    ByThem,
    /// Another device of the account has accepted the request before.
    Elsewhere,
    /// It took too long.
    TimedOut,
    /// What was compared, or the keys, were not the same.
    Mismatch,
    /// Two verifications with the same side were under way at once, which ends both.
    Simultaneous,
    /// Another fault, of either side.
    Failed,
}

/// How far the account trusts a person's keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTrust {
    /// Whose.
    pub user: UserId,
}

/// Body of [`PersonTrust`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trust {
    /// The person has no keys to verify, as far as is known.
    NoKeys,
    /// Not verified.
    NotVerified,
    /// Verified by this account.
    Verified,
    /// Was verified, and no longer is: the person has other keys since, or the account has.
    Changed,
    /// Not verified, and has other keys than those that were seen first.
    Replaced,
}
