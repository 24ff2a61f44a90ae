//! Boxes of ISO base media: MP4, QuickTime, HEIF, AVIF, JPEG XL. Players find the picture's data by its place in the
//! file, so nothing moves: what goes is written over, and its box is called free space.

use super::{blank_xmp, number, tiff};

/// The box of XMP in a film.
const XMP: [u8; 16] = *b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";

/// Which boxes are being looked through.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    File,
    Movie,
    Track,
    Media,
}

/// Writes over the notes of a film or picture.
pub(super) fn blank(bytes: &mut [u8]) {
    let end = bytes.len();
    let kind = walk(bytes, 0, end, Within::File);
    if kind.picture || !kind.film {
        tiff::blank_all(bytes);
        blank_xmp(bytes);
    }
}

/// What a file has in it.
#[derive(Default)]
struct Kind {
    film: bool,
    picture: bool,
}

/// Looks through the boxes from a place to another; says what they are of.
fn walk(bytes: &mut [u8], from: usize, to: usize, within: Within) -> Kind {
    let mut at = from;
    let mut kind = Kind::default();
    while let Some((name, body, end)) = next(bytes, at, to) {
        match (within, &name) {
            (Within::File, b"moov") => {
                kind.film = true;
                walk(bytes, body, end, Within::Movie);
            }
            (Within::File, b"meta") => kind.picture = true,
            (Within::File, b"Exif" | b"xml " | b"brob") => free(bytes, at, body, end),
            (Within::File, b"uuid") if bytes.get(body..body + XMP.len()) == Some(&XMP) => {
                free(bytes, at, body, end);
            }
            (Within::Movie, b"trak") => {
                walk(bytes, body, end, Within::Track);
            }
            (Within::Track, b"mdia") => {
                walk(bytes, body, end, Within::Media);
            }
            (Within::Movie | Within::Track, b"udta" | b"meta") => free(bytes, at, body, end),
            (Within::Movie, b"mvhd") | (Within::Track, b"tkhd") | (Within::Media, b"mdhd") => {
                blank_times(bytes, body, end);
            }
            _ => {}
        }
        at = end;
    }
    kind
}

/// The box at a place: its name, where its body begins, and where it ends. One that says it goes on behind the end of
/// what it is in ends there.
fn next(bytes: &[u8], at: usize, to: usize) -> Option<([u8; 4], usize, usize)> {
    let size = number(bytes, at)?;
    let name: [u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
    let (body, size) = match size {
        0 => (at + 8, to.checked_sub(at)?),
        1 => {
            let (high, low) = (number(bytes, at + 8)?, number(bytes, at + 12)?);
            // Of 4 GiB nothing is left to look at.
            (at + 16, if high == 0 { low } else { usize::MAX })
        }
        size => (at + 8, size),
    };
    let end = at.saturating_add(size).min(to);
    (end >= body).then_some((name, body, end))
}

fn free(bytes: &mut [u8], at: usize, body: usize, end: usize) {
    if let Some(name) = bytes.get_mut(at + 4..at + 8) {
        name.copy_from_slice(b"free");
    }
    if let Some(body) = bytes.get_mut(body..end) {
        body.fill(0);
    }
}

/// Writes zeros over when it was made and changed.
fn blank_times(bytes: &mut [u8], body: usize, end: usize) {
    let length = match bytes.get(body) {
        Some(0) => 8,
        Some(1) => 16,
        _ => return,
    };
    let from = body + 4;
    if let Some(times) = bytes.get_mut(from..(from + length).min(end)) {
        times.fill(0);
    }
}
