//! What a key does in the field, whichever of the two it is.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{format::Format, model::ComposerModel, surround};
use crate::settings;

/// What a key does in the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Sends.
    Send,
    /// Asks when to send.
    Later,
    /// Formats the selection.
    Format(Format),
    /// Edits what one said last.
    EditLast,
    /// Answers or edits nothing any more.
    DropAbout,
    /// Takes back what was sent a moment ago.
    Undo,
    /// Puts what was sent before into the field, or goes back from there.
    CallBack {
        /// Before what stands there now.
        earlier: bool,
    },
    /// Puts marks around what is selected.
    Surround(char),
    /// What the browser does by itself.
    Leave,
}

/// A key press, as far as it matters here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub(crate) key: &'a str,
    /// Shift is held.
    pub(crate) shift: bool,
    /// Ctrl, or Cmd on a Mac, is held, and Alt is not: both together are AltGr, which writes letters.
    pub(crate) command: bool,
    /// Ctrl, or Cmd on a Mac, and Alt are held.
    pub(crate) both: bool,
    /// The key belongs to an input method that is still choosing characters.
    pub(crate) composing: bool,
    /// Words are selected.
    pub(crate) selection: bool,
    /// Enter alone breaks the line.
    pub(crate) ctrl_enter: bool,
    /// Nothing is written, and nothing answered or edited.
    pub(crate) idle: bool,
    /// A message is answered or edited.
    pub(crate) about: bool,
    /// A mark goes around what is selected, and not into its place.
    pub(crate) surround: bool,
    /// What was sent can still be taken back.
    pub(crate) held: bool,
}

impl<'a> Press<'a> {
    /// What the browser says of one, in a field in which nothing is selected.
    pub(crate) fn of(event: &KeyboardEvent, key: &'a str, model: &ComposerModel, empty: bool) -> Self {
        let control = event.ctrl_key() || event.meta_key();
        let about = model.shelf.about.with_untracked(Option::is_some);
        Self {
            key,
            shift: event.shift_key(),
            command: control && !event.alt_key(),
            both: control && event.alt_key(),
            // Safari ends the composition before the key that ended it; 229 tells.
            composing: event.is_composing() || event.key_code() == 229,
            selection: false,
            ctrl_enter: settings::here().ctrl_enter.get_untracked(),
            idle: empty && !about,
            about,
            surround: false,
            held: model.shelf.held.with_untracked(Option::is_some),
        }
    }
}

/// Decides what a key does.
pub(crate) fn act(press: Press) -> Act {
    match press.key {
        _ if press.composing => Act::Leave,
        "Enter" if press.shift => Act::Leave,
        "Enter" if press.both => Act::Later,
        "Enter" if press.command || !press.ctrl_enter => Act::Send,
        "Enter" => Act::Leave,
        "ArrowUp" if press.idle && !press.shift && !press.command => Act::EditLast,
        "ArrowUp" | "ArrowDown" if press.both => Act::CallBack { earlier: press.key == "ArrowUp" },
        "Escape" if press.about => Act::DropAbout,
        "Escape" if press.held => Act::Undo,
        // Where something is written, that is what is undone.
        "z" | "Z" if press.held && press.idle && press.command && !press.shift => Act::Undo,
        key if press.surround && press.selection && !press.command && surround::closing(key).is_some() => {
            key.chars().next().map_or(Act::Leave, Act::Surround)
        }
        // Without words to make a link of, Ctrl+K goes on to the list of rooms.
        "k" | "K" if !press.selection => Act::Leave,
        key if press.command => Format::of_key(key, press.shift).map_or(Act::Leave, Act::Format),
        _ => Act::Leave,
    }
}

impl ComposerModel {
    /// Does what a key stands for, where that is not about the words in the field. Held down it sends once.
    pub(crate) fn obey(&self, act: Act, repeated: bool) {
        match act {
            Act::Send if repeated => {}
            Act::Send => self.send(),
            Act::Later => self.plan(),
            Act::EditLast => self.edit(self.place.timeline(), None),
            Act::DropAbout => self.drop_about(),
            Act::CallBack { earlier } => self.call_back(earlier),
            Act::Undo => self.undo(),
            Act::Format(_) | Act::Surround(_) | Act::Leave => {}
        }
    }
}

/// Keeps a key from whoever else would do something with it.
pub(crate) fn take(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}
