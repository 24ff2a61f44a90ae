//! WebP: chunks of RIFF, each with a name and a length, filled up to an even one.

use super::tiff;

const HEAD: usize = 12;
/// Bits of `VP8X`.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// The picture without EXIF and XMP, and without what stands behind its end.
pub(super) fn without(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.get(..HEAD).unwrap_or_default());
    let whole = number(bytes, 4).unwrap_or_default().saturating_add(8).min(bytes.len());
    let mut at = HEAD;
    let mut flags = None;
    let mut turn = None;
    let mut is_cut = false;
    while let (Some(name), Some(length)) = (bytes.get(at..at + 4), number(bytes, at + 4)) {
        if at >= whole {
            break;
        }
        let end = (at + 8).saturating_add(length).saturating_add(length % 2);
        is_cut = end > bytes.len();
        let end = end.min(bytes.len());
        match name {
            b"EXIF" => {
                let exif = bytes.get(at + 8..end).unwrap_or_default();
                turn = turn.or(tiff::orientation(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)));
            }
            b"XMP " => {}
            _ => {
                if name == b"VP8X" && flags.is_none() {
                    flags = Some(out.len() + 8);
                }
                out.extend_from_slice(bytes.get(at..end).unwrap_or_default());
            }
        }
        at = end;
    }
    // Behind a chunk that is cut short nothing can follow.
    let turn = turn.filter(|_| !is_cut);
    if let Some(flags) = flags.and_then(|at| out.get_mut(at)) {
        *flags &= !HAS_XMP;
        if turn.is_none() {
            *flags &= !HAS_EXIF;
        }
    }
    if let Some(turn) = turn {
        let exif = tiff::only_orientation(turn);
        out.extend_from_slice(b"EXIF");
        out.extend(u32::try_from(exif.len()).unwrap_or_default().to_le_bytes());
        out.extend(exif);
    }
    let size = u32::try_from(out.len().saturating_sub(8)).unwrap_or(u32::MAX);
    if let Some(place) = out.get_mut(4..8) {
        place.copy_from_slice(&size.to_le_bytes());
    }
    out
}

/// A little-endian number of four bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}
