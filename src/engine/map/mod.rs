//! From the SDK's types to the wire's: pure functions, no network, no store.

pub(crate) mod blur;
pub(crate) mod content;
pub(crate) mod device;
pub(crate) mod diff;
pub(crate) mod effect;
pub(crate) mod emoji;
pub(crate) mod event_filter;
pub(crate) mod failure;
pub(crate) mod gallery;
pub(crate) mod html;
pub(crate) mod insecure;
pub(crate) mod label;
pub(crate) mod link_preview;
pub(crate) mod linkify;
pub(crate) mod location;
pub(crate) mod media;
pub(crate) mod pack;
pub(crate) mod person;
pub(crate) mod pill;
pub(crate) mod poll;
pub(crate) mod qr_code;
pub(crate) mod reauth;
pub(crate) mod receipt;
pub(crate) mod rich_text;
pub(crate) mod room_row;
pub(crate) mod state_change;
pub(crate) mod summary;
pub(crate) mod timeline_item;
pub(crate) mod undecryptable;
pub(crate) mod user_agent;
mod verification;

#[cfg(test)]
mod tests;
