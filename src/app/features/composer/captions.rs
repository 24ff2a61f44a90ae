//! What is said below files (E14), their order, and files that go out as one message (E15).

use leptos::prelude::*;
use protocol::{
    Failure, FailureKind,
    composer::{About, Draft, SendGallery, Ticket, WasQueued},
    timeline::{QuoteState, Summary},
};
use web_sys::Blob;

use super::{
    attachments::{Attachment, Stage},
    model::{ComposerModel, concerns_one},
    shelf::{Outgoing, Problem},
};
use crate::{link::new_ticket, t};

/// Several files that go out as one message.
#[derive(Clone)]
pub(crate) struct Bundle {
    pub(super) files: Vec<Attachment>,
    /// What is said below all of them.
    caption: String,
    ticket: Ticket,
}

/// What is said below files that the engine has not stored yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Below {
    /// As it was typed.
    pub(super) text: String,
    /// Which sending it is, if the engine was asked.
    pub(super) ticket: Option<Ticket>,
}

/// Whether words can stand below a file: what somebody does is a message of its own.
pub(super) fn fits(text: &str) -> bool {
    !matches!(text.split_whitespace().next(), Some("/me" | "/rainbowme"))
}

impl ComposerModel {
    /// Notes with each file that is sent what was chosen for all.
    pub(super) fn note_choices(&self, files: &[Attachment]) {
        let keeps = self.shelf.keep_notes.get_untracked();
        let together = self.shelf.together.get_untracked() && can_go_together(files);
        for file in files {
            file.keeps_notes.set(keeps);
            file.together.set(together);
        }
    }

    /// Puts the words below the file or files that they are sent with, where there is one place for them; otherwise they
    /// stay a message of their own.
    pub(super) fn put_below(
        &self,
        text: Option<Outgoing>,
        files: &[Attachment],
    ) -> (Option<Outgoing>, Option<Bundle>) {
        let fitting = text.as_ref().is_some_and(|text| fits(&text.draft.text));
        let words = |text: &Option<Outgoing>| text.as_ref().map(|text| text.draft.text.clone());
        if files.len() > 1 && files.iter().all(|file| file.together.get_untracked()) {
            let caption = words(&text).filter(|_| fitting).unwrap_or_default();
            let bundle = self.bundle(files.to_vec(), caption);
            return (text.filter(|_| !fitting), Some(bundle));
        }
        if let ([file], Some(words), true) = (files, words(&text), fitting)
            && file.takes_caption()
            && file.caption.with_untracked(|caption| caption.trim().is_empty())
        {
            file.caption.set(words);
            return (None, None);
        }
        (text, None)
    }

    /// The same files with the same words are the same sending: nobody knows whether an engine that died has queued it.
    fn bundle(&self, files: Vec<Attachment>, caption: String) -> Bundle {
        let bundles = &self.shelf.inner.bundles;
        let known = bundles.borrow().iter().find(|one| one.files == files && one.caption == caption).cloned();
        known.unwrap_or_else(|| {
            let bundle = Bundle { files, caption, ticket: new_ticket() };
            bundles.borrow_mut().push(bundle.clone());
            bundle
        })
    }

    pub(super) async fn send_gallery(&self, bundle: &Bundle) -> Result<(), Failure> {
        let mut blobs: Vec<Blob> = Vec::new();
        let mut files = Vec::new();
        for file in &bundle.files {
            let first = u32::try_from(blobs.len()).unwrap_or(u32::MAX);
            let (new, own) = file.new_file(first).await;
            files.push(new);
            blobs.extend(own);
        }
        if self.shelf.inner.forgotten.get() {
            return Err(FailureKind::Cancelled.into());
        }
        let command = SendGallery {
            place: self.place.clone(),
            files,
            caption: bundle.caption.clone(),
            reply_to: bundle.files.iter().find_map(|file| file.answers.get_untracked()),
            ticket: bundle.ticket.clone(),
        };
        self.link.request_with(command, blobs).await
    }

    /// The engine has stored it.
    pub(super) fn bundle_sent(&self, bundle: &Bundle) {
        self.forget_bundle(bundle);
        for file in &bundle.files {
            self.detach(file.id);
        }
    }

    /// The engine did not take it: the files stay, and their words come back.
    pub(super) fn bundle_failed(&self, bundle: &Bundle, failure: Failure) {
        self.forget_bundle(bundle);
        for file in &bundle.files {
            file.stage.set(Stage::Failed(failure.clone()));
        }
        self.words_back(vec![bundle.caption.clone()]);
        if !concerns_one(&failure) {
            self.take_back(None, true);
        }
        let name = t!("composer-files", count = bundle.files.len());
        self.shelf.problem.set(Some(Problem::File(name, failure)));
        self.count_files();
    }

