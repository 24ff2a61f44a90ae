//! What the timeline knows and asks for. No DOM: where things stand is [`super::surface`]'s.

use std::{cell::RefCell, sync::Arc};

use leptos::prelude::*;
use protocol::{
    Command, EventId, Failure, ItemKey, RoomId,
    composer::{CancelSend, Place, RetrySend},
    media::{MediaSource, MediaWanted, Upload, Uploads},
    media_rules::{MediaRules, ShowMedia, ShownMedia},
    message::Source,
    profile::Profile,
    room::RoomInfo,
    session::{Connection, SyncState},
    thread::{UnreadThread, UnreadThreads},
    timeline::{
        EditRevision, EventItem, Focus, ItemKind, LoadNewer, LoadOlder, LoadQuote, MarkRead,
        Timeline as Topic, TimelineItem,
    },
    trust::SendAnyway,
};

use super::{
    deeds::{Powers, Shown},
    grouping::{Facts, RowKind, Rows},
    hidden,
    polls::Asked,
    selecting::Selection,
};
use crate::{
    link::{FileUrl, Link, LiveList, LiveValue, MediaUrl, Paging},
    platform::visibility,
    settings::{self, Hidden},
};

/// Items asked for at a time.
const PAGE: u16 = 50;

/// The state of one timeline on screen. Copies are the same timeline.
#[derive(Clone, Copy)]
pub(crate) struct TimelineModel {
    pub(super) link: StoredValue<Link>,
    pub(super) topic: StoredValue<Topic>,
    list: StoredValue<LiveList<TimelineItem>>,
    facts: StoredValue<Vec<(ItemKey, Facts)>>,
    marked: StoredValue<Option<ItemKey>>,
    /// The line above what is new, and the item below it. Reading takes the line away in the engine, but
    /// whoever reads wants to see where it stood.
    line: StoredValue<Option<(ItemKey, ItemKey)>>,
    /// The first item when the engine said that there is nothing before it.
    start: StoredValue<Option<ItemKey>>,
    /// The rows.
    pub(crate) rows: RwSignal<Arc<Rows>>,
    /// Whether the engine has answered.
    pub(crate) ready: Signal<bool>,
    /// Why the engine closed the timeline, if it did.
    pub(crate) failure: Signal<Option<Failure>>,
    /// Loading at the beginning.
    pub(crate) older: RwSignal<Paging>,
    /// Loading at the end, of a timeline around an event.
    pub(crate) newer: RwSignal<Paging>,
    /// Messages of others that came since the end was last on screen.
    pub(crate) unseen: RwSignal<u32>,
    /// The row one walks on with the arrow keys.
    pub(crate) roving: RwSignal<Option<ItemKey>>,
    /// The row a link or quote led to.
    pub(crate) highlighted: RwSignal<Option<ItemKey>>,
    /// Runs shown in full.
    pub(crate) unfolded: RwSignal<std::collections::HashSet<ItemKey>>,
    /// The message whose versions are shown.
    pub(crate) history: RwSignal<Option<Shown<Vec<EditRevision>>>>,
    /// The message whose source is shown.
    pub(crate) source: RwSignal<Option<Shown<Source>>>,
    /// How often something was read into a dialog: an answer is of the last only if none was asked since.
    pub(crate) asked: StoredValue<u32>,
    /// The messages that are to be sent on, while it is asked where to.
    pub(crate) forwarding: RwSignal<Option<Vec<EventId>>>,
    /// The message that is to be saved for later.
    pub(crate) saving: RwSignal<Option<EventId>>,
    /// The messages that the person is asked about whether to delete them.
    pub(crate) deleting: RwSignal<Option<Vec<EventId>>>,
    /// The message that is to be reported, and who sent it.
    pub(crate) reporting: RwSignal<Option<(EventId, Profile)>>,
    /// Of whom all that was said lately is to be deleted, after a question.
    pub(crate) purging: RwSignal<Option<Profile>>,
    /// The link that is to be shared.
    pub(crate) sharing: RwSignal<Option<String>>,
    /// The day from which one wants to go to another, in milliseconds since 1970.
    pub(crate) dating: RwSignal<Option<u64>>,
    /// What is left out.
    hidden: Signal<Hidden>,
    /// Whether it is shown what stands behind links.
    pub(crate) previews: Signal<bool>,
    /// Whether that is refused, even where senders bring it.
    pub(crate) refuses_previews: Signal<bool>,
    /// Which pictures, films and stickers are shown, when known.
    pub(crate) shown_media: Signal<Option<ShownMedia>>,
    /// Whether pictures within texts are shown.
    shows_by_rule: Signal<bool>,
    /// The links of messages without it, all the same.
    pub(crate) plain: RwSignal<std::collections::HashSet<(EventId, String)>>,
    /// The messages that are selected.
    pub(crate) selection: Selection,
    /// What the person is asked about a poll.
    pub(crate) asked_poll: RwSignal<Option<Asked>>,
    /// What could not be done with a message.
    pub(crate) refused: RwSignal<Option<Failure>>,
    /// The room's name, when known.
    pub(crate) room_name: Signal<Option<String>>,
    /// What the account may do in the room.
    pub(crate) powers: Signal<Powers>,
    /// What is pinned in the room, the newest last.
    pub(crate) pinned: Signal<Vec<EventId>>,
    /// Servers through which others get into the room.
    pub(crate) servers: Signal<Vec<String>>,
    /// The threads of the room in which something is unread.
    pub(crate) unread_threads: Signal<Vec<UnreadThread>>,
}

