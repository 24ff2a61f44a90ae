//! The engine against a real Synapse, through frames, as the interface speaks to it.

mod common;
mod composer;
mod link_preview;
mod media;
mod message;
mod moderation;
mod poll;
mod room;
mod room_list;
mod session;
mod thread;
mod timeline;
