//! Dragging a picture or file out of its row. The browser takes only what is here, so it is fetched from the press on.

use leptos::{ev, prelude::*};
use protocol::media::Media;

use crate::{
    features::timeline::scene::Scene,
    link::MediaUrl,
    platform::files::{drag_out, until_saved},
    text::file::safe_name,
};

/// Bytes of a file that can be here before a press becomes a movement.
const MOST: u64 = 20_000_000;

/// A file that can be dragged, for the current owner.
#[derive(Clone, Copy)]
pub(crate) struct DragOut {
    scene: Scene,
    is_small: bool,
    /// By a mouse: a finger that stays opens the menu.
    pressed: RwSignal<bool>,
    times: StoredValue<u32>,
    url: Memo<Option<Signal<MediaUrl>>>,
    file: StoredValue<(String, Option<String>)>,
}

impl DragOut {
    pub(crate) fn new(scene: Scene, media: &Media) -> Self {
        let pressed = RwSignal::new(false);
        let source = media.source.clone();
        Self {
            scene,
            is_small: media.size.is_some_and(|size| size <= MOST),
            pressed,
            times: StoredValue::new(0),
            url: Memo::new(move |_| pressed.get().then(|| scene.model.file(source.clone()).url)),
            file: StoredValue::new((safe_name(&media.filename), media.mime.clone())),
        }
    }

    /// The value of `draggable`.
    pub(crate) fn draggable(self) -> impl Fn() -> &'static str + Send + Sync + 'static {
        move || if self.pressed.get() { "true" } else { "false" }
    }

    /// For `pointerdown`.
    pub(crate) fn press(self, event: &ev::PointerEvent) {
        if self.is_small && event.button() == 0 && event.pointer_type() == "mouse" {
            self.times.update_value(|times| *times += 1);
            self.pressed.set(true);
            self.url.with_untracked(|_| ());
        }
    }

    /// For `dragstart`.
    pub(crate) fn start(self, event: &ev::DragEvent) {
        // Not a text that was selected in it.
        if event.target() != event.current_target() {
            return;
        }
        let state = untrack(|| self.url.get().map(|url| url.get()));
        match state.as_ref().and_then(MediaUrl::to_save) {
            Some(url) => self.file.with_value(|(name, mime)| drag_out(event, url, name, mime.as_deref())),
            None => event.prevent_default(),
        }
    }

    /// For `pointerup` and `dragend`. Whoever takes the file may still read it.
    pub(crate) fn end(self) {
        if !self.pressed.get_untracked() {
            return;
        }
        let times = self.times.get_value();
        self.scene.model.spawn(async move {
            until_saved().await;
            if self.times.try_get_value() == Some(times) && self.pressed.try_set(false).is_none() {
                let _ = self.url.try_with_untracked(|_| ());
            }
        });
    }
}
