//! Polls.

use std::collections::{HashMap, HashSet};

use matrix_sdk::ruma::{
    MilliSecondsSinceUnixEpoch, UInt, UserId,
    events::poll::{
        PollResponseData, compile_unstable_poll_results,
        start::PollKind,
        unstable_start::{UnstablePollAnswer, UnstablePollStartContentBlock},
    },
};
use matrix_sdk_ui::timeline::PollResult;
use protocol::poll::{LONGEST_TEXT, MOST_ANSWERS, Poll, PollAnswer};

use super::rich_text::cut_at;

/// People named behind an answer.
const MOST_VOTERS: usize = 20;
/// Bytes of an answer's name. Nobody makes longer ones in earnest, and it must be whole to be voted for.
const LONGEST_ID: usize = 255;

/// A poll, and all votes that count.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) question: String,
    /// Ids and texts.
    pub(crate) answers: Vec<(String, String)>,
    pub(crate) max_selections: u64,
    pub(crate) disclosed: bool,
    /// Who has chosen an answer, by its id.
    pub(crate) votes: HashMap<String, Vec<String>>,
    pub(crate) ended: Option<MilliSecondsSinceUnixEpoch>,
}

impl From<PollResult> for Counted {
    /// As the SDK has counted it.
    fn from(poll: PollResult) -> Self {
        Self {
            question: poll.question,
            answers: poll.answers.into_iter().map(|answer| (answer.id, answer.text)).collect(),
            max_selections: poll.max_selections,
            disclosed: poll.kind == PollKind::Disclosed,
            votes: poll.votes,
            ended: poll.end_time,
        }
    }
}

impl Counted {
    /// Whether nobody has voted.
    pub(crate) fn is_untouched(&self) -> bool {
        self.votes.values().all(Vec::is_empty)
    }

    /// The same poll with these votes and this end instead; `None` where it cannot be counted.
    pub(crate) fn recounted(
        &self,
        votes: &[(&UserId, MilliSecondsSinceUnixEpoch, Vec<String>)],
        ended: Option<MilliSecondsSinceUnixEpoch>,
    ) -> Option<Self> {
        let named = |(id, text): &(String, String)| UnstablePollAnswer::new(id, text);
        let answers = self.answers.iter().map(named).collect::<Vec<_>>().try_into().ok()?;
        let mut block = UnstablePollStartContentBlock::new(&*self.question, answers);
        block.max_selections = UInt::new_saturating(self.max_selections);
        let votes = votes.iter().map(|(sender, at, answers)| PollResponseData {
            sender,
            origin_server_ts: *at,
            selections: answers,
        });
        let counted = compile_unstable_poll_results(&block, votes, ended);
        let votes = counted
            .into_iter()
            .map(|(id, voters)| (id.to_owned(), voters.into_iter().map(ToString::to_string).collect()))
            .collect();
        Some(Self { votes, ended, ..self.clone() })
    }
}

/// A poll as it stands, for an account. Of one that keeps the votes to itself until its end none leave the engine
/// before, but the account's own.
pub(crate) fn poll(poll: &Counted, own: &UserId) -> Poll {
    let shown = poll.disclosed || poll.ended.is_some();
    let mut answers: Vec<PollAnswer> = Vec::new();
    let mut voters: HashSet<&str> = HashSet::new();
    for (id, text) in &poll.answers {
        if answers.len() == MOST_ANSWERS {
            break;
        }
        // Votes name one of them, so the first of a name is the one.
        if id.len() > LONGEST_ID || answers.iter().any(|other| other.id == *id) {
            continue;
        }
        let votes = poll.votes.get(id).map(Vec::as_slice).unwrap_or_default();
        voters.extend(votes.iter().map(String::as_str));
        answers.push(PollAnswer {
            id: id.clone(),
            text: cut_at(text, LONGEST_TEXT).to_owned(),
            votes: if shown { count(votes.len()) } else { 0 },
            voters: votes
                .iter()
                .take(if shown { MOST_VOTERS } else { 0 })
                .map(|voter| voter.as_str().into())
                .collect(),
            own: votes.iter().any(|voter| voter == own.as_str()),
        });
    }
    let most = count(answers.len()).max(1);
    Poll {
        question: cut_at(&poll.question, LONGEST_TEXT).to_owned(),
        answers,
        max_selections: u32::try_from(poll.max_selections).unwrap_or(u32::MAX).clamp(1, most),
        disclosed: poll.disclosed,
        voters: shown.then(|| count(voters.len())),
        untouched: poll.ended.is_none() && poll.is_untouched(),
        ended: poll.ended.map(|time| time.get().into()),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
