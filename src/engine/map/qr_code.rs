//! QR codes, as modules.

use protocol::qr_code::QrCode;
use qrcode::{Color, QrCode as Code};

/// The code as the wire carries it.
pub(crate) fn on_wire(code: Code) -> QrCode {
    // The largest there is has 177 modules on a side.
    let side = u16::try_from(code.width()).unwrap_or_default();
    QrCode { side, dark: code.into_colors().into_iter().map(|color| color == Color::Dark).collect() }
}
