//! The question before a message is deleted.

use leptos::prelude::*;
use protocol::EventId;

use crate::{
    features::timeline::scene::Scene,
    kit::{Button, ButtonVariant, Dialog, TextField},
    t,
};

/// Asks whether to delete, and why.
#[component]
pub(crate) fn DeleteDialog(scene: Scene, event: EventId) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let close = move || scene.model.deleting.set(None);
    let go = Callback::new(move |()| {
        scene.model.delete(event.clone(), reason.get_untracked());
        close();
    });
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-delete-title"))
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
                <p class="text">{move || t!("timeline-delete-text")}</p>
                <TextField label=Signal::derive(|| t!("timeline-delete-reason")) value=reason />
            </div>
        </Dialog>
    }
}
