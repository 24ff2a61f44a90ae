//! The user interface, behind the wire: no Matrix logic, no network but the homeserver's sign-in pages.
#![recursion_limit = "256"]

pub mod features;
pub mod kit;
pub mod link;
pub mod platform;
pub mod route;
pub mod text;