thread_local! {
    static VISIBLE: RefCell<Option<ArcRwSignal<bool>>> = const { RefCell::new(None) };
}

/// Whether the tab is in front, as a signal; the browser is listened to once, for the life of the page.
pub(crate) fn tab_visible() -> ArcRwSignal<bool> {
    VISIBLE.with(|slot| {
        slot.borrow_mut()
            .get_or_insert_with(|| {
                let visible = ArcRwSignal::new(visibility::visible());
                let writer = visible.clone();
                visibility::on_change(move |now| writer.set(now));
                visible
            })
            .clone()
    })
}

impl TimelineModel {
    /// Subscribes to a room's timeline until the current owner is cleaned up.
    pub(crate) fn new(link: Link, room: RoomId, focus: Focus) -> Self {
        let topic = Topic { room: room.clone(), focus: focus.clone() };
        let list = match focus {
            Focus::Live | Focus::Thread(_) => link.kept_list(topic),
            Focus::Event(_) | Focus::Files | Focus::Polls => link.list(topic),
        };
        let in_thread = matches!(focus, Focus::Thread(_));
        let unread = link.kept_value(UnreadThreads { room: room.clone() });
        let info = link.kept_value(RoomInfo { room: room.clone() });
        let connection = link.value(SyncState);
        let shown_media = link.kept_value(MediaRules { room: Some(room.clone()) });
        let (named, served, pins) = (info.clone(), info.clone(), info.clone());
        let (secret, shown_in, refused_in) = (info.clone(), room.clone(), room.clone());
        let previews = Memo::new(move |_| {
            let encrypted = secret.with(|info| info.and_then(|info| info.encrypted));
            settings::link_previews(&shown_in, encrypted)
        });
        let refuses_previews = Memo::new(move |_| settings::refuses_previews(&refused_in));
        let shown_media = shown_media.signal();
        let shows_by_rule =
            Memo::new(move |_| shown_media.with(|shown| shown.as_ref().is_some_and(ShownMedia::by_rule)));
        let room_name = Signal::derive(move || named.with(|info| info.and_then(|info| info.name.clone())));
        let powers = Memo::new(move |_| {
            info.with(|info| {
                info.map_or(Powers::default(), |info| Powers {
                    write: info.can_send && info.successor.is_none(),
                    begin_thread: info.can_send && info.successor.is_none() && !in_thread,
                    react: info.can_react,
                    vote: info.can_vote && info.successor.is_none(),
                    pin: info.can_pin,
                    redact: info.can_redact,
                })
            })
        });
        let servers = move || served.with(|info| info.map(|info| info.servers.clone()).unwrap_or_default());
        let servers = Signal::derive(servers);
        let pinned =
            Memo::new(move |_| pins.with(|info| info.map(|info| info.pinned.clone()).unwrap_or_default()));
        let unread_threads = Memo::new(move |_| unread.with(|unread| unread.cloned().unwrap_or_default()));
        let model = Self {
            room_name,
            powers: powers.into(),
            pinned: pinned.into(),
            servers,
            unread_threads: unread_threads.into(),
            previews: previews.into(),
            refuses_previews: refuses_previews.into(),
            shown_media,
            shows_by_rule: shows_by_rule.into(),
            ..Self::over(link, list, room, focus)
        };
        // What failed for want of a connection is tried again when there is one.
        Effect::new(move |was: Option<bool>| {
            let online = connection.with(|state| state == Some(&Connection::Online));
            if online && was == Some(false) {
                model.retry_paging();
                model.link.with_value(Link::ask_previews_again);
            }
            online
        });
        Effect::new(move |before: Option<Hidden>| {
            let hidden = model.hidden.get();
            if before.is_some_and(|before| before != hidden) {
                model.group();
            }
            hidden
        });
        model
    }

