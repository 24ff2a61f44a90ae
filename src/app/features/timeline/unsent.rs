//! What the person wrote into the room or thread that was not sent and does not go out by itself: how much it is, and the two
//! ways to be rid of it. No DOM.

use leptos::prelude::*;
use protocol::{
    Command, ItemKey,
    composer::{CancelSend, Place, RetrySend},
    timeline::{ItemKind, SendState, Timeline as Topic, TimelineItem},
};

use crate::link::{Link, LiveList};

/// The messages of a room or thread that were not sent. Copies are the same ones.
#[derive(Clone, Copy)]
pub(crate) struct Unsent {
    link: StoredValue<Link>,
    topic: StoredValue<Topic>,
    list: StoredValue<LiveList<TimelineItem>>,
    order: Signal<std::sync::Arc<Vec<ItemKey>>>,
    /// They, in the order they were written in.
    failed: RwSignal<Vec<ItemKey>>,
    /// Those that the person is asked about whether they shall be deleted; empty while no question stands.
    pub(crate) asked: RwSignal<Vec<ItemKey>>,
    /// How many there were when one began to send them again or to delete them, while that is under way.
    began: RwSignal<Option<usize>>,
    /// Whether they are being sent again or deleted.
    pub(crate) busy: Memo<bool>,
    /// How many to tell of. It does not count down while they are dealt with one by one.
    pub(crate) count: Memo<usize>,
}

impl Unsent {
    /// Follows a room or thread until the current owner is cleaned up. Local echoes stand in a timeline that grows, so
    /// it is that one also where one around an event is on screen; shown, it is there already.
    pub(crate) fn new(link: Link, place: &Place) -> Self {
        let topic = place.timeline();
        let list = link.kept_list(topic.clone());
        Self::over(link, list, topic)
    }

    /// Over a list that is there already, for tests.
    pub(crate) fn over(link: Link, list: LiveList<TimelineItem>, topic: Topic) -> Self {
        let failed = RwSignal::new(Vec::<ItemKey>::new());
        let began = RwSignal::new(None::<usize>);
        let unsent = Self {
            link: StoredValue::new(link),
            topic: StoredValue::new(topic),
            order: list.order(),
            list: StoredValue::new(list.clone()),
            failed,
            asked: RwSignal::default(),
            began,
            busy: Memo::new(move |_| began.with(Option::is_some)),
            count: Memo::new(move |_| began.get().unwrap_or_else(|| failed.with(Vec::len))),
        };
        unsent.look();
        list.after(move |_| unsent.look());
        unsent
    }

    /// Reads the local echoes anew, which all stand at the timeline's end.
    fn look(self) {
        let (Some(order), Some(list)) = (self.order.try_get_untracked(), self.list.try_get_value()) else {
            return;
        };
        let mut failed = Vec::new();
        for key in order.iter().rev() {
            match list.row(key).map(|row| row.with_untracked(Kind::of)) {
                Some(Kind::Failed) => failed.push(key.clone()),
                Some(Kind::Settled) => break,
                Some(Kind::Other) | None => {}
            }
        }
        failed.reverse();
        if self.failed.with_untracked(|before| *before == failed) {
            return;
        }
        // Nothing is left of what the question was about: another tab has answered it.
        let moot = self
            .asked
            .with_untracked(|asked| !asked.is_empty() && !asked.iter().any(|key| failed.contains(key)));
        self.failed.set(failed);
        if moot && !self.busy.get_untracked() {
            self.asked.set(Vec::new());
        }
    }

    /// Sends all again, the first that failed first.
    pub(crate) fn send_again(self) {
        self.one_by_one(self.failed.get_untracked(), |timeline, item| RetrySend { timeline, item });
    }

    /// Asks whether those that there are now shall be deleted.
    pub(crate) fn ask(self) {
        if !self.busy.get_untracked() {
            self.asked.set(self.failed.get_untracked());
        }
    }

    /// They shall not be deleted. Comes too late once they are being.
    pub(crate) fn keep(self) {
        if !self.busy.get_untracked() {
            self.asked.set(Vec::new());
        }
    }

