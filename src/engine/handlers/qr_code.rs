//! QR codes, by the library that the SDK verifies devices with.

use protocol::{
    Failure, FailureKind,
    qr_code::{MakeQrCode, QrCode},
};
use qrcode::QrCode as Code;

use crate::map::qr_code;

/// Makes the QR code of a text.
pub(crate) fn make_qr_code(command: &MakeQrCode) -> Result<QrCode, Failure> {
    let code = Code::new(&command.text).map_err(|_| FailureKind::Invalid { field: "text".into() })?;
    Ok(qr_code::on_wire(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_square_with_its_three_marks() {
        let made = make_qr_code(&MakeQrCode { text: "https://matrix.to/#/#general:vmst.io".into() });
        let QrCode { side, dark } = made.expect("it fits");
        let side = usize::from(side);
        assert_eq!(dark.len(), side * side);
        for corner in [0, side - 7, side * (side - 7)] {
            assert!((0..7).all(|at| dark[corner + at]), "the upper edge of a mark");
            assert!(!dark[corner + side + 1], "and the light line in it");
        }
        let long = make_qr_code(&MakeQrCode { text: "x".repeat(5_000) });
        assert!(matches!(long.expect_err("too long").kind, FailureKind::Invalid { .. }));
    }
}
