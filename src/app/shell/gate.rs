//! Which page is shown, from the state of the session and of the engine: pure.

use protocol::{UserId, failure::StorageFault, session::SessionStatus};

use crate::link::EngineLife;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Page {
    /// Nobody is signed in.
    SignIn(SignedOut),
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

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SignedOut {
    /// Nobody was, or they logged out.
    Plainly,
    /// The server has just ended the session.
    Ended,
    /// Somebody was signed in here when the page was opened, and the browser has thrown their data away.
    Forgotten,
}

/// The page to show. `known`: somebody was signed in here when the page was opened; `was_in`: the engine has had their
/// session since. An engine that starts anew changes nothing until it knows.
pub(super) fn page(
    before: Option<&Page>,
    status: Option<&SessionStatus>,
    life: &EngineLife,
    known: bool,
    was_in: bool,
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
            Some(Page::SignIn(why)) => Page::SignIn(*why),
            _ if known && !was_in => Page::SignIn(SignedOut::Forgotten),
            _ => Page::SignIn(SignedOut::Plainly),
        },
        Some(SessionStatus::Ended) => Page::SignIn(SignedOut::Ended),
        Some(SessionStatus::Failed(StorageFault::Held)) => Page::Elsewhere,
        Some(SessionStatus::Failed(fault)) => Page::StorageFailed(*fault),
        None | Some(SessionStatus::Restoring) => match before {
            Some(page @ (Page::App | Page::SignIn(_) | Page::Again(_))) => page.clone(),
            _ if known => Page::App,
            _ => Page::SignIn(SignedOut::Plainly),
        },
    }
}
