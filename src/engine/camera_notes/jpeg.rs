//! JPEG: segments, each with a marker and a length, and the picture's own data behind a start of scan.

use super::tiff;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const EXIF: &[u8] = b"Exif\0\0";

/// The picture with the segments that are needed to show it, and no others. What stands behind its end (films, other
/// pictures, maps of brightness, all with notes of their own) goes too.
pub(super) fn without(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend([0xFF, SOI]);
    let mut at = 2;
    let mut turned = false;
    while let Some(place) = marker(bytes, at, false) {
        let Some(kind) = bytes.get(place).copied() else { break };
        if kind == EOI {
            out.extend([0xFF, EOI]);
            break;
        }
        if stands_alone(kind) {
            at = place + 1;
            continue;
        }
        let length = match bytes.get(place + 1..place + 3) {
            Some([high, low]) => usize::from(u16::from_be_bytes([*high, *low])),
            _ => break,
        };
        if length < 2 {
            break;
        }
        let end = (place + 1 + length).min(bytes.len());
        let body = bytes.get(place + 3..end).unwrap_or_default();
        if is_needed(kind, body) {
            out.extend([0xFF, kind]);
            out.extend_from_slice(bytes.get(place + 1..end).unwrap_or_default());
        } else if kind == 0xE1
            && !turned
            && let Some(turn) = body.strip_prefix(EXIF).and_then(tiff::orientation)
        {
            turned = true;
            let exif = tiff::only_orientation(turn);
            let length = u16::try_from(2 + EXIF.len() + exif.len()).unwrap_or_default();
            out.extend([0xFF, 0xE1]);
            out.extend(length.to_be_bytes());
            out.extend_from_slice(EXIF);
            out.extend(exif);
        }
        at = end;
        if kind == SOS {
            let end = marker(bytes, at, true).map_or(bytes.len(), |place| place - 1);
            out.extend_from_slice(bytes.get(at..end).unwrap_or_default());
            at = end;
        }
    }
    out
}

/// Where the next marker's kind stands. Within a scan, some are part of it.
fn marker(bytes: &[u8], from: usize, scan: bool) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)? + 1;
        match bytes.get(at)? {
            0x00 | 0xFF => {}
            0x01 | 0xD0..=0xD7 if scan => {}
            _ => return Some(at),
        }
    }
}

/// Whether a marker has no length.
fn stands_alone(kind: u8) -> bool {
    matches!(kind, 0x01 | 0xD0..=0xD8)
}

/// Whether a picture looks as it should only with this segment.
fn is_needed(kind: u8, body: &[u8]) -> bool {
    match kind {
        0xE0 => body.starts_with(b"JFIF\0"),
        0xE2 => body.starts_with(b"ICC_PROFILE\0"),
        0xEE => body.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        0xC0..=0xDF | 0xF0..=0xFD => true,
        _ => false,
    }
}
