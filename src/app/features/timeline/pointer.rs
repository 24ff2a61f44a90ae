//! What mouse and finger ask of a message: the row under the pointer shows its toolbar; the right button, the menu key
//! or a long press open its menu; a swipe answers it.

use leptos::{ev, prelude::*};
use protocol::ItemKey;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{deeds::there, parts::actions::MenuAt, scene::Scene};
use crate::{
    kit::{
        place::Area,
        window::{area_of, is_rtl},
    },
    platform::{
        files, selection,
        timer::{self, Timer},
    },
};

/// So long a finger rests before the menu opens, in milliseconds.
const LONG_PRESS: u32 = 450;
/// So far a finger may stray while it rests, in CSS pixels.
const STRAY: f64 = 10.0;
/// So far a message is drawn to be answered, in CSS pixels.
const SWIPE: f64 = 56.0;
/// What has uses of its own for a long press or the right button.
const OWN_USE: &str = "a[href], video, audio, input, textarea, [role=slider]";

/// A finger on a message.
pub(crate) struct Finger {
    key: ItemKey,
    row: HtmlElement,
    from: (f64, f64),
    /// Ends in the menu.
    rest: Option<Timer>,
    /// How far the message has been drawn towards the start of the line.
    swipe: Option<f64>,
}

/// What the mouse did last.
#[derive(Debug, Default)]
pub(crate) struct Mouse {
    /// Where it is in the window.
    at: (i32, i32),
    /// The row it came to.
    pub(crate) over: Option<ItemKey>,
    /// Whether words were selected when a button went down. On a Mac the right button selects one by itself.
    words: bool,
}

/// The mouse moves. Under one at rest rows move too, and mean nothing by it.
fn points(scene: Scene, event: &ev::PointerEvent) {
    let at = (event.client_x(), event.client_y());
    if scene.mouse.with_value(|mouse| mouse.at == at) {
        return;
    }
    let key = article(scene, event).map(|(key, _)| key);
    scene.mouse.update_value(|mouse| {
        mouse.at = at;
        mouse.over.clone_from(&key);
    });
    if key.is_some() {
        scene.point(key);
    }
}

/// The mouse leaves the rows.
pub(crate) fn away(scene: Scene) {
    scene.mouse.update_value(|mouse| mouse.over = None);
    scene.point_away();
}

/// A message is pressed: while one selects, or with Shift, it joins the others or leaves them.
pub(crate) fn pressed(scene: Scene, key: &ItemKey, event: &ev::MouseEvent) {
    let selection = scene.model.selection;
    if !selection.is_on_now() && !begins_selection(scene, event) {
        return;
    }
    let Some(message) = scene.model.selectable(key) else { return };
    // The mark changes by itself where a screen reader presses it; prevented, it would change back.
    if !files::within(event, ".choice") {
        event.prevent_default();
    }
    if event.shift_key() {
        scene.model.select_to(&message);
        scene.surface.focus(key.clone());
    } else {
        selection.toggle(message);
    }
}

/// Keeps the browser from selecting words where messages are selected.
pub(crate) fn mouse_down(scene: Scene, event: &ev::MouseEvent) {
    if scene.model.selection.is_on_now() && event.shift_key() || begins_selection(scene, event) {
        event.prevent_default();
    }
}

/// Shift makes a selection of messages, but where words are selected it is theirs.
fn begins_selection(scene: Scene, event: &ev::MouseEvent) -> bool {
    event.shift_key()
        && !scene.mouse.with_value(|mouse| mouse.words)
        && !files::within(event, OWN_USE)
        && !files::within(event, "button")
}