    /// They shall be deleted. The last is first: the first holds up all behind it, and none of these may go out yet.
    pub(crate) fn delete(self) {
        let asked = self.asked.get_untracked().into_iter().rev().collect();
        self.one_by_one(asked, |timeline, item| CancelSend { timeline, item });
    }

    /// Does something about each, when it is done about the one before.
    fn one_by_one<C>(self, keys: Vec<ItemKey>, command: fn(Topic, ItemKey) -> C)
    where
        C: Command<Reply = ()> + 'static,
    {
        if keys.is_empty() || self.busy.get_untracked() {
            return;
        }
        self.began.set(Some(self.failed.with_untracked(Vec::len)));
        let link = self.link.get_value();
        let (topic, list) = (self.topic.get_value(), self.list.get_value());
        self.link.get_value().spawn(async move {
            for item in keys {
                // Another tab may be sending it by now: then it is not to be taken away.
                if list.row(&item).is_some_and(|row| row.with_untracked(Kind::of) == Kind::Failed) {
                    // What did not work shows in the timeline itself.
                    let _ = link.request(command(topic.clone(), item)).await;
                }
            }
            self.asked.try_set(Vec::new());
            self.began.try_set(None);
        });
    }
}

/// What an item is to those who look for what was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Was not sent, and stays so.
    Failed,
    /// The server has it, and so all before it.
    Settled,
    /// On its way, waiting for the connection, or a line between messages.
    Other,
}

