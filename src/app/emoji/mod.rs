//! Emoji to choose from.

mod list;
mod picker;

pub use self::picker::EmojiPicker;
