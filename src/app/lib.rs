//! The user interface, behind the wire: no Matrix logic, no network but the homeserver's sign-in pages.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "the macro of components makes their props as visible as it likes")]

pub mod boot;
pub mod config;
pub mod emoji;
pub mod features;
pub mod identity;
pub mod kit;
pub mod link;
pub mod locations;
pub mod packs;
pub mod platform;
pub mod polls;
pub mod reauth;
pub mod rooms;
pub mod route;
pub mod settings;
pub mod shell;
pub mod side;
pub mod text;
pub mod verification;
