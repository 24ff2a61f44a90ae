//! Making and sharing packs of emoji and stickers.

mod adding;
mod asking;
mod editor;
mod page;
mod room;
mod shortcode;

pub use self::{page::PacksPage, room::RoomPacks};
