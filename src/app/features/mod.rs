//! What the person sees and does, one folder each. Features are strangers to one another; the shell joins them.

pub mod composer;
pub mod devices;
pub mod encryption;
pub mod error_page;
pub mod files;
pub mod first_run;
pub mod media_viewer;
pub mod new_room;
pub mod polls;
pub mod room;
pub mod room_list;
pub mod saved;
pub mod sign_in;
pub mod spaces;
pub mod thread;
pub mod timeline;
pub mod user;
