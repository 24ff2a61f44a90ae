//! The list of rooms, and answering invites from it.

use std::{
    collections::HashMap,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use eyeball::SharedObservable;
use futures_util::{Stream, StreamExt, future::select, stream};
use matrix_sdk::{
    Room, RoomState,
    ruma::{OwnedRoomId, RoomId},
    sleep::sleep,
};
use matrix_sdk_ui::{
    eyeball_im::VectorDiff,
    room_list_service::{RoomListItem, RoomListLoadingState, filters},
};
use protocol::{
    Batch, Diff, Failure, FailureKind,
    room_list::{AcceptInvite, DeclineInvite, RoomFilter, RoomListTuning, RoomRow, RowMembership, Totals},
};

use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::{
    map::{
        failure,
        room_row::{self, Details},
    },
    publish::{ListSink, ValueSink},
    session::{ListInterest, Session, remembered, room_id},
};

/// Rows beyond the screen that are kept as fresh as those on it.
const MARGIN: u32 = 12;
/// The SDK wants a page size; the wire carries light rows, so one page holds every room.
const ALL: usize = 1 << 20;
/// Sums are made anew at most this often.
const TOTALS_REST: Duration = Duration::from_millis(400);

enum Change {
    Invites(Vec<VectorDiff<RoomListItem>>),
    Rooms(Vec<VectorDiff<RoomListItem>>),
    Tuned(RoomListTuning),
    Loading(RoomListLoadingState),
    Spaces,
    Threads(OwnedRoomId),
    Draft(OwnedRoomId),
}

/// Publishes the rooms under a filter: invites first, then by recency. Only rows near the screen carry
/// what has to be read from the stores; the others carry what was read of them before.
pub(crate) async fn publish_room_list(
    session: Arc<Session>,
    tuning: SharedObservable<RoomListTuning>,
    loaded: Arc<AtomicBool>,
    out: ListSink<RoomRow>,
) -> Failure {
    let mut reading = Some(session.opening.begin());
    let list = match session.room_list.all_rooms().await {
        Ok(list) => list,
        Err(error) => {
            tracing::error!(%error, "no room list");
            return FailureKind::Internal.into();
        }
    };
    let (invites, invites_filter) = list.entries_with_dynamic_adapters(ALL);
    let (rooms, rooms_filter) = list.entries_with_dynamic_adapters(ALL);
    let (_, spaces) = session.spaces.subscribe_to_space_filters().await;
    let mut tuned = tuning.subscribe_reset();
    let mut loading = list.loading_state();

    let mut current = tuning.get();
    let mut in_threads = session.threads.rooms_with_unread();
    let filter = |tuning: &RoomListTuning, members: Option<Vec<OwnedRoomId>>| {
        invites_filter.set_filter(invites_of(tuning));
        rooms_filter.set_filter(rooms_of(&session, tuning, members));
    };
    filter(&current, space_members(&session, &current).await);
    if matches!(loading.get(), RoomListLoadingState::Loaded { .. }) {
        loaded.store(true, Ordering::Relaxed);
    }

    let tuned = stream::poll_fn(move |context| tuned.poll_next_unpin(context)).map(Change::Tuned);
    let loading = stream::poll_fn(move |context| loading.poll_next_unpin(context)).map(Change::Loading);
    let entries = stream::select(invites.map(Change::Invites), rooms.map(Change::Rooms));
    let threads = received(session.threads.changes()).map(Change::Threads);
    let drafts = received(session.drafts.changes()).map(Change::Draft);
    let rest = stream::select(stream::select(tuned, loading), spaces.map(|_| Change::Spaces));
    let rest = stream::select(rest, stream::select(threads, drafts));
    let mut changes = pin!(stream::select(entries, rest));

    let interest = session.timelines.interest.list();
    // What stands on the screen already does not lose its words.
    let known = session.screen.first_rows.last().map(|rows| rows.iter().filter_map(remembered).collect());
    let mut rows = Rows {
        session: session.clone(),
        interest,
        invites: Vec::new(),
        rooms: Vec::new(),
        awaited: vec![Part::Invites, Part::Rooms],
        known: known.unwrap_or_default(),
        overlaps: false,
        first_changed: false,
        out,
    };
    while let Some(change) = changes.next().await {
        match change {
            Change::Invites(diffs) => rows.apply(diffs, Part::Invites, current.range).await,
            Change::Rooms(diffs) => rows.apply(diffs, Part::Rooms, current.range).await,
            Change::Tuned(wanted) => {
                let refilter = (&wanted.filter, &wanted.space, &wanted.query)
                    != (&current.filter, &current.space, &current.query);
                current = wanted;
                if refilter {
                    filter(&current, space_members(&session, &current).await);
                } else {
                    rows.refresh(current.range).await;
                }
            }
            Change::Spaces if current.space.is_some() => {
                filter(&current, space_members(&session, &current).await);
            }
            Change::Spaces => {}
            Change::Threads(room) => {
                let now = session.threads.rooms_with_unread();
                if std::mem::replace(&mut in_threads, now.clone()) != now
                    && current.filter == RoomFilter::Unread
                {
                    filter(&current, space_members(&session, &current).await);
                }
                rows.renew(&room);
            }
            Change::Draft(room) => rows.renew(&room),
            Change::Loading(state) => {
                let now = matches!(state, RoomListLoadingState::Loaded { .. });
                if loaded.swap(now, Ordering::Relaxed) != now {
                    rows.out.touch();
                }
            }
        }
        if !rows.has_begun() {
            continue;
        }
        if current.is_whole()
            && (!rows.rooms.is_empty() || loaded.load(Ordering::Relaxed))
            && std::mem::take(&mut rows.first_changed)
        {
            let first = rows.shown().take(remembered::FIRST_ROWS).map(|room| rows.row(room)).collect();
            session.screen.first_rows.note(first);
        }
        reading.take();
    }
    FailureKind::Internal.into()
}

/// Rooms of which something is said, one after another.
fn received(changes: Receiver<OwnedRoomId>) -> impl Stream<Item = OwnedRoomId> {
    stream::unfold(changes, async |mut changes| {
        loop {
            match changes.recv().await {
                Ok(room) => return Some((room, changes)),
                // What was missed shows with the next change of the room.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    })
}

/// The details of a row of the last life.
fn remembered(row: &RoomRow) -> Option<(OwnedRoomId, Details)> {
    let inviter = match &row.membership {
        RowMembership::Invited { inviter } => inviter.clone(),
        _ => None,
    };
    let details = Details {
        latest: row.latest.clone(),
        inviter,
        send_failed: row.send_failed,
        other_avatar: row.avatar.clone().filter(|_| row.direct),
    };
    Some((RoomId::parse(row.id.as_str()).ok()?, details))
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Invites,
    Rooms,
}

/// The two parts of the list, as one.
struct Rows {
    session: Arc<Session>,
    interest: ListInterest,
    invites: Vec<Room>,
    rooms: Vec<Room>,
    /// The parts that have not begun: half a list is not shown, least of all an empty half.
    awaited: Vec<Part>,
    /// Details read before, so that a row that leaves the screen keeps its words.
    known: HashMap<OwnedRoomId, Details>,
    /// Whether a room stands in both parts.
    overlaps: bool,
    /// Whether one of the rows has changed that are kept for the next start.
    first_changed: bool,
    out: ListSink<RoomRow>,
}

impl Rows {
    async fn apply(&mut self, diffs: Vec<VectorDiff<RoomListItem>>, part: Part, range: (u32, u32)) {
        let mut batch = Vec::new();
        let mut many = false;
        for diff in diffs {
            let diff = crate::map::diff::map(diff, RoomListItem::into_inner);
            many |= matches!(
                diff,
                Diff::Append { .. } | Diff::Reset { .. } | Diff::Clear | Diff::Truncate { .. }
            );
            let offset = if part == Part::Rooms { self.invites.len() as u32 } else { 0 };
            if let Diff::Set { value, .. }
            | Diff::PushFront { value }
            | Diff::PushBack { value }
            | Diff::Insert { value, .. } = &diff
            {
                let index = match &diff {
                    Diff::Set { index, .. } | Diff::Insert { index, .. } => *index,
                    Diff::PushFront { .. } => 0,
                    _ => self.part(part).len() as u32,
                };
                if near(index + offset, range) {
                    self.read(value).await;
                }
                let row = self.row(value);
                batch.push(match diff {
                    Diff::Set { .. } => Diff::Set { index: index + offset, value: row },
                    _ => Diff::Insert { index: index + offset, value: row },
                });
            } else if let Diff::Remove { index } = diff {
                batch.push(Diff::Remove { index: index + offset });
            }
            match &diff {
                Diff::PopFront => batch.push(Diff::Remove { index: offset }),
                Diff::PopBack => {
                    let last = (self.part(part).len() as u32).saturating_sub(1);
                    batch.push(Diff::Remove { index: offset + last });
                }
                _ => {}
            }
            // The SDK's stream is its own mirror; an index out of range would be its fault, and the whole
            // list is sent then.
            many |= diff.apply(self.part(part)).is_err();
        }
        if !self.has_begun() {
            self.awaited.retain(|awaited| *awaited != part);
            if !self.has_begun() {
                return;
            }
            many = true;
        }
        // While an invite is accepted, its room may stand in both parts: it is shown once, and places are
        // those of the whole list again when it has left one of them.
        let overlaps = self.invites.iter().any(|invite| self.stands_among_rooms(invite));
        many |= std::mem::replace(&mut self.overlaps, overlaps) || overlaps;
        if many {
            let all = self.shown().map(|room| self.row(room)).collect();
            self.out.reset(all);
            self.first_changed = true;
            self.refresh(range).await;
        } else {
            self.push(batch);
        }
    }

    /// Changes single rows.
    fn push(&mut self, batch: Batch<RoomRow>) {
        self.first_changed |= batch.iter().any(|diff| match diff {
            Diff::Set { index, .. } | Diff::Insert { index, .. } | Diff::Remove { index } => {
                (*index as usize) < remembered::FIRST_ROWS
            }
            _ => true,
        });
        self.out.push(batch);
    }

    /// Whether the list is whole. Before, what may be on the screen is of the last life, with places of its own.
    fn has_begun(&self) -> bool {
        self.awaited.is_empty()
    }

    fn stands_among_rooms(&self, invite: &Room) -> bool {
        self.rooms.iter().any(|room| room.room_id() == invite.room_id())
    }

    /// Every room once, in the list's order.
    fn shown(&self) -> impl Iterator<Item = &Room> {
        let invites =
            self.invites.iter().filter(|invite| !(self.overlaps && self.stands_among_rooms(invite)));
        invites.chain(&self.rooms)
    }

    fn part(&mut self, part: Part) -> &mut Vec<Room> {
        match part {
            Part::Invites => &mut self.invites,
            Part::Rooms => &mut self.rooms,
        }
    }

    /// Reads the details of the rows on screen, and asks the server for their rooms first.
    async fn refresh(&mut self, range: (u32, u32)) {
        if !self.has_begun() {
            return;
        }
        let first = range.0.saturating_sub(MARGIN) as usize;
        let count = (range.1.saturating_sub(range.0) + 2 * MARGIN).min(200) as usize;
        let seen: Vec<(usize, Room)> = self.shown().cloned().enumerate().skip(first).take(count).collect();
        let mut batch = Vec::new();
        for (index, room) in &seen {
            self.read(room).await;
            batch.push(Diff::Set { index: *index as u32, value: self.row(room) });
        }
        self.push(batch);
        let ids = seen.iter().map(|(_, room)| room.room_id().to_owned()).collect();
        self.interest.on_screen(ids, &self.session.room_list).await;
    }

    /// Something is unread in a room's threads, or is no longer; or something is being written there.
    fn renew(&mut self, id: &RoomId) {
        let at = self.shown().position(|room| room.room_id() == id);
        if self.has_begun()
            && let Some((index, room)) = at.and_then(|at| Some((at, self.shown().nth(at)?)))
        {
            let row = self.row(room);
            self.push(vec![Diff::Set { index: index as u32, value: row }]);
        }
    }

    async fn read(&mut self, room: &Room) {
        let details = room_row::details(room).await;
        self.known.insert(room.room_id().to_owned(), details);
    }

    fn row(&self, room: &Room) -> RoomRow {
        let details = self.known.get(room.room_id()).cloned().unwrap_or_default();
        let mut row = room_row::room_row(room, details, self.session.threads.unread_in(room.room_id()));
        row.draft = self.session.drafts.of(room.room_id());
        row
    }
}

fn near(index: u32, range: (u32, u32)) -> bool {
    index >= range.0.saturating_sub(MARGIN) && index < range.1.max(range.0 + 1) + MARGIN
}

type Filter = filters::BoxedFilterFn;

fn invites_of(tuning: &RoomListTuning) -> Filter {
    // Invites are shown wherever they can be answered: under "all" and, being new, under "unread".
    if tuning.space.is_some() || !matches!(tuning.filter, RoomFilter::All | RoomFilter::Unread) {
        return Box::new(filters::new_filter_none());
    }
    Box::new(filters::new_filter_all(with_query(vec![Box::new(filters::new_filter_invite())], tuning)))
}

fn rooms_of(session: &Session, tuning: &RoomListTuning, members: Option<Vec<OwnedRoomId>>) -> Filter {
    let mut all: Vec<Filter> = vec![
        Box::new(filters::new_filter_non_left()),
        Box::new(filters::new_filter_not(Box::new(filters::new_filter_invite()))),
        Box::new(filters::new_filter_not(Box::new(filters::new_filter_space()))),
        Box::new(filters::new_filter_deduplicate_versions()),
    ];
    match tuning.filter {
        RoomFilter::All => {}
        RoomFilter::Unread => {
            let in_threads = session.threads.rooms_with_unread();
            all.push(Box::new(filters::new_filter_any(vec![
                Box::new(filters::new_filter_read_receipts(filters::ReadReceiptsCategory::Messages)),
                Box::new(filters::new_filter_identifiers(in_threads.into_iter().collect())),
            ])));
        }
        RoomFilter::People => all.push(Box::new(filters::new_filter_category(filters::RoomCategory::People))),
        RoomFilter::Rooms => all.push(Box::new(filters::new_filter_category(filters::RoomCategory::Group))),
    }
    if let Some(members) = members {
        all.push(Box::new(filters::new_filter_identifiers(members)));
    }
    Box::new(filters::new_filter_all(with_query(all, tuning)))
}

fn with_query(mut all: Vec<Filter>, tuning: &RoomListTuning) -> Vec<Filter> {
    if !tuning.query.trim().is_empty() {
        all.push(Box::new(filters::new_filter_normalized_match_room_name(tuning.query.trim())));
    }
    all
}

/// The rooms of the space that the list is narrowed to, subspaces included.
async fn space_members(session: &Session, tuning: &RoomListTuning) -> Option<Vec<OwnedRoomId>> {
    let space = RoomId::parse(tuning.space.as_ref()?.as_str()).ok()?;
    let filters = session.spaces.space_filters().await;
    let below = |id: &RoomId| -> Vec<OwnedRoomId> {
        let of = filters.iter().filter(|filter| filter.space_room.room_id == *id);
        of.flat_map(|filter| filter.descendants.iter().cloned()).collect()
    };
    let direct = below(&space);
    let nested: Vec<OwnedRoomId> = direct.iter().flat_map(|child| below(child)).collect();
    Some(direct.into_iter().chain(nested).collect())
}

/// Publishes the sums over all rooms.
pub(crate) async fn publish_unread_totals(session: Arc<Session>, out: ValueSink<Totals>) -> Failure {
    let mut changes = session.client.room_info_notable_update_receiver();
    let mut threads = session.threads.changes();
    loop {
        let mut totals = Totals::default();
        for room in session.client.rooms() {
            match room.state() {
                RoomState::Invited => totals.invites += 1,
                RoomState::Joined if !room.is_space() => {
                    let unread = room_row::unread(&room, session.threads.unread_in(room.room_id()));
                    totals.rooms += u32::from(unread.notifications > 0 || unread.marked);
                    totals.mentions += unread.mentions;
                }
                _ => {}
            }
        }
        out.set(totals);
        // Lagging only means that there was more than one change.
        select(pin!(changes.recv()), pin!(threads.recv())).await;
        sleep(TOTALS_REST).await;
        (changes, threads) = (changes.resubscribe(), threads.resubscribe());
    }
}

/// Accepts an invite.
pub(crate) async fn accept_invite(session: &Session, command: AcceptInvite) -> Result<(), Failure> {
    let room = room(session, &command.room)?;
    // Asked a second time, of an engine that took over, it is done already.
    if room.state() != RoomState::Joined {
        room.join().await.map_err(|error| failure::failure(&error))?;
    }
    session.joins.note(room.room_id(), false);
    Ok(())
}

/// Declines an invite.
pub(crate) async fn decline_invite(session: &Session, command: DeclineInvite) -> Result<(), Failure> {
    room(session, &command.room)?.leave().await.map_err(|error| failure::failure(&error))
}

fn room(session: &Session, id: &protocol::RoomId) -> Result<Room, Failure> {
    session.client.get_room(&room_id(id)?).ok_or_else(|| FailureKind::NotFound.into())
}
