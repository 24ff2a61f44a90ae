//! Keeping order.

use std::{cmp::Reverse, sync::Arc};

use matrix_sdk::{
    room::MessagesOptions,
    ruma::api::client::{
        reporting::report_user,
        room::{report_content, report_room},
    },
};
use protocol::{
    Failure, FailureKind,
    moderation::{FindMessagesOf, FindModerated, ModeratedRoom, RedactNow, Report, Reported},
    session::Connection,
};

use super::profile::user_id;
use crate::{
    map::{failure, label},
    session::{Session, event_id, is_redacted, room, room_id},
};

/// So many bytes of a reason are sent.
const LONGEST: usize = 4_000;
/// Messages of a person are looked for in so many pages of so many.
const PAGES: u32 = 20;
const PAGE: u32 = 100;
/// So many rooms are looked at for a person.
const MOST_ROOMS: usize = 200;
/// What counts as a message of theirs.
const SAID: [&str; 6] = [
    "m.room.message",
    "m.room.encrypted",
    "m.sticker",
    "m.poll.start",
    "org.matrix.msc3381.poll.start",
    "m.reaction",
];

/// Tells those who run the homeserver.
pub(crate) async fn report(session: &Arc<Session>, command: Report) -> Result<(), Failure> {
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    let reason = command.reason.trim();
    let reason = reason[..reason.floor_char_boundary(LONGEST)].to_owned();
    let client = &session.client;
    let answer = match command.what {
        Reported::Message(room, event) => {
            let mut request = report_content::v3::Request::new(room_id(&room)?, event_id(&event)?);
            request.reason = (!reason.is_empty()).then_some(reason);
            client.send(request).await.map(drop)
        }
        Reported::Room(room) => {
            client.send(report_room::v3::Request::new(room_id(&room)?, reason)).await.map(drop)
        }
        Reported::Person(user) => {
            client.send(report_user::v3::Request::new(user_id(&user)?, reason)).await.map(drop)
        }
    };
    answer.map_err(|error| failure::http(&error))
}

/// Finds the newest messages of a person that are still there.
pub(crate) async fn find_messages_of(
    session: &Arc<Session>,
    command: FindMessagesOf,
) -> Result<Vec<protocol::EventId>, Failure> {
    let room = room(session, &command.room).await?;
    let user = user_id(&command.user)?;
    let most = usize::from(command.most);
    let mut found = Vec::new();
    let mut from = None;
    for _ in 0..PAGES {
        let mut options = MessagesOptions::backward().from(from.as_deref());
        options.limit = PAGE.into();
        options.filter.senders = Some(vec![user.clone()]);
        options.filter.types = Some(SAID.map(str::to_owned).to_vec());
        let page = room.messages(options).await.map_err(|error| failure::failure(&error))?;
        found.extend(page.chunk.iter().filter(|event| !is_redacted(event.raw())).filter_map(|event| {
            let id = event.event_id()?;
            Some(protocol::EventId::from(id.as_str()))
        }));
        from = page.end;
        if found.len() >= most || from.is_none() {
            break;
        }
    }
    found.truncate(most);
    Ok(found)
}

/// Finds where a person is known whose words the account may delete.
pub(crate) async fn find_moderated(
    session: &Arc<Session>,
    command: FindModerated,
) -> Result<Vec<ModeratedRoom>, Failure> {
    let user = user_id(&command.user)?;
    let mut rooms: Vec<_> =
        session.client.joined_rooms().into_iter().filter(|room| !room.is_space()).collect();
    rooms.sort_by_key(|room| Reverse(room.recency_stamp().map(u64::from)));
    let mut found = Vec::new();
    for room in rooms.into_iter().take(MOST_ROOMS) {
        let levels = room.power_levels_or_default().await;
        let own = room.own_user_id();
        // Whoever has left may have said something before.
        if levels.user_can_redact_own_event(own)
            && levels.user_can_redact_event_of_other(own)
            && room.get_member_no_sync(&user).await.is_ok_and(|member| member.is_some())
        {
            found.push(ModeratedRoom { room: room.room_id().as_str().into(), name: label::of_room(&room) });
        }
    }
    Ok(found)
}

/// Takes a message back, at once.
pub(crate) async fn redact_now(session: &Arc<Session>, command: RedactNow) -> Result<(), Failure> {
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    let room = room(session, &command.room).await?;
    let reason = command.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let done = room.redact(&event_id(&command.event)?, reason, None).await;
    done.map(drop).map_err(|error| failure::http(&error))
}
