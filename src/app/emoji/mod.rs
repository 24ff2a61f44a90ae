//! Emoji to choose from.

mod list;
mod picker;

pub use self::picker::EmojiPicker;
use crate::kit::menu::is_rtl;
