//! What is being written of a poll.

use protocol::poll::{FEWEST_ANSWERS, LONGEST_TEXT, MOST_ANSWERS, Poll, PollStart};

/// What has been written of a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollDraft {
    /// What is asked.
    pub question: String,
    /// What one may answer; lines without words are left out.
    pub answers: Vec<String>,
    /// Whether one may choose several.
    pub several: bool,
    /// How many at most, where it is neither one nor all.
    pub most: Option<u32>,
    /// Whether the votes are shown at the end only.
    pub at_end: bool,
}

/// Why a poll cannot be sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing is asked.
    NoQuestion,
    /// The question is too long.
    LongQuestion,
    /// There is nothing to choose between.
    FewAnswers,
    /// An answer is too long.
    LongAnswer,
    /// Two answers say the same.
    SameAnswers,
}

impl Fault {
    /// Whether it is the question's.
    pub(crate) fn is_of_question(self) -> bool {
        matches!(self, Self::NoQuestion | Self::LongQuestion)
    }
}

impl Default for PollDraft {
    fn default() -> Self {
        Self {
            question: String::new(),
            answers: vec![String::new(); FEWEST_ANSWERS],
            several: false,
            most: None,
            at_end: false,
        }
    }
}

impl PollDraft {
    /// A poll that is there, to be changed.
    pub fn of(poll: &Poll) -> Self {
        let all = u32::try_from(poll.answers.len()).unwrap_or(u32::MAX);
        Self {
            question: poll.question.clone(),
            answers: poll.answers.iter().map(|answer| answer.text.clone()).collect(),
            several: poll.max_selections > 1,
            most: Some(poll.max_selections).filter(|most| *most > 1 && *most < all),
            at_end: !poll.disclosed,
        }
    }

    /// The poll, if it can be sent.
    pub(crate) fn start(&self) -> Result<PollStart, Fault> {
        let question = self.question.trim();
        if question.is_empty() {
            return Err(Fault::NoQuestion);
        }
        if question.len() > LONGEST_TEXT {
            return Err(Fault::LongQuestion);
        }
        let answers = self.answers.iter().map(|answer| answer.trim()).filter(|answer| !answer.is_empty());
        let answers: Vec<&str> = answers.take(MOST_ANSWERS).collect();
        if answers.len() < FEWEST_ANSWERS {
            return Err(Fault::FewAnswers);
        }
        if answers.iter().any(|answer| answer.len() > LONGEST_TEXT) {
            return Err(Fault::LongAnswer);
        }
        if (1..answers.len()).any(|at| answers[..at].contains(&answers[at])) {
            return Err(Fault::SameAnswers);
        }
        let all = u32::try_from(answers.len()).unwrap_or(u32::MAX);
        Ok(PollStart {
            question: question.to_owned(),
            answers: answers.into_iter().map(str::to_owned).collect(),
            max_selections: if self.several { self.most.unwrap_or(all).min(all) } else { 1 },
            disclosed: !self.at_end,
        })
    }
}

#[cfg(test)]
mod tests {
    use protocol::poll::PollAnswer;

    use super::*;

    fn draft(question: &str, answers: &[&str]) -> PollDraft {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        PollDraft { question: question.into(), answers, ..PollDraft::default() }
    }

    #[test]
    fn a_poll_goes_out_without_its_empty_lines() {
        let start = draft(" Lunch? ", &["Soup", " ", "Salad ", ""]).start().expect("it is whole");
        assert_eq!((start.question.as_str(), start.max_selections, start.disclosed), ("Lunch?", 1, true));
        assert_eq!(start.answers, ["Soup", "Salad"]);
        let several = PollDraft { several: true, at_end: true, ..draft("?", &["a", "b", "c"]) };
        let start = several.start().expect("it is whole");
        assert_eq!((start.max_selections, start.disclosed), (3, false));
    }

    #[test]
    fn what_is_missing_is_said() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        for (draft, fault) in [
            (PollDraft::default(), Fault::NoQuestion),
            (draft(&long, &["a", "b"]), Fault::LongQuestion),
            (draft("?", &["a", " "]), Fault::FewAnswers),
            (draft("?", &["a", &long]), Fault::LongAnswer),
            (draft("?", &["a", "b", "a "]), Fault::SameAnswers),
        ] {
            assert_eq!(draft.start(), Err(fault));
        }
    }

    #[test]
    fn a_poll_that_is_changed_keeps_how_many_one_may_choose() {
        let answer = |text: &str| PollAnswer { text: text.into(), ..PollAnswer::default() };
        let mut poll = Poll {
            question: "?".into(),
            answers: ["a", "b", "c"].map(answer).into(),
            max_selections: 2,
            disclosed: false,
            ..Poll::default()
        };
        let mut draft = PollDraft::of(&poll);
        assert!(draft.several && draft.at_end);
        draft.answers.push("d".into());
        assert_eq!(draft.start().map(|start| start.max_selections), Ok(2));
        poll.max_selections = 3;
        let mut draft = PollDraft::of(&poll);
        draft.answers.push("d".into());
        assert_eq!(draft.start().map(|start| start.max_selections), Ok(4), "all were all");
    }
}
