//! Leaving, after a question.

use leptos::prelude::*;

use super::model::{Deed, Progress, RoomModel};
use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, Tone},
    route::{self, Route},
    t,
    text::failure,
};

/// Asks whether the room shall be left, and leaves it.
#[component]
pub(crate) fn LeaveDialog(model: RoomModel, name: Signal<String>, open: RwSignal<bool>) -> impl IntoView {
    let progress = model.progress;
    let details = model.details;
    let busy = Signal::derive(move || progress.get() == Progress::Busy(Deed::Leave));
    let direct =
        move || details.with(|details| details.as_ref().is_some_and(|room| room.direct_with.is_some()));
    let words = move || if direct() { t!("room-leave-text-direct") } else { t!("room-leave-text") };
    let close = Callback::new(move |()| {
        if !busy.get_untracked() {
            open.set(false);
        }
    });
    let leave = move |_| {
        model.leave(Callback::new(move |()| {
            open.set(false);
            route::go(Route::Home);
        }));
    };
    let actions = move || {
        view! {
            <Button on_press=Callback::new(move |_| close.run(()))>{move || t!("room-cancel")}</Button>
            <Button variant=ButtonVariant::Danger busy=busy on_press=Callback::new(leave)>
                {move || t!("room-leave")}
            </Button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(move || t!("room-leave-title", room = name.get()))
            close_label=Signal::derive(|| t!("room-cancel"))
            on_close=close
            actions=actions
        >
            <p>{words}</p>
            {move || match progress.get() {
                Progress::Failed(Deed::Leave, cause) => {
                    let reason = failure::sentence(&cause);
                    Some(
                        view! {
                            <Alert tone=Tone::Danger>
                                <p class="text">{t!("room-failed-leave", reason = reason)}</p>
                            </Alert>
                        },
                    )
                }
                _ => None,
            }}
        </Dialog>
    }
}
