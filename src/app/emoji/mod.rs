//! Emoji and stickers to choose from.

mod list;
mod picker;
mod pictures;
mod stickers;

pub use self::{
    list::{load, search},
    picker::{EmojiPicker, Picked, chosen_tone},
    pictures::{pack_name, picture, search as search_pictures},
    stickers::StickerPicker,
};
