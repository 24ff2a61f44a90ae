//! Polls that the SDK (0.19) does not count as they are to be counted; they are counted here.
//!
//! - It believes everybody who ends a poll, and counts no vote that came later (`AggregationKind::PollEnd`); so whoever is
//!   in a room could end all polls of it (MSC3381).
//! - Around an event and in a thread it counts the votes that are loaded; the homeserver is asked for the others.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use matrix_sdk::{
    Error, Room,
    deserialized_responses::TimelineEvent,
    room::{IncludeRelations, RelationsOptions},
    ruma::{
        EventId, MilliSecondsSinceUnixEpoch, OwnedEventId, OwnedUserId, UserId,
        events::{
            AnyMessageLikeEventContent, AnySyncMessageLikeEvent, AnySyncTimelineEvent, relation::RelationType,
        },
    },
};
use matrix_sdk_common::serde_helpers::extract_relation;

use crate::map::poll::Counted;

/// The homeserver is asked for so many pages of so many events that refer to a poll, the newest first.
const PAGES: usize = 10;
const PAGE: u32 = 100;
/// About so many polls of a timeline it is asked.
const MOST: usize = 50;

/// A poll as the SDK believes that it stands.
pub(super) struct Believed {
    pub(super) event: OwnedEventId,
    /// Who asked.
    pub(super) sender: OwnedUserId,
    pub(super) poll: Counted,
}

/// What is known of a room's polls beside what the SDK believes.
#[derive(Debug, Default)]
pub(super) struct PollCounts {
    /// Those that ended in order, for good.
    fair: HashSet<OwnedEventId>,
    /// Those that were counted here.
    counted: HashMap<OwnedEventId, Counted>,
    /// What the homeserver has told of polls of which not all is loaded; none while it is being asked.
    told: HashMap<OwnedEventId, Option<Told>>,
}

/// What the homeserver has told of a poll.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// What refers to it.
    events: Arc<Vec<AnySyncMessageLikeEvent>>,
    /// What the account has chosen since, and when: sync brings it later.
    own: Option<(MilliSecondsSinceUnixEpoch, Vec<String>)>,
}

/// What a poll's end turned out to be.
pub(super) enum Verdict {
    Fair,
    Counted(Counted),
}

impl PollCounts {
    /// Whether the SDK's count of a poll is not to be taken as it is.
    pub(super) fn doubts(&self, event: &EventId, ended: bool) -> bool {
        matches!(self.told.get(event), Some(Some(_))) || (ended && !self.fair.contains(event))
    }

