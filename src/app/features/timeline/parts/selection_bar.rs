//! Below the conversation while one selects messages: how many, and what to do with all of them (D24).

use leptos::{ev, prelude::*};

use crate::{
    features::timeline::{
        scene::Scene,
        selecting::{MOST, Together, as_text},
    },
    kit::{Button, ButtonSize, ButtonVariant, IconButton, Toolbar},
    platform::timer,
    rooms::copier,
    t,
};

/// The bar, while there is a selection.
#[component]
pub(crate) fn SelectionBar(scene: Scene) -> impl IntoView {
    let on = Memo::new(move |_| scene.model.selection.is_on());
    move || on.get().then(|| bar(scene))
}

fn bar(scene: Scene) -> AnyView {
    let model = scene.model;
    let selection = model.selection;
    let copy_text = copier();
    let together = Memo::new(move |_| {
        selection.count();
        untrack(|| model.together())
    });
    let none = move |pick: fn(&Together) -> bool| Signal::derive(move || together.with(pick));
    // Whoever stood on a button of the bar goes on from the message, since the button goes.
    on_cleanup(move || {
        timer::next_frame(move || {
            let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if lost && let Some(Some(row)) = model.roving.try_get_untracked() {
                scene.surface.focus(row);
            }
        });
    });
    let copy = move |_| {
        let text = as_text(&model.selected());
        selection.end();
        copy_text(text);
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            selection.end();
        }
    };
    view! {
        <div class="SelectionBar" on:keydown=on_keydown>
            <IconButton
                icon="x"
                label=Signal::derive(|| t!("timeline-select-end"))
                on_press=move |_| selection.end()
            />
            <p class="count" role="status">
                {move || match selection.count() {
                    MOST => t!("timeline-selected-most", count = MOST),
                    count => t!("timeline-selected", count = count),
                }}
            </p>
            <Toolbar label=Signal::derive(|| t!("timeline-selected-actions"))>
                <Button icon="copy" size=ButtonSize::Small variant=ButtonVariant::Ghost on_press=copy>
                    <span class="label">{move || t!("timeline-select-copy")}</span>
                </Button>
                <Button
                    icon="forward"
                    size=ButtonSize::Small
                    variant=ButtonVariant::Ghost
                    disabled=none(|all| all.forward.is_empty())
                    on_press=move |_| model.forwarding.set(Some(together.get_untracked().forward))
                >
                    <span class="label">{move || t!("timeline-forward")}</span>
                </Button>
                <Button
                    icon="trash-2"
                    size=ButtonSize::Small
                    variant=ButtonVariant::Ghost
                    disabled=none(|all| all.delete.is_empty())
                    on_press=move |_| model.deleting.set(Some(together.get_untracked().delete))
                >
                    <span class="label">{move || t!("timeline-delete")}</span>
                </Button>
            </Toolbar>
        </div>
    }
    .into_any()
}
