//! What the person sees and does, one folder each. Features are strangers to one another; the shell joins them.

pub mod error_page;
pub mod first_run;
pub mod sign_in;
pub mod user;
