//! From what Chromium and Safari record to what other clients expect: the same packets, in another wrapping.

use super::{
    ogg::Ogg,
    webm::{Part, Strange, WebM},
};

/// An Ogg file that grows with what is recorded as WebM.
#[derive(Default)]
pub(super) struct Remux {
    webm: WebM,
    ogg: Option<Ogg>,
}

impl Remux {
    /// Takes the next piece, cut anywhere.
    ///
    /// # Errors
    /// It is not WebM with Opus in it, as we know it.
    pub(super) fn read(&mut self, piece: &[u8]) -> Result<(), Strange> {
        let ogg = &mut self.ogg;
        self.webm.read(piece, |part| {
            let known = match (part, &mut *ogg) {
                (Part::Head(head), None) => {
                    *ogg = Ogg::new(head);
                    ogg.is_some()
                }
                (Part::Packet(packet), Some(ogg)) => ogg.add(packet),
                _ => false,
            };
            if known { Ok(()) } else { Err(Strange) }
        })
    }

    /// The file, and how many milliseconds it plays; none if nothing came.
    pub(super) fn end(self) -> Option<(Vec<u8>, u64)> {
        let ogg = self.ogg?;
        let duration = ogg.duration();
        Some((ogg.end(), duration))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use ogg::PacketReader;

    use super::*;

    const HEAD: &[u8] = b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0";

    /// A track with that header, and two packets of 60 ms.
    fn recording(head: &[u8]) -> Vec<u8> {
        let mut bytes = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff\x16\x54\xae\x6b".to_vec();
        bytes.extend([
            0x85 + head.len() as u8,
            0xae,
            0x83 + head.len() as u8,
            0x63,
            0xa2,
            0x80 + head.len() as u8,
        ]);
        bytes.extend(head);
        bytes.extend(b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x81\0");
        bytes.extend(b"\xa3\x87\x81\0\0\x80\xfb\x03a\xa3\x87\x81\0\x3c\x80\xfb\x03b");
        bytes
    }

    #[test]
    fn packets_change_their_wrapping_only() {
        let mut remux = Remux::default();
        for piece in recording(HEAD).chunks(10) {
            assert_eq!(remux.read(piece), Ok(()));
        }
        let (bytes, duration) = remux.end().expect("a file");
        assert_eq!(duration, 120);
        let mut reader = PacketReader::new(Cursor::new(bytes));
        let mut packets = Vec::new();
        while let Some(packet) = reader.read_packet().expect("a page") {
            packets.push(packet.data);
        }
        assert_eq!(packets.len(), 4, "two of them headers");
        assert_eq!(
            (&packets[0][..], &packets[2][..], &packets[3][..]),
            (HEAD, &b"\xfb\x03a"[..], &b"\xfb\x03b"[..])
        );
    }

    #[test]
    fn another_codec_is_strange() {
        assert_eq!(Remux::default().read(&recording(b"\x02\x1e\x56vorbis")), Err(Strange));
        let headless = b"\xa3\x87\x81\0\0\x80\xfb\x03a";
        assert_eq!(Remux::default().read(headless), Err(Strange));
        assert!(Remux::default().end().is_none());
    }
}
