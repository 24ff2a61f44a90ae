//! What begins a verification, and how far a person is trusted.

use leptos::prelude::*;
use protocol::{
    UserId,
    trust::AcceptIdentity,
    verification::{PersonTrust, Trust},
};

use super::{
    changed,
    model::{Verifying, Whom},
};
use crate::{
    kit::{Alert, Button, ButtonSize, ButtonVariant, Icon, IconSize, Toasts, Tone},
    link::use_link,
    t,
};

/// Asks a device of the account's, or a person, and shows what comes of it in the dialog.
#[component]
pub fn VerifyButton(
    user: UserId,
    /// A device of the account's, by its ID.
    #[prop(optional_no_strip)]
    device: Option<String>,
    #[prop(optional)] size: ButtonSize,
    /// A name that says more than "Verify", and begins with it.
    #[prop(into, optional)]
    label: Signal<Option<String>>,
) -> impl IntoView {
    let verifying = expect_context::<Verifying>();
    view! {
        <Button
            icon="shield-check"
            size=size
            label=label
            on_press=move |_| verifying.ask(Whom { user: user.clone(), device: device.clone() })
        >
            {move || t!("verification-verify")}
        </Button>
    }
}

/// Asks all other devices of the account, to confirm this one.
#[component]
pub fn UseOtherDevice(
    /// The account's user.
    user: UserId,
) -> impl IntoView {
    let verifying = expect_context::<Verifying>();
    view! {
        <Button
            icon="monitor"
            on_press=move |_| verifying.ask(Whom { user: user.clone(), device: None })
        >
            {move || t!("verification-use-other")}
        </Button>
    }
}

/// How far a person is trusted, in words, and the way to verify them.
#[component]
pub fn PersonTrustLine(
    user: UserId,
    /// What they are called.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let link = use_link();
    let live = link.value(PersonTrust { user: user.clone() });
    let trust = Memo::new(move |_| live.get());
    let button = move |user: &UserId| {
        let user = user.clone();
        view! { <VerifyButton user=user /> }
    };
    let busy = RwSignal::new(false);
    let toasts = use_context::<Toasts>();
    let accept = move |user: &UserId, withdraw: bool| {
        let (command, link) = (AcceptIdentity { user: user.clone(), withdraw }, link.clone());
        view! {
            <Button
                variant=ButtonVariant::Ghost
                busy=busy
                on_press=move |_| changed::take(&link, command.clone(), busy, toasts)
            >
                {move || if withdraw { t!("verification-withdraw") } else { t!("verification-changed-ok") }}
            </Button>
        }
    };
    move || {
        let line = |icon: &'static str, words: String| {
            view! {
                <p class="Trust">
                    <Icon name=icon size=IconSize::Small />
                    <span>{words}</span>
                </p>
            }
        };
        match trust.get() {
            None => ().into_any(),
            Some(Trust::NoKeys) => line("shield-question-mark", t!("verification-trust-no-keys")).into_any(),
            Some(Trust::Verified) => line("shield-check", t!("verification-trust-verified")).into_any(),
            Some(Trust::NotVerified) => view! {
                {line("shield-question-mark", t!("verification-trust-not"))}
                {button(&user)}
            }
            .into_any(),
            Some(trust @ (Trust::Changed | Trust::Replaced)) => {
                let verified = trust == Trust::Changed;
                let (tone, text) = match verified {
                    true => (Tone::Danger, t!("verification-trust-changed-text", name = name.get())),
                    false => (Tone::Warning, t!("verification-trust-replaced-text", name = name.get())),
                };
                let (again, accept) = (button(&user), accept(&user, verified));
                view! {
                    <Alert tone=tone title=Signal::derive(|| Some(t!("verification-trust-changed")))>
                        <p class="text">{text}</p>
                        <div class="actions">{again} {accept}</div>
                    </Alert>
                }
                .into_any()
            }
        }
    }
}
