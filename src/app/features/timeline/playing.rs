//! Voice messages one after the other (F5).

use std::ops::ControlFlow;

use leptos::prelude::*;
use protocol::{
    ItemKey,
    timeline::{Content, EventItem},
};

use super::{model::TimelineModel, scene::Scene};
use crate::settings;

impl TimelineModel {
    /// The voice message that comes right after another one. What nobody has said does not count between them.
    pub(crate) fn voice_after(self, key: &ItemKey) -> Option<ItemKey> {
        let mut after = false;
        let mut found = ControlFlow::Continue(());
        self.each(|other, event| {
            if after && found.is_continue() {
                found = follows(other, event);
            }
            after |= other == key;
        });
        found.break_value().flatten()
    }
}

fn follows(key: &ItemKey, event: &EventItem) -> ControlFlow<Option<ItemKey>> {
    match &event.content {
        Content::State(_) | Content::Redacted { .. } => ControlFlow::Continue(()),
        Content::Audio { media, .. } if media.voice => ControlFlow::Break(Some(key.clone())),
        _ => ControlFlow::Break(None),
    }
}

impl Scene {
    /// A voice message has ended: the next one is to begin, if that is wanted.
    pub(crate) fn voice_ended(self, key: &ItemKey) {
        if !settings::here().play_next.get_untracked() {
            return;
        }
        if let Some(next) = self.model.voice_after(key) {
            // So that its row is there, wherever one has scrolled to.
            self.surface.playing(&next, true);
            self.next_voice.set(Some(next));
        }
    }

    /// Whether this voice message is to begin now; it is told once. Tracked.
    pub(crate) fn is_voice_next(self, key: &ItemKey) -> bool {
        let is_next = self.next_voice.with(|next| next.as_ref() == Some(key));
        if is_next {
            self.next_voice.set(None);
        }
        is_next
    }
}

#[cfg(test)]
mod tests {
    use protocol::{
        media::{Media, MediaSource},
        timeline::{Focus, ItemKind, TimelineItem},
    };

    use super::{
        super::fixtures::{event, text},
        *,
    };
    use crate::link::{Link, LiveList};

    fn sound(voice: bool) -> Content {
        let media = Media { voice, ..Media::named(MediaSource(String::new()), "a.ogg".to_owned()) };
        Content::Audio { media, caption: None }
    }

    #[test]
    fn the_next_voice_message_is_the_one_right_after() {
        Owner::new().with(|| {
            let said = |key: &str, content| TimelineItem {
                key: key.into(),
                kind: ItemKind::Event(Box::new(event(key, "@a:b", content))),
            };
            let items = vec![
                said("1", sound(true)),
                said("2", Content::Redacted { by: None, reason: None }),
                said("3", sound(true)),
                said("4", text("a word")),
                said("5", sound(true)),
                said("6", sound(false)),
            ];
            let (link, _) = Link::fake();
            let model = TimelineModel::over(link, LiveList::from_vec(items), "!r".into(), Focus::Live);
            let next = |key: &str| model.voice_after(&key.into()).map(|key| key.0);
            assert_eq!(next("1").as_deref(), Some("3"));
            assert_eq!(next("3"), None, "a word is between");
            assert_eq!(next("5"), None, "music is none");
            assert_eq!(next("6"), None);
        });
    }
}
