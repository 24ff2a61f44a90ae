//! The ways in which a person confirms this device that are not the keys' own: what shows the others gets them.

use leptos::prelude::*;
use protocol::UserId;

use crate::{identity::ResetIdentity, verification::UseOtherDevice};

/// By another device of the account.
pub(super) fn other_device(user: Signal<String>) -> ViewFn {
    // It is shown only where the engine has said how it stands with the account.
    ViewFn::from(move || view! { <UseOtherDevice user=UserId(user.get_untracked()) /> }.into_any())
}

/// By giving everything up.
pub(super) fn reset() -> ViewFn {
    ViewFn::from(|| view! { <ResetIdentity /> }.into_any())
}