    /// The poll as it was counted here, if it was.
    pub(super) fn counted(&self, event: &EventId) -> Option<Counted> {
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

    /// Whether the homeserver is to be asked about a poll, once: it was not before.
    pub(super) fn ask(&mut self, event: &EventId) -> bool {
        let asks = self.told.len() < MOST && !self.told.contains_key(event);
        if asks {
            self.told.insert(event.to_owned(), None);
        }
        asks
    }

    /// What the homeserver has told; none where it did not answer, so that it is asked again.
    pub(super) fn hear(&mut self, event: OwnedEventId, events: Option<Vec<AnySyncMessageLikeEvent>>) {
        match events {
            Some(events) => self.told.insert(event, Some(Told { events: Arc::new(events), own: None })),
            None => self.told.remove(&event),
        };
    }

    /// What the homeserver has told of a poll.
    pub(super) fn told(&self, event: &EventId) -> Option<Told> {
        self.told.get(event).cloned().flatten()
    }

    /// What the account has chosen; none where that was refused.
    pub(super) fn chosen(&mut self, event: &EventId, answers: Option<Vec<String>>) {
        if let Some(Some(told)) = self.told.get_mut(event) {
            told.own = answers.map(|answers| (MilliSecondsSinceUnixEpoch::now(), answers));
        }
    }
}

/// Asks the homeserver what refers to a poll. What cannot be decrypted is left out.
pub(super) async fn ask(room: &Room, poll: &EventId) -> Result<Vec<AnySyncMessageLikeEvent>, Error> {
    let mut options = RelationsOptions {
        include_relations: IncludeRelations::RelationsOfType(RelationType::Reference),
        limit: Some(PAGE.into()),
        ..RelationsOptions::default()
    };
    let mut events = Vec::new();
    for _ in 0..PAGES {
        let page = room.relations(poll.to_owned(), options.clone()).await?;
        events.extend(page.chunk.iter().filter_map(message_like));
        options.from = page.next_batch_token;
        if options.from.is_none() {
            break;
        }
    }
    Ok(events)
}

fn message_like(event: &TimelineEvent) -> Option<AnySyncMessageLikeEvent> {
    match event.raw().deserialize() {
        Ok(AnySyncTimelineEvent::MessageLike(event)) => Some(event),
        _ => None,
    }
}

/// Counts these polls, of some of which the homeserver has told more than is loaded.
pub(super) async fn judge(room: &Room, polls: Vec<(Believed, Option<Told>)>) -> Vec<(OwnedEventId, Verdict)> {
    let Ok((cache, _alive)) = room.event_cache().await else { return Vec::new() };
    let Ok(events) = cache.events().await else { return Vec::new() };
    let mut about: HashMap<OwnedEventId, Vec<AnySyncMessageLikeEvent>> =
        polls.iter().map(|(poll, _)| (poll.event.clone(), Vec::new())).collect();
    for event in &events {
        if let Some((RelationType::Reference, target)) = extract_relation(event.raw())
            && let Some(about) = about.get_mut(&target)
        {
            about.extend(message_like(event));
        }
    }
    let levels = room.power_levels_or_default().await;
    let may_keep_order = |user: &UserId| levels.user_can_redact_event_of_other(user);
    let mut verdicts = Vec::new();
    for (Believed { event, sender, poll }, told) in polls {
        // A poll may come more than once, as it changed more than once.
        let about = about.get(&event).cloned().unwrap_or_default();
        let may_end = |user: &UserId| user == sender || may_keep_order(user);
        let verdict = match told {
            Some(told) => whole(&poll, about, &told, room.own_user_id(), may_end),
            None => verdict(&poll, &about, may_end),
        };
        verdicts.push((event, verdict));
    }
    verdicts
}

/// What refers to a poll, added up.
#[derive(Default)]
struct Tally<'e> {
    votes: Vec<(&'e UserId, MilliSecondsSinceUnixEpoch, Vec<String>)>,
    /// The first end by who may end it.
    end: Option<MilliSecondsSinceUnixEpoch>,
    /// Whether somebody has ended it who may not.
    unfair: bool,
}

fn tally(about: &[AnySyncMessageLikeEvent], may_end: impl Fn(&UserId) -> bool) -> Tally<'_> {
    let mut tally = Tally::default();
    for event in about {
        let (sender, at) = (event.sender(), event.origin_server_ts());
        match event.original_content() {
            Some(AnyMessageLikeEventContent::UnstablePollResponse(vote)) => {
                tally.votes.push((sender, at, vote.poll_response.answers));
            }
            Some(AnyMessageLikeEventContent::UnstablePollEnd(_)) if may_end(sender) => {
                tally.end = Some(tally.end.map_or(at, |first| first.min(at)));
            }
            Some(AnyMessageLikeEventContent::UnstablePollEnd(_)) => tally.unfair = true,
            _ => {}
        }
    }
    tally
}

/// What a poll's end is, by what refers to the poll.
fn verdict(poll: &Counted, about: &[AnySyncMessageLikeEvent], may_end: impl Fn(&UserId) -> bool) -> Verdict {
    let Tally { votes, end, unfair } = tally(about, may_end);
    // Where the end is not among what is cached, nothing speaks against it.
    if !unfair {
        return Verdict::Fair;
    }
    poll.recounted(&votes, end).map_or(Verdict::Fair, Verdict::Counted)
}

