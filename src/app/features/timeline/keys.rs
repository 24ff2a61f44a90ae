//! Walking through the messages with the keyboard. Keys count only on the messages themselves, so that
//! players, links and buttons inside them keep their own.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{grouping::Rows, scene::Scene};

/// How a key walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walk {
    /// To the one before.
    Up,
    /// To the next.
    Down,
    /// A viewport up.
    PageUp,
    /// A viewport down.
    PageDown,
    /// To the first that is loaded.
    First,
    /// To the newest.
    Last,
}

impl Walk {
    /// What a key means.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "PageUp" => Self::PageUp,
            "PageDown" => Self::PageDown,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }

    /// Where it leads from the row at `from`; `page` gives the row so many viewports away.
    pub(crate) fn target(
        self,
        rows: &Rows,
        from: usize,
        page: impl Fn(f64) -> Option<usize>,
    ) -> Option<usize> {
        let article = |at: usize, step| rows.article(at, step).and_then(|row| rows.position(&row.key));
        match self {
            Self::Up => article(from.checked_sub(1)?, -1),
            Self::Down => article(from + 1, 1),
            Self::PageUp => {
                let at = page(-0.9)?.min(from.checked_sub(1)?);
                article(at, -1).or_else(|| article(at, 1))
            }
            Self::PageDown => {
                let at = page(1.9)?.max(from + 1).min(rows.list().len().checked_sub(1)?);
                article(at, 1).or_else(|| article(at, -1))
            }
            Self::First => rows.first_article().and_then(|row| rows.position(&row.key)),
            Self::Last => rows.last_article().and_then(|row| rows.position(&row.key)),
        }
    }
}

/// Handles a key pressed somewhere in the timeline.
pub(crate) fn pressed(scene: Scene, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return;
    }
    let model = scene.model;
    if event.key() == "Escape" && model.selection.is_on_now() {
        event.prevent_default();
        model.selection.end();
        return;
    }
    let on_article = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.tag_name().eq_ignore_ascii_case("article"));
    if !on_article {
        return;
    }
    let here = model.roving.get_untracked();
    let selects = event.shift_key();
    if event.key() == " " && model.selection.is_on_now() && !selects {
        event.prevent_default();
        if let Some(event) = here.and_then(|key| model.selectable(&key)) {
            model.selection.toggle(event);
        }
        return;
    }
    let Some(walk) = Walk::of(&event.key()) else { return };
    if selects && !matches!(walk, Walk::Up | Walk::Down) {
        return;
    }
    event.prevent_default();
    let rows = model.rows.get_untracked();
    let Some(from) = here.as_ref().and_then(|key| rows.position(key)) else { return };
    let target = walk.target(&rows, from, |screens| scene.surface.row_at(screens));
    if let Some(row) = target.and_then(|at| rows.list().get(at)) {
        if selects {
            // What one stands on is the first.
            if !model.selection.is_on_now()
                && let Some(event) = here.and_then(|key| model.selectable(&key))
            {
                model.select_to(&event);
            }
            if let Some(event) = model.selectable(&row.key) {
                model.select_to(&event);
            }
        }
        let end = walk == Walk::Last;
        model.roving.set(Some(row.key.clone()));
        scene.surface.focus(row.key.clone());
        if end {
            scene.surface.jump_to_end();
        }
    }
}
