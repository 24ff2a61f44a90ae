//! Sending files later: always from here (E21). What is uploaded when its time has come, no homeserver could send.

use std::sync::Arc;

use protocol::{
    BlobRef, EventId, Failure, FailureKind,
    composer::{Measured, NewFile, SendFile, SendGallery, Ticket},
    schedule::{ReadScheduledFiles, ScheduleFiles},
};

use super::{
    attachment::{self, most},
    schedule::{LONGEST, has_room, place_of, planned},
};
use crate::{
    attachments::Attachments,
    session::{KeptFile, Scheduled, Session, room},
};

/// Schedules files, and the words behind them.
pub(crate) async fn schedule_files(
    session: &Arc<Session>,
    command: ScheduleFiles,
    attachments: Attachments,
) -> Result<(), Failure> {
    let ScheduleFiles { message, files, together } = command;
    let invalid = |field: &str| Err(FailureKind::Invalid { field: field.into() }.into());
    let room = room(session, &message.place.room).await?;
    let at_most = if together.is_some() { SendGallery::MOST } else { ScheduleFiles::MOST };
    if !(1..=at_most).contains(&files.len()) {
        return invalid("files");
    }
    if message.replaces.is_some() {
        return invalid("replaces");
    }
    let captions = files.iter().map(|file| &file.caption).chain(&together);
    if captions.map(String::len).sum::<usize>() > LONGEST {
        return Err(FailureKind::TooLarge { limit: None }.into());
    }
    let message = planned(&room, message)?;
    let limit = most(session).await;
    let _changing = session.scheduled.changing.lock().await;
    if session.scheduled.get(&message.id).is_some() {
        return Ok(());
    }
    has_room(session)?;
    let kept: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(number, file)| KeptFile::new(format!("{}.{number}", message.id), file))
        .collect();
    let free = session.scheduled.free();
    if kept.iter().any(|file| file.size > limit) {
        return Err(FailureKind::TooLarge { limit: Some(limit) }.into());
    }
    if kept.iter().map(KeptFile::bytes).fold(0, u64::saturating_add) > free {
        return Err(FailureKind::TooLarge { limit: Some(free) }.into());
    }
    let message = Scheduled { files: kept, together, void: true, ..message };
    // Noted before a byte is stored, as nobody's: what a life that ends here leaves is found by the next.
    session.scheduled.put(&session.client, message.clone()).await;
    for (kept, file) in message.files.iter().zip(&files) {
        if let Err(failure) = kept.store(&session.client, file, &attachments).await {
            session.scheduled.remove(&session.client, &message.id).await;
            return Err(failure);
        }
    }
    session.scheduled.put(&session.client, Scheduled { void: false, ..message }).await;
    Ok(())
}

/// Reads the files that were not sent yet, with their bytes.
pub(crate) async fn read_scheduled_files(
    session: &Arc<Session>,
    command: ReadScheduledFiles,
) -> Result<(Vec<NewFile>, Vec<Vec<u8>>), Failure> {
    let message = session.scheduled.get(&command.id).ok_or(FailureKind::NotFound)?;
    let (mut files, mut all) = (Vec::new(), Vec::new());
    for (number, kept) in (0..).zip(message.waiting()) {
        let (file, blobs) = kept.opened(&session.client, 0);
        all.push(Attachments(blobs).read(BlobRef(0)).await?);
        let voice = file.measured.filter(|measured| measured.voice.is_some());
        let measured = voice.map(|voice| Measured { thumbnail: None, ..voice });
        files.push(NewFile { blob: BlobRef(number), measured, ..file });
    }
    Ok((files, all))
}

/// Hands the files of a message to the send queue, one after the other; each has a ticket of its own, and is noted when it is
/// there.
pub(super) async fn send_files(session: &Arc<Session>, message: &mut Scheduled) -> Result<(), Failure> {
    let asked_at = message.begun.unwrap_or_default();
    let place = place_of(message);
    // The words answer, where there are some.
    let answers = message.reply_to.as_ref().filter(|_| message.text.trim().is_empty());
    let answers = answers.map(|event| EventId::from(event.as_str()));
    let ticket = |id: String| Ticket { id, asked_at };
    if let Some(caption) = message.together.clone().filter(|_| !message.waiting().is_empty()) {
        let (mut files, mut blobs) = (Vec::new(), Vec::new());
        for kept in message.waiting() {
            let first = u32::try_from(blobs.len()).unwrap_or(u32::MAX);
            let (file, own) = kept.opened(&session.client, first);
            files.push(file);
            blobs.extend(own);
        }
        let ticket = ticket(format!("{}.all", message.id));
        let gallery = SendGallery { place, files, caption, reply_to: answers, ticket };
        attachment::send_gallery(session, gallery, Attachments(blobs)).await?;
        note(session, message, message.files.len()).await;
        return Ok(());
    }
    while let Some(kept) = message.waiting().first() {
        let (file, blobs) = kept.opened(&session.client, 0);
        let ticket = ticket(kept.id.clone());
        let reply_to = answers.clone().filter(|_| message.handed == 0);
        let send = SendFile { place: place.clone(), file, reply_to, ticket };
        attachment::send_file(session, send, Attachments(blobs)).await?;
        note(session, message, message.handed + 1).await;
    }
    Ok(())
}

/// So many of the files are in the send queue.
async fn note(session: &Session, message: &mut Scheduled, handed: usize) {
    message.handed = handed;
    session.scheduled.put(&session.client, message.clone()).await;
}
