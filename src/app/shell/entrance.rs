//! The end of the entrance: the module with the sign-in page alone goes once somebody is signed in.

use leptos::prelude::*;
use protocol::session::Account;

use super::SESSION_FLAG;
use crate::{
    config::Config,
    kit::Spinner,
    platform::{self, prefs},
};

/// Loads the page anew: `boot.js` finds somebody signed in, and takes the other module.
///
/// People who come back from an identity provider never get here, since `boot.js` knows them by their token. Who
/// does has signed in with a password, or in another tab.
pub fn leave(_: Signal<Option<Account>>, _: Config) -> AnyView {
    prefs::set(SESSION_FLAG, "1");
    platform::reload();
    view! {
        <main class="SignIn">
            <Spinner />
        </main>
    }
    .into_any()
}
