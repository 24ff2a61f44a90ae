//! A QR code on the screen.

use leptos::prelude::*;
use protocol::qr_code::QrCode;

/// Modules of margin around a QR code, which readers need.
const MARGIN: u16 = 4;

/// The picture: dark on light in every theme, since readers want it so.
#[component]
pub fn QrPicture(code: QrCode, label: String) -> impl IntoView {
    let side = code.side + 2 * MARGIN;
    view! {
        <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label>
            <path d=path(&code) />
        </svg>
    }
}

/// The dark modules, each run in a row as one stroke of the pen.
fn path(code: &QrCode) -> String {
    let side = usize::from(code.side).max(1);
    let margin = usize::from(MARGIN);
    let mut path = String::new();
    for (y, row) in code.dark.chunks(side).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let long = row[x..].iter().take_while(|dark| **dark).count();
            if long > 0 {
                path.push_str(&format!("M{} {}h{long}v1h-{long}z", x + margin, y + margin));
            }
            x += long.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_are_drawn_as_one() {
        let code = QrCode { side: 3, dark: vec![true, true, false, false, false, true, true, false, true] };
        assert_eq!(path(&code), "M4 4h2v1h-2zM6 5h1v1h-1zM4 6h1v1h-1zM6 6h1v1h-1z");
    }
}
