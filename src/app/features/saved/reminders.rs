//! Reminders that have come: told once, in one tab.

use leptos::prelude::*;
use protocol::{
    message::ReadQuote,
    room::RoomAddress,
    saved::{SavedMessage, SavedMessages, TakeReminders},
};

use crate::{
    kit::{Toast, ToastAction, Toasts, Tone},
    link::{Link, use_link},
    platform::{notify, timer, visibility},
    route::{self, Route},
    t,
    text::quote,
};

/// How long a tab that nobody looks at waits for one that somebody looks at, in milliseconds.
const BEHIND: u32 = 1_500;

/// Tells of reminders, as long as it is there. Shows nothing itself.
#[component]
pub fn Reminders() -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let live = link.with_value(|link| link.kept_value(SavedMessages));
    let untold = Memo::new(move |_| {
        live.with(|all| all.map_or(0, |all| all.iter().filter(|one| one.due && !one.reminded).count()))
    });
    let waiting = StoredValue::new_local(None::<timer::Timer>);
    Effect::new(move |_| {
        if untold.get() == 0 {
            return waiting.set_value(None);
        }
        let take = move || {
            if let (Some(toasts), Some(link)) = (toasts, link.try_get_value()) {
                take(&link, toasts);
            }
        };
        match visibility::visible() {
            true => take(),
            false => waiting.set_value(Some(timer::after(BEHIND, take))),
        }
    });
}

fn take(link: &Link, toasts: Toasts) {
    let request = link.request(TakeReminders);
    let asking = link.clone();
    link.spawn(async move {
        // Another tab has told them, or an engine that died is asked again.
        for saved in request.await.unwrap_or_default() {
            let told = asking.clone();
            asking.spawn(async move { tell(&told, toasts, saved).await });
        }
    });
}

async fn tell(link: &Link, toasts: Toasts, saved: SavedMessage) {
    let SavedMessage { room, room_name, event, note, .. } = saved;
    let words = match note.is_empty() {
        false => note,
        true => {
            let request = link.request(ReadQuote { room: room.clone(), event: event.clone() });
            request.await.map(|said| quote::line(&said)).unwrap_or_default()
        }
    };
    let address = RoomAddress { id_or_alias: room.0, via: Vec::new() };
    let there = Route::in_room(address, Some(event.clone()));
    let text = match words.is_empty() {
        true => t!("saved-reminder-bare", room = room_name.as_str()),
        false => t!("saved-reminder", words = words, room = room_name.as_str()),
    };
    let open = there.clone();
    let action = ToastAction {
        label: t!("saved-reminder-open"),
        run: Callback::new(move |()| route::go(open.clone())),
    };
    notify::show(&t!("saved-reminder-title"), &text, event.as_str(), move || route::go(there));
    toasts.show(Toast { text, tone: Tone::Info, action: Some(action) });
}
