//! Names of things. Matrix identifiers are opaque text here: the interface shows them and hands them back.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub String);
        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self { Self(text.to_owned()) }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self { Self(text) }
        }
    )+};
}

text_id! {
    /// `!opaque` (spec, Appendices § Room IDs).
    RoomId;
    /// `@localpart:server` (spec, Appendices § User identifiers).
    UserId;
    /// `$opaque` (spec, Appendices § Event IDs).
    EventId;
    /// `mxc://server/media` (spec, Client-Server API § Content repository).
    MxcUri;
    /// Names a timeline item for its whole life: a local echo keeps it when the server's event arrives.
    ItemKey;
    /// Names a tab; also the name of the Web Lock the tab holds while it lives.
    TabId;
    /// Names an entry of the engine's log that a failure points at.
    IncidentId;
}

macro_rules! number_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);
    )+};
}

number_id! {
    /// Pairs a reply with its request, within one tab.
    RequestId;
    /// Names a subscription, within one tab.
    SubId;
    /// "Attachment number n of this frame": blobs travel beside the head, never through the codec.
    BlobRef;
}
