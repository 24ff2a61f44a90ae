//! Keeping order.

use std::sync::Arc;

use matrix_sdk::ruma::{
    RoomId,
    api::client::{
        reporting::report_user,
        room::{report_content, report_room},
    },
};
use protocol::{
    Failure, FailureKind,
    moderation::{Report, Reported},
    session::Connection,
};

use super::profile::user_id;
use crate::{
    map::failure,
    session::{Session, event_id},
};

/// So many bytes of a reason are sent.
const LONGEST: usize = 4_000;

/// Tells those who run the homeserver.
pub(crate) async fn report(session: &Arc<Session>, command: Report) -> Result<(), Failure> {
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    let reason = command.reason.trim();
    let reason = reason[..reason.floor_char_boundary(LONGEST)].to_owned();
    let room_id = |room: &protocol::RoomId| {
        RoomId::parse(room.as_str()).map_err(|_| Failure::from(FailureKind::Invalid { field: "room".into() }))
    };
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
