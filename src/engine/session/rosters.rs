//! Who is in the rooms in which somebody is being named.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Room, RoomMemberships,
    room::RoomMember,
    ruma::{OwnedRoomId, RoomId},
};
use protocol::profile::Profile;
use web_time::Instant;

use crate::{map::person, task::Task};

/// Rooms whose people are kept.
const MOST_ROOMS: usize = 3;
/// After this the stores are read again.
const FRESH: Duration = Duration::from_secs(60);

/// Somebody in a room, with what they can be found by ([`person::plain`]).
pub(crate) struct Member {
    pub(crate) profile: Profile,
    /// Their name; empty if they have none.
    pub(crate) name: String,
    /// Their ID without its sign.
    pub(crate) id: String,
}

impl Member {
    fn of(member: &RoomMember) -> Self {
        let profile = person::member(member);
        let name = person::plain(profile.name.as_deref().unwrap_or_default());
        let id = person::plain(profile.user.as_str().trim_start_matches('@'));
        Self { profile, name, id }
    }
}

/// The people of a room.
pub(crate) struct Roster {
    /// Those who are there or invited, but not the account itself.
    pub(crate) people: Vec<Member>,
    /// Whether these are all.
    pub(crate) complete: bool,
}

struct Kept {
    room: OwnedRoomId,
    read: Instant,
    roster: Arc<Roster>,
}

/// The people of the rooms in which one wrote last.
#[derive(Default)]
pub(crate) struct Rosters {
    kept: Mutex<Vec<Kept>>,
    /// One reads at a time: each letter that is typed asks.
    reading: AsyncMutex<()>,
}

impl Rosters {
    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is known to be in a room. Where that may not be all, the others are asked for meanwhile.
    pub(crate) async fn of(&self, room: &Room) -> Arc<Roster> {
        let _reading = self.reading.lock().await;
        let synced = room.are_members_synced();
        if let Some(roster) = self.fresh(room.room_id(), synced) {
            return roster;
        }
        let members = room.members_no_sync(RoomMemberships::JOIN | RoomMemberships::INVITE).await;
        let members = members.unwrap_or_else(|error| {
            tracing::warn!(%error, "the members of a room cannot be read");
            Vec::new()
        });
        let own = room.own_user_id();
        let others = members.iter().filter(|member| member.user_id() != own);
        let roster = Arc::new(Roster { people: others.map(Member::of).collect(), complete: synced });
        if !synced {
            let room = room.clone();
            // The SDK asks once at a time for a room.
            Task::detached(async move {
                if let Err(error) = room.sync_members().await {
                    tracing::info!(%error, "not all members are known");
                }
            });
        }
        let mut kept = self.kept();
        kept.retain(|one| one.room != room.room_id());
        kept.truncate(MOST_ROOMS - 1);
        kept.insert(
            0,
            Kept { room: room.room_id().to_owned(), read: Instant::now(), roster: roster.clone() },
        );
        roster
    }

    fn fresh(&self, room: &RoomId, synced: bool) -> Option<Arc<Roster>> {
        let kept = self.kept();
        let one = kept.iter().find(|one| one.room == room)?;
        (one.read.elapsed() < FRESH && one.roster.complete == synced).then(|| one.roster.clone())
    }
}
