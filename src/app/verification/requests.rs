//! Requests that come from others, in every tab, until one of them is answered somewhere.

use leptos::prelude::*;
use protocol::verification::{FlowId, Verification, VerificationState};

use super::{
    model::{Open, Verifying},
    words,
};
use crate::{
    kit::{ToastAction, Toasts},
    t,
};

/// Asks the person, as long as it is there. Shows nothing itself.
#[component]
pub fn VerificationRequests() -> impl IntoView {
    let verifying = expect_context::<Verifying>();
    let toasts = use_context::<Toasts>();
    // What a note's buttons do outlives the turn of the effect in which it came.
    let owner = Owner::current().unwrap_or_default();
    // The notes that stand, and what has been dismissed: a note is not shown twice.
    let standing = StoredValue::new(Vec::<(FlowId, bool, Option<u32>)>::new());
    Effect::new(move |begun: Option<bool>| {
        let Some(all) = verifying.all() else { return begun.unwrap_or(false) };
        let first = begun != Some(true);
        let open = verifying.open.get_untracked();
        let Some(toasts) = toasts else { return true };
        standing.update_value(|standing| {
            standing.retain(|(flow, asked, note)| {
                let stays =
                    all.iter().any(|one| one.flow == *flow && (is_asked(one) == *asked) && !is_over(one));
                if let (false, Some(note)) = (stays, note) {
                    toasts.dismiss(*note);
                }
                stays
            });
            for one in &all {
                let known = standing.iter().any(|(flow, ..)| *flow == one.flow);
                let shown = open == Some(Open::Flow(one.flow.clone()));
                // What goes on was begun in another tab, or in this one before it was loaded anew.
                if !known && !shown && !is_over(one) && (is_asked(one) || first) {
                    let note = owner.with(|| note(verifying, toasts, one));
                    standing.push((one.flow.clone(), is_asked(one), note));
                }
            }
        });
        true
    });
}

fn is_asked(one: &Verification) -> bool {
    !one.by_us && matches!(one.state, VerificationState::Requested { .. })
}

fn is_over(one: &Verification) -> bool {
    matches!(one.state, VerificationState::Done | VerificationState::Cancelled(_))
}

fn note(verifying: Verifying, toasts: Toasts, one: &Verification) -> Option<u32> {
    let (yes, no) = (one.flow.clone(), one.flow.clone());
    let end = Callback::new(move |()| verifying.end(no.clone()));
    match is_asked(one) {
        true => {
            let accept = Callback::new(move |()| verifying.accept(yes.clone()));
            toasts.ask(
                words::asked(one),
                ToastAction { label: t!("verification-accept"), run: accept },
                ToastAction { label: t!("verification-decline"), run: end },
            )
        }
        false => {
            let show = Callback::new(move |()| verifying.show(yes.clone()));
            toasts.ask(
                words::unfinished(one),
                ToastAction { label: t!("verification-continue"), run: show },
                ToastAction { label: t!("verification-cancel"), run: end },
            )
        }
    }
}
