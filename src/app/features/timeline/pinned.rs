//! What is pinned in the room: a banner over the messages, and the list of all (D22).

use leptos::prelude::*;
use protocol::{EventId, timeline::QuoteState};

use super::scene::Scene;
use crate::{
    kit::{Button, ButtonSize, ButtonVariant, Dialog, Icon, IconButton, IconSize},
    t,
    text::{names, quote},
};

/// The newest pinned message; each press goes to it and shows the one pinned before.
#[component]
pub(crate) fn PinnedBanner(
    scene: Scene,
    /// How many before the newest is shown; kept while the timeline is made anew around another event.
    back: RwSignal<usize>,
) -> impl IntoView {
    let pinned = scene.model.pinned;
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| pinned.with(Vec::len));
    let at = Memo::new(move |_| {
        let last = count.get().checked_sub(1)?;
        Some(last - back.get() % (last + 1))
    });
    let shown = Memo::new(move |_| at.get().and_then(|at| pinned.with(|pinned| pinned.get(at).cloned())));
    let content = move || {
        let event = shown.get()?;
        let said = scene.model.quote(&event);
        let go = move |_| {
            back.update(|back| *back += 1);
            scene.on_open_event.run(event.clone());
        };
        let number = move || {
            let (at, count) = (at.get().unwrap_or_default() + 1, count.get());
            if count > 1 {
                t!("timeline-pinned-of", at = at, count = count)
            } else {
                t!("timeline-pinned-one")
            }
        };
        Some(view! {
            <div class="PinnedBanner" role="region" aria-label=move || t!("timeline-pinned")>
                <button class="go" type="button" on:click=go>
                    <Icon name="pin" size=IconSize::Small />
                    <span class="number">{number}</span>
                    <span class="text" dir="auto">{move || said.with(quote::line)}</span>
                </button>
                <IconButton
                    icon="list"
                    size=ButtonSize::Small
                    label=Signal::derive(|| t!("timeline-pinned-all"))
                    on_press=move |_| all.set(true)
                />
            </div>
        })
    };
    view! {
        {content}
        <Show when=move || all.get()>
            <PinnedDialog scene=scene open=all />
        </Show>
    }
}

/// All pinned messages, the newest first.
#[component]
fn PinnedDialog(scene: Scene, open: RwSignal<bool>) -> impl IntoView {
    let pinned = scene.model.pinned;
    let may = Memo::new(move |_| scene.model.powers.get().pin);
    let asking = RwSignal::new(false);
    let newest_first = move || {
        let mut events = pinned.get();
        events.reverse();
        events
    };
    let many = Memo::new(move |_| may.get() && pinned.with(|pinned| pinned.len() > 1));
    let unpin_all = move |_| {
        scene.model.unpin_all();
        open.set(false);
    };
    let actions = move || {
        move || {
            if asking.get() {
                view! {
                    <Button on_press=move |_| asking.set(false)>{t!("timeline-pinned-keep")}</Button>
                    <Button variant=ButtonVariant::Danger on_press=unpin_all>
                        {t!("timeline-unpin-all-sure")}
                    </Button>
                }
                .into_any()
            } else if many.get() {
                view! { <Button on_press=move |_| asking.set(true)>{t!("timeline-unpin-all")}</Button> }
                    .into_any()
            } else {
                ().into_any()
            }
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-pinned"))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=move |()| open.set(false)
            actions=actions
        >
            <ul class="PinnedList" role="list">
                <For each=newest_first key=Clone::clone let:event>
                    <PinnedRow scene=scene event=event may=may open=open />
                </For>
            </ul>
            <Show when=move || pinned.with(Vec::is_empty)>
                <p class="text">{t!("timeline-pinned-none")}</p>
            </Show>
        </Dialog>
    }
}

#[component]
fn PinnedRow(scene: Scene, event: EventId, may: Memo<bool>, open: RwSignal<bool>) -> impl IntoView {
    let said = scene.model.quote(&event);
    let (gone, unpinned) = (event.clone(), event);
    let go = move |_| {
        open.set(false);
        scene.on_open_event.run(gone.clone());
    };
    let sender = move || {
        said.with(|said| match said {
            QuoteState::Ready { sender, .. } => names::called_surely(sender),
            _ => String::new(),
        })
    };
    view! {
        <li class="row">
            <button class="go" type="button" on:click=go>
                <bdi class="sender">{sender}</bdi>
                <span class="text" dir="auto">{move || said.with(quote::line)}</span>
            </button>
            <Show when=move || may.get()>
                <IconButton
                    icon="x"
                    size=ButtonSize::Small
                    label=Signal::derive(|| t!("timeline-unpin"))
                    on_press={
                        let event = unpinned.clone();
                        move |_| scene.model.set_pinned(event.clone(), false)
                    }
                />
            </Show>
        </li>
    }
}
