//! What is known of a room's files and asked for. No DOM.

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{
    Failure, ItemKey, RoomId,
    media_rules::{MediaRules, ShownMedia},
    timeline::{Content, EventItem, Focus, ItemKind, LoadOlder, Timeline as Topic, TimelineItem},
};

use crate::{
    link::{Link, LiveList, Paging},
    text::document::document,
};

/// Events that are looked through at a time.
const PAGE: u16 = 100;
/// So often it is looked further back by itself while there is little to show. A room may have no files at all.
const PATIENCE: u32 = 5;
/// Less than that is little.
const FEW: usize = 12;

/// Which files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// All.
    All,
    /// Pictures and videos.
    Pictures,
    /// Recordings and music.
    Audio,
    /// Others.
    Other,
}

impl Kind {
    /// In the order they are offered.
    pub(crate) const EACH: [Self; 4] = [Self::All, Self::Pictures, Self::Audio, Self::Other];

    fn takes(self, content: &Content) -> bool {
        match content {
            Content::Image { .. } | Content::Video { .. } => matches!(self, Self::All | Self::Pictures),
            Content::Audio { .. } => matches!(self, Self::All | Self::Audio),
            Content::File { .. } => matches!(self, Self::All | Self::Other),
            _ => false,
        }
    }
}

/// The files of a room. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct FilesModel {
    link: StoredValue<Link>,
    topic: StoredValue<Topic>,
    list: StoredValue<LiveList<TimelineItem>>,
    /// Those that are shown, the newest first.
    pub(crate) order: Signal<Arc<Vec<ItemKey>>>,
    /// Which pictures are seen, when known (MSC4278).
    shown_media: Signal<Option<ShownMedia>>,
    /// Which are shown.
    pub(crate) kind: RwSignal<Kind>,
    /// Whether the engine has answered.
    pub(crate) ready: Signal<bool>,
    /// Why the engine closed the list, if it did.
    pub(crate) failure: Signal<Option<Failure>>,
    /// Looking further back.
    pub(crate) paging: RwSignal<Paging>,
    /// How often that was done without being asked.
    looked: StoredValue<u32>,
}

impl FilesModel {
    /// Follows the files until the current owner is cleaned up.
    pub(crate) fn new(link: Link, room: RoomId) -> Self {
        let shown_media = link.kept_value(MediaRules { room: Some(room.clone()) }).signal();
        let topic = Topic { room, focus: Focus::Files };
        let list = link.list(topic.clone());
        let kind = RwSignal::new(Kind::All);
        let (all, ready) = (list.order(), list.ready());
        let failure = list.failure();
        // A message that is deleted stays in its place and is no file any more.
        let batches = RwSignal::new(0_u32);
        list.after(move |_| {
            batches.try_update(|batches| *batches = batches.wrapping_add(1));
        });
        let rows = StoredValue::new(list);
        let order = Memo::new(move |_| {
            batches.track();
            let kind = kind.get();
            let takes =
                |key: &ItemKey| with_file(rows, key, |event| kind.takes(&event.content)) == Some(true);
            Arc::new(all.with(|all| all.iter().rev().filter(|key| takes(key)).cloned().collect::<Vec<_>>()))
        });
        let model = Self {
            link: StoredValue::new(link),
            topic: StoredValue::new(topic),
            list: rows,
            order: order.into(),
            shown_media,
            kind,
            ready,
            failure,
            paging: RwSignal::new(Paging::Idle),
            looked: StoredValue::new(0),
        };
        Effect::new(move |_| {
            if ready.get() && model.paging.get() == Paging::Idle {
                model.look_on();
            }
        });
        model
    }

    /// A file's message.
    pub(crate) fn file(self, key: &ItemKey) -> Option<EventItem> {
        with_file(self.list, key, EventItem::clone)
    }

    /// The message of a row, followed.
    pub(crate) fn row(self, key: &ItemKey) -> Option<ArcRwSignal<TimelineItem>> {
        self.list.try_with_value(|list| list.row(key)).flatten()
    }

    /// Whether the media of a message are seen, tracked.
    pub(crate) fn shows_media(self, event: &EventItem) -> bool {
        self.shown_media
            .with(|shown| shown.as_ref().is_some_and(|shown| shown.shows(event.event.as_ref(), event.own)))
    }

    /// A file that can be read here, alone.
    pub(crate) fn document(self, key: &ItemKey) -> Option<EventItem> {
        self.file(key).filter(|event| is_document(&event.content))
    }

    /// All pictures that are shown, oldest first, and where this one stands among them, if it is there still.
    pub(crate) fn pictures(self, key: &ItemKey) -> Option<(Vec<EventItem>, usize)> {
        let order = self.order.get_untracked();
        let pictures: Vec<_> = order
            .iter()
            .rev()
            .filter_map(|key| Some((key, self.file(key)?)))
            .filter(|(_, event)| matches!(event.content, Content::Image { .. }))
            // Whoever presses a picture wants to see that one.
            .filter(|(other, event)| *other == key || untrack(|| self.shows_media(event)))
            .collect();
        let at = pictures.iter().position(|(other, _)| *other == key)?;
        Some((pictures.into_iter().map(|(_, event)| event).collect(), at))
    }

    /// Looks further back by itself, while there is little to show, but not for ever.
    pub(crate) fn look_on(self) {
        let few = self.order.with_untracked(|order| order.len() < FEW);
        let often = self.looked.try_update_value(|looked| {
            *looked += 1;
            *looked
        });
        if few && often.is_some_and(|often| often <= PATIENCE) {
            self.load();
        }
    }

    /// The end of the list is near.
    pub(crate) fn near_end(self) {
        match self.order.with_untracked(|order| order.len() < FEW) {
            true => self.look_on(),
            false => self.load(),
        }
    }

    /// Looks further back, unless that is under way or nothing is there.
    pub(crate) fn load(self) {
        if self.paging.with_untracked(|paging| matches!(paging, Paging::Busy | Paging::Ended)) {
            return;
        }
        self.paging.set(Paging::Busy);
        let link = self.link.get_value();
        let answer = link.request(LoadOlder { timeline: self.topic.get_value(), count: PAGE });
        link.spawn(async move {
            self.paging.try_set(Paging::after(answer.await));
        });
    }
}

/// Whether something is a file that can be read here.
pub(super) fn is_document(content: &Content) -> bool {
    matches!(content, Content::File { media, .. } if document(media).is_some())
}

fn with_file<T>(
    list: StoredValue<LiveList<TimelineItem>>,
    key: &ItemKey,
    read: impl FnOnce(&EventItem) -> T,
) -> Option<T> {
    let row = list.try_with_value(|list| list.row(key)).flatten()?;
    row.with_untracked(|item| match &item.kind {
        ItemKind::Event(event) => Some(read(event)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use protocol::media::{Media, MediaSource};

    use super::*;

    #[test]
    fn each_file_is_of_one_kind_and_of_all() {
        let media = Media::named(MediaSource(String::new()), "a".to_owned());
        let contents = [
            Content::Image { media: media.clone(), caption: None },
            Content::Video { media: media.clone(), caption: None },
            Content::Audio { media: media.clone(), caption: None },
            Content::File { media, caption: None },
        ];
        let taken = Kind::EACH.map(|kind| contents.each_ref().map(|content| kind.takes(content)));
        assert_eq!(
            taken,
            [
                [true, true, true, true],
                [true, true, false, false],
                [false, false, true, false],
                [false, false, false, true]
            ]
        );
        assert!(!Kind::All.takes(&Content::Call));
    }
}