    /// A timeline over a list that is there already, for tests.
    pub(crate) fn over(link: Link, list: LiveList<TimelineItem>, room: RoomId, focus: Focus) -> Self {
        let around = matches!(focus, Focus::Event(_));
        let asked_of = room.clone();
        let model = Self {
            link: StoredValue::new(link),
            topic: StoredValue::new(Topic { room, focus }),
            facts: StoredValue::new(Vec::new()),
            marked: StoredValue::new(None),
            line: StoredValue::new(None),
            start: StoredValue::new(None),
            rows: RwSignal::new(Arc::default()),
            ready: list.ready(),
            failure: list.failure(),
            older: RwSignal::new(Paging::Idle),
            newer: RwSignal::new(if around { Paging::Idle } else { Paging::Ended }),
            unseen: RwSignal::new(0),
            roving: RwSignal::new(None),
            highlighted: RwSignal::new(None),
            unfolded: RwSignal::default(),
            history: RwSignal::new(None),
            source: RwSignal::new(None),
            saving: RwSignal::new(None),
            deleting: RwSignal::new(None),
            forwarding: RwSignal::new(None),
            reporting: RwSignal::new(None),
            purging: RwSignal::new(None),
            sharing: RwSignal::new(None),
            dating: RwSignal::new(None),
            hidden: Memo::new(move |_| settings::hidden_in(&asked_of)).into(),
            previews: Signal::stored(false),
            refuses_previews: Signal::stored(false),
            shown_media: Signal::stored(Some(ShownMedia { invite_avatars: true, ..ShownMedia::default() })),
            shows_by_rule: Signal::stored(true),
            plain: RwSignal::default(),
            selection: Selection::new(),
            asked: StoredValue::new(0),
            asked_poll: RwSignal::new(None),
            refused: RwSignal::new(None),
            room_name: Signal::stored(None),
            powers: Signal::stored(Powers::default()),
            pinned: Signal::stored(Vec::new()),
            servers: Signal::stored(Vec::new()),
            unread_threads: Signal::stored(Vec::new()),
            list: StoredValue::new(list.clone()),
        };
        model.regroup();
        list.after(move |_| model.regroup());
        model
    }

    /// Calls back after each batch of a timeline that was there before, with the items new at its end.
    pub(crate) fn on_appended(self, hook: impl Fn(&[ItemKey]) + 'static) {
        // Hooks run in the order they were given, so this one finds the rows grouped already.
        let seen = std::cell::Cell::new(self.ready.get_untracked());
        self.list.with_value(|list| {
            list.after(move |keys| {
                // The first answer is history, not news.
                if !seen.replace(self.ready.try_get_untracked().unwrap_or(false)) {
                    return;
                }
                // What is hidden is none either.
                let shown = |key: &&ItemKey| {
                    self.rows.try_with_untracked(|rows| rows.get(key).is_some()).unwrap_or(false)
                };
                let news: Vec<ItemKey> = keys.iter().filter(shown).cloned().collect();
                if !news.is_empty() {
                    hook(&news);
                }
            });
        });
    }

