//! Words that another app hands over: into which rooms they go, sent at once or to be written on (E24).

use leptos::prelude::*;
use protocol::{
    RoomId,
    composer::{Draft, SendText},
};

use super::RoomPicker;
use crate::{
    kit::{Button, ButtonVariant, Dialog, Toasts, Tone},
    link::{new_ticket, use_link},
    route::{self, Route},
    t,
    text::failure,
};

/// Asks where to.
#[component]
pub fn ShareIntoDialog(
    /// The words.
    text: String,
    /// Puts them into a room's field.
    #[prop(into)]
    on_write: Callback<(RoomId, Draft)>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let chosen = RwSignal::new(Vec::<RoomId>::new());
    let words = StoredValue::new(text.clone());
    let close = Callback::new(|()| route::replace(Route::Home));
    let alone = move || {
        chosen.with(|chosen| match chosen.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        })
    };
    let go_on = move |room: Option<RoomId>| match room {
        Some(room) => route::replace(Route::room(&room)),
        None => close.run(()),
    };
    let write = Callback::new(move |()| {
        if let Some(room) = untrack(alone) {
            on_write.run((room.clone(), Draft { text: words.get_value(), about: None }));
            go_on(Some(room));
        }
    });
    let send = Callback::new(move |()| {
        // As it is: nothing of it is meant for a command or as format.
        let text = format!("/plain {}", words.get_value());
        let asking = chosen.get_untracked().into_iter().map(|room| {
            let command =
                SendText { place: room.into(), text: text.clone(), about: None, ticket: new_ticket() };
            link.with_value(|link| link.request(command))
        });
        let asking: Vec<_> = asking.collect();
        link.with_value(|link| {
            link.spawn(async move {
                for answer in futures_util::future::join_all(asking).await {
                    if let (Err(why), Some(toasts)) = (answer, toasts) {
                        let reason = failure::sentence(&why);
                        toasts.say(t!("share-into-failed", reason = reason), Tone::Warning);
                    }
                }
            });
        });
        go_on(untrack(alone));
    });
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    view! {
        <Dialog
            title=Signal::derive(|| t!("share-into-title"))
            close_label=Signal::derive(|| t!("share-close"))
            on_close=close
            actions=move || {
                view! {
                    <Button on_press=move |_| close.run(())>{move || t!("share-into-not")}</Button>
                    <Show when=move || alone().is_some()>
                        <Button on_press=move |_| write.run(())>{move || t!("share-into-write")}</Button>
                    </Show>
                    <Button variant=ButtonVariant::Primary disabled=none on_press=move |_| send.run(())>
                        {move || t!("share-into-send", count = chosen.with(Vec::len))}
                    </Button>
                }
            }
        >
            <div class="MessageForward">
                <blockquote class="said" dir="auto">{text}</blockquote>
                <RoomPicker chosen=chosen />
            </div>
        </Dialog>
    }
}
