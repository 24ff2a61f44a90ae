//! Sending messages on to other rooms (D23).

use leptos::prelude::*;
use protocol::{EventId, RoomId, timeline::QuoteState};

use crate::{
    features::timeline::scene::Scene,
    kit::{Button, ButtonVariant, Dialog, Toasts, Tone},
    rooms::RoomPicker,
    t,
    text::{failure, quote},
};

/// Asks where to.
#[component]
pub(crate) fn ForwardDialog(scene: Scene, events: Vec<EventId>) -> impl IntoView {
    let count = events.len();
    let said = match events.as_slice() {
        [one] => scene.model.quote(one),
        _ => RwSignal::new(QuoteState::Pending),
    };
    // Of what is selected, some may not be for others.
    let stay = untrack(|| scene.model.selection.count()).saturating_sub(count);
    let chosen = RwSignal::new(Vec::<RoomId>::new());
    let toasts = use_context::<Toasts>();
    let close = move || scene.model.forwarding.set(None);
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    let send = Callback::new(move |()| {
        scene.model.forward(events.clone(), chosen.get_untracked(), move |answer| {
            let (text, tone) = match answer {
                Ok(refused) if refused.is_empty() => (t!("timeline-forwarded"), Tone::Info),
                Ok(refused) => (t!("timeline-not-forwarded-to", count = refused.len()), Tone::Warning),
                Err(failed) => (t!("timeline-refused", reason = failure::sentence(&failed)), Tone::Warning),
            };
            if let Some(toasts) = toasts {
                toasts.say(text, tone);
            }
        });
        scene.model.selection.end();
        close();
    });
    view! {
        <Dialog
            title=Signal::derive(move || t!("timeline-forward-title", count = count))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=move |()| close()
            actions=move || {
                view! {
                    <Button on_press=move |_| close()>{move || t!("timeline-forward-not")}</Button>
                    <Button variant=ButtonVariant::Primary disabled=none on_press=move |_| send.run(())>
                        {move || t!("timeline-forward-go", count = chosen.with(Vec::len))}
                    </Button>
                }
            }
        >
            <div class="MessageForward">
                {(count == 1).then(|| view! {
                    <blockquote class="said" dir="auto">{move || said.with(quote::line)}</blockquote>
                })}
                {(stay > 0).then(|| view! { <p class="text">{t!("timeline-forward-stay", count = stay)}</p> })}
                <RoomPicker chosen=chosen />
            </div>
        </Dialog>
    }
}
