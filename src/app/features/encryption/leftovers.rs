//! What Element has left in this browser: offered to be deleted once nothing of it is needed any more.

use leptos::prelude::*;
use protocol::{
    encryption::{DeviceTrust, EncryptionState, RecoveryKeyState},
    session::Account,
};

use super::model::EncryptionModel;
use crate::{
    kit::{Alert, Button, ButtonSize, ButtonVariant, Dialog, Icon, IconSize, Toasts, Tone, unique_id},
    link::use_link,
    platform::{focus, leftovers, prefs},
    t,
};

/// Set where the person wants to keep it.
const KEPT: &str = "leftovers.kept";

/// Whether old messages are here without it: the device was confirmed, and all that is stored has come.
pub(super) fn is_dispensable(state: &EncryptionState) -> bool {
    state.device == DeviceTrust::Verified
        && state.has_identity
        && state.recovery == RecoveryKeyState::Ready
        && state.restoring.is_none()
}

/// The offer, as a note above the rooms; nothing where nothing was left.
#[component]
pub fn LeftoversNote(model: EncryptionModel, account: Signal<Option<Account>>) -> impl IntoView {
    let found = RwSignal::new(false);
    // Whether the keys that Element has left are this account's. It is not known before the account is.
    let in_use =
        Memo::new(move |_| account.with(|account| account.as_ref().map(|account| account.taken_over)));
    let link = use_link();
    Effect::new(move |_| {
        if let Some(in_use) = in_use.get().filter(|_| prefs::get(KEPT).is_none()) {
            link.spawn(async move {
                let there = leftovers::found(in_use).await;
                found.try_set(there);
            });
        }
    });
    let shown = Memo::new(move |_| found.get() && model.with(is_dispensable));
    let asking = RwSignal::new(false);
    let keep = move || {
        prefs::set(KEPT, "yes");
        found.set(false);
    };
    let note = move || {
        shown.get().then(|| {
            on_cleanup(focus::rescue);
            let title_id = unique_id("leftovers");
            view! {
                <section class="EncryptionNote" aria-labelledby=title_id.clone()>
                    <Icon name="archive" size=IconSize::Small />
                    <h2 class="title" id=title_id.clone()>{move || t!("leftovers-title")}</h2>
                    <p class="text">{move || t!("leftovers-note")}</p>
                    <div class="actions">
                        <Button
                            size=ButtonSize::Small
                            variant=ButtonVariant::Primary
                            on_press=move |_| asking.set(true)
                        >
                            {move || t!("leftovers-go")}
                        </Button>
                        <Button size=ButtonSize::Small variant=ButtonVariant::Ghost on_press=move |_| keep()>
                            {move || t!("leftovers-keep")}
                        </Button>
                    </div>
                </section>
            }
        })
    };
    view! {
        {note}
        <Show when=move || asking.get()>
            <DeleteLeftovers found=found in_use=in_use on_close=move |()| asking.set(false) />
        </Show>
    }
}

/// What goes with it, before it goes.
#[component]
fn DeleteLeftovers(
    found: RwSignal<bool>,
    in_use: Memo<Option<bool>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (busy, held) = (RwSignal::new(false), RwSignal::new(false));
    let (link, toasts) = (use_link(), use_context::<Toasts>());
    let delete = move || {
        let Some(in_use) = in_use.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        link.spawn(async move {
            let gone = leftovers::delete(in_use).await;
            busy.try_set(false);
            held.try_set(!gone);
            if gone {
                found.try_set(false);
                if let Some(toasts) = toasts {
                    toasts.say(t!("leftovers-gone"), Tone::Info);
                }
                on_close.try_run(());
            }
        });
    };
    let actions = move || {
        view! {
            <Button on_press=move |_| on_close.run(())>{move || t!("leftovers-not-now")}</Button>
            <Button variant=ButtonVariant::Danger busy=busy on_press=move |_| delete()>
                {move || t!("leftovers-delete")}
            </Button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("leftovers-question"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
            actions=actions
        >
            <p>{move || t!("leftovers-what")}</p>
            // Element's device is this one otherwise, and its keys are not among what is deleted.
            <Show when=move || in_use.get() != Some(true)>
                <ul class="losses">
                    <li>{move || t!("leftovers-still-used")}</li>
                    <li>{move || t!("leftovers-keys")}</li>
                </ul>
                <p>{move || t!("leftovers-device")}</p>
            </Show>
            <Show when=move || held.get()>
                <Alert tone=Tone::Warning>
                    <p>{move || t!("leftovers-held")}</p>
                </Alert>
            </Show>
        </Dialog>
    }
}
