//! From the engine's items to the rows on screen: messages of one person close together share one head, and
//! a run of events that nobody said (people coming and going, settings changed) is folded into one row.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use protocol::{
    ItemKey,
    timeline::{Content, EventItem, ItemKind, TimelineItem},
};

use super::window::CLASSES;
use crate::settings::{Hideable, MessageLayout, TextSize};

/// Messages further apart than this, in milliseconds, begin a new group.
const GROUP_GAP_MS: u64 = 5 * 60 * 1000;

/// What grouping needs to know of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facts {
    /// A new day.
    Date(u64),
    /// Everything after it is new.
    NewMessages,
    /// The room's beginning.
    Start,
    /// Something somebody said: a mark of the sender, and when.
    Message {
        /// Equal for equal senders.
        sender: u64,
        /// Milliseconds since 1970.
        timestamp: u64,
    },
    /// A change of the room or its members, and what one may hide it as.
    Noise(Option<Hideable>),
}

impl Facts {
    /// Reads them off an item.
    pub(crate) fn of(item: &TimelineItem) -> Self {
        match &item.kind {
            ItemKind::DateDivider { timestamp } => Self::Date(*timestamp),
            ItemKind::ReadMarker => Self::NewMessages,
            ItemKind::Start => Self::Start,
            ItemKind::Event(event) => match event.content {
                Content::State(ref change) => Self::Noise(Happening::of(change).hideable()),
                _ => Self::message(event),
            },
        }
    }

    fn message(event: &EventItem) -> Self {
        let mut hasher = DefaultHasher::new();
        event.sender.user.hash(&mut hasher);
        Self::Message { sender: hasher.finish(), timestamp: event.timestamp }
    }
}

/// A row on screen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Unique among the rows and stable: the item's key, or that of one item of a run.
    pub(crate) key: ItemKey,
    /// What it shows.
    pub(crate) kind: RowKind,
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RowKind {
    /// The place where older rows are loaded.
    Older,
    /// The place where newer rows are loaded.
    Newer,
    /// A new day; milliseconds since 1970.
    Date(u64),
    /// "New messages".
    NewMessages,
    /// The room's beginning.
    Start,
    /// A message. `grouped`: under the head of the one before it.
    Message {
        /// Whether it follows one of the same sender closely.
        grouped: bool,
    },
    /// State events, one or more.
    Run(Arc<Vec<ItemKey>>),
}

impl RowKind {
    /// A number for rows of about the same height.
    pub(crate) fn class(&self) -> usize {
        match self {
            Self::Older | Self::Newer | Self::Start => 0,
            Self::Date(_) => 1,
            Self::NewMessages => 2,
            Self::Message { grouped: false } => 3,
            Self::Message { grouped: true } => 4,
            Self::Run(_) => 5,
        }
    }

    /// Whether the person can walk onto it with the arrow keys.
    pub(crate) fn is_article(&self) -> bool {
        matches!(self, Self::Message { .. } | Self::Run(_))
    }
}

/// Heights in pixels to believe of each class before any was measured, in the usual layout and size.
pub(crate) const GUESS: [f64; CLASSES] = [48.0, 46.0, 32.0, 60.0, 26.0, 26.0];

/// Heights to believe of each class as the person has it.
pub(crate) fn guess(layout: MessageLayout, size: TextSize) -> [f64; CLASSES] {
    let [edge, date, marker, head, grouped, run] = GUESS;
    let (head, grouped) = match layout {
        MessageLayout::Modern => (head, grouped),
        MessageLayout::Bubbles => (head + 10.0, grouped + 10.0),
        MessageLayout::Compact => (grouped - 4.0, grouped - 4.0),
    };
    [edge, date, marker, head, grouped, run].map(|height| height * size.factor())
}

/// The rows of a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Rows {
    list: Vec<Row>,
    /// Row keys and the keys of items inside runs.
    index: HashMap<ItemKey, usize>,
}

/// Key of [`RowKind::Older`]; no item has it, since the engine's are never empty.
const OLDER: &str = "";
/// Key of [`RowKind::Newer`].
const NEWER: &str = "\u{1}";

