//! What the homeserver wants to be confirmed before it does something grave (spec, "User-Interactive Authentication").

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// Reply of a command that the homeserver may want to be confirmed: by somebody who proves that the account is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confirmed {
    /// It is done.
    Done,
    /// Nothing is done yet: ask once more, with a [`Proof`].
    Wanted(Reauth),
}

/// What can be proven, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reauth {
    /// Names the question at the homeserver.
    pub session: String,
    /// Any one of these will do; never empty.
    pub ways: Vec<Way>,
    /// There was a proof already, and it was none.
    pub refused: bool,
}

/// A way to prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// A page of the homeserver, at this address: one signs in there once more. It says `authDone` to the page that has
    /// opened it.
    Sso {
        /// `https:`, or `http:`; of the homeserver.
        page: String,
    },
    /// A page where the account is managed, at this address (OAuth 2.0). It does not say when it is done.
    OAuth {
        /// `https:`, or `http:`.
        page: String,
    },
    /// The account's password.
    Password,
}

/// That it was proven, or the proof itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The one of [`Reauth`].
    pub session: String,
    /// By which way.
    pub by: ProvenBy,
}

/// By which [`Way`] it was proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProvenBy {
    /// On the homeserver's page.
    Sso,
    /// On the page where the account is managed.
    OAuth,
    /// By this password.
    Password(Secret),
}
