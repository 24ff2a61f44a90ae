//! Below the conversation: that messages of one's own were not sent, with what to do about all of them.

use leptos::{ev::MouseEvent, prelude::*};

use super::{scene::Scene, unsent::Unsent};
use crate::{
    kit::{Button, ButtonSize, ButtonVariant, Dialog, Icon, unique_id},
    link::use_link,
    platform::timer,
    t,
};

/// The banner, while there is something to tell, and the question that it may lead to.
#[component]
pub(crate) fn UnsentBanner(scene: Scene) -> impl IntoView {
    let unsent = Unsent::new(use_link(), &scene.model.place());
    let shown = Memo::new(move |_| unsent.count.get() > 0);
    let asked = Memo::new(move |_| unsent.asked.with(|asked| !asked.is_empty()));
    view! {
        {move || shown.get().then(|| banner(scene, unsent))}
        {move || asked.get().then(|| view! { <DeleteDialog unsent=unsent /> }.into_any())}
    }
}

fn banner(scene: Scene, unsent: Unsent) -> AnyView {
    let by_keyboard = StoredValue::new(false);
    let pressed = move |event: &MouseEvent| by_keyboard.set_value(event.detail() == 0);
    // Whoever came by keyboard goes on from the newest message, since the button they stood on goes.
    on_cleanup(move || {
        if by_keyboard.try_get_value() != Some(true) {
            return;
        }
        timer::next_frame(move || {
            let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if lost && let Some(Some(row)) = scene.model.roving.try_get_untracked() {
                scene.surface.focus(row);
            }
        });
    });
    let id = unique_id("unsent");
    let named_by = id.clone();
    view! {
        <div class="UnsentBanner" role="group" aria-labelledby=named_by>
            <Icon name="circle-alert" />
            // Read out when it comes and when the number is another one; the buttons are not.
            <p class="text" id=id role="alert">
                {move || t!("timeline-unsent", count = unsent.count.get())}
            </p>
            <div class="actions">
                <Button
                    size=ButtonSize::Small
                    busy=unsent.busy
                    on_press=move |event: MouseEvent| {
                        pressed(&event);
                        unsent.send_again();
                    }
                >
                    {move || t!("timeline-send-all-again")}
                </Button>
                <Button
                    size=ButtonSize::Small
                    variant=ButtonVariant::Ghost
                    on_press=move |event: MouseEvent| {
                        pressed(&event);
                        unsent.ask();
                    }
                >
                    {move || t!("timeline-delete-all")}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

/// Asks once more, since what was written is lost.
#[component]
fn DeleteDialog(unsent: Unsent) -> impl IntoView {
    let count = unsent.asked.with_untracked(Vec::len);
    let actions = move || {
        view! {
            <Button on_press=move |_| unsent.keep()>{move || t!("timeline-cancel")}</Button>
            <Button variant=ButtonVariant::Danger busy=unsent.busy on_press=move |_| unsent.delete()>
                {move || t!("timeline-delete-all")}
            </Button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(move || t!("timeline-delete-all-title", count = count))
            close_label=Signal::derive(|| t!("timeline-cancel"))
            on_close=move |()| unsent.keep()
            actions=actions
        >
            <p>{move || t!("timeline-delete-all-text", count = count)}</p>
        </Dialog>
    }
}
