//! A room of the SDK to a row of the list.

use matrix_sdk::{BaseRoom, Room, RoomState};
use matrix_sdk_base::latest_event::LatestEventValue as BaseLatestEvent;
use matrix_sdk_ui::timeline::{LatestEventValue, LatestEventValueLocalState, RoomExt};
use protocol::{
    profile::Profile,
    room_list::{Latest, RoomRow, RowMembership, Unread},
    timeline::Summary,
};

use super::{insecure, label, media::mxc, person, summary};

/// What of a row has to be read from the stores.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Details {
    /// The last message.
    pub(crate) latest: Option<Latest>,
    /// Who invited the account.
    pub(crate) inviter: Option<Profile>,
    /// Whether something written here was not sent.
    pub(crate) send_failed: bool,
    /// The other person's avatar in a chat with one person that has none of its own.
    pub(crate) other_avatar: Option<protocol::MxcUri>,
}

/// The row, from what the SDK holds in memory, details read before, and what is unread in the room's threads.
pub(crate) fn room_row(room: &Room, details: Details, in_threads: Unread) -> RoomRow {
    let membership = match room.state() {
        RoomState::Invited => RowMembership::Invited { inviter: details.inviter },
        RoomState::Knocked => RowMembership::Knocked,
        RoomState::Joined | RoomState::Left | RoomState::Banned => RowMembership::Joined,
    };
    let encryption = room.encryption_state();
    RoomRow {
        id: room.room_id().as_str().into(),
        name: label::of_room(room),
        avatar: room.avatar_url().as_deref().and_then(mxc).or(details.other_avatar),
        direct: room.is_dm(),
        membership,
        unread: unread(room, in_threads),
        latest: details.latest,
        encrypted: (!encryption.is_unknown()).then(|| encryption.is_encrypted()),
        send_failed: details.send_failed,
        draft: None,
    }
}

/// The other person's avatar, where the room is a chat with one person.
async fn other_avatar(room: &Room) -> Option<protocol::MxcUri> {
    if room.avatar_url().is_some() {
        return None;
    }
    let heroes = room.heroes().await;
    match heroes.as_slice() {
        [other] if room.is_dm() => other.avatar_url.as_deref().and_then(mxc),
        _ => None,
    }
}

/// What is unread in a room and in its threads, counted in the client.
pub(crate) fn unread(room: &Room, in_threads: Unread) -> Unread {
    let with = |count: u64, in_threads| self::count(count).saturating_add(in_threads);
    Unread {
        messages: with(room.num_unread_messages(), in_threads.messages),
        notifications: with(room.num_unread_notifications(), in_threads.notifications),
        mentions: with(room.num_unread_mentions(), in_threads.mentions),
        marked: room.is_marked_unread(),
    }
}

pub(crate) fn count(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether the last message comes from an insecure device, where these are excluded.
fn is_hidden(room: &Room) -> bool {
    match BaseRoom::latest_event(room) {
        BaseLatestEvent::Remote(event) => insecure::is_hidden(&room.client(), &event),
        _ => false,
    }
}

/// Reads a row's details from the stores.
pub(crate) async fn details(room: &Room) -> Details {
    let inviter = match room.state() {
        RoomState::Invited => room.invite_details().await.ok().and_then(|invite| {
            let inviter = invite.inviter?;
            Some(Profile { ambiguous: false, ..person::member(&inviter) })
        }),
        _ => None,
    };
    let other_avatar = other_avatar(room).await;
    let (latest, send_failed) = match room.latest_event().await {
        LatestEventValue::None => (None, false),
        LatestEventValue::Remote { timestamp, sender, is_own, profile, content } => {
            let summary = summary::summary_unless(is_hidden(room), &content);
            (
                Some(Latest {
                    timestamp: timestamp.get().into(),
                    sender: person::person(&sender, &profile),
                    own: is_own,
                    summary,
                }),
                false,
            )
        }
        LatestEventValue::RemoteInvite { timestamp, inviter: who, inviter_profile } => {
            let latest = who.map(|who| Latest {
                timestamp: timestamp.get().into(),
                sender: person::person(&who, &inviter_profile),
                own: false,
                summary: Summary::Invite,
            });
            (latest, false)
        }
        LatestEventValue::Local { timestamp, sender, profile, content, state } => {
            let summary = summary::summary(&content);
            let latest = Latest {
                timestamp: timestamp.get().into(),
                sender: person::person(&sender, &profile),
                own: true,
                summary,
            };
            (Some(latest), matches!(state, LatestEventValueLocalState::CannotBeSent))
        }
    };
    Details { latest, inviter, send_failed, other_avatar }
}
