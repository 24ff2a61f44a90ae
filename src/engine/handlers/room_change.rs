//! Changing a room and what people are in it. All of it is state, sent by one way: each endpoint and type of event that
//! the SDK is asked for by name makes the engine larger.

use std::sync::Arc;

use matrix_sdk::{
    Room,
    ruma::{
        Int, RoomVersionId, UserId,
        api::client::{room::upgrade_room, state::get_state_event_for_key},
        events::{StateEventType, room::power_levels::RoomPowerLevelsEventContent},
    },
};
use protocol::{
    Failure, FailureKind, MxcUri,
    room::{ChangeMember, ChangeRoom, JoinRoom, MemberChange, RoomAddress, RoomChange, UpgradeRoom},
};
use serde_json::{Map, Value, json};

use super::{profile::user_id, room::join_room};
use crate::{
    map::failure,
    session::{Session, room},
};

/// Changes a room, or what it is to the account.
pub(crate) async fn change_room(session: &Arc<Session>, command: ChangeRoom) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    match command.change {
        RoomChange::Name(name) => set_state(&room, "m.room.name", "", json!({ "name": name })).await,
        RoomChange::Avatar(avatar) => {
            set_state(&room, "m.room.avatar", "", json!({ "url": mxc_uri(&avatar)? })).await
        }
        RoomChange::Topic(topic) => set_state(&room, "m.room.topic", "", json!({ "topic": topic })).await,
        RoomChange::OwnName(name) => set_own(&room, "displayname", &name).await,
        RoomChange::OwnAvatar(avatar) => set_own(&room, "avatar_url", mxc_uri(&avatar)?).await,
        RoomChange::Direct(direct) => {
            room.set_is_direct(direct).await.map_err(|error| failure::failure(&error))
        }
        RoomChange::Encrypt => encrypt(session, &room).await,
        RoomChange::NewKey => room.discard_room_key().await.map_err(|error| failure::failure(&error)),
    }
}

/// Turns encryption on. What is written before sync knows of it waits.
async fn encrypt(session: &Session, room: &Room) -> Result<(), Failure> {
    session.encryption.may_encrypt(&session.client).await?;
    let state = room.latest_encryption_state().await.map_err(|error| failure::failure(&error))?;
    if !state.is_encrypted() {
        set_state(room, "m.room.encryption", "", json!({ "algorithm": "m.megolm.v1.aes-sha2" })).await?;
        session.joins.note(room.room_id(), true);
    }
    Ok(())
}

/// Invites somebody, with the keys of what they may read (MSC4268). The SDK does not invite where it cannot look for
/// these in a key storage that was deleted meanwhile.
async fn invite(room: &Room, user: &UserId) -> Result<(), Failure> {
    match room.invite_user_by_id(user).await.map_err(|error| failure::failure(&error)) {
        Err(Failure { kind: FailureKind::NotFound, .. }) => {
            set_state(room, "m.room.member", user.as_str(), json!({ "membership": "invite" })).await
        }
        done => done,
    }
}

/// Changes how the account appears in a room. All else that stands there stays.
async fn set_own(room: &Room, field: &str, value: &str) -> Result<(), Failure> {
    let mut content = member_content(room, room.own_user_id()).await?;
    content.insert(field.to_owned(), value.into());
    set_state(room, "m.room.member", room.own_user_id().as_str(), content.into()).await
}

/// The address of a picture, if it is one.
pub(super) fn mxc_uri(uri: &MxcUri) -> Result<&str, Failure> {
    let whole = <&matrix_sdk::ruma::MxcUri>::from(uri.as_str()).is_valid();
    if whole { Ok(uri.as_str()) } else { Err(FailureKind::Invalid { field: "avatar".into() }.into()) }
}

/// Replaces a room by another of a newer version.
pub(crate) async fn upgrade_room(
    session: &Arc<Session>,
    command: UpgradeRoom,
) -> Result<protocol::RoomId, Failure> {
    let room = room(session, &command.room).await?;
    let version = RoomVersionId::try_from(command.version.trim())
        .map_err(|_| FailureKind::Invalid { field: "version".into() })?;
    let request = upgrade_room::v3::Request::new(room.room_id().to_owned(), version);
    let answer = room.client().send(request).await.map_err(|error| failure::http(&error))?;
    let new = protocol::RoomId::from(answer.replacement_room.as_str());
    // The account is there already; the SDK hears of that from sync only, or by asking to come in.
    let address = RoomAddress { id_or_alias: new.0.clone(), via: Vec::new() };
    if let Err(failure) = join_room(session, JoinRoom { address }).await {
        tracing::warn!(?failure, "not in the room that replaced another");
    }
    Ok(new)
}

/// Changes what a person is in a room.
pub(crate) async fn change_member(session: &Arc<Session>, command: ChangeMember) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    let user = user_id(&command.user)?;
    let membership = match command.change {
        MemberChange::Invite => return invite(&room, &user).await,
        MemberChange::Power(level) => return set_power(&room, &user, level).await,
        MemberChange::Remove | MemberChange::Unban => "leave",
        MemberChange::Ban => "ban",
    };
    // As state, leaving is both: who is there is put out by it, and who is banned let in again.
    let now = membership_of(&room, &user).await?;
    let fits = match command.change {
        MemberChange::Unban => now == "ban",
        MemberChange::Remove => ["join", "invite", "knock"].contains(&now.as_str()),
        _ => true,
    };
    if !fits {
        return Err(FailureKind::NotFound.into());
    }
    let content = json!({ "membership": membership, "reason": command.reason });
    set_state(&room, "m.room.member", user.as_str(), content).await
}

/// What somebody is in a room, as the homeserver has it: sync may be behind, and does not name everybody.
async fn membership_of(room: &Room, user: &UserId) -> Result<String, Failure> {
    let content = member_content(room, user).await?;
    Ok(content.get("membership").and_then(Value::as_str).unwrap_or_default().to_owned())
}

async fn member_content(room: &Room, user: &UserId) -> Result<Map<String, Value>, Failure> {
    let kind = StateEventType::RoomMember;
    let request =
        get_state_event_for_key::v3::Request::new(room.room_id().to_owned(), kind, user.to_string());
    let answer = room.client().send(request).await.map_err(|error| failure::http(&error))?;
    answer.into_content().deserialize_as_unchecked().map_err(|error| failure::internal(&error))
}

async fn set_power(room: &Room, user: &UserId, level: Option<i32>) -> Result<(), Failure> {
    let mut levels = room.power_levels().await.map_err(|error| failure::failure(&error.into()))?;
    match level.map(Int::from).filter(|level| *level != levels.users_default) {
        Some(level) => levels.users.insert(user.to_owned(), level),
        None => levels.users.remove(user),
    };
    let content = RoomPowerLevelsEventContent::try_from(levels).map_err(|error| failure::internal(&error))?;
    let content = serde_json::to_value(content).map_err(|error| failure::internal(&error))?;
    set_state(room, "m.room.power_levels", "", content).await
}

/// Sends a state event.
pub(crate) async fn set_state(room: &Room, kind: &str, key: &str, mut content: Value) -> Result<(), Failure> {
    if let Some(fields) = content.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    let sent = room.send_state_event_raw(kind, key, content).await;
    sent.map(drop).map_err(|error| failure::failure(&error))
}
