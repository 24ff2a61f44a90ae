//! What went wrong, typed and without a sentence: the words stand in the interface (`text/failure.rs`).

use serde::{Deserialize, Serialize};

use crate::{ids::IncidentId, profile::Profile, trust::Distrust};

/// A command or topic that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of failure, as far as a person or the program can act on it.
    pub kind: FailureKind,
    /// Where the engine's log says more; always there for [`FailureKind::Internal`].
    pub incident: Option<IncidentId>,
}

/// The kinds a person can do something about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// The homeserver could not be reached.
    Offline,
    /// The homeserver took the request and did not answer in time.
    Timeout,
    /// Too many requests; try again after so many milliseconds, where the server said it.
    RateLimited { retry_after_ms: Option<u64> },
    /// The session is over. `soft`: signing in again as the same device keeps everything (A16).
    SessionEnded { soft: bool },
    /// No session: sign in first.
    NotSignedIn,
    /// The server or the room does not let this account do it.
    Forbidden,
    /// The thing asked for does not exist, or may not be known to exist.
    NotFound,
    /// A value the server or the engine refuses; names the field.
    Invalid { field: String },
    /// Larger than the server takes; the limit in bytes where it is known.
    TooLarge { limit: Option<u64> },
    /// The server or this browser cannot do it.
    Unsupported,
    /// The browser's storage failed.
    Storage(StorageFault),
    /// The login token or password was refused (used twice, older than two minutes, wrong).
    LoginRefused,
    /// The account may not sign in (deactivated, locked, not allowed).
    AccountRefused,
    /// The encryption does not send to whom it would go, because of these people; they are the account's own where there are
    /// none.
    Distrusted { why: Distrust, people: Vec<Profile> },
    /// Another answer of the homeserver: HTTP status and Matrix error code.
    Server { status: u16, errcode: String },
    /// There is no answer: the asker withdrew, or the engine that was asked is gone for good. Whether it was done,
    /// nobody knows.
    Cancelled,
    /// A fault of ours.
    Internal,
}

/// How the browser's storage failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorageFault {
    /// The browser refuses storage to this page (private mode, blocked site data).
    Refused,
    /// No room left.
    Full,
    /// The data cannot be read (written by a newer build, or damaged).
    Unreadable,
    /// Another tab's engine holds the stores and does not let go.
    Held,
}

impl Failure {
    /// A failure without an incident.
    pub fn new(kind: FailureKind) -> Self {
        Self { kind, incident: None }
    }
}

impl From<FailureKind> for Failure {
    fn from(kind: FailureKind) -> Self {
        Self::new(kind)
    }
}
