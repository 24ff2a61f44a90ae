//! From the SDK's types to the wire's: pure functions, no network, no store.

pub(crate) mod diff;
pub(crate) mod failure;
pub(crate) mod room_row;
pub mod emoji;
pub mod html;
pub mod linkify;
pub mod pill;
pub mod rich_text;

#[cfg(test)]
mod tests;
