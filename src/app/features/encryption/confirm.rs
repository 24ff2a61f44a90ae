//! "Confirm it is you": the ways in which a new device becomes one that the others trust.

use leptos::prelude::*;
use protocol::encryption::RecoveryKeyState;

use super::{entry::KeyEntry, model::EncryptionModel};
use crate::{
    kit::{Toasts, Tone},
    t,
};

/// The ways, without a frame. Those of other features stand where they are given.
#[component]
pub(super) fn Ways(
    model: EncryptionModel,
    /// Another device confirms it.
    other_device: Option<ViewFn>,
    /// Everything is given up.
    reset: Option<ViewFn>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let toasts = use_context::<Toasts>();
    let recovery = model.clone();
    let has_key = Memo::new(move |_| recovery.with(|state| state.recovery != RecoveryKeyState::Missing));
    let restoring = model.clone();
    let enter = Callback::new(move |key: String| {
        restoring.restore(key, move || {
            if let Some(toasts) = toasts {
                toasts.say(t!("confirm-done"), Tone::Info);
            }
            on_done.try_run(());
        });
    });
    let by_key = move || {
        if has_key.get() {
            view! {
                <section class="way">
                    <h3 class="subtitle">{move || t!("confirm-by-key")}</h3>
                    <KeyEntry
                        model=model.clone()
                        go=Signal::derive(|| t!("confirm-go"))
                        on_enter=enter
                    />
                </section>
            }
            .into_any()
        } else {
            view! { <p class="lead">{move || t!("confirm-no-key")}</p> }.into_any()
        }
    };
    view! {
        <div class="ConfirmWays">
            {other_device
                .map(|other| {
                    view! {
                        <section class="way">
                            <h3 class="subtitle">{move || t!("confirm-by-device")}</h3>
                            <p class="lead">{move || t!("confirm-by-device-hint")}</p>
                            {other.run()}
                        </section>
                    }
                })}
            {by_key}
            {reset.map(|reset| view! { <section class="way">{reset.run()}</section> })}
        </div>
    }
}
