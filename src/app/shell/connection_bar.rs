//! One line above everything, while the connection is not as it should be.

use leptos::prelude::*;
use protocol::session::{Connection, RetryNow, SyncState};

use crate::{
    kit::{Icon, IconSize, Spinner, SpinnerSize},
    link::{EngineLife, use_link},
    platform::{self, timer},
    t,
};

/// Connecting is said only when it takes longer than this, in milliseconds.
const PATIENCE_MS: u32 = 2_500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Offline,
    Unreachable,
    Server,
    Connecting,
    Restarting,
    NewVersion,
}

impl Trouble {
    fn state(self) -> &'static str {
        match self {
            Self::Offline | Self::Unreachable => "offline",
            Self::Server => "slow",
            Self::Connecting | Self::Restarting | Self::NewVersion => "connecting",
        }
    }
}

/// The bar; empty while all is well.
#[component]
pub(super) fn ConnectionBar() -> impl IntoView {
    let link = use_link();
    let connection = link.value(SyncState);
    let life = link.engine();
    let online = platform::online();
    let slow = RwSignal::new(false);
    let waiting = StoredValue::new_local(None::<timer::Timer>);
    let state = connection.clone();
    let connecting =
        Memo::new(move |_| state.with(|state| matches!(state, None | Some(Connection::Connecting))));
    Effect::new(move |_| {
        let timer = connecting.get().then(|| {
            timer::after(PATIENCE_MS, move || {
                slow.try_set(true);
            })
        });
        if timer.is_none() {
            slow.set(false);
        }
        waiting.set_value(timer);
    });
    let trouble = Memo::new(move |_| match life.get() {
        EngineLife::Stale => Some(Trouble::NewVersion),
        EngineLife::Restarting => Some(Trouble::Restarting),
        _ if !online.get() => Some(Trouble::Offline),
        _ => match connection.get() {
            Some(Connection::Online) => None,
            Some(Connection::Offline) => Some(Trouble::Unreachable),
            Some(Connection::ServerTrouble) => Some(Trouble::Server),
            None | Some(Connection::Connecting) => slow.get().then_some(Trouble::Connecting),
        },
    });
    let retrying = link.clone();
    let retry = move |_| {
        let asked = retrying.request(RetryNow);
        retrying.spawn(async move {
            // The bar itself says what comes of it.
            let _ = asked.await;
        });
    };
    let words = move |trouble: Trouble| match trouble {
        Trouble::Offline => t!("connection-offline"),
        Trouble::Unreachable => t!("connection-unreachable"),
        Trouble::Server => t!("connection-server"),
        Trouble::Connecting => t!("connection-connecting"),
        Trouble::Restarting => t!("connection-restarting"),
        Trouble::NewVersion => t!("connection-new-version"),
    };
    let content = move || {
        let trouble = trouble.get()?;
        let picture = match trouble {
            Trouble::Connecting | Trouble::Restarting => {
                view! { <Spinner size=SpinnerSize::Small /> }.into_any()
            }
            Trouble::NewVersion => view! { <Icon name="refresh-cw" size=IconSize::Small /> }.into_any(),
            Trouble::Server => view! { <Icon name="cloud-off" size=IconSize::Small /> }.into_any(),
            _ => view! { <Icon name="wifi-off" size=IconSize::Small /> }.into_any(),
        };
        let button = match trouble {
            Trouble::NewVersion => Some(
                view! {
                    <button class="Button" data-size="sm" type="button" on:click=move |_| platform::reload()>
                        {move || t!("connection-reload")}
                    </button>
                }
                .into_any(),
            ),
            Trouble::Unreachable | Trouble::Server => Some(
                view! {
                    <button class="Button" data-size="sm" data-variant="ghost" type="button" on:click=retry.clone()>
                        {move || t!("connection-try-now")}
                    </button>
                }
                .into_any(),
            ),
            _ => None,
        };
        Some(view! {
            {picture}
            <span>{move || words(trouble)}</span>
            {button}
        })
    };
    view! {
        <div class="ConnectionBar" role="status" data-state=move || trouble.get().map(Trouble::state)>
            {content}
        </div>
    }
}