impl Rows {
    /// Groups the items. `older` and `newer`: whether there is more to load at either side. A run keeps the
    /// key it had in `previous` while the item of that key is in it, so that its row is not made anew.
    pub(crate) fn group(
        items: impl Iterator<Item = (ItemKey, Facts)>,
        older: bool,
        newer: bool,
        previous: &Self,
    ) -> Self {
        let mut list: Vec<Row> = Vec::with_capacity(items.size_hint().0 + 2);
        if older {
            list.push(Row { key: OLDER.into(), kind: RowKind::Older });
        }
        let mut before: Option<(u64, u64)> = None;
        let mut run: Vec<ItemKey> = Vec::new();
        for (key, facts) in items {
            if matches!(facts, Facts::Noise(_)) {
                run.push(key);
                before = None;
                continue;
            }
            flush(&mut list, &mut run, previous);
            let kind = match facts {
                Facts::Date(timestamp) => RowKind::Date(timestamp),
                Facts::NewMessages => RowKind::NewMessages,
                Facts::Start => RowKind::Start,
                Facts::Noise(_) => continue,
                Facts::Message { sender, timestamp } => {
                    let grouped = before.is_some_and(|(other, then)| {
                        other == sender && timestamp.abs_diff(then) < GROUP_GAP_MS
                    });
                    before = Some((sender, timestamp));
                    list.push(Row { key, kind: RowKind::Message { grouped } });
                    continue;
                }
            };
            before = None;
            list.push(Row { key, kind });
        }
        flush(&mut list, &mut run, previous);
        if newer {
            list.push(Row { key: NEWER.into(), kind: RowKind::Newer });
        }
        let mut index = HashMap::with_capacity(list.len());
        for (at, row) in list.iter().enumerate() {
            if let RowKind::Run(members) = &row.kind {
                index.extend(members.iter().map(|key| (key.clone(), at)));
            }
            index.insert(row.key.clone(), at);
        }
        Self { list, index }
    }

    /// The rows in order.
    pub(crate) fn list(&self) -> &[Row] {
        &self.list
    }

    /// The row of a row's key, or of an item's inside a run.
    pub(crate) fn get(&self, key: &ItemKey) -> Option<&Row> {
        self.index.get(key).and_then(|at| self.list.get(*at))
    }

    /// Where that row stands.
    pub(crate) fn position(&self, key: &ItemKey) -> Option<usize> {
        self.index.get(key).copied()
    }

    /// The key of the "New messages" line.
    pub(crate) fn new_messages(&self) -> Option<&ItemKey> {
        // It stands near the end, as a rule.
        self.list.iter().rev().find(|row| row.kind == RowKind::NewMessages).map(|row| &row.key)
    }

    /// The nearest row one can walk onto, from this position on (included) in the direction of `step`.
    pub(crate) fn article(&self, from: usize, step: isize) -> Option<&Row> {
        let mut at = from;
        loop {
            let row = self.list.get(at)?;
            if row.kind.is_article() {
                return Some(row);
            }
            at = at.checked_add_signed(step)?;
        }
    }

    /// The last row one can walk onto.
    pub(crate) fn last_article(&self) -> Option<&Row> {
        self.article(self.list.len().checked_sub(1)?, -1)
    }

    /// The first row one can walk onto.
    pub(crate) fn first_article(&self) -> Option<&Row> {
        self.article(0, 1)
    }
}

fn flush(list: &mut Vec<Row>, run: &mut Vec<ItemKey>, previous: &Rows) {
    let Some(first) = run.first() else { return };
    let kept = run.iter().find(|key| {
        previous.get(key).is_some_and(|row| row.key == **key && matches!(row.kind, RowKind::Run(_)))
    });
    let key = kept.unwrap_or(first).clone();
    list.push(Row { key, kind: RowKind::Run(Arc::new(std::mem::take(run))) });
}

/// How a run is told in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as the person reads them")]
pub(crate) enum Happening {
    Joined,
    Left,
    Invited,
    Removed,
    Profile,
    Verification,
    Room,
}

impl Happening {
    /// What a state event counts as.
    pub(crate) fn of(change: &protocol::state_change::StateChange) -> Self {
        use protocol::state_change::{MemberChange, StateChange};
        match change {
            StateChange::Member { change, .. } => match change {
                MemberChange::Joined | MemberChange::InvitationAccepted => Self::Joined,
                MemberChange::Left | MemberChange::InvitationRejected | MemberChange::KnockRetracted => {
                    Self::Left
                }
                MemberChange::Invited | MemberChange::KnockAccepted => Self::Invited,
                MemberChange::Kicked
                | MemberChange::Banned
                | MemberChange::KickedAndBanned
                | MemberChange::InvitationRevoked => Self::Removed,
                _ => Self::Room,
            },
            StateChange::DisplayName { .. } | StateChange::Avatar { .. } => Self::Profile,
            StateChange::Verification(_) => Self::Verification,
            _ => Self::Room,
        }
    }

    /// What the person may hide it as. Who was invited or removed, and by whom, is for all to see.
    pub(crate) fn hideable(self) -> Option<Hideable> {
        match self {
            Self::Joined | Self::Left => Some(Hideable::Joins),
            Self::Profile => Some(Hideable::Profiles),
            Self::Invited | Self::Removed | Self::Verification | Self::Room => None,
        }
    }
}

/// Counts what happened in a run: each happening in the order it first came, with the people it happened to,
/// each once, and how often it happened.
pub(crate) fn tally<P: Clone + PartialEq>(
    events: impl Iterator<Item = (Happening, P)>,
) -> Vec<(Happening, Vec<P>, u32)> {
    let mut sums: Vec<(Happening, Vec<P>, u32)> = Vec::new();
    for (happening, person) in events {
        match sums.iter_mut().find(|(other, ..)| *other == happening) {
            Some((_, people, count)) => {
                *count += 1;
                if !people.contains(&person) {
                    people.push(person);
                }
            }
            None => sums.push((happening, vec![person], 1)),
        }
    }
    sums
}
