//! Where messages are written: Markdown, drafts, files.

mod about;
mod attachment_row;
mod attachments;
mod commands;
mod draft;
mod errands;
mod field;
mod format;
mod format_bar;
mod model;
mod naming;
mod net;
mod outsiders;
mod poll;
mod shelf;
mod suggestion_list;
mod suggestions;
#[cfg(test)]
mod tests;
mod view;
mod voice;
mod voice_row;
mod words;

use protocol::{EventId, UserId, composer::Place, timeline::Timeline};

use crate::link::Link;

pub use view::Composer;

/// What the account writes in a place from now on answers a message.
pub fn answer(link: Link, owner: UserId, place: Place, event: EventId) {
    model::ComposerModel::new(link, owner, place).answer(event);
}

/// Puts a message of the account's own into the place's field, to be edited. It stands in that timeline.
pub fn edit(link: Link, owner: UserId, place: Place, timeline: Timeline, event: EventId) {
    model::ComposerModel::new(link, owner, place).edit(timeline, Some(event));
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
