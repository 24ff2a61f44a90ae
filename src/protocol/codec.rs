//! Bytes on the wire: postcard, in this one place.

use serde::{Serialize, de::DeserializeOwned};

/// A frame that does not decode: the two ends are not of one build, or the bytes were cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// Encodes a value. Empty on the one failure postcard has here (a sequence without a known length, which
/// no protocol type has), which then fails to decode at the other end and is reported there.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Decodes a value.
///
/// # Errors
/// [`Malformed`] when the bytes are not this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    postcard::from_bytes(bytes).map_err(|_| Malformed)
}
