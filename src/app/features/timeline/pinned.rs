//! What is pinned in the room: a banner over the messages, and the list of all (D22).

use leptos::{html, prelude::*};
use protocol::{EventId, timeline::QuoteState};
use wasm_bindgen::JsCast;

use super::scene::Scene;
use crate::{
    kit::{Button, ButtonSize, ButtonVariant, Dialog, Icon, IconButton, IconSize},
    platform::{focus::is_lost, timer},
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
    Effect::new(move |was: Option<bool>| {
        let is = all.get();
        if was == Some(true) && !is {
            // With the last message the button goes to which the dialog gives the focus back.
            timer::next_frame(move || timer::next_frame(move || to_messages(scene)));
        }
        is
    });
    view! {
        {content}
        <Show when=move || all.get()>
            <PinnedDialog scene=scene open=all />
        </Show>
    }
}

/// Gives the focus to the message that one was at, where nothing has it.
fn to_messages(scene: Scene) {
    if let Some(Some(row)) = scene.model.roving.try_get_untracked()
        && is_lost()
    {
        scene.surface.focus(row);
    }
}

/// After something was unpinned: goes on at the row that has come into its place, or at the dialog's own button.
fn go_on(list: NodeRef<html::Ul>, at: usize) {
    let Some(list) = list.get_untracked() else { return };
    timer::next_frame(move || {
        let found = list.query_selector_all(".row .IconButton").ok();
        let row =
            found.and_then(|found| found.item(u32::try_from(at).ok()?.min(found.length().checked_sub(1)?)));
        let close =
            || list.closest("dialog").ok()??.query_selector(".IconButton, .Button").ok()?.map(Into::into);
        let to = row.or_else(close).and_then(|to: web_sys::Node| to.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(to) = to.filter(|_| is_lost()) {
            let _ = to.focus();
        }
    });
}

/// All pinned messages, the newest first.
#[component]
fn PinnedDialog(scene: Scene, open: RwSignal<bool>) -> impl IntoView {
    let pinned = scene.model.pinned;
    let may = Memo::new(move |_| scene.model.powers.get().pin);
    let asking = RwSignal::new(false);
    let list = NodeRef::<html::Ul>::new();
    let unpinning = StoredValue::new(None::<EventId>);
    // The row goes when the server has answered, and the focus with it.
    Effect::new(move |before: Option<Vec<EventId>>| {
        let now = newest_first_of(pinned.get());
        let gone = unpinning.get_value().filter(|event| !now.contains(event));
        if let Some(at) = gone.and_then(|gone| before?.iter().position(|event| *event == gone)) {
            unpinning.set_value(None);
            go_on(list, at);
        }
        now
    });
    let newest_first = move || newest_first_of(pinned.get());
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
            <ul class="PinnedList" role="list" node_ref=list>
                <For each=newest_first key=Clone::clone let:event>
                    <PinnedRow scene=scene event=event may=may open=open unpinning=unpinning />
                </For>
            </ul>
            <Show when=move || pinned.with(Vec::is_empty)>
                <p class="text">{t!("timeline-pinned-none")}</p>
            </Show>
        </Dialog>
    }
}

fn newest_first_of(mut events: Vec<EventId>) -> Vec<EventId> {
    events.reverse();
    events
}

#[component]
fn PinnedRow(
    scene: Scene,
    event: EventId,
    may: Memo<bool>,
    open: RwSignal<bool>,
    /// The one that was unpinned last.
    unpinning: StoredValue<Option<EventId>>,
) -> impl IntoView {
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
                        move |_| {
                            unpinning.set_value(Some(event.clone()));
                            scene.model.set_pinned(event.clone(), false);
                        }
                    }
                />
            </Show>
        </li>
    }
}
