//! Pages for when the app cannot be shown.

use leptos::prelude::*;
use protocol::failure::StorageFault;

use super::root::forget_account;
use crate::{
    boot::NoConfig,
    config::{ConfigError, Expected},
    features::error_page::{ErrorAction, ErrorPage},
    link::use_link,
    platform, t,
    text::failure,
};

fn action(label: fn() -> String, run: impl Fn() + Send + Sync + 'static) -> ErrorAction {
    ErrorAction { label: Signal::derive(label), run: Callback::new(move |()| run()) }
}

/// The configuration cannot be used.
#[component]
pub(crate) fn BrokenConfig(why: NoConfig) -> impl IntoView {
    let text = move || match &why {
        NoConfig::Missing(status) => t!("config-missing", status = *status),
        NoConfig::Broken { file, error } => {
            let reason = match error {
                ConfigError::NotJson(reason) => t!("config-not-json", reason = reason.as_str()),
                ConfigError::NotAnObject => t!("config-not-an-object"),
                ConfigError::NoHomeserver => t!("config-no-homeserver"),
                ConfigError::Wrong { key, expected } => {
                    let key = key.as_str();
                    match expected {
                        Expected::Text => t!("config-wants-text", key = key),
                        Expected::Boolean => t!("config-wants-boolean", key = key),
                        Expected::Object => t!("config-wants-object", key = key),
                        Expected::List => t!("config-wants-list", key = key),
                        Expected::Address => t!("config-wants-address", key = key),
                        Expected::ServerName => t!("config-wants-server-name", key = key),
                    }
                }
            };
            t!("config-broken", file = file.as_str(), reason = reason)
        }
    };
    let again = action(|| t!("shell-reload"), platform::reload);
    view! { <ErrorPage title=Signal::derive(|| t!("config-title")) text=Signal::derive(text) actions=vec![again] /> }
}

/// The stored session cannot be used.
#[component]
pub(super) fn StorageFailed(fault: StorageFault) -> impl IntoView {
    let text = move || failure::of_kind(&protocol::FailureKind::Storage(fault));
    let (retry, forget) = (use_link(), use_link());
    let again = move || match fault {
        // What the browser refuses to one page it may give to the next.
        StorageFault::Refused => platform::reload(),
        _ => retry.restart(None),
    };
    let mut actions = vec![action(|| t!("shell-try-again"), again)];
    if fault == StorageFault::Unreadable {
        actions.push(action(|| t!("storage-sign-in-anew"), move || forget_account(&forget)));
    }
    view! { <ErrorPage title=Signal::derive(|| t!("storage-title")) text=Signal::derive(text) actions=actions /> }
}

/// The engine cannot be started, or died too often.
#[component]
pub(super) fn Stopped(log: String) -> impl IntoView {
    let link = use_link();
    let retry = link.clone();
    let mut actions = vec![action(|| t!("stopped-try-again"), move || retry.restart(None))];
    if let Some(room) = link.stopped_in() {
        actions.push(action(|| t!("stopped-without-room"), move || link.restart(Some(room.clone()))));
    }
    view! {
        <ErrorPage
            title=Signal::derive(|| t!("stopped-title"))
            text=Signal::derive(|| t!("stopped-text"))
            actions=actions
            log=Some(log)
        />
    }
}

/// The engine is in another tab, and this browser lets only one tab have it.
#[component]
pub(super) fn Elsewhere() -> impl IntoView {
    let link = use_link();
    let here = action(|| t!("elsewhere-use-here"), move || link.take_over());
    view! {
        <ErrorPage
            title=Signal::derive(|| t!("elsewhere-title"))
            text=Signal::derive(|| t!("elsewhere-text"))
            actions=vec![here]
        />
    }
}
