//! The engine against a real Synapse, through frames, as the interface speaks to it.

mod attachment;
mod common;
mod composer;
mod device;
mod devices;
mod effect;
mod encryption;
mod hostile;
mod later;
mod later_files;
mod link_preview;
mod location;
mod media;
mod media_rules;
mod message;
mod moderation;
mod packs;
mod poll;
mod room;
mod room_list;
mod session;
mod sides;
mod thread;
mod timeline;
mod verification;
