//! The steps of a verification, one view each.

use leptos::prelude::*;
use protocol::verification::{
    Cancelled, ConfirmEmoji, ConfirmQr, FlowId, Methods, ShowQr, StartEmoji, Verification, VerificationState,
};

use super::{
    camera::Scanner,
    dialog::closing,
    emoji::EmojiList,
    model::{Open, Shown, Verifying},
};
use crate::{
    kit::{Button, ButtonVariant, Icon, Tone},
    rooms::QrPicture,
    t,
};

/// Which step is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Asking,
    NotAsked,
    Requested,
    Choose,
    EmojiSoon,
    Emoji,
    Waiting,
    Qr,
    Scan,
    Scanned,
    HaveScanned,
    Done,
    Cancelled(Cancelled),
}

impl Step {
    /// The step where it stands so; `scanning` and `choosing` are what the person wants in the place of a code.
    pub(super) fn of(state: &VerificationState, scanning: bool, choosing: bool) -> Self {
        match state {
            VerificationState::Requested { .. } => Self::Requested,
            VerificationState::Ready | VerificationState::Qr(_) if scanning => Self::Scan,
            VerificationState::Ready => Self::Choose,
            VerificationState::Qr(_) if choosing => Self::Choose,
            VerificationState::Qr(_) => Self::Qr,
            VerificationState::EmojiSoon => Self::EmojiSoon,
            VerificationState::Emoji(_) => Self::Emoji,
            VerificationState::WaitingForOther => Self::Waiting,
            VerificationState::Scanned => Self::Scanned,
            VerificationState::HaveScanned => Self::HaveScanned,
            VerificationState::Done => Self::Done,
            VerificationState::Cancelled(why) => Self::Cancelled(*why),
        }
    }

    /// Whether one waits for somebody else.
    pub(super) fn waits(self) -> bool {
        matches!(self, Self::Asking | Self::Requested | Self::EmojiSoon | Self::Waiting | Self::HaveScanned)
    }

    /// How grave it is.
    pub(super) fn tone(self) -> Tone {
        match self {
            Self::Cancelled(Cancelled::Mismatch) => Tone::Danger,
            Self::Cancelled(_) | Self::NotAsked => Tone::Warning,
            _ => Tone::Info,
        }
    }
}

/// Looks at the verification that is shown.
fn with<T>(verifying: Verifying, look: impl FnOnce(&Verification) -> T) -> Option<T> {
    verifying.shown.with_untracked(|shown| match shown {
        Some(Shown::At(verification)) => Some(look(verification)),
        _ => None,
    })
}

fn flow(verifying: Verifying) -> Option<FlowId> {
    match verifying.open.get_untracked() {
        Some(Open::Flow(flow)) => Some(flow),
        _ => None,
    }
}

