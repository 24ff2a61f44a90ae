//! PNG: chunks, each with a length, a name and a checksum.

use super::{number, tiff};

const HEAD: usize = 8;

/// The picture without texts, times and EXIF, and without what stands behind its end.
pub(super) fn without(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.get(..HEAD).unwrap_or_default());
    let mut at = HEAD;
    while let (Some(length), Some(name)) = (number(bytes, at), bytes.get(at + 4..at + 8)) {
        let end = (at + 8).saturating_add(length).saturating_add(4).min(bytes.len());
        match name {
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => {}
            b"eXIf" => {
                let exif = bytes.get(at + 8..end).unwrap_or_default();
                if let Some(turn) = tiff::orientation(exif) {
                    push(&mut out, name, &tiff::only_orientation(turn));
                }
            }
            _ => out.extend_from_slice(bytes.get(at..end).unwrap_or_default()),
        }
        if name == b"IEND" {
            break;
        }
        at = end;
    }
    out
}

fn push(out: &mut Vec<u8>, name: &[u8], body: &[u8]) {
    out.extend(u32::try_from(body.len()).unwrap_or_default().to_be_bytes());
    let start = out.len();
    out.extend_from_slice(name);
    out.extend_from_slice(body);
    let sum = checksum(out.get(start..).unwrap_or_default());
    out.extend(sum.to_be_bytes());
}

/// CRC-32, bit by bit: it is of 30 bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}
