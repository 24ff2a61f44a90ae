//! The polls of a room, beside the conversation (D33).

mod panel;

pub use panel::PollsPanel;
