use proptest::prelude::*;

use super::{tiff, without};

/// EXIF as cameras write it: an orientation, a maker, the camera's notes and a place.
fn exif(turn: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08".to_vec();
    let at = |at: u32| at.to_be_bytes();
    // Four entries; what follows stands at 8 + 2 + 48 + 4 = 62.
    exif.extend([0, 4]);
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        exif.extend(tag.to_be_bytes());
        exif.extend(kind.to_be_bytes());
        exif.extend(count.to_be_bytes());
        exif.extend(value);
    };
    entry(0x010F, 2, 8, at(62));
    entry(0x0112, 3, 1, [0, turn, 0, 0]);
    entry(0x8769, 4, 1, at(70));
    entry(0x8825, 4, 1, at(88));
    exif.extend([0; 4]);
    exif.extend(b"Camera!\0");
    exif.extend([0, 1]);
    exif.extend([0x90, 0x03, 0, 2, 0, 0, 0, 4]);
    exif.extend(b"2026\0\0\0\0");
    exif.extend([0, 1]);
    exif.extend([0, 2, 0, 5, 0, 0, 0, 1]);
    exif.extend(at(106));
    exif.extend([0; 4]);
    exif.extend(b"52 North");
    exif
}

/// Whether anything of the place or the device is left.
fn tells(bytes: &[u8]) -> bool {
    [&b"52 North"[..], b"Camera!", b"2026", b"Berlin"]
        .iter()
        .any(|word| bytes.windows(word.len()).any(|at| at == *word))
}

fn segment(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&[0xFF, kind][..], &length, body].concat()
}

/// A picture's data: two scans, with what may stand in one.
fn scans() -> Vec<u8> {
    [
        segment(0xDB, &[7; 65]),
        segment(0xC2, &[8; 15]),
        segment(0xDA, &[1, 2, 3]),
        vec![1, 2, 0xFF, 0, 3, 0xFF, 0xD3, 4],
        segment(0xC4, &[9; 20]),
        segment(0xDA, &[1, 2, 3]),
        vec![5, 0xFF, 0, 0xFF, 0, 6],
        vec![0xFF, 0xD9],
    ]
    .concat()
}

fn jpeg(turn: u8) -> Vec<u8> {
    [
        vec![0xFF, 0xD8],
        segment(0xE0, b"JFIF\0\x01\x02"),
        segment(0xE1, &[&b"Exif\0\0"[..], &exif(turn)].concat()),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>52 North</x:xmpmeta>"),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xE2, b"MPF\0Camera!"),
        segment(0xED, b"Photoshop 3.0\08BIM Berlin"),
        segment(0xEE, b"Adobe\0\x64"),
        segment(0xFE, b"made in Berlin"),
        scans(),
        b"and a film behind it: 52 North".to_vec(),
    ]
    .concat()
}

fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("short").to_be_bytes();
    [&length, name, body, &[1, 2, 3, 4]].concat()
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Of the chunk that says how a picture is turned by 8, as zlib has it.
const CHECKSUM: u32 = 0x8658_3034;

