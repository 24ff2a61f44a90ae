//! The part of the settings that is about key storage.

use leptos::prelude::*;
use protocol::encryption::{KeyStorage, RecoveryKeyState};

use super::model::{Deed, EncryptionModel};
use crate::{
    kit::{Alert, Button, ButtonSize, ButtonVariant, Dialog, ProgressBar, Switch, Tone},
    t,
    text::failure,
};

/// Key storage in words, with its switch, and what is to be done about it.
#[component]
pub(super) fn StorageSection(
    model: EncryptionModel,
    /// Opens the dialog that repairs it.
    #[prop(into)]
    on_repair: Callback<()>,
) -> impl IntoView {
    let (of_storage, of_recovery, of_storing) = (model.clone(), model.clone(), model.clone());
    let storage = Memo::new(move |_| of_storage.with(|state| state.storage));
    let has_key = Memo::new(move |_| {
        let missing = [RecoveryKeyState::Missing, RecoveryKeyState::Unknown];
        of_recovery.with(|state| !missing.contains(&state.recovery))
    });
    let storing = Memo::new(move |_| of_storing.with(|state| state.storing));
    let asking = RwSignal::new(false);
    let switching = model.switching;
    let stored = StoredValue::new(model);
    // What the switch was moved to, until it is so or is not to be.
    let wanted = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        if !asking.get() && switching.with(|switching| *switching != Deed::Busy) {
            wanted.set(None);
        }
    });
    let toggle = move |on: bool| {
        wanted.set(Some(on));
        match (on, has_key.get_untracked()) {
            (false, _) => asking.set(true),
            // The new storage's key has to come under the recovery key that there is.
            (true, true) => {
                request_animation_frame(move || {
                    wanted.try_set(None);
                });
                on_repair.run(());
            }
            (true, false) => stored.with_value(|model| model.switch(true, || {})),
        }
    };
    let trouble = move || {
        let text = match storage.get() {
            KeyStorage::OutOfSync => t!("key-storage-out-of-sync"),
            KeyStorage::Deleted => t!("key-storage-deleted"),
            _ => return None,
        };
        Some(view! {
            <Alert tone=Tone::Warning title=Signal::derive(|| Some(t!("key-storage-trouble-title")))>
                <p>{text}</p>
                <div class="actions">
                    <Button size=ButtonSize::Small on_press=move |_| on_repair.run(())>
                        {move || t!("key-storage-trouble-go")}
                    </Button>
                </div>
            </Alert>
        })
    };
    // Switching in the midst of trouble would only make it worse.
    let can_switch = Memo::new(move |_| matches!(storage.get(), KeyStorage::On | KeyStorage::Off));
    let is_on = Signal::derive(move || wanted.get().unwrap_or_else(|| storage.get() == KeyStorage::On));
    let failed = move || match switching.get() {
        Deed::Failed(refused) => Some(failure::sentence(&refused)),
        _ => None,
    };
    view! {
        <section class="part" aria-labelledby="key-storage-title">
            <h3 class="subtitle" id="key-storage-title">{move || t!("key-storage-title")}</h3>
            {trouble}
            <Show when=move || can_switch.get()>
                <Switch
                    label=Signal::derive(|| t!("key-storage-switch"))
                    hint=Signal::derive(|| t!("key-storage-hint"))
                    on=is_on
                    on_toggle=Callback::new(toggle)
                />
            </Show>
            {move || {
                storing
                    .get()
                    .map(|it| {
                        view! {
                            <div class="KeyProgress">
                                <p class="text">{move || t!("key-storage-storing", done = it.done, all = it.all)}</p>
                                <ProgressBar
                                    label=Signal::derive(|| t!("key-storage-storing-label"))
                                    value=Signal::derive(move || Some(f64::from(it.done) / f64::from(it.all.max(1))))
                                />
                            </div>
                        }
                    })
            }}
            {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
            <Show when=move || asking.get()>
                <SwitchOff model=stored.get_value() on_close=move |()| asking.set(false) />
            </Show>
        </section>
    }
}

/// What is lost, before it is.
#[component]
fn SwitchOff(model: EncryptionModel, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let switching = model.switching;
    switching.set(Deed::Idle);
    let busy = Signal::derive(move || switching.with(|switching| *switching == Deed::Busy));
    let failed = move || match switching.get() {
        Deed::Failed(refused) => Some(failure::sentence(&refused)),
        _ => None,
    };
    let actions = move || {
        view! {
            <Button on_press=move |_| on_close.run(())>{move || t!("key-storage-keep-on")}</Button>
            <Button
                variant=ButtonVariant::Danger
                busy=busy
                on_press=move |_| model.switch(false, move || {
                    on_close.try_run(());
                })
            >
                {move || t!("key-storage-off-go")}
            </Button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("key-storage-off-title"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
            actions=actions
        >
            <p>{move || t!("key-storage-off-text")}</p>
            <ul class="losses">
                <li>{move || t!("key-storage-off-history")}</li>
                <li>{move || t!("key-storage-off-key")}</li>
            </ul>
            {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
        </Dialog>
    }
}
