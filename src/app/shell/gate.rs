//! Which page is shown, from the state of the session and of the engine: pure.

use protocol::{UserId, failure::StorageFault, session::SessionStatus};

use crate::link::EngineLife;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Page {
    /// Nobody is signed in. `ended`: the server has just ended the session.
    SignIn { ended: bool },
    /// The session was ended softly.
    Again(UserId),
    /// The app. It stands as soon as this browser remembers a session, before the engine has opened it: what the
    /// app asks for waits in the engine meanwhile.
    App,
    /// The stored session cannot be used.
    StorageFailed(StorageFault),
    /// The engine cannot be started.
    Stopped(String),
    /// The engine is in another tab.
    Elsewhere,
}

/// The page to show. `known`: somebody was signed in here when the page was opened. An engine that starts anew
/// changes nothing until it knows.
pub(super) fn page(
    before: Option<&Page>,
    status: Option<&SessionStatus>,
    life: &EngineLife,
    known: bool,
) -> Page {
    match life {
        EngineLife::Stopped { log } => return Page::Stopped(log.clone()),
        EngineLife::Elsewhere => return Page::Elsewhere,
        _ => {}
    }
    match status {
        Some(SessionStatus::SignedIn(_)) => Page::App,
        Some(SessionStatus::SoftLoggedOut(account)) => Page::Again(account.user.clone()),
        Some(SessionStatus::SignedOut) => match before {
            // What the page says of the end stays until the person has read it.
            Some(Page::SignIn { ended }) => Page::SignIn { ended: *ended },
            _ => Page::SignIn { ended: false },
        },
        Some(SessionStatus::Ended) => Page::SignIn { ended: true },
        Some(SessionStatus::Failed(StorageFault::Held)) => Page::Elsewhere,
        Some(SessionStatus::Failed(fault)) => Page::StorageFailed(*fault),
        None | Some(SessionStatus::Restoring) => match before {
            Some(page @ (Page::App | Page::SignIn { .. } | Page::Again(_))) => page.clone(),
            _ if known => Page::App,
            _ => Page::SignIn { ended: false },
        },
    }
}
