//! Sending a sticker: a message by itself, beside what is being written.

use leptos::prelude::*;
use protocol::{
    composer::About,
    packs::{PackAt, SendSticker},
};

use super::{model::ComposerModel, shelf::Problem};
use crate::link::new_ticket;

impl ComposerModel {
    /// Hands a sticker over. It answers what is to be answered where no words do.
    pub(crate) fn send_sticker(&self, pack: PackAt, shortcode: String) {
        let words = self.shelf.text.with_untracked(|text| !text.trim().is_empty());
        let reply_to = match self.shelf.about.get_untracked() {
            Some(About::Reply(event)) if !words => Some(event),
            _ => None,
        };
        self.shelf.problem.set(None);
        let command = SendSticker {
            place: self.place.clone(),
            pack,
            shortcode,
            reply_to: reply_to.clone(),
            ticket: new_ticket(),
        };
        let model = self.clone();
        self.ask(command, move |answer| match answer {
            Ok(()) => {
                let same = model.shelf.about.get_untracked() == reply_to.map(About::Reply);
                let words = model.shelf.text.with_untracked(|text| !text.trim().is_empty());
                if same && !words {
                    model.drop_about();
                }
            }
            Err(failure) => model.shelf.problem.set(Some(Problem::Sticker(failure))),
        });
    }
}
