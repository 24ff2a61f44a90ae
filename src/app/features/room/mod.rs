//! A room's page: header, banners, typing line, and the way in where the account is no member.

mod door;
mod encrypt;
mod header;
mod leave;
mod model;
mod shown;
mod shown_media;
#[cfg(test)]
mod tests;
mod typing;
mod verified_only;
mod view;
mod words;

pub use view::{RoomPane, RoomSlot, RoomView};