/// A menu is asked for. Where words are selected, and for links and players, the browser's own is wanted.
pub(crate) fn menu(scene: Scene, event: &ev::MouseEvent) {
    let (left, top) = (f64::from(event.client_x()), f64::from(event.client_y()));
    // The menu key has no place of its own.
    let by_key = event.detail() == 0 && left == 0.0 && top == 0.0;
    if scene.model.selection.is_on_now() {
        return;
    }
    let words = if by_key { selection::any() } else { scene.mouse.with_value(|mouse| mouse.words) };
    if words || files::within(event, OWN_USE) {
        return;
    }
    let Some((key, row)) = article(scene, event) else { return };
    let area = if by_key { area_of(&row) } else { Area { left, top, width: 0.0, height: 0.0 } };
    if open_menu(scene, key, area) {
        event.prevent_default();
    }
}

/// A button or a finger comes down.
pub(crate) fn down(scene: Scene, event: &ev::PointerEvent) {
    scene.mouse.update_value(|mouse| mouse.words = selection::any());
    // A second finger ends what the first began.
    if let Some(finger) = scene.finger.try_update_value(Option::take).flatten() {
        finger.draw(0.0);
    }
    if event.pointer_type() == "mouse"
        || !event.is_primary()
        || files::within(event, OWN_USE)
        || scene.model.selection.is_on_now()
    {
        return;
    }
    let Some((key, row)) = article(scene, event) else { return };
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    let (pressed, area) = (key.clone(), Area { left: from.0, top: from.1, width: 0.0, height: 0.0 });
    // Safari on phones never asks for a menu by itself.
    let rest = timer::after(LONG_PRESS, move || {
        scene.finger.try_set_value(None);
        open_menu(scene, pressed, area);
    });
    scene.finger.set_value(Some(Finger { key, row, from, rest: Some(rest), swipe: None }));
}

/// Mouse or finger moves.
pub(crate) fn moved(scene: Scene, event: &ev::PointerEvent) {
    if event.pointer_type() == "mouse" {
        return points(scene, event);
    }
    scene.finger.update_value(|finger| {
        let Some(on) = finger else { return };
        let across = f64::from(event.client_x()) - on.from.0;
        let down = f64::from(event.client_y()) - on.from.1;
        let towards_start = if is_rtl(&on.row) { across } else { -across };
        if on.swipe.is_none() && across.hypot(down) < STRAY {
            return;
        }
        on.rest = None;
        if on.swipe.is_none() && !(towards_start > 2.0 * down.abs() && scene.can_answer(&on.key)) {
            // Nothing is drawn yet.
            *finger = None;
            return;
        }
        let way = towards_start.clamp(0.0, SWIPE * 1.25);
        on.swipe = Some(way);
        on.draw(way);
    });
}

/// A finger goes.
pub(crate) fn up(scene: Scene, event: &ev::PointerEvent) {
    let Some(finger) = scene.finger.try_update_value(Option::take).flatten() else { return };
    let far = finger.swipe.is_some_and(|way| way >= SWIPE);
    finger.draw(0.0);
    // A finger that the browser takes for scrolling did not swipe.
    if far
        && event.type_() == "pointerup"
        && let Some(id) = scene.model.event(&finger.key).and_then(|event| there(&event))
    {
        scene.on_answer.run(id);
    }
}

impl Finger {
    fn draw(&self, way: f64) {
        let style = self.row.style();
        let _ = match way > 0.0 {
            true => style.set_property("--swipe", &format!("{way:.0}px")),
            false => style.remove_property("--swipe").map(drop),
        };
        let _ = self.row.toggle_attribute_with_force("data-swiped", way >= SWIPE);
    }
}

/// Opens the menu of a message at a place; says whether it has one.
pub(crate) fn open_menu(scene: Scene, key: ItemKey, area: Area) -> bool {
    let known = scene.model.event(&key).is_some_and(|event| there(&event).is_some())
        && !scene.model.selection.is_on_now();
    if known && scene.menu_at.with_untracked(Option::is_none) {
        scene.menu_at.set(Some(MenuAt { key, area }));
    }
    known
}

/// The message that an event happens in.
fn article(scene: Scene, event: &ev::Event) -> Option<(ItemKey, HtmlElement)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let row = target.closest("article").ok()??.dyn_into::<HtmlElement>().ok()?;
    Some((scene.surface.row_of(&row)?, row))
}
