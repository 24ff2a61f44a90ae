//! What another app hands over (E24).

use protocol::composer::Draft;
use web_sys::File;

use super::{attachments::Attachment, draft, model::ComposerModel, shelf::Outgoing, undo::Held};

impl ComposerModel {
    /// Puts words into the field, or behind what is being written there, and files above it.
    pub(crate) fn take_in(&self, words: Draft, files: Vec<File>) {
        if !draft::is_blank(&words) {
            self.bring(words);
        }
        if !files.is_empty() {
            self.attach(files);
        }
    }

    /// Sends words and files beside what is being written. What is not taken waits above the field.
    pub(crate) fn send_beside(&self, words: Draft, files: Vec<File>) {
        let text = (!draft::is_blank(&words)).then(|| Outgoing::new(words));
        let files = files.into_iter().map(Attachment::new).collect();
        self.let_out(Held { text, files, about: None, seconds: 0, until: 0 });
        self.cast_net();
    }
}
