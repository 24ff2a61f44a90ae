//! Polls (MSC3381).

use serde::{Deserialize, Serialize};

use crate::{
    composer::{Place, Ticket},
    ids::{EventId, UserId},
    timeline::Timeline,
};

/// Answers that a poll has at least, and at most (MSC3381).
pub const FEWEST_ANSWERS: usize = 2;
/// See [`FEWEST_ANSWERS`].
pub const MOST_ANSWERS: usize = 20;
/// Bytes of a question or an answer; of a longer one only the beginning is shown.
pub const LONGEST_TEXT: usize = 2_000;

/// A poll as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// What is asked.
    pub question: String,
    /// What one may answer, in the order of the poll.
    pub answers: Vec<PollAnswer>,
    /// How many of them one may choose; at least one.
    pub max_selections: u32,
    /// Whether everybody sees the votes before the end.
    pub disclosed: bool,
    /// How many people have voted; none as long as the votes are not to be seen.
    pub voters: Option<u32>,
    /// Whether nobody has voted yet: as long whoever asked may change it.
    pub untouched: bool,
    /// When it ended: milliseconds since 1970.
    pub ended: Option<u64>,
}

/// What one may answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollAnswer {
    /// Its name within the poll.
    pub id: String,
    /// What it says.
    pub text: String,
    /// How many have chosen it; zero as long as the votes are not to be seen.
    pub votes: u32,
    /// Some of them.
    pub voters: Vec<UserId>,
    /// Whether the account has.
    pub own: bool,
}

/// What a poll asks, to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollStart {
    /// What is asked.
    pub question: String,
    /// What one may answer: at least [`FEWEST_ANSWERS`], at most [`MOST_ANSWERS`].
    pub answers: Vec<String>,
    /// How many of them one may choose.
    pub max_selections: u32,
    /// Whether everybody sees the votes before the end.
    pub disclosed: bool,
}

/// Queues a new poll, as [`crate::composer::SendText`] does a message (E19).
///
/// # Errors
/// `Invalid` names `question` or `answers`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatePoll {
    /// Where.
    pub place: Place,
    /// What it asks.
    pub start: PollStart,
    /// Which sending this is.
    pub ticket: Ticket,
}

/// Changes what one's own poll asks, before anybody has voted. Queued.
///
/// # Errors
/// `Forbidden` for another's, where somebody has voted, or after the end; `Invalid` as [`CreatePoll`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditPoll {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The poll.
    pub event: EventId,
    /// What it asks from now on.
    pub start: PollStart,
}

/// Votes, in place of what the account has chosen before (D33). Queued: it is shown at once, and goes out when the
/// network is back. The reply waits a while for the homeserver; where that refuses, the vote is taken out of the queue.
///
/// # Errors
/// `Forbidden` after the end; `Invalid` for answers that the poll does not have, or too many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CastVote {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The poll.
    pub event: EventId,
    /// The answers' ids; none takes the vote back.
    pub answers: Vec<String>,
}

/// Ends a poll for everybody. Nothing happens where it has ended already.
///
/// # Errors
/// `Forbidden` for another's, where the account may not delete that; `Offline` at once: votes count until the
/// homeserver has heard of the end, so it is not queued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndPoll {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The poll.
    pub event: EventId,
    /// What clients show that know no polls.
    pub text: String,
}
