//! The document's title: what waits, where one is, what this is.

use leptos::prelude::*;
use protocol::room_list::UnreadTotals;

use crate::{link::use_link, platform};

/// Keeps the title: "(3) General · Protium"; the number counts rooms with something to notify of, and invites.
pub(super) fn follow(place: Signal<String>, brand: String) {
    let totals = use_link().value(UnreadTotals);
    Effect::new(move |_| {
        let waiting =
            totals.with(|totals| totals.map_or(0, |totals| totals.rooms.saturating_add(totals.invites)));
        platform::document().set_title(&place.with(|place| title(waiting, place, &brand)));
    });
}

/// The title's text.
pub(super) fn title(waiting: u32, place: &str, brand: &str) -> String {
    let name = if place.is_empty() { brand.to_owned() } else { format!("{place} · {brand}") };
    if waiting == 0 { name } else { format!("({waiting}) {name}") }
}