/// What the step shows below its sentence.
#[component]
pub(super) fn StepView(
    verifying: Verifying,
    step: Memo<Step>,
    scanning: RwSignal<bool>,
    choosing: RwSignal<bool>,
) -> impl IntoView {
    move || match step.get() {
        Step::Choose => choice(verifying, scanning, choosing).into_any(),
        Step::Emoji => with(verifying, |verification| match verification.state {
            VerificationState::Emoji(emoji) => view! { <EmojiList emoji=emoji /> }.into_any(),
            _ => ().into_any(),
        })
        .unwrap_or_else(|| ().into_any()),
        Step::Qr => {
            let code = with(verifying, |verification| match &verification.state {
                VerificationState::Qr(code) => Some(code.clone()),
                _ => None,
            });
            view! {
                <div class="code">
                    {code.flatten().map(|code| view! { <QrPicture code=code label=t!("verification-qr-code") /> })}
                </div>
                <Other choosing=choosing scanning=scanning />
            }
            .into_any()
        }
        Step::Scan => view! {
            <Scanner verifying=verifying />
            <Other choosing=choosing scanning=scanning />
        }
        .into_any(),
        Step::Done => view! { <Icon name="shield-check" class:mark=true /> }.into_any(),
        Step::Cancelled(Cancelled::Mismatch) => {
            view! { <Icon name="shield-alert" class:mark=true /> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// Goes back from a code to the ways that there are.
#[component]
fn Other(choosing: RwSignal<bool>, scanning: RwSignal<bool>) -> impl IntoView {
    let back = move |_| {
        scanning.set(false);
        choosing.set(true);
    };
    view! {
        <Button variant=ButtonVariant::Ghost icon="arrow-left" on_press=back>
            {move || t!("verification-another-way")}
        </Button>
    }
}

/// The ways that both sides know.
fn choice(verifying: Verifying, scanning: RwSignal<bool>, choosing: RwSignal<bool>) -> impl IntoView {
    let methods = with(verifying, |verification| verification.methods).unwrap_or_default();
    let Methods { emoji, show, scan } = methods;
    let emoji_first = move |_| {
        if let Some(flow) = flow(verifying) {
            verifying.step(StartEmoji { flow });
        }
    };
    let show_code = move |_| {
        choosing.set(false);
        if let Some(flow) = flow(verifying) {
            verifying.step(ShowQr { flow });
        }
    };
    let busy = verifying.busy;
    view! {
        <div class="ways">
            {emoji.then(|| view! {
                <Button variant=ButtonVariant::Primary wide=true icon="smile" busy=busy on_press=emoji_first>
                    {move || t!("verification-way-emoji")}
                </Button>
            })}
            {show.then(|| view! {
                <Button wide=true icon="qr-code" disabled=busy on_press=show_code>
                    {move || t!("verification-way-show")}
                </Button>
            })}
            {scan.then(|| view! {
                <Button wide=true icon="camera" disabled=busy on_press=move |_| scanning.set(true)>
                    {move || t!("verification-way-scan")}
                </Button>
            })}
            {(!emoji && !show && !scan).then(|| view! { <p>{move || t!("verification-way-none")}</p> })}
        </div>
    }
}

/// The row of buttons.
#[component]
pub(super) fn StepActions(verifying: Verifying, step: Memo<Step>) -> impl IntoView {
    let busy = verifying.busy;
    let say = move |same: bool| {
        if let Some(flow) = flow(verifying) {
            verifying.step(ConfirmEmoji { flow, same });
        }
    };
    let confirm = move |_| {
        if let Some(flow) = flow(verifying) {
            verifying.step(ConfirmQr { flow });
        }
    };
    move || {
        match step.get() {
        Step::Emoji => view! {
            <Button disabled=busy on_press=move |_| say(false)>{move || t!("verification-emoji-differ")}</Button>
            <Button variant=ButtonVariant::Primary busy=busy on_press=move |_| say(true)>
                {move || t!("verification-emoji-match")}
            </Button>
        }
        .into_any(),
        Step::Scanned => view! {
            <Button disabled=busy on_press=move |_| verifying.close()>{move || t!("verification-scanned-no")}</Button>
            <Button variant=ButtonVariant::Primary busy=busy on_press=confirm>
                {move || t!("verification-scanned-yes")}
            </Button>
        }
        .into_any(),
        Step::Done => closing(verifying, || t!("verification-done-close")).into_any(),
        Step::Cancelled(why) => view! {
            {closing(verifying, || t!("verification-close"))}
            {(why != Cancelled::Elsewhere).then(|| again(verifying))}
        }
        .into_any(),
        Step::NotAsked => view! {
            {closing(verifying, || t!("verification-close"))}
            {again(verifying)}
        }
        .into_any(),
        _ => closing(verifying, || t!("verification-cancel")).into_any(),
    }
    }
}

fn again(verifying: Verifying) -> impl IntoView {
    view! {
        <Button variant=ButtonVariant::Primary on_press=move |_| verifying.again()>
            {move || t!("verification-again")}
        </Button>
    }
}
