//! The directories of TIFF, of which EXIF is made.

/// How the picture is to be turned.
const ORIENTATION: u16 = 0x0112;
/// The directory of the camera's notes, and the one of the place.
const CAMERA: u16 = 0x8769;
const PLACE: u16 = 0x8825;
/// Texts and times in the first directory: description, maker, model, program, time, artist, host, XMP, IPTC,
/// Photoshop, copyright, and what Windows writes.
const TEXTS: [u16; 16] = [
    0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x02BC, 0x83BB, 0x8649, 0x8298, 0x9C9B, 0x9C9C,
    0x9C9D, 0x9C9E, 0x9C9F,
];
/// Entries of a directory at most.
const MOST: usize = 512;

/// An entry of a directory.
#[derive(Debug, Clone, Copy)]
struct Entry {
    tag: u16,
    kind: u16,
    count: usize,
    /// Where its value stands, or where it is said where that is.
    at: usize,
}

/// A place in a file from which on it is TIFF.
#[derive(Debug, Clone, Copy)]
struct Tiff {
    start: usize,
    big: bool,
}

impl Tiff {
    fn at(bytes: &[u8], start: usize) -> Option<Self> {
        match bytes.get(start..start.checked_add(4)?)? {
            [b'M', b'M', 0, 42] => Some(Self { start, big: true }),
            [b'I', b'I', 42, 0] => Some(Self { start, big: false }),
            _ => None,
        }
    }

    fn two(self, bytes: &[u8], at: usize) -> Option<u16> {
        let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    }

    fn four(self, bytes: &[u8], at: usize) -> Option<usize> {
        let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let four = if self.big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
        usize::try_from(four).ok()
    }

    /// Where something stands of which an offset is noted at this place.
    fn pointed(self, bytes: &[u8], at: usize) -> Option<usize> {
        self.start.checked_add(self.four(bytes, at)?).filter(|at| *at < bytes.len())
    }

    /// Where the first directory stands.
    fn first(self, bytes: &[u8]) -> Option<usize> {
        self.pointed(bytes, self.start + 4)
    }

    fn entries(self, bytes: &[u8], directory: usize) -> Vec<Entry> {
        let count = usize::from(self.two(bytes, directory).unwrap_or_default()).min(MOST);
        let entry = |number: usize| {
            let at = directory + 2 + 12 * number;
            Some(Entry {
                tag: self.two(bytes, at)?,
                kind: self.two(bytes, at + 2)?,
                count: self.four(bytes, at + 4)?,
                at: at + 8,
            })
        };
        (0..count).map_while(entry).collect()
    }

    /// Writes zeros over an entry's value.
    fn blank_value(self, bytes: &mut [u8], entry: Entry, left: &mut usize) {
        let one = match entry.kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = entry.count.saturating_mul(one);
        if length > 4
            && let Some(from) = self.pointed(bytes, entry.at)
        {
            fill(bytes, from, length, left);
        }
        fill(bytes, entry.at, 4, left);
    }

    /// Writes zeros over a directory that an entry points to, and over all that it names: it is an empty one then.
    fn blank_directory(self, bytes: &mut [u8], entry: Entry, left: &mut usize) {
        let Some(directory) = self.pointed(bytes, entry.at) else { return };
        let entries = self.entries(bytes, directory);
        for entry in &entries {
            self.blank_value(bytes, *entry, left);
        }
        fill(bytes, directory, 2 + 12 * entries.len(), left);
    }
}

/// Writes zeros, as long as so many are left: values may be said to overlap, so that there is no end of it.
fn fill(bytes: &mut [u8], from: usize, length: usize, left: &mut usize) {
    let to = from.saturating_add(length.min(*left)).min(bytes.len());
    *left -= length.min(*left);
    if let Some(part) = bytes.get_mut(from..to) {
        part.fill(0);
    }
}

/// How a picture is to be turned, where that is not as it is: 2 to 8.
pub(super) fn orientation(exif: &[u8]) -> Option<u8> {
    let tiff = Tiff::at(exif, 0)?;
    let first = tiff.first(exif)?;
    let entry = tiff.entries(exif, first).into_iter().find(|entry| entry.tag == ORIENTATION)?;
    u8::try_from(tiff.two(exif, entry.at)?).ok().filter(|turn| (2..=8).contains(turn))
}

/// EXIF that says how a picture is to be turned, and nothing else.
pub(super) fn only_orientation(turn: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend([0, turn, 0, 0, 0, 0, 0, 0]);
    exif
}

/// Writes zeros over the notes of a file that is TIFF.
pub(super) fn blank(bytes: &mut [u8]) {
    let mut left = 2 * bytes.len();
    blank_at(bytes, 0, &mut left);
}

/// Writes zeros over the notes in every EXIF that stands somewhere in a file.
pub(super) fn blank_all(bytes: &mut [u8]) {
    let mut at = 0;
    let mut left = 2 * bytes.len();
    // Every one has its whole head looked at; a few of them are more than any file has.
    for _ in 0..64 {
        let within = bytes.get(at..).unwrap_or_default();
        let next = within.windows(8).position(|head| {
            matches!(head, [b'M', b'M', 0, 42, 0, 0, 0, 8..=64] | [b'I', b'I', 42, 0, 8..=64, 0, 0, 0])
        });
        let Some(next) = next else { return };
        blank_at(bytes, at + next, &mut left);
        at += next + 8;
    }
}

fn blank_at(bytes: &mut [u8], start: usize, left: &mut usize) {
    let Some(tiff) = Tiff::at(bytes, start) else { return };
    let Some(first) = tiff.first(bytes) else { return };
    for entry in tiff.entries(bytes, first) {
        match entry.tag {
            CAMERA | PLACE => tiff.blank_directory(bytes, entry, left),
            tag if TEXTS.contains(&tag) => tiff.blank_value(bytes, entry, left),
            _ => {}
        }
    }
}
