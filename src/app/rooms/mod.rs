//! Rooms to choose from.

mod picker;

pub use self::picker::RoomPicker;
