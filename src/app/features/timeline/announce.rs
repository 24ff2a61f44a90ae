//! Reading out what others write while one is there: batched, so that a busy room does not chatter.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use protocol::{ItemKey, timeline::Content};

use super::{model::TimelineModel, words};
use crate::{
    platform::timer::{self, Timer},
    t,
};

/// Milliseconds to wait for more before it is read out.
const WAIT_MS: u32 = 900;
/// More messages than this are counted instead of read.
const READ: usize = 3;

#[derive(Default)]
struct Batch {
    keys: Vec<ItemKey>,
    timer: Option<Timer>,
}

/// The text of the status region: what came from others since the tab is in front.
pub(crate) fn announcer(model: TimelineModel) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let batch: Rc<RefCell<Batch>> = Rc::default();
    let visible = super::model::tab_visible();
    let dropped = StoredValue::new_local(Rc::clone(&batch));
    on_cleanup(move || {
        if let Some(batch) = dropped.try_get_value() {
            batch.borrow_mut().timer = None;
        }
    });
    model.on_appended(move |keys| {
        if !visible.get_untracked() {
            return;
        }
        let foreign = keys.iter().filter(|key| {
            model.event(key).is_some_and(|event| !event.own && !matches!(event.content, Content::State(_)))
        });
        let mut open = batch.borrow_mut();
        let before = open.keys.len();
        open.keys.extend(foreign.cloned());
        if open.keys.len() > before && open.timer.is_none() {
            let batch = Rc::clone(&batch);
            open.timer = Some(timer::after(WAIT_MS, move || {
                let keys = {
                    let mut batch = batch.borrow_mut();
                    batch.timer = None;
                    std::mem::take(&mut batch.keys)
                };
                said.try_set(untrack(|| sentence(model, &keys)));
            }));
        }
    });
    said
}

fn sentence(model: TimelineModel, keys: &[ItemKey]) -> String {
    if keys.len() > READ {
        return t!("timeline-announce-many", count = keys.len());
    }
    let parts: Vec<String> =
        keys.iter().filter_map(|key| model.event(key)).map(|event| words::announcement(&event)).collect();
    parts.join(" ")
}
