//! The engine against a real Synapse, through frames, as the interface speaks to it.

mod room_list;
mod session;
