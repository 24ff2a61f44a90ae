//! Polls: how the votes stand, and voting.

use leptos::prelude::*;
use protocol::{
    EventId, Failure,
    poll::{CastVote, EditPoll, EndPoll, Poll, PollAnswer, PollStart},
    timeline::{Content, EventItem},
};

use super::model::TimelineModel;
use crate::t;

/// What the person is asked about a poll.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// Whether to end it.
    End(EventId, Poll),
    /// What it is to say instead.
    Edit(EventId, Poll),
}

/// How many in a hundred of those who have voted have chosen an answer.
pub(crate) fn share(votes: u32, voters: u32) -> u32 {
    match u64::from(voters) {
        0 => 0,
        all => u32::try_from((200 * u64::from(votes) + all) / (2 * all)).unwrap_or(100).min(100),
    }
}

/// Whether none has more votes, once a poll has ended.
pub(crate) fn has_won(poll: &Poll, answer: &PollAnswer) -> bool {
    let most = poll.answers.iter().map(|answer| answer.votes).max().unwrap_or_default();
    poll.ended.is_some() && most > 0 && answer.votes == most
}

/// The answers that the account has chosen.
pub(crate) fn own(poll: &Poll) -> Vec<String> {
    poll.answers.iter().filter(|answer| answer.own).map(|answer| answer.id.clone()).collect()
}

/// What is chosen when an answer was pressed, in the order of the poll; nothing where that would be too much.
pub(crate) fn pressed(poll: &Poll, chosen: &[String], id: &str, on: bool) -> Option<Vec<String>> {
    let alone = poll.max_selections == 1;
    let is_chosen = |answer: &PollAnswer| match answer.id == id {
        true => on,
        false => !alone && chosen.contains(&answer.id),
    };
    let now: Vec<_> =
        poll.answers.iter().filter(|answer| is_chosen(answer)).map(|answer| answer.id.clone()).collect();
    (now.len() <= poll.max_selections as usize).then_some(now)
}

impl TimelineModel {
    /// Votes; what was chosen last is shown as `pending` until the timeline shows it, or it was refused.
    pub(crate) fn cast_vote(
        self,
        event: EventId,
        answers: Vec<String>,
        pending: RwSignal<Option<Vec<String>>>,
    ) {
        pending.set(Some(answers.clone()));
        let command = CastVote { timeline: self.topic.get_value(), event, answers: answers.clone() };
        let answer = self.link.with_value(|link| link.request(command));
        self.spawn(async move {
            if let Err(failure) = answer.await {
                pending.try_maybe_update(|pending| {
                    let last = pending.as_ref() == Some(&answers);
                    if last {
                        *pending = None;
                    }
                    (last, ())
                });
                self.refused.try_set(Some(failure));
            }
        });
    }

    /// Asks the person something about a poll that is loaded.
    pub(crate) fn ask_poll(self, event: &EventId, ask: fn(EventId, Poll) -> Asked) {
        let item = self.loaded(event);
        if let Some(EventItem { content: Content::Poll(poll), .. }) = item {
            self.asked_poll.set(Some(ask(event.clone(), poll)));
        }
    }

    /// Ends a poll, for everybody.
    pub(crate) fn end_poll(self, event: EventId, poll: &Poll) {
        let text = t!("timeline-poll-ended-text", question = poll.question.as_str());
        self.attempt(EndPoll { timeline: self.topic.get_value(), event, text });
    }

    /// Changes what a poll asks; `then` hears what became of it.
    pub(crate) fn edit_poll(
        self,
        event: EventId,
        start: PollStart,
        then: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let command = EditPoll { timeline: self.topic.get_value(), event, start };
        let answer = self.link.with_value(|link| link.request(command));
        self.spawn(async move { then(answer.await) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(votes: &[u32], max_selections: u32, ended: bool) -> Poll {
        let answers = (1..).zip(votes).map(|(number, votes)| PollAnswer {
            id: number.to_string(),
            votes: *votes,
            ..PollAnswer::default()
        });
        Poll { answers: answers.collect(), max_selections, ended: ended.then_some(1), ..Poll::default() }
    }

    #[test]
    fn shares_are_of_those_who_voted() {
        for (votes, voters, wanted) in [
            (0, 0, 0),
            (1, 3, 33),
            (2, 3, 67),
            (1, 8, 13),
            (5, 5, 100),
            (u32::MAX, u32::MAX, 100),
            (9, 3, 100),
        ] {
            assert_eq!(share(votes, voters), wanted, "{votes} of {voters}");
        }
    }

    #[test]
    fn those_with_the_most_votes_have_won_at_the_end() {
        let won =
            |poll: &Poll| -> Vec<bool> { poll.answers.iter().map(|answer| has_won(poll, answer)).collect() };
        assert_eq!(won(&poll(&[2, 3, 3], 1, true)), [false, true, true]);
        assert_eq!(won(&poll(&[2, 3, 3], 1, false)), [false, false, false], "it goes on");
        assert_eq!(won(&poll(&[0, 0], 1, true)), [false, false], "nobody has voted");
    }

    #[test]
    fn one_chooses_as_many_as_one_may() {
        let text = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let one = poll(&[0, 0, 0], 1, false);
        assert_eq!(pressed(&one, &text(&["1"]), "3", true), Some(text(&["3"])), "in place of the other");
        let two = poll(&[0, 0, 0], 2, false);
        assert_eq!(pressed(&two, &text(&["3"]), "1", true), Some(text(&["1", "3"])), "in the poll's order");
        assert_eq!(pressed(&two, &text(&["1", "3"]), "2", true), None, "too many");
        assert_eq!(pressed(&two, &text(&["1", "3"]), "3", false), Some(text(&["1"])));
        assert_eq!(pressed(&two, &text(&["1"]), "1", false), Some(Vec::new()), "taken back");
    }
}