    /// Reads the items anew and groups them, if that changes anything but texts.
    fn regroup(self) {
        let Some(mut facts) = self.list.try_with_value(|list| {
            let order = list.order().get_untracked();
            let facts = |key: &ItemKey| {
                list.row(key).map(|row| row.with_untracked(|item| (key.clone(), Facts::of(item))))
            };
            order.iter().filter_map(facts).collect::<Vec<_>>()
        }) else {
            return;
        };
        self.keep_line(&mut facts);
        // Where nothing of the first answer stands in the room, as where all of it is in a thread, there is one row: the
        // one by which more is loaded.
        let bare = self.ready.get_untracked() && self.rows.with_untracked(|rows| rows.list().is_empty());
        if !bare && self.facts.with_value(|old| *old == facts) {
            return;
        }
        let first = facts.first().map(|(key, _)| key.clone());
        if self.start.with_value(|start| start.is_some() && *start != first) {
            self.start.set_value(None);
            self.older.set(Paging::Idle);
        }
        self.facts.set_value(facts);
        self.group();
    }

    /// Notes where the line above what is new stands, and puts it back where it stood.
    fn keep_line(self, facts: &mut Vec<(ItemKey, Facts)>) {
        match facts.iter().rposition(|(_, facts)| *facts == Facts::NewMessages) {
            Some(at) => {
                let below = facts.get(at + 1).map(|(below, _)| (facts[at].0.clone(), below.clone()));
                self.line.set_value(below);
            }
            None => {
                let Some((line, below)) = self.line.get_value() else { return };
                match facts.iter().rposition(|(key, _)| *key == below) {
                    Some(at) => facts.insert(at, (line, Facts::NewMessages)),
                    None => self.line.set_value(None),
                }
            }
        }
    }

    /// Whoever answers has read: the line above what was new goes.
    pub(crate) fn forget_line(self) {
        if self.line.with_value(Option::is_some) {
            self.line.set_value(None);
            self.regroup();
        }
    }

    /// Makes the rows of the items that are shown.
    pub(super) fn group(self) {
        let newer = self.newer.with_untracked(|newer| *newer != Paging::Ended);
        let hidden = self.hidden.get_untracked();
        let linked = self.around().filter(|_| hidden.any()).and_then(|event| self.find(&event));
        let rows = self.facts.with_value(|facts| {
            let older = !matches!(facts.first(), Some((_, Facts::Start)))
                && self.older.with_untracked(|older| *older != Paging::Ended);
            let previous = self.rows.get_untracked();
            let shown = hidden::shown(facts, hidden, linked.as_ref());
            Rows::group(shown.into_iter(), older, newer, &previous)
        });
        self.rows.set(Arc::new(rows));
    }

    /// The room.
    pub(crate) fn room(self) -> RoomId {
        self.topic.with_value(|topic| topic.room.clone())
    }

    /// The event the timeline is around, where it is around one.
    pub(crate) fn around(self) -> Option<EventId> {
        self.topic.with_value(|topic| match &topic.focus {
            Focus::Live | Focus::Thread(_) | Focus::Files | Focus::Polls => None,
            Focus::Event(event) => Some(event.clone()),
        })
    }

    /// The message that began the thread, where the timeline is one.
    pub(crate) fn thread(self) -> Option<EventId> {
        self.topic.with_value(|topic| match &topic.focus {
            Focus::Thread(root) => Some(root.clone()),
            Focus::Live | Focus::Event(_) | Focus::Files | Focus::Polls => None,
        })
    }

    /// Where one writes what comes into this timeline's end.
    pub(crate) fn place(self) -> Place {
        Place { room: self.room(), thread: self.thread() }
    }

