//! Saving a message for later, with a note and a reminder (D39).

use leptos::{ev, prelude::*};
use protocol::{
    EventId, Failure, FailureKind, RoomId,
    saved::{RemoveSaved, SaveMessage, SavedMessage, SavedMessages},
};

use crate::{
    kit::{
        Alert, Button, ButtonKind, ButtonVariant, Dialog, InputKind, Segments, TextField, Toast, Toasts, Tone,
    },
    link::{Link, use_link},
    platform::{self, notify},
    t,
    text::{failure, time},
};

/// Milliseconds of an hour.
const HOUR: u64 = 3_600_000;
/// Where "at a time of my own" stands among the choices.
const OWN: usize = 3;

/// The dialog. Of a message that is saved already, it shows and changes what was noted.
#[component]
pub fn SaveDialog(
    /// The room.
    room: RoomId,
    /// The message.
    event: EventId,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let live = link.with_value(|link| link.kept_value(SavedMessages));
    // What changes meanwhile does not begin the dialog anew.
    let before = untrack(|| {
        live.with(|all| {
            let mine = |one: &&SavedMessage| one.room == room && one.event == event;
            all.and_then(|all| all.iter().find(mine).cloned())
        })
    });
    let noted = before.as_ref().map(|saved| saved.note.clone()).unwrap_or_default();
    let now = platform::wall_clock() as u64;
    let remind_at = before.as_ref().and_then(|saved| saved.remind_at).filter(|at| *at > now);
    let note = RwSignal::new(noted);
    let choice = RwSignal::new(if remind_at.is_some() { OWN } else { 0 });
    let own = remind_at.unwrap_or_else(|| time::nine_in(1));
    let (day, hour) = (RwSignal::new(time::input_day(own)), RwSignal::new(time::input_hour(own)));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let place = StoredValue::new((room, event));
    let done = move |answer: Result<(), Failure>, text: String| {
        // Whoever closed the dialog meanwhile is told all the same.
        let gone = busy.try_set(false).is_some();
        match answer {
            Ok(()) => {
                if let Some(toasts) = toasts {
                    toasts.show(Toast { text, ..Toast::default() });
                }
                if !gone {
                    on_close.try_run(());
                }
            }
            Err(why) => {
                let text = match why.kind {
                    FailureKind::TooLarge { .. } => t!("save-full", letters = SaveMessage::LONGEST_NOTE),
                    _ => failure::sentence(&why),
                };
                failed.try_set(Some(text));
            }
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let now = platform::wall_clock() as u64;
        let remind_at = match choice.get_untracked() {
            0 => None,
            1 => Some(now + HOUR),
            2 => Some(time::nine_in(1)),
            _ => match time::moment(&day.get_untracked(), &hour.get_untracked()).filter(|at| *at > now) {
                Some(at) => Some(at),
                None => {
                    failed.set(Some(t!("save-past")));
                    return;
                }
            },
        };
        let told = match remind_at {
            Some(at) => t!("save-saved-reminder", when = time::planned(at)),
            None => t!("save-saved"),
        };
        if remind_at.is_some() {
            notify::ask();
        }
        busy.set(true);
        failed.set(None);
        let (room, event) = place.get_value();
        let note = note.get_untracked();
        link.with_value(|link| {
            let request = link.request(SaveMessage { room, event, note, remind_at });
            link.spawn(async move { done(request.await, told) });
        });
    };
    let remove = move |_| {
        let (room, event) = place.get_value();
        link.with_value(|link| {
            remove_saved(link, room, event, move |answer| done(answer, t!("save-removed")));
        });
    };
    let options: [fn() -> String; 4] = [
        || t!("save-remind-never"),
        || t!("save-remind-hour"),
        || t!("save-remind-tomorrow"),
        || t!("save-remind-own"),
    ];
    let options =
        options.into_iter().map(|label| view! { <span>{move || label()}</span> }.into_any()).collect();
    let there = before.is_some();
    let title = move || if there { t!("save-change-title") } else { t!("save-title") };
    view! {
        <Dialog title=Signal::derive(title) close_label=Signal::derive(|| t!("save-cancel")) on_close=on_close>
            <form class="SaveMessage" on:submit=submit>
                <TextField label=Signal::derive(|| t!("save-note")) value=note takes_focus=true />
                <Segments
                    label=Signal::derive(|| t!("save-remind"))
                    options=options
                    chosen=choice
                    on_choose=move |at| choice.set(at)
                />
                <Show when=move || choice.get() == OWN>
                    <div class="TextFields">
                        <TextField label=Signal::derive(|| t!("later-day")) value=day kind=InputKind::Date />
                        <TextField label=Signal::derive(|| t!("later-time")) value=hour kind=InputKind::Time />
                    </div>
                </Show>
                <p class="note">{move || t!("save-where")}</p>
                {move || failed.get().map(|why| view! {
                    <Alert tone=Tone::Danger><p class="text">{why}</p></Alert>
                })}
                <div class="actions">
                    {there.then(|| view! {
                        <Button variant=ButtonVariant::Danger on_press=remove>{move || t!("save-remove")}</Button>
                    })}
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary busy=busy>
                        {move || t!("save-go")}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

/// Saves a message no longer.
pub fn remove_saved(
    link: &Link,
    room: RoomId,
    event: EventId,
    then: impl FnOnce(Result<(), Failure>) + 'static,
) {
    let request = link.request(RemoveSaved { room, event });
    link.spawn(async move { then(request.await) });
}
