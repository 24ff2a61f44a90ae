//! The messages that are saved for later, in all rooms, and the reminders of them (D39).

mod model;
mod page;
mod reminders;

pub use page::{SavedButton, SavedPage};
pub use reminders::Reminders;