    /// An item's signal.
    pub(crate) fn item(self, key: &ItemKey) -> Option<ArcRwSignal<TimelineItem>> {
        self.list.try_with_value(|list| list.row(key)).flatten()
    }

    /// Reads what an item says, now.
    pub(crate) fn read<T>(self, key: &ItemKey, read: impl FnOnce(&EventItem) -> T) -> Option<T> {
        self.item(key)?.with_untracked(|item| match &item.kind {
            ItemKind::Event(event) => Some(read(event)),
            _ => None,
        })
    }

    /// What an item says, now.
    pub(crate) fn event(self, key: &ItemKey) -> Option<EventItem> {
        self.read(key, EventItem::clone)
    }

    /// What an event says, if it is loaded.
    pub(crate) fn loaded(self, event: &EventId) -> Option<EventItem> {
        self.find(event).and_then(|key| self.event(&key))
    }

    /// The item of an event, if it is loaded.
    pub(crate) fn find(self, wanted: &EventId) -> Option<ItemKey> {
        self.facts.with_value(|facts| {
            facts
                .iter()
                .rev()
                .map(|(key, _)| key)
                .find(|key| self.read(key, |event| event.event.as_ref() == Some(wanted)) == Some(true))
                .cloned()
        })
    }

    /// Shows all events of the timeline to `see`, in order.
    pub(crate) fn each(self, mut see: impl FnMut(&ItemKey, &EventItem)) {
        self.facts.with_value(|facts| {
            for (key, _) in facts {
                self.read(key, |event| see(key, event));
            }
        });
    }

    /// All events of the timeline that `choose` takes, in order.
    pub(crate) fn collect(self, choose: impl Fn(&EventItem) -> bool) -> Vec<(ItemKey, EventItem)> {
        let mut chosen = Vec::new();
        self.each(|key, event| {
            if choose(event) {
                chosen.push((key.clone(), event.clone()));
            }
        });
        chosen
    }

    /// A picture or file as an object URL, for the current owner.
    pub(crate) fn media(self, wanted: MediaWanted) -> Signal<MediaUrl> {
        self.link.with_value(|link| link.media(wanted))
    }

    /// A file to be saved or listened to, in parts; for the current owner.
    pub(crate) fn file(self, source: MediaSource) -> FileUrl {
        self.link.with_value(|link| link.file(source))
    }

    /// A film, which plays before all of it is here where it can; for the current owner.
    pub(crate) fn film(self, source: MediaSource) -> FileUrl {
        self.link.with_value(|link| link.film(source))
    }

    /// A picture of a message's text as an object URL, where the room's pictures are shown; for the current owner.
    pub(crate) fn media_by_rule(self, wanted: MediaWanted) -> Signal<MediaUrl> {
        let url = Memo::new(move |_| self.shows_by_rule.get().then(|| self.media(wanted.clone())));
        Signal::derive(move || url.get().map_or(MediaUrl::Loading, |url| url.get()))
    }

    /// Whether the media of a message are shown now.
    pub(crate) fn shows_media(self, event: &EventItem) -> bool {
        self.shown_media.with_untracked(|shown| {
            shown.as_ref().is_some_and(|shown| shown.shows(event.event.as_ref(), event.own))
        })
    }

    /// Shows the media of a message on this device, or hides them.
    pub(crate) fn show_media(self, event: EventId, shown: bool) {
        self.attempt(ShowMedia { room: self.room(), event, shown });
    }

    /// Bytes of the file that an item carries.
    pub(crate) fn size(self, key: &ItemKey) -> Option<u64> {
        self.read(key, |event| event.content.media()?.size)?
    }

    /// How far the files are that are on their way, for the current owner.
    pub(crate) fn uploads(self) -> LiveValue<Vec<Upload>> {
        self.link.with_value(|link| link.value(Uploads))
    }

