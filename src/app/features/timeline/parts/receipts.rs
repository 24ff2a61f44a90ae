//! Who has read up to a message.

use leptos::{html, prelude::*};
use protocol::timeline::Receipt;

use super::face;
use crate::{
    features::timeline::scene::Scene,
    kit::{AvatarSize, Popover, place::Area, window::area_of},
    t,
    text::{self, names::called, time},
};

/// At most so many faces stand beside the message.
const FACES: usize = 3;
/// At most so many people are named in the button's name.
const NAMED: usize = 2;

/// Faces of the readers; a press lists them with times.
pub(crate) fn view(scene: Scene, receipts: Vec<Receipt>) -> AnyView {
    let more = receipts.len().saturating_sub(FACES);
    let label = label(&receipts);
    let faces = receipts
        .iter()
        .take(FACES)
        .map(|receipt| face::view(scene, &receipt.reader, AvatarSize::ExtraSmall))
        .collect_view();
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let receipts = StoredValue::new(receipts);
    view! {
        <button
            class="Receipts"
            type="button"
            aria-label=label
            aria-expanded=move || if open.get() { "true" } else { "false" }
            node_ref=button
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {faces}
            {(more > 0).then(|| view! { <span class="more" data-more=format!("+{more}")></span> })}
        </button>
        {move || open.get().then(|| {
            let anchor = button.get_untracked().map(|button| area_of(&button)).unwrap_or_default();
            list(scene, receipts.get_value(), anchor, open)
        })}
    }
    .into_any()
}

fn label(receipts: &[Receipt]) -> String {
    let mut names: Vec<String> = receipts.iter().take(NAMED).map(|receipt| called(&receipt.reader)).collect();
    if receipts.len() > NAMED {
        names.push(t!("timeline-run-others", count = receipts.len() - NAMED));
    }
    t!("timeline-read-by", who = text::list(&names))
}

fn list(scene: Scene, receipts: Vec<Receipt>, anchor: Area, open: RwSignal<bool>) -> AnyView {
    let readers = receipts
        .into_iter()
        .map(|receipt| {
            let face = face::view(scene, &receipt.reader, AvatarSize::Small);
            let name = called(&receipt.reader);
            let when = receipt.timestamp.map(|when| {
                view! { <time class="time" title=time::full(when)>{time::relative(when)}</time> }
            });
            view! { <li class="reader">{face}<bdi class="name">{name}</bdi>{when}</li> }
        })
        .collect_view();
    view! {
        <Popover
            class="Menu Readers"
            label=Signal::derive(|| t!("timeline-readers"))
            anchor=anchor
            takes_focus=true
            on_close=move |()| {
                open.try_set(false);
            }
        >
            <h3 class="title">{t!("timeline-readers")}</h3>
            <ul role="list">{readers}</ul>
        </Popover>
    }
    .into_any()
}