/// A poll by all that is known to refer to it: what is cached, and what the homeserver has told.
fn whole(
    poll: &Counted,
    mut about: Vec<AnySyncMessageLikeEvent>,
    told: &Told,
    own: &UserId,
    may_end: impl Fn(&UserId) -> bool,
) -> Verdict {
    // What is cached is newer: a vote may have been deleted since.
    let cached: HashSet<_> = about.iter().map(|event| event.event_id().to_owned()).collect();
    about.extend(told.events.iter().filter(|event| !cached.contains(event.event_id())).cloned());
    let Tally { mut votes, end, unfair } = tally(&about, may_end);
    if let Some((at, answers)) = &told.own {
        let newest = votes.iter().filter(|(user, ..)| *user == own).max_by_key(|(_, at, _)| *at);
        if newest.is_none_or(|(.., brought)| brought != answers) {
            votes.push((own, *at, answers.clone()));
        }
    }
    let end = end.or(poll.ended.filter(|_| !unfair));
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

    fn poll(ended: Option<u32>) -> Counted {
        Counted {
            question: "?".into(),
            answers: vec![("a".into(), "A".into()), ("b".into(), "B".into())],
            max_selections: 1,
            disclosed: true,
            votes: HashMap::new(),
            ended: ended.map(|at| MilliSecondsSinceUnixEpoch(at.into())),
        }
    }

    fn read(verdict: Verdict) -> Option<(usize, Option<u64>)> {
        match verdict {
            Verdict::Fair => None,
            Verdict::Counted(poll) => {
                Some((poll.votes.values().map(Vec::len).sum(), poll.ended.map(|at| at.get().into())))
            }
        }
    }

    fn judged(about: &[AnySyncMessageLikeEvent]) -> Option<(usize, Option<u64>)> {
        read(verdict(&poll(None), about, |user| user == "@asker:b"))
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

    #[test]
    fn what_is_told_and_what_is_cached_are_counted_once() {
        let own = UserId::parse("@me:b").expect("an ID");
        let told = vec![vote("@ada:b", 1, "a"), vote("@bo:b", 2, "a"), vote("@me:b", 3, "a")];
        let count = |cached: &[AnySyncMessageLikeEvent], chosen: Option<(u32, &[&str])>, ended| {
            let chosen = chosen.map(|(at, answers)| {
                let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
                (MilliSecondsSinceUnixEpoch(at.into()), answers)
            });
            let told = Told { events: Arc::new(told.clone()), own: chosen };
            match whole(&poll(ended), cached.to_vec(), &told, &own, |user| user == "@asker:b") {
                Verdict::Fair => panic!("it is counted"),
                Verdict::Counted(poll) => {
                    let of = |id: &str| poll.votes.get(id).map_or(0, Vec::len);
                    (of("a"), of("b"), poll.ended.map(|at| u64::from(at.get())))
                }
            }
        };
        assert_eq!(count(&[], None, None), (3, 0, None));
        assert_eq!(count(&[vote("@ada:b", 1, "a"), vote("@bo:b", 4, "b")], None, None), (2, 1, None));
        assert_eq!(count(&[], Some((9, &["b"])), None), (2, 1, None), "sync has not brought it");
        assert_eq!(count(&[vote("@me:b", 8, "b")], Some((9, &["b"])), None), (2, 1, None), "it has");
        assert_eq!(count(&[], Some((9, &[])), None), (2, 0, None), "taken back");
        assert_eq!(count(&[], None, Some(2)), (2, 0, Some(2)), "the SDK has read of the end alone");
        assert_eq!(count(&[end("@eve:b", 2)], None, Some(2)), (3, 0, None), "who may not has ended it");
        assert_eq!(count(&[end("@asker:b", 2)], Some((9, &["b"])), None), (2, 0, Some(2)), "too late");
    }
}
