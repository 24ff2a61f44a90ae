//! Rooms and direct chats that are made here.

use std::sync::Arc;

use matrix_sdk::{
    Room,
    ruma::{
        api::{
            client::room::create_room::v3::{Request, RoomPreset},
            error::ErrorKind,
        },
        events::{InitialStateEvent, room::encryption::RoomEncryptionEventContent},
    },
};
use protocol::{
    Failure, FailureKind,
    room::{CreateRoom, NewRoomRules, ReadNewRoomRules, StartDirect},
};

use super::profile::user_id;
use crate::{map::failure, session::Session};

/// Reads what the homeserver's operator wants of new rooms.
pub(crate) async fn read_new_room_rules(
    session: &Arc<Session>,
    _: ReadNewRoomRules,
) -> Result<NewRoomRules, Failure> {
    let rules = session.encryption.ask_rules(&session.client).await;
    Ok(NewRoomRules { encrypted: rules.by_default, never_encrypted: rules.never })
}

/// Makes a room.
pub(crate) async fn create_room(
    session: &Arc<Session>,
    command: CreateRoom,
) -> Result<protocol::RoomId, Failure> {
    let invalid = |field: &str| Failure::from(FailureKind::Invalid { field: field.into() });
    let text = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut request = Request::new();
    request.name = Some(text(command.name).ok_or_else(|| invalid("name"))?);
    request.topic = text(command.topic);
    request.preset = Some(if command.public { RoomPreset::PublicChat } else { RoomPreset::PrivateChat });
    request.room_alias_name = command.address.and_then(text);
    if command.encrypted {
        session.encryption.may_encrypt(&session.client).await?;
    }
    let made = make(session, request, command.encrypted).await;
    let made = made.map_err(|error| match error.client_api_error_kind() {
        Some(ErrorKind::RoomInUse) => invalid("address"),
        _ => failure::failure(&error),
    })?;
    Ok(made.room_id().as_str().into())
}

/// Makes a room, encrypted from its beginning if that is wanted.
async fn make(session: &Session, mut request: Request, encrypted: bool) -> matrix_sdk::Result<Room> {
    if encrypted {
        let encryption = RoomEncryptionEventContent::with_recommended_defaults();
        request.initial_state = vec![InitialStateEvent::with_empty_state_key(encryption).to_raw_any()];
    }
    let made = session.client.create_room(request).await?;
    session.joins.note(made.room_id(), encrypted);
    Ok(made)
}

/// Opens the direct chat with a person.
pub(crate) async fn start_direct(
    session: &Arc<Session>,
    command: StartDirect,
) -> Result<protocol::RoomId, Failure> {
    let user = user_id(&command.user)?;
    if session.client.user_id() == Some(&user) {
        return Err(FailureKind::Invalid { field: "user".into() }.into());
    }
    // The one in use is the one with the newest message.
    let newest = session.client.get_dm_rooms(&user).max_by_key(|room| room.recency_stamp().map(u64::from));
    let room = match newest {
        Some(room) => room,
        None => {
            let encrypted = session.encryption.ask_rules(&session.client).await.by_default;
            let mut request = Request::new();
            (request.invite, request.is_direct) = (vec![user], true);
            request.preset = Some(RoomPreset::TrustedPrivateChat);
            make(session, request, encrypted).await.map_err(|error| failure::failure(&error))?
        }
    };
    Ok(room.room_id().as_str().into())
}