fn png(turn: u8) -> Vec<u8> {
    [
        PNG.to_vec(),
        chunk(b"IHDR", &[1; 13]),
        chunk(b"eXIf", &exif(turn)),
        chunk(b"tEXt", b"Place\0Berlin"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\x0052 North"),
        chunk(b"tIME", b"2026abc"),
        chunk(b"IDAT", &[2; 40]),
        chunk(b"IEND", b""),
        b"Berlin".to_vec(),
    ]
    .concat()
}

fn riff(name: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("short").to_le_bytes();
    [name, &length, body, &vec![0; body.len() % 2]].concat()
}

fn webp(turn: u8) -> Vec<u8> {
    let chunks = [
        riff(b"VP8X", &[0x1C, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
        riff(b"VP8 ", &[3; 31]),
        riff(b"EXIF", &exif(turn)),
        riff(b"XMP ", b"<x:xmpmeta>Berlin</x:xmpmeta>"),
    ]
    .concat();
    riff(b"RIFF", &[&b"WEBP"[..], &chunks].concat())
}

fn boxed(name: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).expect("short").to_be_bytes();
    [&length, name, body].concat()
}

fn film() -> Vec<u8> {
    let times = |rest: &[u8]| [&[0; 4][..], b"20262026", rest].concat();
    let track = [
        boxed(b"tkhd", &times(b"matrix")),
        boxed(b"mdia", &[boxed(b"mdhd", &times(b"rate")), boxed(b"minf", b"samples")].concat()),
        boxed(b"udta", b"Camera!"),
    ]
    .concat();
    let movie = [
        boxed(b"mvhd", &times(b"rate")),
        boxed(b"trak", &track),
        boxed(b"udta", &boxed(b"\xa9xyz", b"52 North")),
        boxed(b"meta", b"location Berlin"),
    ]
    .concat();
    [boxed(b"ftyp", b"isom...."), boxed(b"moov", &movie), boxed(b"mdat", b"pictures and sounds")].concat()
}

fn heif() -> Vec<u8> {
    let notes = [&b"\0\0\0\x06Exif\0\0"[..], &exif(6), b"<x:xmpmeta>Berlin</x:xmpmeta>"].concat();
    [
        boxed(b"ftyp", b"heicmif1"),
        boxed(b"meta", b"items"),
        boxed(b"mdat", &[&notes[..], b"picture"].concat()),
    ]
    .concat()
}

#[test]
fn a_jpeg_keeps_its_picture_and_how_it_is_turned() {
    assert!(tells(&jpeg(6)));
    let bare = without(jpeg(6));
    assert!(!tells(&bare));
    let expected = [
        vec![0xFF, 0xD8],
        segment(0xE0, b"JFIF\0\x01\x02"),
        segment(0xE1, &[&b"Exif\0\0"[..], &tiff::only_orientation(6)].concat()),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xEE, b"Adobe\0\x64"),
        scans(),
    ]
    .concat();
    assert_eq!(bare, expected);
    assert_eq!(tiff::orientation(&tiff::only_orientation(6)), Some(6));
    // What is not turned needs no EXIF at all.
    assert!(!without(jpeg(1)).windows(4).any(|at| at == b"Exif"));
}

#[test]
fn a_png_keeps_its_picture_and_how_it_is_turned() {
    assert!(tells(&png(8)));
    let bare = without(png(8));
    assert!(!tells(&bare));
    let turned = tiff::only_orientation(8);
    assert!(bare.windows(turned.len()).any(|at| at == turned));
    let sum = [&turned[..], &CHECKSUM.to_be_bytes()].concat();
    assert!(bare.windows(sum.len()).any(|at| at == sum));
    let plain =
        [PNG.to_vec(), chunk(b"IHDR", &[1; 13]), chunk(b"IDAT", &[2; 40]), chunk(b"IEND", b"")].concat();
    assert_eq!(without(png(1)), plain);
    assert_eq!(without(plain.clone()), plain, "what has no notes stays as it is");
}

#[test]
fn a_webp_keeps_its_picture_and_how_it_is_turned() {
    assert!(tells(&webp(3)));
    let (turned, bare) = (without(webp(3)), without(webp(1)));
    assert!(!tells(&turned) && !tells(&bare));
    assert_eq!((turned[20], bare[20]), (0x18, 0x10), "it says what it has");
    for file in [turned, bare] {
        let size = u32::from_le_bytes(file[4..8].try_into().expect("four"));
        assert_eq!(size as usize + 8, file.len());
    }
}

#[test]
fn of_a_film_nothing_moves() {
    let before = film();
    assert!(tells(&before));
    let after = without(before.clone());
    assert!(!tells(&after));
    assert_eq!(after.len(), before.len());
    for part in [&b"matrix"[..], b"rate", b"samples", b"pictures and sounds"] {
        let place = |file: &[u8]| file.windows(part.len()).position(|at| at == part);
        assert_eq!(place(&after), place(&before));
    }
    let after = without(heif());
    assert!(!tells(&after) && after.ends_with(b"picture"));
    assert_eq!(after.len(), heif().len());
}

#[test]
fn other_files_stay_as_they_are() {
    for file in [&b""[..], b"a few words about Berlin", b"%PDF-1.7 Berlin and much more", &[0xFF, 0xD8]] {
        assert_eq!(without(file.to_vec()), file);
    }
}

/// Files that are nearly what they say: bytes changed, and cut somewhere.
fn broken() -> impl Strategy<Value = Vec<u8>> {
    let whole = prop_oneof![
        (0..10u8).prop_map(jpeg),
        (0..10u8).prop_map(png),
        (0..10u8).prop_map(webp),
        Just(film()),
        Just(heif()),
        (0..10u8).prop_map(exif),
        proptest::collection::vec(any::<u8>(), 0..200),
    ];
    (
        whole,
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(mut bytes, changes, cut)| {
            if bytes.is_empty() {
                return bytes;
            }
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
            bytes
        })
}

proptest! {
    #[test]
    fn broken_files_are_no_danger(bytes in broken()) {
        let longest = bytes.len() + 100;
        let once = without(bytes);
        prop_assert!(once.len() <= longest);
        if matches!(once.first(), Some(0xFF | 0x89 | b'R')) {
            prop_assert_eq!(without(once.clone()), once);
        }
    }
}
