//! What is being written, as it will look (E2).

use std::sync::Arc;

use protocol::{
    Failure,
    composer::{MarkdownBlock, ReadMarkdown},
};

use super::composer::known;
use crate::{
    map::pill::Nobody,
    markdown::blocks::blocks,
    session::{Session, room},
    typed::mentioned,
};

/// The blocks of a text. Whoever is named and not known has their ID for a name.
pub(crate) async fn read_markdown(
    session: &Arc<Session>,
    command: ReadMarkdown,
) -> Result<Vec<MarkdownBlock>, Failure> {
    let Ok(room) = room(session, &command.room).await else {
        return Ok(blocks(&command.text, &Nobody));
    };
    let people = known(&room, &mentioned(&command.text).0).await;
    Ok(blocks(&command.text, &people))
}
