//! What cameras and programs note in a picture or film besides what is seen: the place, the time, the device, names.
//! It is taken out of what is sent, without encoding anything anew.
//!
//! The kind of file is told by its first bytes, not by what it is called. What is no picture or film is left alone, and
//! so are Matroska and WebM, whose writers note no place.

mod boxes;
mod jpeg;
mod png;
mod tiff;
mod webp;

/// What a file of boxes begins with.
const BOXES: [&[u8]; 7] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"JXL "];

/// The file without notes. How a picture is to be turned stays noted.
pub(crate) fn without(mut bytes: Vec<u8>) -> Vec<u8> {
    match bytes.get(..16).unwrap_or_default() {
        [0xFF, 0xD8, 0xFF, ..] => jpeg::without(&bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => png::without(&bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::without(&bytes),
        [b'G', b'I', b'F', b'8', ..] => {
            blank_xmp(&mut bytes);
            bytes
        }
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => {
            tiff::blank(&mut bytes);
            blank_xmp(&mut bytes);
            bytes
        }
        [_, _, _, _, name @ .., _, _, _, _, _, _, _, _] if BOXES.contains(&name) => {
            boxes::blank(&mut bytes);
            bytes
        }
        _ => bytes,
    }
}

/// A big-endian number of four bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

/// Where some bytes come next.
fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let within = bytes.get(from..)?;
    within.windows(wanted.len()).position(|window| window == wanted).map(|at| from + at)
}

/// Writes blanks over every XMP packet. It keeps its length, so that nothing else moves.
fn blank_xmp(bytes: &mut [u8]) {
    const ENDS: (&[u8], &[u8]) = (b"<x:xmpmeta", b"</x:xmpmeta>");
    let mut from = 0;
    while let Some(start) = find(bytes, ENDS.0, from) {
        let end = find(bytes, ENDS.1, start).map_or(bytes.len(), |end| end + ENDS.1.len());
        if let Some(packet) = bytes.get_mut(start..end) {
            packet.fill(b' ');
        }
        from = end;
    }
}

#[cfg(test)]
mod tests;
