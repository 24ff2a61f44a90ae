//! Making a room (G1): its name, who may join, and whether it is encrypted (B1).

mod model;
#[cfg(test)]
mod tests;
mod view;

pub use view::NewRoomButton;
