//! Sending a message on to other rooms (D23).

use leptos::prelude::*;
use protocol::{EventId, RoomId};

use crate::{
    features::timeline::scene::Scene,
    kit::{Button, ButtonVariant, Dialog, Toasts, Tone},
    rooms::RoomPicker,
    t,
    text::{failure, quote},
};

/// Asks where to.
#[component]
pub(crate) fn ForwardDialog(scene: Scene, event: EventId) -> impl IntoView {
    let said = scene.model.quote(&event);
    let chosen = RwSignal::new(Vec::<RoomId>::new());
    let toasts = use_context::<Toasts>();
    let close = move || scene.model.forwarding.set(None);
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    let send = Callback::new(move |()| {
        scene.model.forward(vec![event.clone()], chosen.get_untracked(), move |answer| {
            let (text, tone) = match answer {
                Ok(refused) if refused.is_empty() => (t!("timeline-forwarded"), Tone::Info),
                Ok(refused) => (t!("timeline-not-forwarded-to", count = refused.len()), Tone::Warning),
                Err(failed) => (t!("timeline-refused", reason = failure::sentence(&failed)), Tone::Warning),
            };
            if let Some(toasts) = toasts {
                toasts.say(text, tone);
            }
        });
        close();
    });
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-forward-title"))
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
                <blockquote class="said" dir="auto">{move || said.with(quote::line)}</blockquote>
                <RoomPicker chosen=chosen />
            </div>
        </Dialog>
    }
}
