//! The end of the entrance: the module with the sign-in page alone goes once somebody is signed in.

use leptos::prelude::*;
use protocol::{failure::StorageFault, session::Account};

use super::{SESSION_FLAG, pages::StorageFailed};
use crate::{
    config::Config,
    kit::Spinner,
    platform::{self, prefs},
};

/// Loads the page anew: `boot.js` finds somebody signed in, and takes the other module.
///
/// People who come back from an identity provider never get here, since `boot.js` knows them by their token. Who
/// does has signed in with a password, or in another tab. Where nothing can be remembered, the next page would come
/// here again, and so on.
pub fn leave(_: Signal<Option<Account>>, _: Config) -> AnyView {
    if !remember() {
        return view! { <StorageFailed fault=StorageFault::Refused /> }.into_any();
    }
    platform::reload();
    view! {
        <main class="SignIn">
            <Spinner />
        </main>
    }
    .into_any()
}

/// Remembers that somebody is signed in; says whether the browser lets it.
pub(super) fn remember() -> bool {
    prefs::set(SESSION_FLAG, "1");
    prefs::get(SESSION_FLAG).is_some()
}
