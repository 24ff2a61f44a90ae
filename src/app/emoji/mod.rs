//! Emoji to choose from.

mod list;
mod picker;

pub use self::{
    list::{load, search},
    picker::{EmojiPicker, chosen_tone},
};
