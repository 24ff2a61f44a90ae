//! One room: its header, finding it, coming in and leaving.

use std::sync::Arc;

use futures_util::{
    future::{Either, select},
    pin_mut,
};
use matrix_sdk::{
    Room, RoomState,
    ruma::{OwnedServerName, OwnedUserId, RoomId, RoomOrAliasId, ServerName, UserId, events::MessageLikeEventType},
};
use protocol::{
    Failure, FailureKind,
    profile::Profile,
    room::{
        JoinRoom, LeaveRoom, Membership, PreviewRoom, ResolveRoom, ResolvedRoom, RoomAddress, RoomDetails, RoomInfo,
        RoomPreview, StartDirect, Typing,
    },
};

use crate::{map::failure, publish::ValueSink, session::Session};

/// A room that the account is or was in.
///
/// # Errors
/// `Invalid` for text that is no room ID, `NotFound` for a room that is not known here.
pub(crate) fn known_room(session: &Session, id: &protocol::RoomId) -> Result<Room, Failure> {
    let id = RoomId::parse(id.as_str()).map_err(|_| invalid("room"))?;
    session.client.get_room(&id).ok_or_else(|| FailureKind::NotFound.into())
}

fn invalid(field: &str) -> Failure {
    FailureKind::Invalid { field: field.to_owned() }.into()
}

/// A member of a room as known here, without asking the server.
pub(crate) async fn member(room: &Room, user: &UserId) -> Profile {
    let member = room.get_member_no_sync(user).await.ok().flatten();
    Profile {
        user: user.as_str().into(),
        name: member.as_ref().and_then(|member| member.display_name().map(ToOwned::to_owned)),
        ambiguous: member.as_ref().is_some_and(|member| member.name_ambiguous()),
        avatar: member.and_then(|member| member.avatar_url().map(|uri| uri.as_str().into())),
    }
}

