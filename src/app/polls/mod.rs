//! Writing a poll, new or once more.

mod dialog;
mod draft;

pub use self::{dialog::PollDialog, draft::PollDraft};
