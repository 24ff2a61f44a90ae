//! One room: its header, finding it, coming in and leaving.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::future::{Either, select};
use matrix_sdk::{
    EncryptionState, Room, RoomState,
    ruma::{
        OwnedMxcUri, OwnedServerName, OwnedUserId, RoomId, RoomOrAliasId, ServerName, UserId,
        events::{MessageLikeEventType, StateEventType, room::history_visibility::HistoryVisibility},
        room::{JoinRuleSummary, RoomType},
    },
};
use protocol::{
    EventId, Failure, FailureKind,
    profile::Profile,
    room::{
        JoinRoom, LeaveRoom, Membership, PreviewRoom, Redacting, ResolveRoom, ResolvedRoom, RoomAddress,
        RoomDetails, RoomInfo, RoomPreview, Typing,
    },
};

use crate::{
    map::{failure, label, media::mxc, person},
    publish::ValueSink,
    session::{Retention, Session, room},
};

/// More pinned messages than this are not shown.
const MOST_PINNED: usize = 100;

/// Publishes a room's header.
pub(crate) async fn publish_room_info(
    session: Arc<Session>,
    topic: RoomInfo,
    out: ValueSink<RoomDetails>,
) -> Failure {
    let room = match room(&session, &topic.room).await {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let mut changes = room.subscribe_info();
    if room.cached_display_name().is_none()
        && let Err(error) = room.display_name().await
    {
        tracing::debug!(%error, "no name for the room");
    }
    let mut kept = session.retention.changes();
    loop {
        let mut details = details(&session, &room).await;
        if room.state() == RoomState::Joined {
            details.kept_for = Retention::of(&session, room.room_id()).await.or(details.kept_for);
        }
        out.set(details);
        match select(pin!(changes.next()), pin!(kept.next())).await {
            Either::Left((None, _)) => return FailureKind::NotFound.into(),
            Either::Left(_) | Either::Right(_) => {}
        }
    }
}

async fn details(session: &Session, room: &Room) -> RoomDetails {
    let encryption = room.encryption_state();
    let joined = room.state() == RoomState::Joined;
    let levels = room.power_levels_or_default().await;
    let own = room.own_user_id();
    let may_send = |kind| joined && levels.user_can_send_message(own, kind);
    let can_redact = if !joined || !levels.user_can_redact_own_event(own) {
        Redacting::None
    } else if levels.user_can_redact_event_of_other(own) {
        Redacting::All
    } else {
        Redacting::Own
    };
    let avatar = match room.avatar_url() {
        None => hero_avatar(room).await,
        own => own,
    };
    RoomDetails {
        id: room.room_id().as_str().into(),
        name: label::of_room(room),
        topic: room.topic().as_deref().and_then(label::topic),
        avatar: avatar.as_deref().and_then(mxc),
        alias: room.canonical_alias().map(|alias| alias.to_string()),
        servers: servers(room),
        direct_with: direct_with(room).map(|user| user.as_str().into()),
        encrypted: (!encryption.is_unknown()).then(|| encryption.is_encrypted()),
        can_encrypt: joined
            && matches!(encryption, EncryptionState::NotEncrypted)
            && levels.user_can_send_state(own, StateEventType::RoomEncryption)
            && !session.encryption.rules().never,
        public: room.is_public().unwrap_or_default(),
        open_history: matches!(
            room.history_visibility_or_default(),
            HistoryVisibility::Shared | HistoryVisibility::WorldReadable
        ),
        members: room.joined_members_count(),
        membership: membership(room).await,
        can_send: may_send(MessageLikeEventType::RoomMessage),
        can_react: may_send(MessageLikeEventType::Reaction),
        can_vote: may_send(MessageLikeEventType::UnstablePollResponse),
        can_redact,
        pinned: pinned(room),
        can_pin: joined && levels.user_can_send_state(own, StateEventType::RoomPinnedEvents),
        successor: room.successor_room().map(|successor| successor.room_id.as_str().into()),
        predecessor: room.predecessor_room().map(|predecessor| predecessor.room_id.as_str().into()),
        kept_for: room.retention().and_then(|kept| kept.max_lifetime()).map(milliseconds),
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// What is pinned: the newest of a list that anybody with the power may make as long as they like.
fn pinned(room: &Room) -> Vec<EventId> {
    let pinned = room.pinned_event_ids().unwrap_or_default();
    let newest = pinned.len().saturating_sub(MOST_PINNED);
    pinned.iter().skip(newest).map(|event| event.as_str().into()).collect()
}

/// The account's own server, and the one where the room was made: rooms of version 12 and later do not name it.
fn servers(room: &Room) -> Vec<String> {
    let own = room.own_user_id().server_name();
    let first = room.room_id().server_name().filter(|first| *first != own);
    [Some(own), first].into_iter().flatten().map(ToString::to_string).collect()
}

/// The other person of a direct chat.
fn direct_with(room: &Room) -> Option<OwnedUserId> {
    if !room.is_dm() {
        return None;
    }
    room.direct_targets().iter().find_map(|target| UserId::parse(target.as_str()).ok())
}

/// The other person's avatar stands for a direct chat that has none of its own.
async fn hero_avatar(room: &Room) -> Option<OwnedMxcUri> {
    if !room.is_dm() {
        return None;
    }
    match room.heroes().await.as_slice() {
        [hero] => hero.avatar_url.clone(),
        _ => None,
    }
}

async fn membership(room: &Room) -> Membership {
    match room.state() {
        RoomState::Joined => Membership::Joined,
        RoomState::Invited => Membership::Invited { inviter: inviter(room).await },
        RoomState::Knocked => Membership::Knocked,
        RoomState::Left => Membership::Left,
        RoomState::Banned => Membership::Banned,
    }
}

async fn inviter(room: &Room) -> Option<Profile> {
    let inviter = room.invite_details().await.ok()?.inviter?;
    Some(person::member(&inviter))
}

/// Publishes who is typing.
pub(crate) async fn publish_typing(
    session: Arc<Session>,
    topic: Typing,
    out: ValueSink<Vec<Profile>>,
) -> Failure {
    let room = match room(&session, &topic.room).await {
        Ok(room) => room,
        Err(failure) => return failure,
    };
    let (_guard, mut changes) = room.subscribe_to_typing_notifications();
    out.set(Vec::new());
    loop {
        let users = match changes.recv().await {
            Ok(users) => users,
            Err(_) if changes.is_closed() => return FailureKind::Internal.into(),
            // Some changes were missed; the newest comes next.
            Err(_) => continue,
        };
        let mut people = Vec::with_capacity(users.len());
        for user in users.into_iter().take(20) {
            people.push(member(&room, &user).await);
        }
        out.set(people);
    }
}

async fn member(room: &Room, user: &UserId) -> Profile {
    match room.get_member_no_sync(user).await {
        Ok(Some(member)) => person::member(&member),
        _ => person::stranger(user),
    }
}

fn parse(
    address: &RoomAddress,
) -> Result<(matrix_sdk::ruma::OwnedRoomOrAliasId, Vec<OwnedServerName>), Failure> {
    let id = RoomOrAliasId::parse(address.id_or_alias.trim())
        .map_err(|_| FailureKind::Invalid { field: "address".into() })?;
    let via = address.via.iter().filter_map(|server| ServerName::parse(server).ok()).take(10).collect();
    Ok((id, via))
}

/// The room an address names, if this account knows it, without the network.
fn known(session: &Session, address: &RoomOrAliasId) -> Option<Room> {
    let alias = match <&RoomId>::try_from(address) {
        Ok(id) => return session.client.get_room(id),
        Err(alias) => alias,
    };
    let mut named: Vec<Room> = session
        .client
        .rooms()
        .into_iter()
        .filter(|room| {
            room.canonical_alias().is_some_and(|canonical| canonical == *alias)
                || room.alt_aliases().iter().any(|alt| alt == alias)
        })
        .collect();
    // An alias may have moved on to another room; the one the account is in is the one it means.
    named.sort_by_key(|room| room.state() != RoomState::Joined);
    named.into_iter().next().filter(|room| room.state() == RoomState::Joined)
}

/// Finds the room an address names.
pub(crate) async fn resolve_room(
    session: &Arc<Session>,
    command: ResolveRoom,
) -> Result<ResolvedRoom, Failure> {
    let (address, _) = parse(&command.address)?;
    if let Some(room) = known(session, &address) {
        return Ok(ResolvedRoom {
            room: room.room_id().as_str().into(),
            membership: membership(&room).await,
        });
    }
    let id = match <&RoomId>::try_from(&*address) {
        Ok(id) => id.to_owned(),
        Err(alias) => {
            session.client.resolve_room_alias(alias).await.map_err(|error| failure::http(&error))?.room_id
        }
    };
    let membership = match session.client.get_room(&id) {
        Some(room) => membership(&room).await,
        None => Membership::Stranger,
    };
    Ok(ResolvedRoom { room: id.as_str().into(), membership })
}

/// Looks at a room before joining.
pub(crate) async fn preview_room(
    session: &Arc<Session>,
    command: PreviewRoom,
) -> Result<RoomPreview, Failure> {
    let (address, via) = parse(&command.address)?;
    let preview =
        session.client.get_room_preview(&address, via).await.map_err(|error| failure::failure(&error))?;
    let known = session.client.get_room(&preview.room_id);
    let membership = match (&known, &preview.state) {
        (Some(room), _) => membership(room).await,
        (None, _) => Membership::Stranger,
    };
    let open = matches!(
        preview.join_rule,
        None | Some(
            JoinRuleSummary::Public | JoinRuleSummary::Restricted(_) | JoinRuleSummary::KnockRestricted(_)
        )
    );
    Ok(RoomPreview {
        room: preview.room_id.as_str().into(),
        name: preview.name.as_deref().and_then(label::label),
        topic: preview.topic.as_deref().and_then(label::topic),
        avatar: preview.avatar_url.as_deref().and_then(mxc),
        alias: preview.canonical_alias.map(|alias| alias.to_string()),
        members: preview.num_joined_members,
        space: preview.room_type == Some(RoomType::Space),
        joinable: open || matches!(membership, Membership::Invited { .. } | Membership::Joined),
        membership,
    })
}

/// Joins a room.
pub(crate) async fn join_room(
    session: &Arc<Session>,
    command: JoinRoom,
) -> Result<protocol::RoomId, Failure> {
    let (address, via) = parse(&command.address)?;
    let room = session
        .client
        .join_room_by_id_or_alias(&address, &via)
        .await
        .map_err(|error| failure::failure(&error))?;
    session.joins.note(room.room_id(), false);
    Ok(room.room_id().as_str().into())
}

/// Leaves a room.
pub(crate) async fn leave_room(session: &Arc<Session>, command: LeaveRoom) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    room.leave().await.map_err(|error| failure::failure(&error))
}
