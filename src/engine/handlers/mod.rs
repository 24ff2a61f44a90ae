//! One file per domain of the protocol, thin: check, call the SDK, map.

pub(crate) mod composer;
pub(crate) mod emoji;
pub(crate) mod forward;
pub(crate) mod link_preview;
pub(crate) mod media;
pub(crate) mod mention;
pub(crate) mod message;
pub(crate) mod moderation;
pub(crate) mod poll;
pub(crate) mod profile;
pub(crate) mod qr_code;
pub(crate) mod room;
pub(crate) mod room_change;
pub(crate) mod room_list;
pub(crate) mod spaces;
pub(crate) mod status;
pub(crate) mod thread;
pub(crate) mod timeline;
