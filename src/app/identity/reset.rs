//! Giving the account a new identity, for who has lost everything that could confirm the old one (B10, B25).

use leptos::prelude::*;
use protocol::devices::ResetIdentity as Reset;

use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, Icon, Tone},
    link::use_link,
    reauth::{Confirm, Confirming, Step},
    t,
};

/// Whether it is being asked for in this tab. Copies are the same.
#[derive(Clone, Copy)]
pub struct Resetting(RwSignal<bool>);

impl Resetting {
    /// Makes it known to all that stands below the current owner.
    pub fn provide() -> Self {
        let resetting = Self(RwSignal::new(false));
        provide_context(resetting);
        resetting
    }
}

/// What it is for, and the way to it: the dialog is [`ResetIdentityDialog`].
#[component]
pub fn ResetIdentity() -> impl IntoView {
    let Resetting(asking) = expect_context();
    view! {
        <section class="ResetIdentity" aria-label=move || t!("identity-title")>
            <h3 class="title">{move || t!("identity-title")}</h3>
            <p class="hint">{move || t!("identity-hint")}</p>
            <div class="actions">
                <Button icon="rotate-ccw" on_press=move |_| asking.set(true)>
                    {move || t!("identity-reset")}
                </Button>
            </div>
        </section>
    }
}

/// The dialog, where it is asked for. It stands once in the page and not beside what leads to it: that goes as soon as
/// this device is verified, and the end of the reset is still to come then.
#[component]
pub fn ResetIdentityDialog(
    /// It is done, and the person has read so.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let Resetting(asking) = expect_context();
    let close = Callback::new(move |done: bool| {
        asking.set(false);
        if done {
            on_done.run(());
        }
    });
    view! {
        <Show when=move || asking.get()>
            <ResetDialog on_close=close />
        </Show>
    }
}

/// What is lost, the confirmation, and how to go on.
#[component]
fn ResetDialog(
    /// Gets whether it was done.
    on_close: Callback<bool>,
) -> impl IntoView {
    let understood = RwSignal::new(false);
    let confirming = Confirming::new(&use_link(), |proof| Reset { proof }, || ());
    let is_done = move || confirming.step() == Step::Done;
    let close = Callback::new(move |()| {
        // Half way there is nothing to be closed: the homeserver has been asked.
        if !untrack(move || confirming.is_asking()) {
            on_close.run(untrack(is_done));
        }
    });
    let actions = move || match confirming.step() {
        Step::Done => view! {
            <Button variant=ButtonVariant::Primary on_press=move |_| close.run(())>
                {move || t!("identity-close")}
            </Button>
        }
        .into_any(),
        Step::Idle => view! {
            <Button on_press=move |_| close.run(())>{move || t!("identity-keep")}</Button>
            <Button
                variant=ButtonVariant::Danger
                disabled=Signal::derive(move || !understood.get())
                on_press=move |_| confirming.begin()
            >
                {move || t!("identity-go")}
            </Button>
        }
        .into_any(),
        _ => view! { <Button on_press=move |_| close.run(())>{move || t!("identity-keep")}</Button> }
            .into_any(),
    };
    let content = move || match confirming.step() {
        Step::Idle => view! {
            <Alert tone=Tone::Warning title=Signal::derive(|| Some(t!("identity-lost-title")))>
                <ul class="lost">
                    <li>{move || t!("identity-lost-messages")}</li>
                    <li>{move || t!("identity-lost-devices")}</li>
                    <li>{move || t!("identity-lost-people")}</li>
                </ul>
            </Alert>
            <p>{move || t!("identity-kept")}</p>
            <p>{move || t!("identity-other-way")}</p>
            <label class="Choice">
                <input type="checkbox" bind:checked=understood />
                <span>{move || t!("identity-understood")}</span>
            </label>
        }
        .into_any(),
        Step::Done => view! {
            <div class="done" role="status">
                <Icon name="shield-check" />
                <p>{move || t!("identity-done")}</p>
            </div>
            <p>{move || t!("identity-next")}</p>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("identity-dialog"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=close
            actions=move || view! { {actions} }
        >
            <div class="ResetDialog">
                {content}
                <Confirm confirming=confirming />
            </div>
        </Dialog>
    }
}
