//! Where a recovery key or passphrase is typed.

use leptos::{ev, prelude::*};

use super::{
    model::{Deed, EncryptionModel},
    words,
};
use crate::{
    kit::{Alert, Button, ButtonKind, ButtonVariant, InputKind, TextField, Tone},
    t,
};

/// The field and its button. What was typed stays where it was refused.
#[component]
pub(super) fn KeyEntry(
    model: EncryptionModel,
    /// What the button says.
    #[prop(into)]
    go: Signal<String>,
    /// Gets what was typed.
    on_enter: Callback<String>,
    /// What stands beside the button.
    #[prop(into, optional)]
    beside: Option<ViewFn>,
) -> impl IntoView {
    let opening = model.opening;
    opening.set(Deed::Idle);
    let typed = RwSignal::new(String::new());
    let empty = RwSignal::new(false);
    let wrong = Signal::derive(move || {
        if empty.get() {
            return Some(t!("keys-type-it"));
        }
        opening.with(|opening| match opening {
            Deed::Failed(refused) if opening.refuses("key") => Some(words::of_opening(refused)),
            _ => None,
        })
    });
    let failed = move || {
        opening.with(|opening| match opening {
            Deed::Failed(refused) if !opening.refuses("key") => Some(words::of_opening(refused)),
            _ => None,
        })
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let key = typed.get_untracked();
        empty.set(key.trim().is_empty());
        if !empty.get_untracked() {
            on_enter.run(key);
        }
    };
    view! {
        <form class="KeyEntry" on:submit=submit novalidate>
            <TextField
                label=Signal::derive(|| t!("keys-entry"))
                hint=Signal::derive(|| Some(t!("keys-entry-hint")))
                failure=wrong
                value=typed
                kind=InputKind::Password
                reveal_label=Signal::derive(|| Some(t!("keys-reveal")))
            />
            {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
            <div class="foot">
                {beside.map(|beside| beside.run())}
                <Button
                    kind=ButtonKind::Submit
                    variant=ButtonVariant::Primary
                    busy=Signal::derive(move || opening.with(|opening| *opening == Deed::Busy))
                >
                    {move || go.get()}
                </Button>
            </div>
        </form>
    }
}
