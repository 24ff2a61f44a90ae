//! Where messages are written: Markdown, drafts, files.

mod attachment_row;
mod attachments;
mod draft;
mod field;
mod format;
mod model;
mod net;
mod shelf;
#[cfg(test)]
mod tests;
mod view;
mod words;

use protocol::UserId;

pub use view::Composer;

/// Forgets everything that is being written, in memory and in the browser: the account has signed out.
pub fn forget_all() {
    shelf::clear();
    net::clear();
}

/// Forgets what other accounts were writing, in a browser that did not see them sign out.
pub fn forget_others(owner: &UserId) {
    net::clear_others(owner);
}
