//! Where messages are written: Markdown, drafts, files.

mod about;
mod attachment_row;
mod attachments;
mod commands;
mod draft;
mod errands;
mod field;
mod format;
mod model;
mod naming;
mod net;
mod shelf;
mod suggestion_list;
mod suggestions;
#[cfg(test)]
mod tests;
mod view;
mod words;

use protocol::{EventId, RoomId, UserId, timeline::Focus};

use crate::link::Link;

pub use view::Composer;

/// What the account writes in a room from now on answers a message.
pub fn answer(link: Link, owner: UserId, room: RoomId, event: EventId) {
    model::ComposerModel::new(link, owner, room).answer(event);
}

/// Puts a message of the account's own into the room's field, to be edited. `focus` is the timeline it stands in.
pub fn edit(link: Link, owner: UserId, room: RoomId, focus: Focus, event: EventId) {
    model::ComposerModel::new(link, owner, room).edit(focus, Some(event));
}

/// Forgets everything that is being written, in memory and in the browser: the account has signed out.
pub fn forget_all() {
    shelf::clear();
    net::clear();
}

/// Forgets what other accounts were writing, in a browser that did not see them sign out.
pub fn forget_others(owner: &UserId) {
    net::clear_others(owner);
}
