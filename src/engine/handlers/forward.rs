//! Sending messages on to other rooms.

use std::sync::Arc;

use matrix_sdk::{
    Room,
    ruma::{
        self,
        events::{
            AnyMessageLikeEventContent, Mentions, MessageLikeEventContent,
            room::message::RoomMessageEventContent,
        },
    },
};
use matrix_sdk_ui::timeline::EventTimelineItem;
use protocol::{Failure, FailureKind, RoomId, composer::Ticket, message::ForwardMessages};

use super::message::item;
use crate::{map::failure, session::Session};

/// Queues the messages in each of the rooms; answers with the rooms in which that was not possible.
pub(crate) async fn forward_messages(
    session: &Arc<Session>,
    command: ForwardMessages,
) -> Result<Vec<RoomId>, Failure> {
    let mut contents = Vec::new();
    for event in &command.events {
        let item = item(session, &command.timeline, event).await?;
        contents.push(content(&item).ok_or(FailureKind::Unsupported)?);
    }
    let mut refused = Vec::new();
    for target in command.rooms {
        // They were chosen from the list: one that is not there does not come.
        let known = ruma::RoomId::parse(target.as_str()).ok().and_then(|id| session.client.get_room(&id));
        let queued = match known {
            Some(room) => queue(session, &room, &contents, &command.ticket).await,
            None => Err(FailureKind::NotFound.into()),
        };
        if let Err(failure) = queued {
            tracing::info!(?failure, "not forwarded to a room");
            refused.push(target);
        }
    }
    Ok(refused)
}

async fn queue(
    session: &Arc<Session>,
    room: &Room,
    contents: &[(AnyMessageLikeEventContent, String)],
    ticket: &Ticket,
) -> Result<(), Failure> {
    session.joins.settle(room).await?;
    let levels = room.power_levels_or_default().await;
    for (at, (content, body)) in contents.iter().enumerate() {
        if !levels.user_can_send_message(room.own_user_id(), content.event_type()) {
            return Err(FailureKind::Forbidden.into());
        }
        let ticket = Ticket { id: format!("{}.{at}.{}", ticket.id, room.room_id()), ..*ticket };
        let queue = room.send_queue();
        let queueing = async {
            let queued = queue.send(content.clone()).await;
            queued.map(drop).map_err(|error| failure::send_queue(&error))
        };
        session.tickets.once(room, &ticket, body, queueing).await?;
    }
    Ok(())
}

/// What a message says, without what it answered and whom it mentioned: they are not meant in another room. With its
/// body, by which it is recognised.
fn content(item: &EventTimelineItem) -> Option<(AnyMessageLikeEventContent, String)> {
    if let Some(message) = item.content().as_message() {
        let mut content = RoomMessageEventContent::new(message.msgtype().clone());
        content.mentions = Some(Mentions::new());
        let body = content.body().to_owned();
        return Some((content.into(), body));
    }
    let sticker = item.content().as_sticker()?.content().clone();
    let body = sticker.body.clone();
    Some((sticker.into(), body))
}
