//! The dialog of a verification, from asking to its end.

use leptos::{html, prelude::*};
use protocol::{FailureKind, verification::VerificationState};

use super::{
    model::{Shown, Verifying},
    steps::{Step, StepActions, StepView},
    words,
};
use crate::{
    kit::{Alert, Button, Dialog, Spinner, Tone},
    t,
    text::failure,
};

/// Shows the verification that is open in this tab, if there is one. Closing it cancels what goes on.
#[component]
pub fn VerificationDialog() -> impl IntoView {
    let verifying = expect_context::<Verifying>();
    let is_open = Memo::new(move |_| verifying.shown.with(Option::is_some));
    move || is_open.get().then(|| view! { <Opened verifying=verifying /> })
}

#[component]
fn Opened(verifying: Verifying) -> impl IntoView {
    let shown = verifying.shown;
    // What the person chose, of what the engine knows nothing.
    let scanning = RwSignal::new(false);
    let choosing = RwSignal::new(false);
    let step = Memo::new(move |_| {
        shown.with(|shown| match shown {
            Some(Shown::At(verification)) => Step::of(&verification.state, scanning.get(), choosing.get()),
            Some(Shown::NotAsked(_)) => Step::NotAsked,
            Some(Shown::Asking) | None => Step::Asking,
        })
    });
    let title = Signal::derive(move || {
        shown.with(|shown| match shown {
            Some(Shown::At(verification)) => words::title(verification),
            _ => t!("verification-title-plain"),
        })
    });
    let lead = move || {
        shown.with(|shown| match shown {
            Some(Shown::At(verification)) => match (step.get(), verification.own) {
                (Step::Scan, true) => t!("verification-scan-own"),
                (Step::Scan, false) => t!("verification-scan", name = words::name(verification)),
                (Step::Choose, own) => {
                    let ready = VerificationState::Ready;
                    let verification =
                        protocol::verification::Verification { state: ready, own, ..verification.clone() };
                    words::lead(&verification)
                }
                _ => words::lead(verification),
            },
            Some(Shown::NotAsked(why)) if why.kind == FailureKind::NotFound => t!("verification-nobody"),
            Some(Shown::NotAsked(why)) => t!("verification-not-asked", reason = failure::sentence(why)),
            Some(Shown::Asking) | None => t!("verification-asking"),
        })
    };
    let said = NodeRef::<html::P>::new();
    // What one has just pressed may be gone: the focus goes to what is said now, and so it is read out.
    Effect::new(move |before: Option<Step>| {
        let now = step.get();
        if before.is_some_and(|before| before != now)
            && let Some(said) = said.get_untracked()
        {
            let _ = said.focus();
        }
        now
    });
    let failed = move || {
        verifying.failure.get().map(|why| {
            view! {
                <Alert tone=Tone::Danger>
                    <p class="text">{failure::sentence(&why)}</p>
                </Alert>
            }
        })
    };
    view! {
        <Dialog
            title=title
            close_label=Signal::derive(|| t!("verification-close"))
            on_close=move |()| verifying.close()
            actions=move || view! { <StepActions verifying=verifying step=step /> }
        >
            <div class="Verification" data-tone=move || step.get().tone().name()>
                <p class="lead" tabindex="-1" node_ref=said>
                    {lead}
                </p>
                <StepView verifying=verifying step=step scanning=scanning choosing=choosing />
                {failed}
                {move || step.get().waits().then(|| view! { <div class="wait"><Spinner /></div> })}
            </div>
        </Dialog>
    }
}

/// What closes it, where there is nothing else to do.
pub(super) fn closing(verifying: Verifying, text: impl Fn() -> String + Send + 'static) -> impl IntoView {
    view! { <Button on_press=move |_| verifying.close()>{move || text()}</Button> }
}
