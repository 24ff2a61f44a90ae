use std::collections::HashMap;

use matrix_sdk::ruma::{MilliSecondsSinceUnixEpoch, UInt, owned_user_id};
use protocol::poll::Poll;

use super::super::poll::{Counted, poll};

fn counted(disclosed: bool, answers: &[(&str, &str)], votes: &[(&str, &[&str])]) -> Counted {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Counted {
        question: "Lunch?".into(),
        answers: answers.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect(),
        max_selections: 1,
        disclosed,
        votes: votes.iter().map(|(id, voters)| ((*id).to_owned(), owned(voters))).collect(),
        ended: None,
    }
}

fn mapped(result: &Counted) -> Poll {
    poll(result, &owned_user_id!("@me:example.org"))
}

const ANSWERS: [(&str, &str); 3] = [("a", "Soup"), ("b", "Salad"), ("c", "Stew")];
const VOTES: [(&str, &[&str]); 2] = [("a", &["@ada:b", "@me:example.org"]), ("b", &["@bo:b"])];

#[test]
fn votes_are_counted_and_the_own_is_known() {
    let poll = mapped(&counted(true, &ANSWERS, &VOTES));
    assert_eq!(poll.voters, Some(3));
    let counts: Vec<_> = poll.answers.iter().map(|answer| (answer.votes, answer.own)).collect();
    assert_eq!(counts, [(2, true), (1, false), (0, false)]);
    assert!(!poll.untouched && poll.ended.is_none() && poll.disclosed);
    assert!(mapped(&counted(true, &ANSWERS, &[("a", &[])])).untouched);
}

#[test]
fn a_poll_keeps_its_votes_to_itself_until_its_end() {
    let mut result = counted(false, &ANSWERS, &VOTES);
    let before = mapped(&result);
    assert_eq!((before.voters, before.disclosed), (None, false));
    assert!(before.answers.iter().all(|answer| answer.votes == 0 && answer.voters.is_empty()));
    assert!(before.answers[0].own && !before.untouched, "one's own one knows");
    result.ended = Some(MilliSecondsSinceUnixEpoch(UInt::from(7_u32)));
    let after = mapped(&result);
    assert_eq!((after.voters, after.ended, after.answers[0].votes), (Some(3), Some(7), 2));
}

#[test]
fn a_poll_has_its_bounds() {
    let names: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
    let long = "ü".repeat(100_000);
    let text = |at: usize| if at < 30 { long.as_str() } else { "short" };
    let mut answers: Vec<_> = (0..).zip(&names).map(|(at, name)| (name.as_str(), text(at))).collect();
    answers.insert(0, (long.as_str(), "a name without end"));
    answers.insert(2, ("0", "the first once more"));
    let voters: Vec<String> = (0..5_000).map(|number| format!("@voter{number}:b")).collect();
    let voters: Vec<&str> = voters.iter().map(String::as_str).collect();
    let mut result = counted(true, &answers, &[("0", &voters), ("no answer", &voters)]);
    result.question = long.clone();
    for max_selections in [0, 1, u64::MAX] {
        result.max_selections = max_selections;
        let poll = mapped(&result);
        assert_eq!(poll.answers.len(), 20);
        assert!((1..=20).contains(&poll.max_selections));
        assert!(poll.question.len() <= 2_000 && poll.answers.iter().all(|answer| answer.text.len() <= 2_000));
        let ids: Vec<_> = poll.answers.iter().map(|answer| answer.id.as_str()).collect();
        assert_eq!(ids, names[..20].iter().map(String::as_str).collect::<Vec<_>>(), "each name once");
        assert_eq!((poll.answers[0].votes, poll.answers[0].voters.len()), (5_000, 20));
        assert_eq!(poll.voters, Some(5_000), "votes for what is no answer do not count");
    }
    result.answers.clear();
    result.votes = HashMap::new();
    assert_eq!((mapped(&result).answers.len(), mapped(&result).max_selections), (0, 1));
}
