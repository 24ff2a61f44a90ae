//! The engine against a real Synapse, through frames, as the interface speaks to it.

mod common;
mod composer;
mod media;
mod message;
mod room;
mod room_list;
mod session;
mod thread;
mod timeline;
