//! What every row of a timeline is given.

use leptos::{ev, prelude::*};
use protocol::{
    EventId, ItemKey,
    media::Media,
    profile::Profile,
    thread::ThreadSummary,
    timeline::{Content, EventItem, ItemKind, Quote, Reaction, Receipt, SendState, Shield, TimelineItem},
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    deeds::Deeds,
    model::TimelineModel,
    parts::{
        actions::{self, MenuAt},
        veil,
    },
    pointer::{Finger, Mouse},
    surface::Surface,
    view::Pictures,
};
use crate::{
    kit::place::Area,
    text::{file::safe_name, names::called},
};

/// The timeline a row stands in. Copies are the same timeline.
#[derive(Clone, Copy)]
pub(crate) struct Scene {
    /// What the timeline knows.
    pub(crate) model: TimelineModel,
    /// Where the rows are on screen.
    pub(crate) surface: Surface,
    /// Goes to an event, loaded or not.
    pub(crate) on_open_event: Callback<EventId>,
    /// Shows a picture large.
    pub(crate) on_open_media: Callback<Pictures>,
    /// Answers a message.
    pub(crate) on_answer: Callback<EventId>,
    /// Edits a message.
    pub(crate) on_edit: Callback<EventId>,
    /// Opens the thread that a message began or begins.
    pub(crate) on_open_thread: Callback<EventId>,
    /// The row that shows what can be done with it: the pointer or the focus came to it last.
    pub(crate) active: RwSignal<Option<ItemKey>>,
    /// Whether a menu of that row is open: as long it stays that one.
    pub(crate) menu_open: RwSignal<bool>,
    /// What the mouse did last.
    pub(crate) mouse: StoredValue<Mouse, LocalStorage>,
    /// The message that an emoji is looked for, and where it stands.
    pub(crate) picking: RwSignal<Option<(EventId, Area)>>,
    /// Where the menu of a message was asked for.
    pub(crate) menu_at: RwSignal<Option<MenuAt>>,
    /// The voice message that begins by itself.
    pub(crate) next_voice: RwSignal<Option<ItemKey>>,
    /// The finger on a message.
    pub(crate) finger: StoredValue<Option<Finger>, LocalStorage>,
    /// Whether the person asked for less motion.
    pub(crate) still: Signal<bool>,
    /// Whether there is no fine pointer.
    pub(crate) coarse: Signal<bool>,
}

impl Scene {
    /// The pointer or the focus has come to a row, or has left the rows.
    pub(crate) fn point(self, key: Option<ItemKey>) {
        // A row that is taken out of the page gives its focus away when the scene has gone.
        let free = self.menu_open.try_get_untracked() == Some(false);
        if free && self.active.try_with_untracked(|active| *active != key) == Some(true) {
            actions::keep_focus();
            self.active.set(key);
        }
    }

    /// The pointer has left the rows: the one with the focus is the active one again, if there is one.
    pub(crate) fn point_away(self) {
        // What stands over the rows gives the focus back.
        if document().active_element().as_ref().is_some_and(stands_over) {
            return;
        }
        self.point(self.model.roving.get_untracked().filter(|_| self.surface.has_focus()));
    }

    /// The focus has left a row, perhaps for another one.
    pub(crate) fn focus_away(self, event: &ev::FocusEvent) {
        let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
        let stays =
            |to: &Element| stands_over(to) || matches!(to.closest(".Timeline .scroller"), Ok(Some(_)));
        // With the window the focus is not lost either.
        if to.as_ref().map_or_else(|| document().has_focus().unwrap_or(false), |to| !stays(to)) {
            self.point(self.mouse.try_with_value(|mouse| mouse.over.clone()).flatten());
        }
    }

    /// Whether the account may answer a message.
    pub(crate) fn can_answer(self, key: &ItemKey) -> bool {
        let powers = self.model.powers.get_untracked();
        !self.model.selection.is_on_now()
            && self.model.event(key).is_some_and(|event| Deeds::of(&event, powers).answer)
    }

    /// Asks whether all that the author of a message has said lately is to be deleted.
    pub(crate) fn purge(self, event: &EventId) {
        self.model.purging.set(self.model.loaded(event).map(|event| event.sender));
    }

    /// Asks what is to be reported of a message.
    pub(crate) fn report(self, event: &EventId) {
        let author = self.model.loaded(event).map(|event| event.sender);
        self.model.reporting.set(author.map(|author| (event.clone(), author)));
    }

    /// Whether a message has media that are shown now, and may be hidden.
    pub(crate) fn can_hide(self, event: &EventId) -> bool {
        self.model
            .loaded(event)
            .is_some_and(|event| veil::takes(&event.content) && self.model.shows_media(&event))
    }

