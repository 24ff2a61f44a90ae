//! Whose identity has changed in a room: one person after another, with what can be done about it (B16).

use leptos::prelude::*;
use protocol::{
    RoomId,
    trust::{AcceptIdentity, ChangedIdentities, ChangedIdentity},
};

use super::button::VerifyButton;
use crate::{
    kit::{Button, ButtonSize, ButtonVariant, Icon, Toasts, Tone},
    link::{Link, use_link},
    platform::focus,
    t,
    text::{failure, names},
};

/// Above the composer, while nothing was decided about somebody.
#[component]
pub fn ChangedIdentityBanner(
    room: RoomId,
    /// Whether messages are encrypted; none while it is not known.
    #[prop(into)]
    encrypted: Signal<Option<bool>>,
) -> impl IntoView {
    let encrypted = Memo::new(move |_| encrypted.get() == Some(true));
    move || {
        encrypted.get().then(|| {
            let live = use_link().value(ChangedIdentities { room: room.clone() });
            let first = Memo::new(move |_| {
                live.with(|all| all.and_then(|all| Some((all.first()?.clone(), all.len() - 1))))
            });
            move || first.get().map(|(one, more)| banner(one, more))
        })
    }
}

/// What is said of a person's identity.
pub(super) fn words(one: &ChangedIdentity) -> String {
    let name = names::called(&one.person);
    let user = one.person.user.as_str();
    match one.verified {
        true => t!("verification-changed-verified", name = name, user = user),
        false => t!("verification-changed", name = name, user = user),
    }
}

fn banner(one: ChangedIdentity, more: usize) -> AnyView {
    on_cleanup(focus::rescue);
    let busy = RwSignal::new(false);
    let (link, toasts) = (use_link(), use_context::<Toasts>());
    let (user, verified) = (one.person.user.clone(), one.verified);
    let accept = Callback::new({
        let command = AcceptIdentity { user: user.clone(), withdraw: verified };
        move |_| take(&link, command.clone(), busy, toasts)
    });
    let tone = if verified { Tone::Danger } else { Tone::Warning };
    let label = move || match verified {
        true => t!("verification-withdraw"),
        false => t!("verification-changed-ok"),
    };
    view! {
        <section
            class="IdentityBanner"
            data-tone=tone.name()
            aria-label=move || t!("verification-changed-label")
        >
            <Icon name="shield-alert" />
            <p class="text" role="alert">
                {move || words(&one)}
                {(more > 0).then(|| view! { " " {move || t!("verification-changed-more", count = more)} })}
            </p>
            <div class="actions">
                {verified.then(|| view! { <VerifyButton user=user size=ButtonSize::Small /> })}
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost busy=busy on_press=accept>
                    {label}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

/// Takes a person's identity as it is now. What comes of it shows by itself.
pub(super) fn take(link: &Link, command: AcceptIdentity, busy: RwSignal<bool>, toasts: Option<Toasts>) {
    busy.set(true);
    let asked = link.request(command);
    link.spawn(async move {
        let answer = asked.await;
        busy.try_set(false);
        if let (Err(refused), Some(toasts)) = (answer, toasts) {
            toasts.say(failure::sentence(&refused), Tone::Warning);
        }
    });
}
