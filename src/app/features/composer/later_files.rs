//! Files that are sent later: handed to the engine, which keeps them, and taken back to be changed (E21). No DOM.

use leptos::prelude::*;
use protocol::{
    Failure, FailureKind,
    composer::{Draft, NewFile},
    schedule::{DropScheduled, ReadScheduledFiles, ScheduleFiles, ScheduleText, ScheduledSend},
};
use web_sys::Blob;

use super::{
    attachments::{Attachment, Stage},
    captions::fits,
    model::{ComposerModel, may_go},
};

impl ComposerModel {
    /// The files that would be sent with the next message. Tracked.
    pub(super) fn files_to_go(&self) -> Vec<Attachment> {
        let files = self.shelf.attachments.get().into_iter();
        files.filter(|file| file.stage.with(may_go)).collect()
    }

    /// Bytes of them. Tracked.
    pub(crate) fn bytes_to_go(&self) -> u64 {
        self.files_to_go().iter().map(Attachment::bytes).sum()
    }

    /// Hands files to the engine with the words. They stay above the field until it has them.
    pub(super) fn schedule_files(
        &self,
        message: ScheduleText,
        files: Vec<Attachment>,
        then: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        self.note_choices(&files);
        for file in &files {
            file.stage.set(Stage::Sending);
        }
        self.count_files();
        let model = self.clone();
        self.spawn(async move {
            let (command, blobs) = laid_out(message, &files).await;
            if model.shelf.inner.forgotten.get() {
                return;
            }
            let answer = model.link.request_with(command, blobs).await;
            for file in &files {
                match &answer {
                    Ok(()) => model.detach(file.id),
                    Err(_) => file.stage.set(Stage::Waiting),
                }
            }
            model.count_files();
            then(answer);
        });
    }

    /// Takes a message with files back: words into the field, files above it. It is scheduled no longer.
    pub(crate) fn take_up_scheduled(
        &self,
        message: ScheduledSend,
        then: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let model = self.clone();
        self.spawn(async move {
            let taken = model.take_scheduled(&message.id).await;
            if model.shelf.inner.forgotten.get() {
                return;
            }
            then(taken.map(|(files, keep_notes)| {
                if model.shelf.attachments.with_untracked(Vec::is_empty) {
                    model.shelf.keep_notes.set(keep_notes);
                    model.shelf.together.set(message.together.is_some());
                }
                model.shelve(files);
                let text = words(&message).join("\n");
                model.bring(Draft { text, about: message.about });
                model.shelf.summon();
            }));
        });
    }

    /// The files of a scheduled message, which is deleted once they are here; and whether they keep what a camera noted.
    async fn take_scheduled(&self, id: &str) -> Result<(Vec<Attachment>, bool), Failure> {
        let read = self.link.request_bytes(ReadScheduledFiles { id: id.to_owned() }).await;
        let (files, bytes) = read?;
        let keep_notes = files.iter().all(|file| file.keep_notes);
        let kept = |file: NewFile| Attachment::kept(file.clone(), bytes.get(file.blob.0 as usize)?);
        let files: Option<Vec<_>> = files.into_iter().map(kept).collect();
        let files = files.ok_or(FailureKind::Internal)?;
        self.link.request(DropScheduled { id: id.to_owned() }).await?;
        Ok((files, keep_notes))
    }
}

/// What a scheduled message says, apart from the captions of single files.
pub(super) fn words(message: &ScheduledSend) -> Vec<&str> {
    let words = message.together.iter().chain([&message.text]).map(String::as_str);
    words.filter(|words| !words.trim().is_empty()).collect()
}

/// The command, with the words where they would stand if it were sent now.
async fn laid_out(message: ScheduleText, files: &[Attachment]) -> (ScheduleFiles, Vec<Blob>) {
    let (mut new, mut blobs) = (Vec::new(), Vec::new());
    for file in files {
        let first = u32::try_from(blobs.len()).unwrap_or(u32::MAX);
        let (one, own) = file.new_file(first).await;
        new.push(one);
        blobs.extend(own);
    }
    let as_one = files.len() > 1 && files.iter().all(|file| file.together.get_untracked());
    let takes = files.iter().all(Attachment::takes_caption);
    (put_below(message, new, as_one, takes), blobs)
}

/// Puts the words below the file or files, where there is one place for them.
pub(super) fn put_below(
    mut message: ScheduleText,
    mut files: Vec<NewFile>,
    as_one: bool,
    takes_caption: bool,
) -> ScheduleFiles {
    let fitting = fits(&message.text);
    let mut together = as_one.then(String::new);
    if fitting {
        if let Some(caption) = &mut together {
            *caption = std::mem::take(&mut message.text);
        } else if let [file] = files.as_mut_slice()
            && takes_caption
            && file.caption.trim().is_empty()
        {
            file.caption = std::mem::take(&mut message.text);
        }
    }
    ScheduleFiles { message, files, together }
}