    /// Loads older items, unless that is under way or there are none.
    pub(crate) fn load_older(self) {
        if !self.ready.get_untracked()
            || self.older.with_untracked(|older| matches!(older, Paging::Busy | Paging::Ended))
        {
            return;
        }
        self.older.set(Paging::Busy);
        let answer = self
            .link
            .with_value(|link| link.request(LoadOlder { timeline: self.topic.get_value(), count: PAGE }));
        self.link.get_value().spawn(async move {
            let paging = Paging::after(answer.await);
            if paging == Paging::Ended {
                self.start.try_set_value(
                    self.facts.try_with_value(|facts| facts.first().map(|(key, _)| key.clone())).flatten(),
                );
            }
            let ended = paging == Paging::Ended;
            self.older.try_set(paging);
            if ended && self.rows.try_get_untracked().is_some() {
                self.group();
            }
        });
    }

    /// Loads newer items into a timeline around an event.
    pub(crate) fn load_newer(self) {
        if !self.ready.get_untracked()
            || self.newer.with_untracked(|newer| matches!(newer, Paging::Busy | Paging::Ended))
        {
            return;
        }
        self.newer.set(Paging::Busy);
        let answer = self
            .link
            .with_value(|link| link.request(LoadNewer { timeline: self.topic.get_value(), count: PAGE }));
        self.link.get_value().spawn(async move {
            let paging = Paging::after(answer.await);
            let ended = paging == Paging::Ended;
            self.newer.try_set(paging);
            if ended && self.rows.try_get_untracked().is_some() {
                self.group();
            }
        });
    }

    fn retry_paging(self) {
        for paging in [self.older, self.newer] {
            if paging.with_untracked(|paging| matches!(paging, Paging::Failed(_))) {
                paging.set(Paging::Idle);
            }
        }
    }

    /// The end is on screen in a tab in front: tells the room, once per newest item.
    pub(crate) fn mark_read(self) {
        if self.around().is_some() || !self.ready.get_untracked() {
            return;
        }
        let newest = self.facts.with_value(|facts| {
            facts
                .iter()
                .rev()
                .find(|(_, facts)| matches!(facts, Facts::Message { .. } | Facts::Noise(_)))
                .map(|(key, _)| key.clone())
        });
        if newest.is_none() || self.marked.with_value(|marked| *marked == newest) {
            return;
        }
        self.marked.set_value(newest);
        let private = !settings::here().public_receipts.get_untracked();
        let answer =
            self.link.with_value(|link| link.request(MarkRead { timeline: self.topic.get_value(), private }));
        self.link.get_value().spawn(async move {
            if answer.await.is_err() {
                // The next look at the end tries again.
                self.marked.try_set_value(None);
            }
        });
    }

    /// Fetches what a reply quotes. Failures come back in the item itself.
    pub(crate) fn load_quote(self, event: EventId) {
        self.send(LoadQuote { timeline: self.topic.get_value(), event });
    }

    /// Sends a failed message again.
    pub(crate) fn retry_send(self, item: ItemKey) {
        self.send(RetrySend { timeline: self.topic.get_value(), item });
    }

    /// Sends a message that the encryption has kept back.
    pub(crate) fn send_anyway(self, item: ItemKey) {
        self.send(SendAnyway { timeline: self.topic.get_value(), item });
    }

    /// Takes a message that is not sent out of the queue.
    pub(crate) fn cancel_send(self, item: ItemKey) {
        self.send(CancelSend { timeline: self.topic.get_value(), item });
    }

    /// The timeline.
    pub(crate) fn topic(self) -> Topic {
        self.topic.get_value()
    }

    /// Asks for something whose success shows in the timeline itself.
    fn send<C: Command<Reply = ()>>(self, command: C) {
        let answer = self.link.with_value(|link| link.request(command));
        self.link.get_value().spawn(async move {
            let _ = answer.await;
        });
    }

    /// Runs a future in the background; it must read signals with `try_`.
    pub(crate) fn spawn(self, future: impl Future<Output = ()> + 'static) {
        self.link.get_value().spawn(future);
    }

    /// The kind of a row, tracked.
    pub(crate) fn row_kind(self, key: &ItemKey) -> Option<RowKind> {
        self.rows.with(|rows| rows.get(key).filter(|row| row.key == *key).map(|row| row.kind.clone()))
    }
}