impl Kind {
    fn of(item: &TimelineItem) -> Self {
        match &item.kind {
            ItemKind::Event(event) => match &event.send_state {
                None => Self::Settled,
                Some(SendState::Failed { recoverable: false, .. }) => Self::Failed,
                Some(_) => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use protocol::{
        AnyCommand, ComposerCommand, Diff, EventId, FailureKind, RequestId, RoomId, timeline::EventItem,
    };

    use super::*;
    use crate::{
        features::timeline::fixtures::{event, text},
        link::FakeEngine,
    };

    const REFUSED: Option<SendState> =
        Some(SendState::Failed { why: FailureKind::Forbidden, recoverable: false });
    const OFFLINE: Option<SendState> =
        Some(SendState::Failed { why: FailureKind::Offline, recoverable: true });

    fn item(key: &str, send_state: Option<SendState>) -> TimelineItem {
        let event = EventItem {
            event: send_state.is_none().then(|| EventId(format!("${key}"))),
            send_state,
            ..event(key, "@me:b", text(key))
        };
        TimelineItem { key: key.into(), kind: ItemKind::Event(Box::new(event)) }
    }

    fn with(items: Vec<TimelineItem>, test: impl FnOnce(Unsent, &LiveList<TimelineItem>, &FakeEngine)) {
        Owner::new().with(|| {
            let (link, engine) = Link::fake();
            let list = LiveList::from_vec(items);
            let unsent = Unsent::over(link, list.clone(), Place::from(RoomId::from("!r")).timeline());
            engine.frames();
            test(unsent, &list, &engine);
        });
    }

    fn asked(engine: &FakeEngine) -> Vec<(RequestId, ComposerCommand)> {
        engine.settle();
        engine.requests(|command| match command {
            AnyCommand::Composer(command) => Some(command),
            _ => None,
        })
    }

    /// The one request under way, which must be to send this again.
    fn retried(engine: &FakeEngine, key: &str) -> RequestId {
        match asked(engine).as_slice() {
            [(id, ComposerCommand::RetrySend(command))] if command.item == key.into() => *id,
            other => panic!("not the one to send {key} again: {other:?}"),
        }
    }

    /// The one request under way, which must be to delete this.
    fn deleted(engine: &FakeEngine, key: &str) -> RequestId {
        match asked(engine).as_slice() {
            [(id, ComposerCommand::CancelSend(command))] if command.item == key.into() => *id,
            other => panic!("not the one to delete {key}: {other:?}"),
        }
    }

    fn set(list: &LiveList<TimelineItem>, index: u32, value: TimelineItem) {
        assert!(list.apply(vec![Diff::Set { index, value }]).is_ok());
    }

    #[test]
    fn what_failed_for_good_is_counted_and_what_waits_for_the_network_is_not() {
        let line = TimelineItem { key: "line".into(), kind: ItemKind::DateDivider { timestamp: 0 } };
        let items = vec![
            item("old", REFUSED),
            item("there", None),
            item("a", REFUSED),
            line,
            item("b", Some(SendState::Sent)),
            item("c", OFFLINE),
            item("d", Some(SendState::Sending)),
        ];
        with(items, |unsent, list, _| {
            assert_eq!(unsent.count.get_untracked(), 1, "an echo stands before nothing that the server has");
            set(list, 6, item("d", REFUSED));
            assert_eq!(unsent.count.get_untracked(), 2);
            set(list, 5, item("c", REFUSED));
            assert_eq!(unsent.failed.get_untracked(), ["a", "c", "d"].map(ItemKey::from));
            set(list, 2, item("a", Some(SendState::Sending)));
            assert!(list.apply(vec![Diff::PopBack]).is_ok());
            assert_eq!(unsent.count.get_untracked(), 1);
            assert!(list.apply(vec![Diff::Reset { values: vec![item("there", None)] }]).is_ok());
            assert_eq!(unsent.count.get_untracked(), 0);
        });
    }

    #[test]
    fn all_are_sent_again_in_order_one_after_another() {
        with(vec![item("a", REFUSED), item("b", REFUSED), item("c", REFUSED)], |unsent, list, engine| {
            unsent.send_again();
            unsent.send_again();
            let first = retried(engine, "a");
            set(list, 0, item("a", Some(SendState::Sending)));
            assert_eq!(unsent.count.get_untracked(), 3, "it is said once, not for each");
            engine.answer::<RetrySend>(first, Err(FailureKind::NotFound.into()));
            let second = retried(engine, "b");
            assert!(list.apply(vec![Diff::Remove { index: 2 }]).is_ok());
            engine.answer::<RetrySend>(second, Ok(&()));
            assert!(asked(engine).is_empty(), "another tab has deleted the third");
            assert!(!unsent.busy.get_untracked());
            assert_eq!(
                unsent.count.get_untracked(),
                1,
                "the second has failed again, or not been heard of yet"
            );
        });
    }

    #[test]
    fn all_are_deleted_after_a_question_the_last_first() {
        with(vec![item("a", REFUSED), item("b", REFUSED)], |unsent, list, engine| {
            unsent.delete();
            unsent.ask();
            unsent.keep();
            unsent.delete();
            assert!(asked(engine).is_empty(), "nobody has said yes to anything");
            unsent.ask();
            assert!(list.apply(vec![Diff::PushBack { value: item("c", REFUSED) }]).is_ok());
            unsent.delete();
            let second = deleted(engine, "b");
            unsent.keep();
            assert_eq!(unsent.asked.with_untracked(Vec::len), 2, "it is being done");
            assert!(list.apply(vec![Diff::Remove { index: 1 }]).is_ok());
            engine.answer::<CancelSend>(second, Ok(&()));
            let first = deleted(engine, "a");
            assert!(list.apply(vec![Diff::Remove { index: 0 }]).is_ok());
            engine.answer::<CancelSend>(first, Ok(&()));
            assert!(asked(engine).is_empty(), "the third has failed since, and was not asked about");
            assert!(unsent.asked.with_untracked(Vec::is_empty));
            assert_eq!(unsent.count.get_untracked(), 1);
        });
    }

    #[test]
    fn a_question_about_nothing_goes_and_what_goes_out_after_all_is_not_deleted() {
        with(vec![item("a", REFUSED), item("b", REFUSED)], |unsent, list, engine| {
            unsent.ask();
            set(list, 0, item("a", Some(SendState::Sending)));
            unsent.delete();
            let second = deleted(engine, "b");
            engine.answer::<CancelSend>(second, Err(FailureKind::Timeout.into()));
            assert!(asked(engine).is_empty(), "another tab sends the first again");
            unsent.ask();
            set(list, 1, item("b", Some(SendState::Sending)));
            assert!(unsent.asked.with_untracked(Vec::is_empty));
            assert_eq!(unsent.count.get_untracked(), 0);
        });
    }
}
