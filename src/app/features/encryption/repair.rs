//! Key storage that is out of sync or was deleted: brought into order by the recovery key, or made anew without it.

use leptos::prelude::*;
use protocol::encryption::RecoveryKeyState;

use super::{
    entry::KeyEntry,
    model::{Deed, EncryptionModel},
};
use crate::{
    kit::{Button, Dialog, Toasts, Tone},
    t,
};

/// The dialog.
#[component]
pub(super) fn RepairDialog(
    model: EncryptionModel,
    /// The person has no recovery key at hand: another one is made.
    #[prop(into)]
    on_lost: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let toasts = use_context::<Toasts>();
    let entering = model.clone();
    let enter = Callback::new(move |key: String| {
        entering.repair(key, move || {
            if let Some(toasts) = toasts {
                toasts.say(t!("key-storage-repaired"), Tone::Info);
            }
            on_close.try_run(());
        });
    });
    let recovery = model.clone();
    let has_key = Memo::new(move |_| recovery.with(|state| state.recovery != RecoveryKeyState::Missing));
    let making = model.making;
    let lost = move |_| {
        making.set(Deed::Idle);
        on_lost.try_run(());
    };
    let beside = ViewFn::from(move || {
        view! { <Button on_press=lost>{move || t!("key-storage-key-lost")}</Button> }.into_any()
    });
    let body = move || {
        if has_key.get() {
            view! {
                <p class="lead">{move || t!("key-storage-repair-text")}</p>
                <KeyEntry
                    model=model.clone()
                    go=Signal::derive(|| t!("key-storage-repair-go"))
                    on_enter=enter
                    beside=beside.clone()
                />
            }
            .into_any()
        } else {
            view! {
                <p class="lead">{move || t!("key-storage-repair-no-key")}</p>
                <div class="foot">
                    <Button on_press=lost>{move || t!("keys-set-up")}</Button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("key-storage-trouble-title"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
        >
            <div class="KeySetup">{body}</div>
        </Dialog>
    }
}
