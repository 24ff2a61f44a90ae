//! Signing in. Discovery and the choice of a provider happen in the interface, before the engine is there.

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

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
