//! What the person is asked about a poll.

use leptos::prelude::*;
use protocol::{
    EventId, Failure,
    poll::{Poll, PollStart},
};

use crate::{
    features::timeline::{polls::Asked, scene::Scene},
    kit::{Button, ButtonVariant, Dialog},
    polls::{PollDialog, PollDraft},
    t,
    text::failure,
};

/// The question that is open.
pub(crate) fn dialog(scene: Scene, asked: Asked) -> AnyView {
    match asked {
        Asked::End(event, poll) => view! { <EndDialog scene=scene event=event poll=poll /> }.into_any(),
        Asked::Edit(event, poll) => view! { <EditDialog scene=scene event=event poll=poll /> }.into_any(),
    }
}

/// Asks whether to end a poll.
#[component]
fn EndDialog(scene: Scene, event: EventId, poll: Poll) -> impl IntoView {
    let close = move || scene.model.asked_poll.set(None);
    let question = poll.question.clone();
    let go = Callback::new(move |()| {
        scene.model.end_poll(event.clone(), &poll);
        close();
    });
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-poll-end-title"))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=move |()| close()
            actions=move || {
                view! {
                    <Button on_press=move |_| close()>{move || t!("timeline-poll-end-not")}</Button>
                    <Button variant=ButtonVariant::Primary on_press=move |_| go.run(())>
                        {move || t!("timeline-poll-end")}
                    </Button>
                }
            }
        >
            <div class="PollEnd">
                <p class="question" dir="auto">{question}</p>
                <p class="text">{move || t!("timeline-poll-end-text")}</p>
            </div>
        </Dialog>
    }
}

/// Asks what a poll is to say instead.
#[component]
fn EditDialog(scene: Scene, event: EventId, poll: Poll) -> impl IntoView {
    let close = move || scene.model.asked_poll.set(None);
    let draft = PollDraft::of(&poll);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let go = move |start: PollStart| {
        busy.set(true);
        failed.set(None);
        scene.model.edit_poll(event.clone(), start, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => drop(scene.model.asked_poll.try_set(None)),
                // What was written stays there.
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    let refusal = Signal::derive(move || {
        failed.get().map(|why| t!("timeline-refused", reason = failure::sentence(&why)))
    });
    view! {
        <PollDialog
            title=Signal::derive(|| t!("timeline-poll-edit"))
            go_label=Signal::derive(|| t!("timeline-poll-edit-go"))
            draft=draft
            busy=busy
            failure=refusal
            on_go=go
            on_close=move |()| close()
        />
    }
}