    /// Shows a file of a message.
    pub(crate) fn open_document(self, key: &ItemKey, media: &Media) {
        if let Some(event) = self.model.event(key) {
            let content = Content::File { media: media.clone(), caption: None };
            self.on_open_media.run(Pictures { items: vec![EventItem { content, ..event }], at: 0 });
        }
    }

    /// Shows the pictures of the loaded timeline, beginning with the `nth` of this item's.
    pub(crate) fn open_picture(self, key: &ItemKey, nth: usize) {
        let messages = self.model.collect(|event| {
            matches!(event.content, Content::Image { .. } | Content::Gallery { .. })
                && self.model.shows_media(event)
        });
        let mut items = Vec::new();
        let mut at = 0;
        for (other, event) in messages {
            if other == *key {
                at = items.len() + nth;
            }
            items.extend(pictures(event));
        }
        self.on_open_media.run(Pictures { items, at });
    }
}

/// A message for each of its pictures and films: those of a gallery stand for themselves in the viewer.
fn pictures(event: EventItem) -> Vec<EventItem> {
    let contents = match &event.content {
        Content::Gallery { items, .. } => items.clone(),
        content => vec![content.clone()],
    };
    let safe = |mut content: Content| {
        let (Content::Image { media, .. } | Content::Video { media, .. }) = &mut content else { return None };
        media.filename = safe_name(&media.filename);
        Some(EventItem { content, ..event.clone() })
    };
    contents.into_iter().filter_map(safe).collect()
}

/// Whether something is in a menu or dialog.
fn stands_over(element: &Element) -> bool {
    matches!(element.closest("dialog, [popover]"), Ok(Some(_)))
}

/// What is small about an event and decides how its row looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Marks {
    /// The server's name for it.
    pub(crate) event: Option<EventId>,
    /// Milliseconds since 1970.
    pub(crate) timestamp: u64,
    /// Whether the account sent it.
    pub(crate) own: bool,
    /// Whether it was edited.
    pub(crate) edited: bool,
    /// Whether it mentions the account.
    pub(crate) mentions_me: bool,
    /// What the encryption cannot vouch for.
    pub(crate) shield: Option<Shield>,
    /// Who has shared its key.
    pub(crate) key_from: Option<String>,
}

/// An event's parts, each followed by itself: a part that changes renders only itself anew.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// Who.
    pub(crate) sender: Memo<Option<Profile>>,
    /// What.
    pub(crate) content: Memo<Option<Content>>,
    /// How the row looks.
    pub(crate) marks: Memo<Marks>,
    /// What it answers.
    pub(crate) reply: Memo<Option<Quote>>,
    /// The thread it began.
    pub(crate) thread: Memo<Option<ThreadSummary>>,
    /// Reactions.
    pub(crate) reactions: Memo<Vec<Reaction>>,
    /// Readers.
    pub(crate) receipts: Memo<Vec<Receipt>>,
    /// How far a local echo has come.
    pub(crate) sending: Memo<Option<SendState>>,
}

impl Parts {
    /// Follows an item.
    pub(crate) fn of(item: &ArcRwSignal<TimelineItem>) -> Self {
        Self {
            sender: follow(item, |event| Some(event.sender.clone())),
            content: follow_content(item),
            marks: follow(item, |event| Marks {
                event: event.event.clone(),
                timestamp: event.timestamp,
                own: event.own,
                edited: event.edited,
                mentions_me: event.mentions_me,
                shield: event.shield,
                key_from: event.key_from.as_ref().map(called),
            }),
            reply: follow(item, |event| event.reply_to.clone()),
            thread: follow(item, |event| event.thread.clone()),
            reactions: follow(item, |event| event.reactions.clone()),
            receipts: follow(item, |event| event.receipts.clone()),
            sending: follow(item, |event| event.send_state.clone()),
        }
    }
}

/// What an event says. A poll is the same as long as it is one: it follows its votes by itself ([`super::rows::poll`]).
fn follow_content(item: &ArcRwSignal<TimelineItem>) -> Memo<Option<Content>> {
    let item = item.clone();
    let content = move |before: Option<&Option<Content>>| {
        item.with(|item| match &item.kind {
            ItemKind::Event(event) => Some(event.content.clone()),
            _ => before.cloned().flatten(),
        })
    };
    Memo::new_with_compare(content, |before, now| {
        let is_poll = |content: Option<&Option<Content>>| matches!(content, Some(Some(Content::Poll(_))));
        !(is_poll(before) && is_poll(now)) && before != now
    })
}

/// A part of an event, as long as it is one.
pub(crate) fn follow<T>(item: &ArcRwSignal<TimelineItem>, take: fn(&EventItem) -> T) -> Memo<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let item = item.clone();
    Memo::new(move |before: Option<&T>| {
        item.with(|item| match &item.kind {
            ItemKind::Event(event) => take(event),
            _ => before.cloned().unwrap_or_default(),
        })
    })
}
