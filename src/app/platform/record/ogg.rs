//! Opus packets in an Ogg stream (RFC 3533, RFC 7845), as other clients expect a voice message.

/// Samples a second in which Ogg counts Opus, whatever was recorded.
const RATE: u64 = 48_000;
/// A page ends when it holds so many samples: a second, so that one can seek.
const LONGEST_PAGE: u64 = RATE;
/// Segments that a page can have.
const MOST_SEGMENTS: usize = 255;
/// What the stream says made it.
const VENDOR: &[u8] = b"Protium";
/// Names the stream in its file, in which there is no other.
const SERIAL: u32 = 1;
/// The first page of a stream, and its last.
const FIRST: u8 = 2;
const LAST: u8 = 4;

/// An Ogg file in the making.
pub(super) struct Ogg {
    bytes: Vec<u8>,
    pages: u32,
    /// Lengths of the page's packets in segments of 255 bytes and a rest.
    segments: Vec<u8>,
    data: Vec<u8>,
    /// All packets so far, and those of the pages that are written.
    samples: u64,
    written: u64,
    /// What a decoder leaves out at the beginning.
    skipped: u64,
}

impl Ogg {
    /// Begins a file with an Opus identification header; none if it is no such header, or of more than two channels.
    pub(super) fn new(head: &[u8]) -> Option<Self> {
        let rest = head.strip_prefix(b"OpusHead")?;
        let [_version, channels, skip_low, skip_high, _, _, _, _, _, _, mapping, ..] = *rest else {
            return None;
        };
        if !(1..=2).contains(&channels) || mapping != 0 {
            return None;
        }
        let mut ogg = Self {
            bytes: Vec::new(),
            pages: 0,
            segments: Vec::new(),
            data: Vec::new(),
            samples: 0,
            written: 0,
            skipped: u64::from(u16::from_le_bytes([skip_low, skip_high])),
        };
        ogg.put(head);
        ogg.end_page(FIRST);
        let mut tags = b"OpusTags".to_vec();
        tags.extend((VENDOR.len() as u32).to_le_bytes());
        tags.extend(VENDOR);
        // No comments.
        tags.extend(0u32.to_le_bytes());
        ogg.put(&tags);
        ogg.end_page(0);
        Some(ogg)
    }

    /// Adds an Opus packet; false if it is none.
    pub(super) fn add(&mut self, packet: &[u8]) -> bool {
        let Some(samples) = samples(packet) else { return false };
        let full = self.segments.len() + packet.len() / 255 + 1 > MOST_SEGMENTS;
        if full || self.samples - self.written >= LONGEST_PAGE {
            self.end_page(0);
        }
        self.put(packet);
        self.samples += samples;
        true
    }

    /// Milliseconds.
    pub(super) fn duration(&self) -> u64 {
        self.samples.saturating_sub(self.skipped) * 1000 / RATE
    }

    /// The file.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.end_page(LAST);
        self.bytes
    }

    fn put(&mut self, packet: &[u8]) {
        self.segments.extend(std::iter::repeat_n(255, packet.len() / 255));
        self.segments.push((packet.len() % 255) as u8);
        self.data.extend(packet);
    }

    fn end_page(&mut self, flags: u8) {
        let mut page = b"OggS\0".to_vec();
        page.push(flags);
        page.extend(self.samples.to_le_bytes());
        page.extend(SERIAL.to_le_bytes());
        page.extend(self.pages.to_le_bytes());
        let checksum_at = page.len();
        page.extend(0u32.to_le_bytes());
        page.push(self.segments.len() as u8);
        page.append(&mut self.segments);
        page.append(&mut self.data);
        let checksum = checksum(&page).to_le_bytes();
        if let Some(place) = page.get_mut(checksum_at..checksum_at + checksum.len()) {
            place.copy_from_slice(&checksum);
        }
        self.bytes.append(&mut page);
        self.pages += 1;
        self.written = self.samples;
    }
}

/// How many samples an Opus packet holds (RFC 6716, section 3.1); none if it cannot be one, or none that a page takes.
fn samples(packet: &[u8]) -> Option<u64> {
    let [first, rest @ ..] = packet else { return None };
    if packet.len() / 255 >= MOST_SEGMENTS {
        return None;
    }
    let (mode, shift) = (first >> 3, u32::from((first >> 3) & 3));
    // In tenths of a millisecond: 25 is the shortest frame.
    let frame = match mode {
        0..12 if shift == 3 => 600,
        0..12 => 100 << shift,
        12..16 => 100 << (shift & 1),
        _ => 25 << shift,
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u64::from(rest.first()? & 63),
    };
    Some(frames * frame * RATE / 10_000)
}

