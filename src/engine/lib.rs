//! All of Matrix: the host that tabs speak to, the session, and the mapping from the SDK to the wire.
//!
//! The one door is [`Host`]. It runs in a browser's worker and natively alike; what differs stands behind
//! the traits of [`platform`]. Nothing here knows a browser, and no type of the SDK leaves this crate
//! except through [`platform::Stores`].
//!
//! A panic here is the loss of every tab's work until the worker is up again: index with `get`, return
//! typed failures.

// The SDK's futures nest deeply; rustc's default limit is too low for them.
#![recursion_limit = "512"]

mod attachments;
mod camera_notes;
mod dispatch;
#[cfg(any(test, feature = "fuzz"))]
pub mod fuzz;
mod handlers;
mod host;
pub mod http_policy;
mod map;
mod markdown;
mod minimise;
mod parts;
pub mod platform;
mod publish;
mod session;
mod tab;
mod task;
mod typed;
pub mod uploads;

pub use host::{Host, TabKey};
pub use matrix_sdk;
