//! Blurhashes: a picture's colours in some thirty characters (MSC2448).

use protocol::media::Blur;

/// A blurhash of nine by nine components has 166 characters.
const LONGEST: usize = 166;

/// The picture of a blurhash, if it is one.
pub(crate) fn decode(hash: &str) -> Option<Blur> {
    // The decoder slices by bytes, and divides by what it reads: only base 83 may reach it.
    const ALPHABET: &[u8] =
        b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    if hash.len() > LONGEST || hash.len() < 6 || !hash.bytes().all(|byte| ALPHABET.contains(&byte)) {
        return None;
    }
    let rgba = blurhash::decode(hash, Blur::SIDE, Blur::SIDE, 1.0).ok()?;
    (rgba.len() == (Blur::SIDE * Blur::SIDE * 4) as usize).then_some(Blur { rgba })
}

/// The blurhash of a few pixels, RGBA, if there are as many as they say.
pub(crate) fn encode(width: u32, height: u32, rgba: &[u8]) -> Option<String> {
    if !(1..=64).contains(&width)
        || !(1..=64).contains(&height)
        || rgba.len() != (width * height * 4) as usize
    {
        return None;
    }
    let (across, down) = if width >= height { (4, 3) } else { (3, 4) };
    blurhash::encode(across, down, width, height, rgba).ok()
}
