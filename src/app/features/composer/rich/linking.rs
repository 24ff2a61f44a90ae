//! Asks for the address that words are linked to.

use leptos::{ev, html, prelude::*};

use super::{edit::State, model::address};
use crate::{
    features::composer::surface::Surface,
    kit::{Button, ButtonSize, IconButton},
    t,
};

/// The row, while an address is asked for.
#[component]
pub(crate) fn LinkRow(surface: Surface) -> impl IntoView {
    let linking = surface.linking;
    move || linking.get().map(|state| view! { <Row surface=surface state=state /> })
}

#[component]
fn Row(surface: Surface, state: State) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let selected = state.selected();
    let known = address(&selected).is_some();
    let typed = RwSignal::new(if known { selected } else { String::new() });
    let fits = Memo::new(move |_| typed.with(|typed| whole(typed).is_some()));
    let state = StoredValue::new_local(state);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let close = move || {
        surface.linking.set(None);
        surface.with_editor(|editor| state.with_value(|state| editor.change_from(state, State::clone)));
    };
    let go = move || {
        let Some(address) = typed.with_untracked(|typed| whole(typed)) else { return };
        surface.linking.set(None);
        surface.with_editor(|editor| {
            state.with_value(|state| editor.change_from(state, |state| state.linked(&address)));
        });
    };
    let on_keydown = move |event: ev::KeyboardEvent| match event.key().as_str() {
        _ if event.is_composing() => {}
        "Enter" => {
            // It would send the message.
            event.prevent_default();
            event.stop_propagation();
            go();
        }
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
        _ => {}
    };
    view! {
        <div class="linking" role="group" aria-label=move || t!("composer-link")>
            <input
                node_ref=input
                type="url"
                inputmode="url"
                autocomplete="off"
                placeholder="https://"
                aria-label=move || t!("composer-link-address")
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_keydown
            />
            <Button
                size=ButtonSize::Small
                disabled={Signal::derive(move || !fits.get())}
                on_press=move |_| go()
            >
                {move || t!("composer-link-go")}
            </Button>
            <IconButton
                icon="x"
                size=ButtonSize::Small
                label=Signal::derive(|| t!("composer-link-cancel"))
                on_press=move |_| close()
            />
        </div>
    }
}

/// An address with its scheme, which people leave out.
fn whole(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let bare = !typed.contains([':', ' ']) && typed.contains('.') && !typed.starts_with('.');
    address(typed).or_else(|| bare.then(|| format!("https://{typed}")).and_then(|typed| address(&typed)))
}
