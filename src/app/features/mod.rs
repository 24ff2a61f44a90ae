//! What the person sees and does, one folder each. Features are strangers to one another; the shell joins them.

pub mod error_page;
pub mod first_run;
pub mod sign_in;
pub mod user;
pub mod composer;
pub mod room;
pub mod room_list;
pub mod spaces;
pub mod media_viewer;
pub mod timeline;
