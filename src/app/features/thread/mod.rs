//! Threads beside the conversation: one of them, and the list of all in the room.

mod activity;
mod button;
mod list;
mod model;
mod panel;
mod row;

pub use activity::ThreadActivityButton;
pub use button::ThreadsButton;
pub use list::ThreadList;
pub use panel::ThreadPanel;
