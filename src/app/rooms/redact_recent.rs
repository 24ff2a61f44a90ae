//! Taking back what a person has said lately, all of it or as much as one stops at (D21).

use leptos::prelude::*;
use protocol::{
    EventId, Failure, RoomId,
    moderation::{FindMessagesOf, RedactNow},
    profile::Profile,
};

use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, ProgressBar, Spinner, TextField, Toasts, Tone},
    link::{Link, use_link},
    t,
    text::{failure, names::called},
};

/// So many at once at most.
const MOST: u16 = 200;

/// What goes on.
#[derive(Debug, Clone, PartialEq)]
enum State {
    Looking,
    Found(Vec<EventId>),
    /// So many of so many are done.
    Going(usize, usize),
    /// The person has asked to stop; one is still on its way.
    Stopping,
    Failed(Failure),
}

/// Asks whether to delete what somebody has said, and does it one by one.
#[component]
pub fn RedactRecentDialog(
    room: RoomId,
    /// Whose messages.
    author: Profile,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = use_link();
    let toasts = use_context::<Toasts>();
    let state = RwSignal::new(State::Looking);
    let reason = RwSignal::new(String::new());
    let name = StoredValue::new(called(&author));
    let asked = link.request(FindMessagesOf { room: room.clone(), user: author.user, most: MOST });
    link.spawn(async move {
        state.try_set(asked.await.map_or_else(State::Failed, State::Found));
    });
    let link = StoredValue::new(link);
    let going = Memo::new(move |_| state.with(|state| matches!(state, State::Going(..) | State::Stopping)));
    // What is under way goes on until it is stopped by its button.
    let close = Callback::new(move |()| {
        if going.try_get_untracked() != Some(true) {
            on_close.run(());
        }
    });
    let go = Callback::new(move |()| {
        let State::Found(events) = state.get_untracked() else { return };
        let reason = Some(reason.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
        state.set(State::Going(0, events.len()));
        let (asking, room) = (link.get_value(), room.clone());
        link.with_value(|link| {
            link.spawn(async move {
                let (done, failed) = run(&asking, &room, events, reason, state).await;
                on_close.try_run(());
                let Some(toasts) = toasts else { return };
                match failed {
                    None => toasts.say(t!("redact-recent-done", count = done), Tone::Info),
                    Some(why) => {
                        let reason = failure::sentence(&why);
                        toasts.say(t!("redact-recent-broken", count = done, reason = reason), Tone::Warning);
                    }
                }
            });
        });
    });
    let stop = move |_| {
        state.set(State::Stopping);
    };
    let content = move || {
        // Made once: how far it is, it follows by itself.
        if going.get() {
            return progress(state);
        }
        match state.get() {
            State::Looking => view! { <Spinner label=Some(t!("redact-recent-looking")) /> }.into_any(),
            State::Failed(why) => {
                let text = failure::sentence(&why);
                view! { <Alert tone=Tone::Warning><p class="text">{text}</p></Alert> }.into_any()
            }
            State::Found(events) if events.is_empty() => {
                view! { <p role="status">{t!("redact-recent-none")}</p> }.into_any()
            }
            State::Found(events) => view! {
                <p class="text">{t!("redact-recent-text", count = events.len())}</p>
                {(events.len() == usize::from(MOST)).then(|| view! { <p class="text">{t!("redact-recent-more")}</p> })}
                <TextField label=Signal::derive(|| t!("timeline-delete-reason")) value=reason />
            }
            .into_any(),
            State::Going(..) | State::Stopping => ().into_any(),
        }
    };
    let some =
        Memo::new(move |_| state.with(|state| matches!(state, State::Found(list) if !list.is_empty())));
    let stopping = Signal::derive(move || state.get() == State::Stopping);
    view! {
        <Dialog
            title=Signal::derive(move || t!("redact-recent-title", name = name.get_value()))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=close
            actions=move || {
                view! {
                    <Show when=move || !going.get()>
                        <Button on_press=move |_| close.run(())>{move || t!("timeline-delete-keep")}</Button>
                    </Show>
                    <Show when=move || some.get()>
                        <Button variant=ButtonVariant::Danger on_press=move |_| go.run(())>
                            {move || t!("redact-recent-go")}
                        </Button>
                    </Show>
                    <Show when=move || going.get()>
                        <Button busy=stopping on_press=stop>{move || t!("redact-recent-stop")}</Button>
                    </Show>
                }
            }
        >
            <div class="MessageDelete">{content}</div>
        </Dialog>
    }
}

/// How far it is.
fn progress(state: RwSignal<State>) -> AnyView {
    let label = move || match state.get() {
        State::Going(done, all) => t!("redact-recent-going", done = done, count = all),
        _ => t!("redact-recent-stopping"),
    };
    let part = move || match state.get() {
        State::Going(done, all) => Some(done as f64 / all.max(1) as f64),
        _ => None,
    };
    view! {
        <p class="text" role="status">{label}</p>
        <ProgressBar label=Signal::derive(label) value=Signal::derive(part) />
    }
    .into_any()
}

/// Takes them back one after another; says how many it were, and why it could not go on.
async fn run(
    link: &Link,
    room: &RoomId,
    events: Vec<EventId>,
    reason: Option<String>,
    state: RwSignal<State>,
) -> (usize, Option<Failure>) {
    let all = events.len();
    for (done, event) in events.into_iter().enumerate() {
        // Gone with its dialog, or stopped.
        if !matches!(state.try_get_untracked(), Some(State::Going(..))) {
            return (done, None);
        }
        let command = RedactNow { room: room.clone(), event, reason: reason.clone() };
        if let Err(why) = link.request(command).await {
            return (done, Some(why));
        }
        state.try_update(|state| {
            if let State::Going(now, _) = state {
                *now = done + 1;
            }
        });
    }
    (all, None)
}
