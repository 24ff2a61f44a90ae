//! Where messages are written: Markdown, drafts, files.

mod about;
mod asked;
mod attach_button;
mod attachment_list;
mod attachment_row;
mod attachments;
mod captions;
mod commands;
mod draft;
mod emoticons;
mod errands;
mod field;
mod format;
mod format_bar;
mod incoming;
mod keys;
mod later;
mod later_files;
mod later_view;
mod location;
mod model;
mod naming;
mod net;
mod outsiders;
mod paste;
mod picture;
mod poll;
mod previews;
mod queue;
mod rich;
mod room_data;
mod sent;
mod shelf;
mod sticker;
mod suggestion_list;
mod suggestions;
mod surface;
mod surround;
#[cfg(test)]
mod tests;
mod undo;
mod verify;
mod view;
mod voice;
mod voice_row;
mod words;

use protocol::{
    EventId, UserId,
    composer::{Draft, Place},
    timeline::Timeline,
};
use web_sys::File;

use crate::{link::Link, rooms::forget_files_waiting};

pub use view::Composer;

/// What the account writes in a place from now on answers a message.
pub fn answer(link: Link, owner: UserId, place: Place, event: EventId) {
    model::ComposerModel::new(link, owner, place).answer(event);
}

/// Puts a message of the account's own into the place's field, to be edited. It stands in that timeline.
pub fn edit(link: Link, owner: UserId, place: Place, timeline: Timeline, event: EventId) {
    model::ComposerModel::new(link, owner, place).edit(timeline, Some(event));
}

/// Puts words into the place's field, or behind what is being written there, and files above it.
pub fn write(link: Link, owner: UserId, place: Place, words: Draft, files: Vec<File>) {
    model::ComposerModel::new(link, owner, place).take_in(words, files);
}

/// Sends words and files into a place, beside what is being written there.
pub fn send(link: Link, owner: UserId, place: Place, words: Draft, files: Vec<File>) {
    model::ComposerModel::new(link, owner, place).send_beside(words, files);
}

/// Sends what a page that died has left to be sent, in whatever room that was.
pub fn take_up(link: &Link, owner: &UserId) {
    for place in net::left_to_send(owner) {
        model::ComposerModel::new(link.clone(), owner.clone(), place);
    }
}

/// Forgets everything that is being written, in memory and in the browser: the account has signed out.
pub fn forget_all() {
    shelf::clear();
    forget_files_waiting();
    net::clear();
}

/// Forgets what other accounts were writing, in a browser that did not see them sign out.
pub fn forget_others(owner: &UserId) {
    net::clear_others(owner);
}
