//! QR codes.

use serde::{Deserialize, Serialize};

/// Makes the QR code of a text (ISO/IEC 18004), such as a link (D25).
///
/// # Errors
/// `Invalid` where the text is too long for one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MakeQrCode {
    /// The text.
    pub text: String,
}

/// Reply of [`MakeQrCode`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// Modules on each side, without the margin of four around it.
    pub side: u16,
    /// Whether each module is dark, row by row.
    pub dark: Vec<bool>,
}
