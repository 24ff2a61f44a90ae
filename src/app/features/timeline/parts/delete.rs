//! The question before messages are deleted.

use leptos::prelude::*;
use protocol::EventId;

use crate::{
    features::timeline::scene::Scene,
    kit::{Button, ButtonVariant, Dialog, TextField},
    t,
};

/// Asks whether to delete, and why.
#[component]
pub(crate) fn DeleteDialog(scene: Scene, events: Vec<EventId>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let close = move || scene.model.deleting.set(None);
    let count = events.len();
    // Of what is selected, those of others may have to stay.
    let stay = untrack(|| scene.model.selection.count()).saturating_sub(count);
    let go = Callback::new(move |()| {
        scene.model.delete(events.clone(), &reason.get_untracked());
        scene.model.selection.end();
        close();
    });
    view! {
        <Dialog
            title=Signal::derive(move || t!("timeline-delete-title", count = count))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=move |()| close()
            actions=move || {
                view! {
                    <Button on_press=move |_| close()>{move || t!("timeline-delete-keep")}</Button>
                    <Button variant=ButtonVariant::Danger on_press=move |_| go.run(())>
                        {move || t!("timeline-delete")}
                    </Button>
                }
            }
        >
            <div class="MessageDelete">
                <p class="text">{move || t!("timeline-delete-text", count = count)}</p>
                {(stay > 0).then(|| view! { <p class="text">{t!("timeline-delete-stay", count = stay)}</p> })}
                <TextField label=Signal::derive(|| t!("timeline-delete-reason")) value=reason />
            </div>
        </Dialog>
    }
}
