//! How many pixels a picture has, as its own first bytes say. A file of a few kilobytes may be a picture of gigabytes,
//! and decoding it would end the page; what its sender says about it does not count.

/// The most pixels that are shown, about what a camera takes: 440 MB once they are decoded.
const MOST: u64 = 110_000_000;
/// How much of a file is looked into, where it is looked into as a whole.
const HEAD: u32 = 64 * 1024;
/// Parts of a file that are stepped over on the way to its size.
const MOST_STEPS: usize = 2_000;

/// Whether a file of this type (of [`super::mime::sniff`]) has more pixels than can be shown. `read` gives so many bytes
/// from an offset on, or fewer where the file ends.
pub(super) fn too_many(mime: &str, read: impl Fn(u32, u32) -> Vec<u8>) -> bool {
    let size = match mime {
        "image/png" => {
            let sides = read(16, 8);
            big(&sides, 0).zip(big(&sides, 4))
        }
        "image/gif" => gif(&read(0, HEAD)),
        "image/webp" => webp(&read(0, 32)),
        "image/bmp" => bmp(&read(0, 32)),
        "image/jpeg" => return jpeg(read).is_none_or(is_over),
        "image/avif" | "image/heic" => return heif(&read(0, HEAD)).is_none_or(is_over),
        _ => None,
    };
    // Of what is too short to have a size the browser makes nothing either.
    size.is_some_and(is_over)
}

type Size = (u64, u64);

fn is_over((width, height): Size) -> bool {
    width.saturating_mul(height) > MOST
}

fn take<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn big(bytes: &[u8], at: usize) -> Option<u64> {
    take(bytes, at).map(|four| u32::from_be_bytes(four).into())
}

fn big_short(bytes: &[u8], at: usize) -> Option<u64> {
    take(bytes, at).map(|two| u16::from_be_bytes(two).into())
}

fn little_short(bytes: &[u8], at: usize) -> Option<u64> {
    take(bytes, at).map(|two| u16::from_le_bytes(two).into())
}

/// The screen, or the first frame where that is larger (GIF89a § 18, § 20).
fn gif(bytes: &[u8]) -> Option<Size> {
    let (mut width, mut height) = (little_short(bytes, 6)?, little_short(bytes, 8)?);
    let flags = *bytes.get(10)?;
    let colours = if flags & 0x80 == 0 { 0 } else { 3usize << ((flags & 7) + 1) };
    let mut at = 13 + colours;
    // Extensions, each a chain of blocks, stand before the frame.
    for _ in 0..MOST_STEPS {
        match bytes.get(at) {
            Some(0x21) => at += 2,
            Some(0x2c) => {
                let side = |offset, length| Some(little_short(bytes, offset)? + little_short(bytes, length)?);
                width = width.max(side(at + 1, at + 5)?);
                height = height.max(side(at + 3, at + 7)?);
                break;
            }
            _ => break,
        }
        while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
            at += usize::from(*length) + 1;
        }
        at += 1;
    }
    Some((width, height))
}

