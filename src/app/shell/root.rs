//! The root of the interface: follows the session, and shows the page that belongs to it.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use protocol::session::{Account, Logout, SessionState, SessionStatus};
use send_wrapper::SendWrapper;

use super::{
    SESSION_FLAG,
    gate::{Page, SignedOut, page},
    pages::{Elsewhere, Stopped, StorageFailed},
};
use crate::{
    config::Config,
    features::{
        composer,
        sign_in::{Opening, ServerChoice, SignIn, SignInOptions, forget_trip, mark_logged_out},
    },
    kit::{ToastRegion, Toasts, TooltipLayer},
    link::{Link, LiveValue},
    platform::{self, leftovers, prefs},
    route::{self, Route},
    settings, t,
};

/// What stands where somebody is signed in. Of the two UI modules only one has it: the other ends there.
pub type SignedIn = fn(Signal<Option<Account>>, Config) -> AnyView;

/// The interface.
#[component]
pub fn Root(
    link: Link,
    config: Config,
    /// What stands where somebody is signed in.
    signed_in: SignedIn,
    /// How the person came to the page.
    opening: Opening,
    /// Whether somebody was signed in here when the page was opened.
    known: bool,
) -> impl IntoView {
    provide_context(link.clone());
    let toasts = Toasts::new();
    provide_context(toasts);
    let status = link.value(SessionState);
    let life = link.engine();
    let shown = {
        let status = status.clone();
        let was_in = AtomicBool::new(false);
        Memo::new(move |before: Option<&Page>| {
            life.with(|life| {
                status.with(|status| {
                    if matches!(status, Some(SessionStatus::SignedIn(_) | SessionStatus::SoftLoggedOut(_))) {
                        was_in.store(true, Ordering::Relaxed);
                    }
                    page(before, status, life, known, was_in.load(Ordering::Relaxed))
                })
            })
        })
    };
    let account = account_signal(&status);
    follow_session(&link, status, config.after_logout.clone());

    let opening = StoredValue::new(Some(opening));
    let config = StoredValue::new(config);
    let body = move || match shown.get() {
        Page::SignIn(why) => {
            let first = opening.try_update_value(Option::take).flatten();
            let opening = match first {
                Some(first @ Opening::Returned { .. }) => first,
                _ => match why {
                    SignedOut::Plainly => Opening::Plain,
                    SignedOut::Ended => Opening::Ended,
                    SignedOut::Forgotten => Opening::Forgotten,
                },
            };
            view! { <SignIn options=config.with_value(|config| sign_in_options(config, None)) opening=opening /> }
                .into_any()
        }
        Page::Again(_) => {
            let first = opening.try_update_value(Option::take).flatten();
            let opening =
                first.filter(|first| matches!(first, Opening::Returned { .. })).unwrap_or(Opening::Plain);
            let again = account.get_untracked();
            let link = link.clone();
            let forget = move |()| forget_account(&link);
            view! {
                <SignIn
                    options=config.with_value(|config| sign_in_options(config, again))
                    opening=opening
                    on_forget=Callback::new(forget)
                />
            }
            .into_any()
        }
        Page::App => signed_in(account, config.get_value()),
        Page::StorageFailed(fault) => view! { <StorageFailed fault=fault /> }.into_any(),
        Page::Stopped(log) => view! { <Stopped log=log /> }.into_any(),
        Page::Elsewhere => view! { <Elsewhere /> }.into_any(),
    };
    view! {
        {body}
        <ToastRegion toasts=toasts dismiss_label=Signal::derive(|| t!("shell-dismiss")) />
        <TooltipLayer />
    }
}

/// The account of the session; the last one there was, while an engine starts anew.
fn account_signal(status: &LiveValue<SessionStatus>) -> Signal<Option<Account>> {
    let status = status.clone();
    Memo::new(move |before: Option<&Option<Account>>| {
        status.with(|status| match status {
            Some(SessionStatus::SignedIn(account) | SessionStatus::SoftLoggedOut(account)) => {
                Some(account.clone())
            }
            _ => before.cloned().flatten(),
        })
    })
    .into()
}

fn sign_in_options(config: &Config, again: Option<Account>) -> SignInOptions {
    let server = match &again {
        // The session belongs to its homeserver, whatever the configuration says today.
        Some(account) => ServerChoice {
            name: account.user.as_str().split_once(':').map_or_else(String::new, |(_, name)| name.to_owned()),
            address: Some(account.homeserver.trim_end_matches('/').to_owned()),
            discover: false,
        },
        None => ServerChoice {
            name: config.server_label(),
            address: config.homeserver.clone(),
            discover: config.discover.is_some(),
        },
    };
    let redirect = again.is_none()
        && match route::use_route().get_untracked() {
            Route::Welcome => config.redirect.immediate || config.redirect.on_welcome_page,
            Route::Login => config.redirect.immediate || config.redirect.on_login_page,
            _ => config.redirect.immediate,
        };
    SignInOptions {
        brand: config.brand.clone(),
        server,
        fixed_server: config.fixed_server,
        redirect,
        again,
        device_name: config.device_name.clone(),
        links: config.footer_links.clone(),
        languages: !config.hide_language,
    }
}

/// Keeps what this browser remembers in step with the session, also when another tab ends it.
fn follow_session(link: &Link, status: LiveValue<SessionStatus>, after_logout: Option<String>) {
    let link = SendWrapper::new(link.clone());
    let ending = link.clone();
    Effect::new(move |was_in: Option<bool>| {
        let was_in = was_in.unwrap_or(false);
        let now = status.get();
        match &now {
            Some(SessionStatus::SignedIn(account)) => {
                prefs::set(SESSION_FLAG, "1");
                forget_trip();
                leftovers::forget_session(account);
                composer::forget_others(&account.user);
                if matches!(route::use_route().get_untracked(), Route::Welcome | Route::Login) {
                    route::replace(Route::Home);
                }
                true
            }
            Some(status @ (SessionStatus::SignedOut | SessionStatus::Ended)) => {
                let known = prefs::get(SESSION_FLAG).is_some();
                prefs::remove(SESSION_FLAG);
                ending.forget_session();
                if was_in || known {
                    forget_kept();
                }
                if was_in && *status == SessionStatus::SignedOut {
                    leave(after_logout.as_deref());
                }
                false
            }
            _ => was_in,
        }
    });
    platform::on_window("storage", move |event| {
        if platform::is_removal(&event, SESSION_FLAG)
            && link.engine().get_untracked() != crate::link::EngineLife::Stale
        {
            forget_kept();
            leave(None);
        }
    });
}

/// Forgets what this browser keeps of the account beside the engine's stores.
pub(super) fn forget_kept() {
    composer::forget_all();
    settings::forget_rooms();
    platform::shared::forget_all();
    mark_logged_out();
}

/// After logging out: nothing of the old session may be left in the page's memory, so it is loaded anew.
pub(super) fn leave(to: Option<&str>) {
    match to {
        Some(address) => platform::navigate(address),
        None => {
            route::replace(Route::Welcome);
            platform::reload();
        }
    }
}

/// Gives up the account's data here, under a soft logout or with a broken store.
pub(super) fn forget_account(link: &Link) {
    let asked = link.request(Logout);
    link.spawn(async move {
        // Whether or not the server heard of it, the local side is deleted.
        let _ = asked.await;
        prefs::remove(SESSION_FLAG);
        forget_kept();
        leave(None);
    });
}
