//! The files of a room, beside the conversation (F9).

mod model;
mod panel;
mod row;

pub use panel::FilesPanel;
