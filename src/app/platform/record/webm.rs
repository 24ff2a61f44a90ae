//! Takes the packets out of what a browser records as WebM (Matroska, RFC 9559; EBML, RFC 8794): one track of sound, written
//! as it comes, so that its outer parts say no length.

/// Elements whose contents are looked through: Segment, Cluster, BlockGroup, Tracks, TrackEntry.
const LOOKED_THROUGH: [u32; 5] = [0x1853_8067, 0x1f43_b675, 0xa0, 0x1654_ae6b, 0xae];
/// The track's CodecPrivate: for Opus, its identification header.
const CODEC_PRIVATE: u32 = 0x63a2;
/// A packet: SimpleBlock, or Block.
const BLOCKS: [u32; 2] = [0xa3, 0xa1];
/// No element of a recording is longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// Something in the track.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// What a decoder must know first.
    Head(&'a [u8]),
    /// A packet.
    Packet(&'a [u8]),
}

/// What was recorded is not as we know it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Strange;

/// A recording as it comes, in pieces cut anywhere.
#[derive(Default)]
pub(super) struct WebM {
    /// Not read yet: an element that is not whole.
    rest: Vec<u8>,
}

impl WebM {
    /// Reads the next piece.
    ///
    /// # Errors
    /// It is no such recording, or `take` says so.
    pub(super) fn read(
        &mut self,
        piece: &[u8],
        mut take: impl FnMut(Part) -> Result<(), Strange>,
    ) -> Result<(), Strange> {
        self.rest.extend(piece);
        let mut unread = self.rest.as_slice();
        while let Some((kind, length, content)) = element(unread)? {
            if LOOKED_THROUGH.contains(&kind) {
                unread = content;
                continue;
            }
            let length = length.filter(|length| *length <= LONGEST).ok_or(Strange)?;
            let Some((content, after)) = content.split_at_checked(length as usize) else { break };
            match kind {
                CODEC_PRIVATE => take(Part::Head(content))?,
                kind if BLOCKS.contains(&kind) => take(Part::Packet(packet(content).ok_or(Strange)?))?,
                _ => {}
            }
            unread = after;
        }
        let read = self.rest.len() - unread.len();
        self.rest.drain(..read);
        Ok(())
    }
}

/// An element's kind, its length if it says one, and what follows; none if its head is not whole.
#[allow(clippy::type_complexity, reason = "three things, once")]
fn element(bytes: &[u8]) -> Result<Option<(u32, Option<u64>, &[u8])>, Strange> {
    let Some((kind, _, bytes)) = number(bytes, 4)? else { return Ok(None) };
    let Some((raw, width, bytes)) = number(bytes, 8)? else { return Ok(None) };
    // The highest bit of a length says its width; a length of ones only is not known.
    let mark = 1 << (7 * width);
    let length = raw ^ mark;
    Ok(Some((kind as u32, (length != mark - 1).then_some(length), bytes)))
}

/// A number, its width in bytes, and what follows it.
type Numbered<'a> = (u64, usize, &'a [u8]);

/// A number of variable width, with the bit that says how wide it is, and its width; none if it is not whole.
fn number(bytes: &[u8], widest: usize) -> Result<Option<Numbered<'_>>, Strange> {
    let Some(first) = bytes.first() else { return Ok(None) };
    let width = first.leading_zeros() as usize + 1;
    if width > widest {
        return Err(Strange);
    }
    let whole = bytes.split_at_checked(width);
    Ok(whole.map(|(number, rest)| {
        (number.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)), width, rest)
    }))
}

/// The packet of a block, behind the track's number, a time, and flags; none if there are several in it.
fn packet(block: &[u8]) -> Option<&[u8]> {
    let (_, _, rest) = number(block, 8).ok()??;
    let [_, _, flags, packet @ ..] = rest else { return None };
    (flags & 6 == 0).then_some(packet)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Chromium begins: lengths that are not known, a track, and two packets.
    fn recording() -> Vec<u8> {
        let mut bytes = b"\x1a\x45\xdf\xa3\x84\x42\x86\x81\x01".to_vec();
        bytes.extend(b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff");
        bytes.extend(b"\x16\x54\xae\x6b\x8b\xae\x89\xd7\x81\x01\x63\xa2\x83abc");
        bytes.extend(b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x81\0");
        bytes.extend(b"\xa3\x87\x81\0\0\x80one");
        // Another cluster, with a block in a group, as other recorders write them.
        bytes.extend(b"\x1f\x43\xb6\x75\xff\xe7\x81\0\xa0\x8c\xa1\x87\x81\0\x3c\0two\x9b\x81\x3c");
        bytes
    }

    fn read(pieces: &[&[u8]]) -> Result<Vec<String>, Strange> {
        let mut webm = WebM::default();
        let mut found = Vec::new();
        for piece in pieces {
            webm.read(piece, |part| {
                let (Part::Head(bytes) | Part::Packet(bytes)) = part;
                found.push(String::from_utf8_lossy(bytes).into_owned());
                Ok(())
            })?;
        }
        Ok(found)
    }

    #[test]
    fn a_recording_may_be_cut_anywhere() {
        let bytes = recording();
        let parts = ["abc", "one", "two"].map(str::to_owned).to_vec();
        for at in 0..=bytes.len() {
            let (one, other) = bytes.split_at(at);
            assert_eq!(read(&[one, other]).as_ref(), Ok(&parts), "{at}");
        }
        let bytewise: Vec<_> = bytes.chunks(1).collect();
        assert_eq!(read(&bytewise), Ok(parts));
    }

    #[test]
    fn what_is_strange_is_said() {
        assert_eq!(read(&[b"\0"]), Err(Strange), "no element begins so");
        assert_eq!(
            read(&[b"\xec\xff"]),
            Err(Strange),
            "something of unknown length that is not looked through"
        );
        assert_eq!(read(&[b"\xec\x10\x20\0\0\0"]), Err(Strange), "far too long");
        assert_eq!(read(&[b"\xa3\x85\x81\0\0\x02x"]), Err(Strange), "several packets in one block");
        assert_eq!(read(&[b"\xa3\x81\x81"]), Err(Strange), "a block without anything");
        assert_eq!(read(&[b"\xec\x10\x20\0"]), Ok(Vec::new()), "it is not whole");
    }

    #[test]
    fn nothing_that_comes_makes_it_panic() {
        let bytes = recording();
        for at in 0..bytes.len() {
            for wrong in [0, 1, 0x40, 0x7f, 0x81, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = wrong;
                let _ = read(&[&bytes]);
            }
        }
    }
}
