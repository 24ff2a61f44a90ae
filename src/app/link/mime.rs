//! What kind of file some bytes are. The sender's word is not trusted: an object URL lives in our origin,
//! so nothing that a browser would run (HTML, SVG) may ever get its type.

/// How many bytes [`sniff`] wants to see.
pub(super) const SNIFF_BYTES: u32 = 16;

/// The type of the formats that are shown in the page, and `application/octet-stream` for all others.
pub(super) fn sniff(head: &[u8]) -> &'static str {
    let at = |offset: usize, magic: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    match () {
        () if at(0, b"\x89PNG\r\n\x1a\n") => "image/png",
        () if at(0, b"\xff\xd8\xff") => "image/jpeg",
        () if at(0, b"GIF8") => "image/gif",
        () if at(0, b"RIFF") && at(8, b"WEBP") => "image/webp",
        () if at(0, b"RIFF") && at(8, b"WAVE") => "audio/wav",
        () if at(4, b"ftypavif") || at(4, b"ftypavis") => "image/avif",
        () if at(4, b"ftypheic") || at(4, b"ftypmif1") => "image/heic",
        () if at(4, b"ftypM4A") => "audio/mp4",
        () if at(4, b"ftypqt") => "video/quicktime",
        () if at(4, b"ftyp") => "video/mp4",
        () if at(0, b"\x1aE\xdf\xa3") => "video/webm",
        () if at(0, b"OggS") => "audio/ogg",
        () if at(0, b"fLaC") => "audio/flac",
        () if at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3") || at(0, b"\xff\xf2") => "audio/mpeg",
        () if at(0, b"\xff\xf1") || at(0, b"\xff\xf9") => "audio/aac",
        () if at(0, b"BM") => "image/bmp",
        () if at(0, b"%PDF-") => "application/pdf",
        () => "application/octet-stream",
    }
}
