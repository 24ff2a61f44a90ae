//! Signing in. Discovery and the choice of a provider happen in the interface, before the engine is there.

use serde::{Deserialize, Serialize};

use crate::{ids::UserId, secret::Secret};

/// Exchanges the login token that SSO brought back (spec, Client-Server API § Token-based user login).
/// Under a soft-logged-out session it signs in as the same device and keeps the stores.
///
/// Fails with `LoginRefused`, `AccountRefused`, `Offline`, `Timeout`, `RateLimited`, `Storage`.
/// Cancel: best effort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoginWithToken {
    /// The homeserver's base URL, as discovered.
    pub homeserver: String,
    /// The token, good once and for two minutes.
    pub token: Secret,
    /// What other people's device lists show: "Protium on Firefox (Linux)".
    pub device_name: String,
}

/// Signs in with a password, where the server offers it. Fails as [`LoginWithToken`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoginWithPassword {
    /// The homeserver's base URL, as discovered.
    pub homeserver: String,
    /// Localpart or full user ID.
    pub user: String,
    /// The password.
    pub password: Secret,
    /// As in [`LoginWithToken`].
    pub device_name: String,
}

/// Goes on with the session that Element has left at this address: the same device, with its keys. Its token is read from its
/// databases by the engine, and from the command where it does not lie there.
///
/// Fails with `NotFound` (there is nothing that could be taken over), `Storage` (`Held`: a page of Element's is open;
/// `Unreadable`: its keys cannot be opened), `LoginRefused` (the homeserver knows token and device no more, or not as each
/// other's), `AccountRefused` (there is another account here), `Offline`, `Timeout`, `RateLimited`. What Element has left is
/// unchanged then. Cancel: best effort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakeOver {
    /// The homeserver's base URL.
    pub homeserver: String,
    /// Whose session it is.
    pub user: UserId,
    /// The device's ID.
    pub device: String,
    /// The access token, where Element had to keep it in localStorage, which no worker can read.
    pub token: Option<Secret>,
}
