//! The page of the settings that is about the account's keys.

use leptos::prelude::*;
use protocol::encryption::{DeviceTrust, RecoveryKeyState};

use super::{
    banner::Restoring,
    confirm::Ways,
    key_file::KeyFileSection,
    model::{Ask, Deed, EncryptionModel},
    repair::RepairDialog,
    rules::RulesSection,
    storage::StorageSection,
};
use crate::{
    kit::{Alert, Button, ButtonSize, Dialog, Icon, Spinner, Tone},
    t,
    text::failure,
};

/// The page. Its dialogs lie above that of the settings.
#[component]
pub fn EncryptionSettings(
    model: EncryptionModel,
    /// Whose keys they are.
    #[prop(into)]
    user: Signal<String>,
    /// Another device confirms this one.
    #[prop(into, optional)]
    other_device: Option<ViewFn>,
    /// Everything is given up: in the dialog that confirms, and at the end of the page.
    #[prop(into, optional)]
    reset: Option<ViewFn>,
) -> impl IntoView {
    // What other clients have done in the meantime shows here first.
    model.look();
    let (known, restoring) = (model.clone(), model.clone());
    let is_known = Memo::new(move |_| known.is_known());
    let restoring = Memo::new(move |_| restoring.with(|state| state.restoring));
    let looking = model.looking;
    let (confirming, repairing) = (RwSignal::new(false), RwSignal::new(false));
    let (ask, setting_up) = (model.ask, model.setting_up);
    // Who is confirmed is done.
    Effect::new(move |_| {
        if ask.get() != Some(Ask::Confirm) {
            confirming.set(false);
        }
    });
    let again = model.clone();
    let trouble = move || match looking.get() {
        Deed::Failed(refused) => {
            let again = again.clone();
            Some(view! {
                <Alert tone=Tone::Warning>
                    <p>{failure::sentence(&refused)}</p>
                    <p class="detail">{move || t!("keys-known-last")}</p>
                    <div class="actions">
                        <Button size=ButtonSize::Small on_press=move |_| again.look()>
                            {move || t!("keys-look-again")}
                        </Button>
                    </div>
                </Alert>
            })
        }
        _ => None,
    };
    let stored = StoredValue::new(model.clone());
    let (other_device, at_end) = (StoredValue::new(other_device), reset.clone());
    let reset = StoredValue::new(reset);
    let parts = move || {
        if !is_known.get() {
            return match looking.get() {
                Deed::Failed(_) => ().into_any(),
                _ => view! {
                    <p class="waiting" role="status">
                        <Spinner />
                        {move || t!("keys-looking")}
                    </p>
                }
                .into_any(),
            };
        }
        view! {
            <DeviceSection model=stored.get_value() on_confirm=move |()| confirming.set(true) />
            <RecoverySection
                model=stored.get_value()
                on_set_up=move |()| setting_up.set(true)
                on_enter=move |()| repairing.set(true)
            />
            <StorageSection model=stored.get_value() on_repair=move |()| repairing.set(true) />
            <RulesSection model=stored.get_value() />
            <KeyFileSection model=stored.get_value() user=user />
        }
        .into_any()
    };
    view! {
        <div class="EncryptionSettings">
            {trouble}
            {parts}
            <Show when=move || restoring.get().is_some_and(|it| it.all > 0)>
                <Restoring progress=Signal::derive(move || restoring.get()) />
            </Show>
            {at_end.map(|reset| reset.run())}
        </div>
        <Show when=move || confirming.get()>
            <Dialog
                title=Signal::derive(|| t!("confirm-title"))
                close_label=Signal::derive(|| t!("shell-close"))
                on_close=move |()| confirming.set(false)
            >
                <p class="lead">{move || t!("confirm-lead")}</p>
                <Ways
                    model=stored.get_value()
                    other_device=other_device.get_value()
                    reset=reset.get_value()
                    on_done=move |()| confirming.set(false)
                />
            </Dialog>
        </Show>
        <Show when=move || repairing.get()>
            <RepairDialog
                model=stored.get_value()
                on_lost=move |()| {
                    repairing.set(false);
                    setting_up.set(true);
                }
                on_close=move |()| repairing.set(false)
            />
        </Show>
    }
}

/// Whether this device is verified.
#[component]
fn DeviceSection(model: EncryptionModel, #[prop(into)] on_confirm: Callback<()>) -> impl IntoView {
    let device = Memo::new(move |_| model.with(|state| state.device));
    let icon = Signal::derive(move || match device.get() {
        DeviceTrust::Verified => "shield-check",
        DeviceTrust::Unverified => "shield-alert",
        DeviceTrust::Unknown => "shield-question-mark",
    });
    let words = move || match device.get() {
        DeviceTrust::Verified => t!("keys-device-verified"),
        DeviceTrust::Unverified => t!("keys-device-unverified"),
        DeviceTrust::Unknown => t!("keys-device-unknown"),
    };
    view! {
        <section class="part" aria-labelledby="key-device-title">
            <h3 class="subtitle" id="key-device-title">{move || t!("keys-device")}</h3>
            <div class="fact">
                <Icon name=icon />
                <p>{words}</p>
                <Show when=move || device.get() == DeviceTrust::Unverified>
                    <Button size=ButtonSize::Small on_press=move |_| on_confirm.run(())>
                        {move || t!("confirm-go")}
                    </Button>
                </Show>
            </div>
        </section>
    }
}

/// The recovery key, in words.
#[component]
fn RecoverySection(
    model: EncryptionModel,
    #[prop(into)] on_set_up: Callback<()>,
    /// It is to be entered here.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let of_device = model.clone();
    let recovery = Memo::new(move |_| model.with(|state| state.recovery));
    // A device that is not confirmed has nothing to make a key of.
    let confirmed = Memo::new(move |_| of_device.with(|state| state.has_identity));
    let words = move || match recovery.get() {
        RecoveryKeyState::Unknown => t!("keys-recovery-unknown"),
        RecoveryKeyState::Missing => t!("keys-recovery-missing"),
        RecoveryKeyState::Unsaved => t!("keys-unsaved-text"),
        RecoveryKeyState::Ready => t!("keys-recovery-ready"),
        RecoveryKeyState::Incomplete => t!("keys-recovery-incomplete"),
    };
    let label = move || match recovery.get() {
        RecoveryKeyState::Missing => t!("keys-set-up"),
        RecoveryKeyState::Incomplete => t!("keys-enter"),
        _ => t!("keys-change"),
    };
    view! {
        <section class="part" aria-labelledby="key-recovery-title">
            <h3 class="subtitle" id="key-recovery-title">{move || t!("keys-title")}</h3>
            <div class="fact">
                <Icon name="key-round" />
                <p>{words}</p>
                <Show when=move || confirmed.get() && recovery.get() != RecoveryKeyState::Unknown>
                    <Button
                        size=ButtonSize::Small
                        on_press=move |_| match recovery.get_untracked() {
                            RecoveryKeyState::Incomplete => on_enter.run(()),
                            _ => on_set_up.run(()),
                        }
                    >
                        {label}
                    </Button>
                </Show>
            </div>
        </section>
    }
}