/// The canvas, or the size of the one frame (RFC 9649).
fn webp(bytes: &[u8]) -> Option<Size> {
    match bytes.get(12..16)? {
        b"VP8X" => {
            let side =
                |at| take::<3>(bytes, at).map(|[a, b, c]| u64::from(u32::from_le_bytes([a, b, c, 0])) + 1);
            Some((side(24)?, side(27)?))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(take(bytes, 21)?);
            Some((u64::from(bits & 0x3fff) + 1, u64::from((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8 " => Some((little_short(bytes, 26)? & 0x3fff, little_short(bytes, 28)? & 0x3fff)),
        _ => None,
    }
}

fn bmp(bytes: &[u8]) -> Option<Size> {
    if u32::from_le_bytes(take(bytes, 14)?) == 12 {
        return little_short(bytes, 18).zip(little_short(bytes, 20));
    }
    // A negative height says that the rows begin at the top.
    let side = |at| take(bytes, at).map(|four| u64::from(i32::from_le_bytes(four).unsigned_abs()));
    side(18).zip(side(22))
}

/// The first frame header, behind as many segments as there are (ITU T.81 § B.2); `None` where it does not come.
fn jpeg(read: impl Fn(u32, u32) -> Vec<u8>) -> Option<Size> {
    let mut at = 2u32;
    for _ in 0..MOST_STEPS {
        let segment = read(at, 9);
        if *segment.first()? != 0xff {
            return None;
        }
        match *segment.get(1)? {
            // Filling, and marks that stand alone.
            0xff => at = at.checked_add(1)?,
            0x01 | 0xd0..=0xd8 => at = at.checked_add(2)?,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big_short(&segment, 7)?, big_short(&segment, 5)?));
            }
            _ => {
                let length = u32::try_from(big_short(&segment, 2)?).ok()?;
                at = at.checked_add(2)?.checked_add(length)?;
            }
        }
    }
    None
}

/// The largest of the sizes that the items have (ISO/IEC 23008-12 § 6.5.3); `None` where there is none.
fn heif(bytes: &[u8]) -> Option<Size> {
    let all = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"ispe");
    all.filter_map(|(at, _)| big(bytes, at + 8).zip(big(bytes, at + 12)))
        .max_by_key(|(width, height)| width.saturating_mul(*height))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::mime::sniff, *};

    fn declined(bytes: &[u8]) -> bool {
        too_many(sniff(bytes), |from, length| {
            let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
            bytes[from..].iter().take(length as usize).copied().collect()
        })
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            &width.to_be_bytes(),
            &height.to_be_bytes(),
            b"\x08\x06\0\0\0",
        ]
        .concat()
    }

    fn jpeg(before: &[u8], width: u16, height: u16) -> Vec<u8> {
        let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
        [b"\xff\xd8", before, b"\xff\xc2\0\x11\x08", &size, b"\x03"].concat()
    }

    fn gif(screen: u16, frame: u16) -> Vec<u8> {
        let sides = |side: u16| [side.to_le_bytes(), side.to_le_bytes()].concat();
        [
            b"GIF89a",
            &sides(screen)[..],
            b"\x80\0\0",
            &[0; 6],
            b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0",
            &sides(frame),
            b"\0",
        ]
        .concat()
    }

    fn webp(chunk: &[u8; 4], rest: &[u8]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WEBP", &chunk[..], b"\0\0\0\0", rest].concat()
    }

    fn avif(sizes: &[(u32, u32)]) -> Vec<u8> {
        let mut bytes = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1\0\0\0\0meta".to_vec();
        for (width, height) in sizes {
            bytes.extend(
                [&b"\0\0\0\x14ispe\0\0\0\0"[..], &width.to_be_bytes(), &height.to_be_bytes()].concat(),
            );
        }
        bytes
    }

    #[test]
    fn pictures_of_gigabytes_are_declined_and_those_of_cameras_are_not() {
        let exif = [&b"\xff\xe1\xff\xff"[..], &[0; 65_533]].concat();
        let bmp = |side: i32| {
            [&b"BM"[..], &[0; 12], b"\x28\0\0\0", &side.to_le_bytes(), &(-side).to_le_bytes()].concat()
        };
        for fine in [
            png(12_000, 9_000),
            jpeg(&exif.repeat(3), 12_000, 9_000),
            jpeg(b"\xff\xff\xff\xe0\0\x04ab", 1, 1),
            gif(500, 500),
            webp(b"VP8X", &[0, 0, 0, 0, 0x10, 0x27, 0, 0x10, 0x27, 0]),
            webp(b"VP8L", b"\x2f\xff\x3f\0\0"),
            avif(&[(512, 512), (8_000, 6_000)]),
            bmp(3_000),
            b"\x89PNG\r\n\x1a\n".to_vec(),
            b"<svg width='99999' height='99999'>".to_vec(),
        ] {
            assert!(!declined(&fine), "{:?}", &fine[..fine.len().min(40)]);
        }
        for bomb in [
            png(30_000, 30_000),
            png(u32::MAX, u32::MAX),
            jpeg(&exif.repeat(3), 65_000, 65_000),
            jpeg(&b"\xff\xe0\0\x02".repeat(10_000), 10, 10),
            b"\xff\xd8\xff\xe0".to_vec(),
            gif(40_000, 10),
            gif(10, 40_000),
            webp(b"VP8X", &[0, 0, 0, 0, 0xff, 0xff, 0, 0xff, 0xff, 0]),
            webp(b"VP8L", b"\x2f\xff\xff\xff\x0f"),
            webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f"),
            avif(&[(512, 512), (30_000, 30_000)]),
            avif(&[]),
            bmp(30_000),
        ] {
            assert!(declined(&bomb), "{:?}", &bomb[..bomb.len().min(40)]);
        }
    }

    const SIGNATURES: &[&[u8]] = &[
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8X",
        b"BM",
        b"\0\0\0\x20ftypavifispe",
    ];

    proptest! {
        #[test]
        fn any_bytes_behind_any_signature(
            head in proptest::sample::select(SIGNATURES),
            rest in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let _ = declined(&[head, &rest].concat());
        }
    }
}
