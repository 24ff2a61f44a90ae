//! Polls that somebody has ended who may not. The SDK (0.19) believes everybody, and counts no vote that came later
//! (`AggregationKind::PollEnd`); so whoever is in a room could end all polls of it (MSC3381). Such a poll is counted
//! here, from what is cached of the room.

use std::collections::{HashMap, HashSet};

use matrix_sdk::{
    Room,
    ruma::{
        MilliSecondsSinceUnixEpoch, OwnedEventId, OwnedUserId, UserId,
        events::{
            AnyMessageLikeEventContent, AnySyncMessageLikeEvent, AnySyncTimelineEvent, relation::RelationType,
        },
    },
};
use matrix_sdk_common::serde_helpers::extract_relation;

use crate::map::poll::Counted;

/// A poll that has ended, as the SDK says.
pub(super) struct Ended {
    pub(super) event: OwnedEventId,
    /// Who asked.
    pub(super) sender: OwnedUserId,
    pub(super) poll: Counted,
}

/// What is known of the ends of a room's polls.
#[derive(Debug, Default)]
pub(super) struct PollEnds {
    /// Those in order, for good.
    fair: HashSet<OwnedEventId>,
    /// Those that were counted here.
    counted: HashMap<OwnedEventId, Counted>,
}

/// What a poll's end turned out to be.
pub(super) enum Verdict {
    Fair,
    Counted(Counted),
}

impl PollEnds {
    /// Whether nothing need be looked up any more.
    pub(super) fn is_fair(&self, event: &OwnedEventId) -> bool {
        self.fair.contains(event)
    }

    /// The poll as it was counted here, if it was.
    pub(super) fn counted(&self, event: &matrix_sdk::ruma::EventId) -> Option<Counted> {
        self.counted.get(event).cloned()
    }

    pub(super) fn note(&mut self, event: OwnedEventId, verdict: Verdict) {
        match verdict {
            Verdict::Fair => {
                self.counted.remove(&event);
                self.fair.insert(event);
            }
            Verdict::Counted(counted) => {
                self.counted.insert(event, counted);
            }
        }
    }
}

/// Looks who has ended these polls.
pub(super) async fn judge(room: &Room, polls: Vec<Ended>) -> Vec<(OwnedEventId, Verdict)> {
    let Ok((cache, _alive)) = room.event_cache().await else { return Vec::new() };
    let Ok(events) = cache.events().await else { return Vec::new() };
    let mut about: HashMap<OwnedEventId, Vec<AnySyncMessageLikeEvent>> =
        polls.iter().map(|poll| (poll.event.clone(), Vec::new())).collect();
    for event in &events {
        if let Some((RelationType::Reference, target)) = extract_relation(event.raw())
            && let Some(about) = about.get_mut(&target)
            && let Ok(AnySyncTimelineEvent::MessageLike(event)) = event.raw().deserialize()
        {
            about.push(event);
        }
    }
    let levels = room.power_levels_or_default().await;
    let may_keep_order = |user: &UserId| levels.user_can_redact_event_of_other(user);
    let mut verdicts = Vec::new();
    for Ended { event, sender, poll } in polls {
        let about = about.remove(&event).unwrap_or_default();
        let may_end = |user: &UserId| user == sender || may_keep_order(user);
        verdicts.push((event, verdict(&poll, &about, may_end)));
    }
    verdicts
}

/// What a poll's end is, by what refers to the poll.
fn verdict(poll: &Counted, about: &[AnySyncMessageLikeEvent], may_end: impl Fn(&UserId) -> bool) -> Verdict {
    let mut votes: Vec<(&UserId, MilliSecondsSinceUnixEpoch, Vec<String>)> = Vec::new();
    let mut end = None;
    let mut unfair = false;
    for event in about {
        match event.original_content() {
            Some(AnyMessageLikeEventContent::UnstablePollResponse(vote)) => {
                votes.push((event.sender(), event.origin_server_ts(), vote.poll_response.answers));
            }
            Some(AnyMessageLikeEventContent::UnstablePollEnd(_)) => {
                if may_end(event.sender()) {
                    let first = end.unwrap_or_else(|| event.origin_server_ts());
                    end = Some(first.min(event.origin_server_ts()));
                } else {
                    unfair = true;
                }
            }
            _ => {}
        }
    }
    // Where the end is not among what is cached, nothing speaks against it.
    if !unfair {
        return Verdict::Fair;
    }
    poll.recounted(&votes, end).map_or(Verdict::Fair, Verdict::Counted)
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::serde::Raw;
    use serde_json::{Value, json};

    use super::*;

    fn event(kind: &str, sender: &str, at: u32, content: Value) -> AnySyncMessageLikeEvent {
        let json = json!({ "type": kind, "event_id": format!("${kind}{sender}{at}"), "sender": sender,
            "origin_server_ts": at, "content": content });
        let raw = Raw::<AnySyncMessageLikeEvent>::from_json_string(json.to_string()).expect("JSON");
        raw.deserialize().expect("an event")
    }

    fn relation() -> Value {
        json!({ "rel_type": "m.reference", "event_id": "$poll" })
    }

    fn vote(sender: &str, at: u32, answer: &str) -> AnySyncMessageLikeEvent {
        let content = json!({ "m.relates_to": relation(), "org.matrix.msc3381.poll.response": { "answers": [answer] } });
        event("org.matrix.msc3381.poll.response", sender, at, content)
    }

    fn end(sender: &str, at: u32) -> AnySyncMessageLikeEvent {
        let content = json!({ "m.relates_to": relation(), "org.matrix.msc1767.text": "over", "org.matrix.msc3381.poll.end": {} });
        event("org.matrix.msc3381.poll.end", sender, at, content)
    }

    fn judged(about: &[AnySyncMessageLikeEvent]) -> Option<(usize, Option<u64>)> {
        let poll = Counted {
            question: "?".into(),
            answers: vec![("a".into(), "A".into()), ("b".into(), "B".into())],
            max_selections: 1,
            disclosed: true,
            votes: HashMap::new(),
            ended: None,
        };
        match verdict(&poll, about, |user| user == "@asker:b") {
            Verdict::Fair => None,
            Verdict::Counted(poll) => {
                Some((poll.votes.values().map(Vec::len).sum(), poll.ended.map(|at| at.get().into())))
            }
        }
    }

    #[test]
    fn only_who_may_ends_a_poll() {
        assert_eq!(judged(&[vote("@ada:b", 1, "a")]), None, "its end is not known here");
        assert_eq!(judged(&[vote("@ada:b", 1, "a"), end("@asker:b", 2)]), None);
        let stranger = [vote("@ada:b", 1, "a"), end("@eve:b", 2), vote("@bo:b", 3, "b")];
        assert_eq!(judged(&stranger), Some((2, None)), "it goes on");
        let both = [&stranger[..], &[end("@asker:b", 4), vote("@cy:b", 5, "a")]].concat();
        assert_eq!(judged(&both), Some((2, Some(4))), "the end of who may counts");
    }
}
