//! What is known of a room's files and asked for. No DOM.

use leptos::prelude::*;
use protocol::{
    RoomId,
    media_rules::{MediaRules, ShownMedia},
    timeline::{Content, EventItem, Focus},
};

use crate::{
    link::Link,
    side::{Found, FoundKey},
    text::document::document,
};

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
    /// Those that are shown, the newest first.
    pub(crate) found: Found,
    /// Which pictures are seen, when known (MSC4278).
    shown_media: Signal<Option<ShownMedia>>,
    /// Which are shown.
    pub(crate) kind: RwSignal<Kind>,
}

impl FilesModel {
    /// Follows the files until the current owner is cleaned up.
    pub(crate) fn new(link: Link, room: RoomId) -> Self {
        let shown_media = link.kept_value(MediaRules { room: Some(room.clone()) }).signal();
        let kind = RwSignal::new(Kind::All);
        let found = Found::new(link, room, Focus::Files, move |content| kind.get().takes(content));
        Self { found, shown_media, kind }
    }

    /// Whether the media of a message are seen, tracked.
    pub(crate) fn shows_media(self, event: &EventItem) -> bool {
        self.shown_media
            .with(|shown| shown.as_ref().is_some_and(|shown| shown.shows(event.event.as_ref(), event.own)))
    }

    /// What a press opens: a file that can be read here, alone; of a picture all pictures that are shown, oldest first,
    /// and where this one stands among them, if it is there still.
    pub(crate) fn opened(self, key: &FoundKey) -> Option<(Vec<EventItem>, usize)> {
        if let Some(file) = self.found.event(key).filter(|event| is_document(&event.content)) {
            return Some((vec![file], 0));
        }
        let order = self.found.order.get_untracked();
        let pictures: Vec<_> = order
            .iter()
            .rev()
            .filter_map(|key| Some((key, self.found.event(key)?)))
            .filter(|(_, event)| matches!(event.content, Content::Image { .. }))
            // Whoever presses a picture wants to see that one.
            .filter(|(other, event)| *other == key || untrack(|| self.shows_media(event)))
            .collect();
        let at = pictures.iter().position(|(other, _)| *other == key)?;
        Some((pictures.into_iter().map(|(_, event)| event).collect(), at))
    }
}

/// Whether something is a file that can be read here.
pub(super) fn is_document(content: &Content) -> bool {
    matches!(content, Content::File { media, .. } if document(media).is_some())
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