/// The checksum of a page: a CRC of 32 bits, the highest first, with Ethernet's polynomial.
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, byte| {
        let mut sum = sum ^ (u32::from(*byte) << 24);
        for _ in 0..8 {
            let carry = sum >> 31;
            sum = (sum << 1) ^ (carry.wrapping_neg() & 0x04c1_1db7);
        }
        sum
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use ogg::PacketReader;

    use super::*;

    /// One channel, 312 samples to leave out.
    const HEAD: &[u8] = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0";

    /// A packet of three frames of 20 ms, so many bytes long.
    fn packet(length: usize, fill: u8) -> Vec<u8> {
        let mut packet = vec![fill; length];
        packet[..2].copy_from_slice(&[0xfb, 3]);
        packet
    }

    #[test]
    fn another_reader_finds_headers_packets_and_positions() {
        let mut ogg = Ogg::new(HEAD).expect("a header");
        // Multiples of 255 need a segment of nothing behind them.
        let packets: Vec<_> =
            [240, 255, 510, 2, 1275].into_iter().cycle().take(100).map(|length| packet(length, 7)).collect();
        assert!(packets.iter().all(|packet| ogg.add(packet)));
        assert_eq!(ogg.duration(), 100 * 60 - 7, "without what is left out at the beginning");
        // It verifies the checksums.
        let mut reader = PacketReader::new(Cursor::new(ogg.end()));
        let head = reader.read_packet().expect("a page").expect("a packet");
        assert!(head.first_in_stream() && head.last_in_page());
        assert_eq!((head.data.as_slice(), head.absgp_page()), (HEAD, 0));
        let tags = reader.read_packet().expect("a page").expect("a packet");
        assert!(tags.first_in_page() && tags.last_in_page());
        assert_eq!((tags.data.as_slice(), tags.absgp_page()), (&b"OpusTags\x07\0\0\0Protium\0\0\0\0"[..], 0));
        let mut before = 0;
        for (at, packet) in packets.iter().enumerate() {
            let read = reader.read_packet().expect("a page").expect("a packet");
            assert_eq!(&read.data, packet);
            let samples = (at as u64 + 1) * 2880;
            if read.last_in_page() {
                assert_eq!(read.absgp_page(), samples);
                assert!(samples - before <= LONGEST_PAGE + 2880, "a page is about a second");
                before = samples;
            }
            assert_eq!(read.last_in_stream(), at == 99);
        }
        assert!(reader.read_packet().expect("the end").is_none());
    }

    #[test]
    fn large_packets_go_onto_pages_of_their_own() {
        let mut ogg = Ogg::new(HEAD).expect("a header");
        let packets = [packet(40_000, 1), packet(40_000, 2), packet(64_000, 3)];
        assert!(packets.iter().all(|packet| ogg.add(packet)));
        assert!(!ogg.add(&packet(66_000, 4)), "no Opus packet is so long");
        let mut reader = PacketReader::new(Cursor::new(ogg.end()));
        for _ in 0..2 {
            reader.read_packet().expect("a page").expect("a header");
        }
        for packet in packets {
            assert_eq!(reader.read_packet().expect("a page").expect("a packet").data, packet);
        }
    }

    #[test]
    fn what_is_no_opus_is_refused() {
        for head in [&b"OpusHead"[..], b"vorbis", b"", b"OpusHead\x01\x06\0\0\0\0\0\0\0\0\x01\x04\x02"] {
            assert!(Ogg::new(head).is_none(), "{head:?}");
        }
        assert!(!Ogg::new(HEAD).expect("a header").add(&[]));
        assert!(!Ogg::new(HEAD).expect("a header").add(&[3]), "it does not say how many frames");
    }

    #[test]
    fn the_first_byte_tells_how_long_a_packet_is() {
        let of = |mode: u8, frames: u8| samples(&[(mode << 3) | frames, 5]);
        // Speech, both, and the rest; 10 to 60 ms, 10 and 20, 2.5 to 20.
        let one: Vec<_> = [0, 1, 2, 3, 12, 13, 16, 17, 18, 31].map(|mode| of(mode, 0)).into_iter().collect();
        let milliseconds = [10.0, 20.0, 40.0, 60.0, 10.0, 20.0, 2.5, 5.0, 10.0, 20.0];
        assert_eq!(one, milliseconds.map(|length: f64| Some((length * 48.0) as u64)));
        assert_eq!([of(1, 1), of(1, 2), of(1, 3)], [Some(1920), Some(1920), Some(4800)]);
    }
}