    /// Nobody knows whether it was stored: it waits for the person, and goes out under the same ticket.
    pub(super) fn bundle_waits(&self, bundle: &Bundle) {
        for file in &bundle.files {
            file.stage.set(Stage::Waiting);
        }
        self.words_back(vec![bundle.caption.clone()]);
    }

    fn forget_bundle(&self, bundle: &Bundle) {
        self.shelf.inner.bundles.borrow_mut().retain(|one| one.ticket != bundle.ticket);
    }

    fn words_back(&self, texts: Vec<String>) {
        let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
        let back: Vec<_> = texts.map(|text| Draft { text, about: None }).collect();
        if !back.is_empty() {
            self.shelf.show(self.shelf.writing().put_back(back));
            self.shelf.inner.dirty.set(true);
        }
    }

    /// What would be lost of captions if the page died now.
    pub(super) fn below(&self) -> Vec<Below> {
        let inner = &self.shelf.inner;
        let of = |file: &Attachment| {
            let text = file.caption.get_untracked();
            (!text.trim().is_empty()).then(|| Below { text, ticket: file.asked().cloned() })
        };
        let mut below = inner.unsure.borrow().clone();
        below.extend(
            self.shelf.attachments.with_untracked(|list| list.iter().filter_map(of).collect::<Vec<_>>()),
        );
        self.shelf.held.with_untracked(|held| {
            below.extend(held.iter().flat_map(|held| held.files.iter().filter_map(of)));
        });
        let sent = |bundle: &&Bundle| {
            !bundle.caption.trim().is_empty()
                && bundle.files.iter().any(|file| file.stage.with_untracked(|stage| *stage == Stage::Sending))
        };
        let bundles = inner.bundles.borrow();
        let bundles = bundles.iter().filter(sent);
        below
            .extend(bundles.map(|one| Below { text: one.caption.clone(), ticket: Some(one.ticket.clone()) }));
        below
    }

    /// Takes up the captions of a page that died with its files. Those whose file the engine has are sent; the others
    /// come into the field.
    pub(super) fn take_up_below(&self, below: Vec<Below>) {
        let (unsure, lost): (Vec<_>, Vec<_>) = below.into_iter().partition(|one| one.ticket.is_some());
        self.words_back(lost.into_iter().map(|one| one.text).collect());
        self.shelf.inner.unsure.replace(unsure.clone());
        for one in unsure {
            let Some(ticket) = one.ticket.clone() else { continue };
            let command = WasQueued { place: self.place.clone(), ticket, text: one.text.clone() };
            let model = self.clone();
            self.ask(command, move |answer| {
                model.shelf.inner.unsure.borrow_mut().retain(|other| *other != one);
                if answer.is_err() {
                    model.shelf.problem.set(Some(Problem::Text(FailureKind::Cancelled.into())));
                }
                if !matches!(answer, Ok(true)) {
                    model.words_back(vec![one.text]);
                }
                model.kept();
            });
        }
    }

    /// Whether an empty field means that a file is to have no caption any more. Tracked.
    pub(super) fn takes_caption_away(&self) -> bool {
        let Some(about @ About::Edit(_)) = self.shelf.about.get() else { return false };
        let is_file = |quote: &QuoteState| {
            matches!(
                quote,
                QuoteState::Ready {
                    summary: Summary::Image(_) | Summary::Video(_) | Summary::Audio { .. } | Summary::File(_),
                    ..
                }
            )
        };
        self.quote(&about).with(is_file)
    }

    /// Moves a file towards the beginning of the list or its end.
    pub(crate) fn move_file(&self, id: u64, earlier: bool) {
        self.shelf.attachments.update(|list| {
            let at = list.iter().position(|file| file.id == id);
            let to = at.and_then(|at| if earlier { at.checked_sub(1) } else { Some(at + 1) });
            if let Some((at, to)) = at.zip(to.filter(|to| *to < list.len())) {
                list.swap(at, to);
            }
        });
    }

    /// Puts a file where another stands.
    pub(crate) fn put_file_at(&self, id: u64, other: u64) {
        self.shelf.attachments.update(|list| {
            let place = |id: u64, list: &[Attachment]| list.iter().position(|file| file.id == id);
            if let (Some(from), Some(to)) = (place(id, list), place(other, list)) {
                let file = list.remove(from);
                list.insert(to, file);
            }
        });
    }
}

/// Whether files can be one message: pictures and films, more than one, and not too many.
pub(crate) fn can_go_together(files: &[Attachment]) -> bool {
    (2..=SendGallery::MOST).contains(&files.len()) && files.iter().all(Attachment::is_seen)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn what_somebody_does_stands_below_nothing() {
        assert!(fits("a cat") && fits("/spoiler a cat") && fits("/meow"));
        assert!(!fits("/me waves") && !fits("/rainbowme waves") && !fits("/me\nwaves"));
    }
}
