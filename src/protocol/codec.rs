//! Bytes on the wire: postcard, in this one place.

use std::fmt;

use serde::{Serialize, Serializer, de::DeserializeOwned, ser::SerializeTuple};

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

/// A command or topic as it stands inside a frame, encoded already. Equal bytes are the same command or topic.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    name: &'static str,
    bytes: Vec<u8>,
}

impl Sealed {
    pub(crate) fn of<T: Serialize>(name: &'static str, value: &T) -> Self {
        Self { name, bytes: encode(value) }
    }

    /// The command's or topic's name, for logs.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Debug for Sealed {
    /// Without the bytes: a token may be among them.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sealed").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Serialize for Sealed {
    /// The bytes as they are, since a tuple has no length on the wire.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(self.bytes.len())?;
        for byte in &self.bytes {
            tuple.serialize_element(byte)?;
        }
        tuple.end()
    }
}
