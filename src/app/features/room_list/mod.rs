//! The list of rooms: live, filtered, windowed, by recency, invites on top.

mod model;
mod row;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use view::RoomList;
