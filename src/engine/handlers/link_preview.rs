//! What stands behind a link.

use std::sync::Arc;

use matrix_sdk::{EncryptionState, ruma::serde::Raw};
use protocol::{
    Failure, FailureKind,
    composer::SendText,
    link_preview::{LinkPreview, LoadLinkPreview, SendWithPreviews},
};
use serde_json::Value;

use super::composer;
use crate::{
    map::{
        failure,
        link_preview::{self, is_web, preview},
    },
    session::{Session, room},
};

/// Asks the homeserver what stands behind a link.
pub(crate) async fn load_link_preview(
    session: &Arc<Session>,
    command: LoadLinkPreview,
) -> Result<Option<LinkPreview>, Failure> {
    if !is_web(&command.url) {
        return Err(FailureKind::Invalid { field: "url".into() }.into());
    }
    let answer = session.client.media().get_media_preview(&command.url, None).await;
    let answer = answer.map_err(|error| failure::failure(&error));
    match answer {
        Ok(data) => {
            let said = data.and_then(|data| serde_json::from_str(data.get()).ok());
            Ok(said.map(|said| preview(&said)).filter(|preview| *preview != LinkPreview::default()))
        }
        Err(passing) if may_pass(&passing) => Err(passing),
        // The homeserver does no previews, or there is nothing behind the link.
        Err(failure) => {
            tracing::debug!(?failure, "no preview");
            Ok(None)
        }
    }
}

fn may_pass(failure: &Failure) -> bool {
    matches!(failure.kind, FailureKind::Offline | FailureKind::Timeout | FailureKind::RateLimited { .. })
}

/// Queues a message with what is known of its links (MSC4095).
pub(crate) async fn send_with_previews(
    session: &Arc<Session>,
    command: SendWithPreviews,
) -> Result<(), Failure> {
    let SendWithPreviews { message, previews } = command;
    let room = room(session, &message.place.room).await?;
    // A room that was just made encrypted may not be called so yet.
    session.joins.settle(&room).await?;
    let encrypted = !matches!(room.encryption_state(), EncryptionState::NotEncrypted);
    let previews = link_preview::written(&previews, &message.text, encrypted);
    if previews.as_array().is_none_or(Vec::is_empty) {
        return composer::send_text(session, message).await;
    }
    let SendText { place, text, about, ticket } = message;
    let content = composer::content(session, &room, &place, &text, about.as_ref()).await?;
    let body = content.body().to_owned();
    let internal = |_| Failure::from(FailureKind::Internal);
    let mut content = serde_json::to_value(&content).map_err(internal)?;
    if let Some(Value::Object(new)) = content.get_mut("m.new_content") {
        new.insert(link_preview::KEY.to_owned(), previews.clone());
    }
    if let Value::Object(content) = &mut content {
        content.insert(link_preview::KEY.to_owned(), previews);
    }
    let content = Raw::new(&content).map_err(internal)?.cast_unchecked();
    let queue = room.send_queue();
    let queueing = queue.send_raw(content, "m.room.message".to_owned());
    composer::queue_once(session, &room, &ticket, &body, queueing).await
}
