//! Names that carry a hash of the content, so that such a file may be cached for ever.

use std::path::Path;

use crate::failure::{Outcome, failure};
use crate::fingerprint::hash;

/// Length of the hash in a name, in hex digits.
const LENGTH: usize = 16;

/// `engine_bg.wasm` with the hash of its bytes: `engine-0123456789abcdef_bg.wasm`; `style.css` likewise.
pub(super) fn hashed(name: &str, bytes: &[u8]) -> String {
    let short = short_hash(bytes);
    let end = name.find("_bg.").or_else(|| name.rfind('.')).unwrap_or(name.len());
    let (stem, rest) = name.split_at(end);
    format!("{stem}-{short}{rest}")
}

/// The first digits of the hash of some bytes.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    hash(bytes)[..LENGTH].to_owned()
}

/// A path as it stands in an address: `/` between the parts.
pub(super) fn address(path: &Path) -> Outcome<String> {
    let text =
        path.to_str().ok_or_else(|| failure(format!("{}: a file name that is not UTF-8", path.display())))?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::hashed;

    #[test]
    fn hash_stands_before_the_ending() {
        let name = hashed("engine_bg.wasm", b"x");
        assert!(name.starts_with("engine-") && name.ends_with("_bg.wasm"), "{name}");
        let name = hashed("engine-loader.js", b"x");
        assert!(name.starts_with("engine-loader-") && name.ends_with(".js"), "{name}");
        assert_ne!(hashed("a.css", b"1"), hashed("a.css", b"2"));
    }
}
