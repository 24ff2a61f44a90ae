//! The words the user interface and the engine speak to each other, and nothing else.
//!
//! A *command* is asked once and answered once ([`Command`]); a *topic* is subscribed to and goes on
//! answering ([`Topic`]). Both travel inside the envelopes of [`frame`], as postcard bytes ([`codec`]).
//! The two ends are always built from one commit and say so in `Hello`, so nothing here is versioned
//! beyond [`PROTOCOL_VERSION`], and nothing here may be stored.
//!
//! Forbidden on these types, because postcard is not self-describing: `flatten`, `untagged`, internally
//! tagged enums, `skip_serializing_if`, `serde_json::Value`.

pub mod codec;
pub mod composer;
pub mod devices;
pub mod diagnostics;
pub mod diff;
pub mod emoji;
pub mod encryption;
pub mod failure;
pub mod frame;
pub mod ids;
pub mod link_preview;
pub mod location;
pub mod login;
pub mod media;
pub mod media_rules;
pub mod mention;
pub mod message;
pub mod moderation;
pub mod packs;
pub mod poll;
pub mod profile;
pub mod qr_code;
pub mod reauth;
pub mod rich_text;
pub mod room;
pub mod room_list;
pub mod saved;
pub mod schedule;
pub mod secret;
pub mod session;
pub mod spaces;
pub mod state_change;
mod tables;
pub mod thread;
pub mod timeline;
pub mod trust;
pub mod verification;

pub use diff::{Batch, Diff, Keyed};
pub use failure::{Failure, FailureKind};
pub use frame::{SealedToEngine, TabFrame, ToEngine, ToTab};
pub use ids::{BlobRef, EventId, IncidentId, ItemKey, MxcUri, RequestId, RoomId, SubId, TabId, UserId};
pub use secret::Secret;
pub use tables::{
    AnyCommand, AnyTopic, Command, ComposerCommand, DeviceCommand, DiagnosticsCommand, EmojiCommand,
    EncryptionCommand, LocationCommand, LoginCommand, MediaCommand, MediaRulesCommand, MessageCommand,
    ModerationCommand, PollCommand, ProfileCommand, RoomCommand, RoomListCommand, SessionCommand,
    ThreadCommand, TimelineCommand, Topic, TrustCommand, VerificationCommand,
};

/// Raised with every change of the wire that two builds could misread.
pub const PROTOCOL_VERSION: u32 = 1;

#[cfg(test)]
mod tests;