/// Publishes the room's header.
pub(crate) async fn publish_room_info(session: Arc<Session>, topic: RoomInfo, out: ValueSink<RoomDetails>) -> Failure {
    let room = match known_room(&session, &topic.room) {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let mut infos = room.subscribe_info();
    loop {
        out.set(details(&room).await);
        if infos.next().await.is_none() {
            return FailureKind::Internal.into();
        }
    }
}

async fn details(room: &Room) -> RoomDetails {
    let encryption = room.encryption_state();
    let own = room.own_user_id();
    let can_send = room.state() == RoomState::Joined
        && room.power_levels_or_default().await.user_can_send_message(own, MessageLikeEventType::RoomMessage);
    let other = room.direct_targets().into_iter().find_map(|target| target.into_user_id());
    let mut avatar = room.avatar_url();
    if avatar.is_none() && room.is_dm() {
        let heroes = room.heroes().await;
        if let [hero] = heroes.as_slice() {
            avatar = hero.avatar_url.clone();
        }
    }
    RoomDetails {
        id: room.room_id().as_str().into(),
        name: room.cached_display_name().map(|name| name.to_string()),
        topic: room.topic().filter(|topic| !topic.is_empty()),
        avatar: avatar.map(|uri| uri.as_str().into()),
        alias: room.canonical_alias().map(|alias| alias.to_string()),
        direct_with: other.filter(|_| room.is_dm()).map(|user| user.as_str().into()),
        encrypted: (!encryption.is_unknown()).then(|| encryption.is_encrypted()),
        members: room.joined_members_count(),
        membership: membership(room).await,
        can_send,
        successor: room.successor_room().map(|successor| successor.room_id.as_str().into()),
    }
}

async fn membership(room: &Room) -> Membership {
    match room.state() {
        RoomState::Joined => Membership::Joined,
        RoomState::Knocked => Membership::Knocked,
        RoomState::Left => Membership::Left,
        RoomState::Banned => Membership::Banned,
        RoomState::Invited => {
            let invite = room.invite_details().await.ok();
            let inviter = invite.and_then(|invite| invite.inviter).map(|inviter| Profile {
                user: inviter.user_id().as_str().into(),
                name: inviter.display_name().map(ToOwned::to_owned),
                ambiguous: false,
                avatar: inviter.avatar_url().map(|uri| uri.as_str().into()),
            });
            Membership::Invited { inviter }
        }
    }
}

/// Publishes who is typing.
pub(crate) async fn publish_typing(session: Arc<Session>, topic: Typing, out: ValueSink<Vec<Profile>>) -> Failure {
    let room = match known_room(&session, &topic.room) {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let (_guard, mut typing) = room.subscribe_to_typing_notifications();
    out.set(Vec::new());
    loop {
        let users: Vec<OwnedUserId> = match typing.recv().await {
            Ok(users) => users,
            Err(error) if error.to_string().contains("lagged") => continue,
            Err(_) => return FailureKind::Internal.into(),
        };
        let mut people = Vec::with_capacity(users.len());
        for user in users {
            people.push(member(&room, &user).await);
        }
        out.set(people);
    }
}

/// The address as the SDK takes it.
fn parse(address: &RoomAddress) -> Result<(matrix_sdk::ruma::OwnedRoomOrAliasId, Vec<OwnedServerName>), Failure> {
    let target = RoomOrAliasId::parse(&address.id_or_alias).map_err(|_| invalid("address"))?;
    // A server name that is none only helps less.
    let via = address.via.iter().filter_map(|server| ServerName::parse(server).ok()).collect();
    Ok((target, via))
}

/// Finds the room an address names: among the known ones first, and then without the network.
pub(crate) async fn resolve_room(session: &Session, command: ResolveRoom) -> Result<ResolvedRoom, Failure> {
    let (target, _) = parse(&command.address)?;
    if let Some(room) = known_by(session, target.as_str()) {
        let membership = membership(&room).await;
        return Ok(ResolvedRoom { room: room.room_id().as_str().into(), membership });
    }
    let id = match matrix_sdk::ruma::OwnedRoomId::try_from(target) {
        Ok(id) => id,
        Err(alias) => {
            session.client.resolve_room_alias(&alias).await.map_err(|error| failure::http(&error))?.room_id
        }
    };
    let membership = match session.client.get_room(&id) {
        Some(room) => membership(&room).await,
        None => Membership::Stranger,
    };
    Ok(ResolvedRoom { room: id.as_str().into(), membership })
}

fn known_by(session: &Session, id_or_alias: &str) -> Option<Room> {
    if let Ok(id) = <&RoomId>::try_from(id_or_alias) {
        return session.client.get_room(id);
    }
    session.client.rooms().into_iter().find(|room| {
        room.state() == RoomState::Joined
            && (room.canonical_alias().is_some_and(|alias| alias == id_or_alias)
                || room.alt_aliases().iter().any(|alias| alias == id_or_alias))
    })
}

/// Looks at a room before joining.
pub(crate) async fn preview_room(session: &Session, command: PreviewRoom) -> Result<RoomPreview, Failure> {
    let (target, via) = parse(&command.address)?;
    let preview =
        session.client.get_room_preview(&target, via).await.map_err(|error| failure::failure(&error))?;
    let membership = match session.client.get_room(&preview.room_id) {
        Some(room) => membership(&room).await,
        None => Membership::Stranger,
    };
    use matrix_sdk::ruma::room::{JoinRuleSummary, RoomType};
    let joinable = !matches!(
        preview.join_rule,
        Some(JoinRuleSummary::Invite | JoinRuleSummary::Private | JoinRuleSummary::Knock)
    );
    Ok(RoomPreview {
        room: preview.room_id.as_str().into(),
        name: preview.name,
        topic: preview.topic,
        avatar: preview.avatar_url.map(|uri| uri.as_str().into()),
        alias: preview.canonical_alias.map(|alias| alias.to_string()),
        members: preview.num_joined_members,
        space: preview.room_type == Some(RoomType::Space),
        joinable,
        membership,
    })
}

/// Joins a room.
pub(crate) async fn join_room(session: &Session, command: JoinRoom) -> Result<protocol::RoomId, Failure> {
    let (target, via) = parse(&command.address)?;
    let room = session
        .client
        .join_room_by_id_or_alias(&target, &via)
        .await
        .map_err(|error| failure::failure(&error))?;
    Ok(room.room_id().as_str().into())
}

/// Leaves a room.
pub(crate) async fn leave_room(session: &Session, command: LeaveRoom) -> Result<(), Failure> {
    known_room(session, &command.room)?.leave().await.map_err(|error| failure::failure(&error))
}

/// Opens the direct chat with a person: the one there is, or a new encrypted one.
pub(crate) async fn start_direct(session: &Session, command: StartDirect) -> Result<protocol::RoomId, Failure> {
    let user = UserId::parse(command.user.as_str()).map_err(|_| invalid("user"))?;
    if let Some(room) = session.client.get_dm_rooms(&user).find(|room| room.state() == RoomState::Joined) {
        return Ok(room.room_id().as_str().into());
    }
    let room = session.client.create_dm(&user).await.map_err(|error| failure::failure(&error))?;
    let id = room.room_id().as_str().into();
    // The row and its header should be there before the tab opens them; the room comes by sync either way.
    let (synced, late) = (
        session.client.await_room_remote_echo(room.room_id()),
        matrix_sdk::sleep::sleep(std::time::Duration::from_secs(5)),
    );
    pin_mut!(synced, late);
    if let Either::Right(_) = select(synced, late).await {
        tracing::info!("the new room has not come by sync yet");
    }
    Ok(id)
}
