//! Asking for a day, to go to its first message (D29).

use leptos::{ev, prelude::*};
use protocol::{Failure, FailureKind, RoomId, timeline::FindEventAt};

use crate::{
    kit::{Alert, Button, ButtonKind, ButtonSize, ButtonVariant, Dialog, InputKind, TextField, Tone},
    link::use_link,
    platform, route, t,
    text::{failure, time},
};

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

/// The dialog; it goes to the message in the room that is open.
#[component]
pub fn DateDialog(
    /// The room.
    room: RoomId,
    /// The day to begin with, in milliseconds since 1970.
    from: u64,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let room = StoredValue::new(room);
    let now = platform::wall_clock() as u64;
    let day = RwSignal::new(time::input_day(from));
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let go_to = Callback::new(move |timestamp: u64| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let request = link.with_value(|link| link.request(FindEventAt { room: room.get_value(), timestamp }));
        link.with_value(|link| {
            link.spawn(async move {
                let answer = request.await;
                // Whoever closed the dialog meanwhile does not want to go there any more.
                if busy.try_set(false).is_some() {
                    return;
                }
                match answer {
                    Ok(event) => {
                        on_close.try_run(());
                        route::show_event(event);
                    }
                    Err(why) => drop(failed.try_set(Some(why))),
                }
            });
        });
    });
    let chosen = Memo::new(move |_| day.with(|day| time::midnight(day)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(timestamp) = chosen.get_untracked() {
            go_to.run(timestamp);
        }
    };
    let shortcut = move |label: fn() -> String, timestamp: u64| {
        view! {
            <Button size=ButtonSize::Small on_press=move |_| go_to.run(timestamp)>{move || label()}</Button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("date-title"))
            close_label=Signal::derive(|| t!("date-cancel"))
            on_close=on_close
        >
            <form class="JumpToDate" on:submit=submit>
                <div class="days">
                    <TextField label=Signal::derive(|| t!("date-day")) value=day kind=InputKind::Date />
                    <Button
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                        busy=busy
                        disabled=Signal::derive(move || chosen.with(Option::is_none))
                    >
                        {move || t!("date-go")}
                    </Button>
                </div>
                <div class="shortcuts" role="group" aria-label=move || t!("date-shortcuts")>
                    {shortcut(|| t!("date-week"), now.saturating_sub(7 * DAY))}
                    {shortcut(|| t!("date-month"), now.saturating_sub(30 * DAY))}
                    {shortcut(|| t!("date-year"), now.saturating_sub(365 * DAY))}
                    {shortcut(|| t!("date-beginning"), 0)}
                </div>
                {move || failed.get().map(|why| {
                    let text = match why.kind {
                        FailureKind::NotFound => t!("date-nothing"),
                        _ => failure::sentence(&why),
                    };
                    view! { <Alert tone=Tone::Danger><p class="text">{text}</p></Alert> }
                })}
            </form>
        </Dialog>
    }
}
