//! The account signed in to this engine, and its connection.

use serde::{Deserialize, Serialize};

use crate::{
    failure::StorageFault,
    ids::{MxcUri, UserId},
};

/// Ends the session on the server, deletes every store, ends the engine. Where the server cannot be
/// reached the local side is deleted all the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logout;

/// The first-run panel was closed; do not show it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DismissFirstRun;

/// "Try now": ends the waiting of a broken connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RetryNow;

/// Topic: who is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionState;

/// Body of [`SessionState`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionStatus {
    /// The stores are being opened.
    Restoring,
    /// Nobody.
    SignedOut,
    /// An account, ready from its stores; says nothing of the network (see [`SyncState`]).
    SignedIn(Account),
    /// The server ended the session softly (A16): sign in again as the same device.
    SoftLoggedOut(Account),
    /// The server ended the session for good; the stores are deleted.
    Ended,
    /// The stored session cannot be used. The person may try again or sign in anew.
    Failed(StorageFault),
}

/// An account of this engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// `@name:vmst.io`, the person's handle.
    pub user: UserId,
    /// The device's ID.
    pub device: String,
    /// The homeserver's base URL.
    pub homeserver: String,
    /// Display name, when known.
    pub name: Option<String>,
    /// Avatar, when known.
    pub avatar: Option<MxcUri>,
    /// Show the first-run panel: signed in here for the first time and not dismissed.
    pub first_run: bool,
    /// The session was Element's, and its keys lie where Element has put them.
    pub taken_over: bool,
}

/// Topic: the connection to the homeserver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncState;

/// Body of [`SyncState`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Connection {
    /// Before the first answer of the server in this life of the engine.
    Connecting,
    /// Live.
    Online,
    /// The server cannot be reached; tried again by itself.
    Offline,
    /// The server answers with errors; tried again by itself.
    ServerTrouble,
}
