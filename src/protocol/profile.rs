//! People.

use serde::{Deserialize, Serialize};

use crate::ids::{MxcUri, UserId};

/// Loads a user's public profile from the server or the cache.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadProfile {
    /// Whose.
    pub user: UserId,
}

/// Sets the account's display name; none takes it away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetOwnName {
    /// The name.
    pub name: Option<String>,
}

/// Sets the account's avatar; none takes it away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetOwnAvatar {
    /// The picture.
    pub avatar: Option<MxcUri>,
}

/// Hides what a person says, everywhere, or shows it again (spec, "Ignoring Users").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetIgnored {
    /// The person.
    pub user: UserId,
    /// Whether it shall be hidden.
    pub on: bool,
}

/// Compares what somebody was told of a device with its key, and marks the device as verified where that is the same (E9).
///
/// # Errors
/// `Offline` where the device is not known here and cannot be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerifyDevice {
    /// Whose.
    pub user: UserId,
    /// Its ID.
    pub device: String,
    /// Its Ed25519 key as somebody told it; blanks do not count.
    pub fingerprint: String,
}

/// Reply of [`VerifyDevice`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceVerified {
    /// It is verified from now on.
    Now,
    /// It was before.
    Already,
    /// Its key is another, this one: somebody may be in between.
    Differs {
        /// The device's key.
        fingerprint: String,
    },
    /// The person has no such device.
    Unknown,
}

/// A person as shown beside what they wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Who.
    pub user: UserId,
    /// Display name; the interface falls back to the user ID's localpart.
    pub name: Option<String>,
    /// Whether another member of the room has the same name, so that the user ID must be shown too.
    pub ambiguous: bool,
    /// Avatar.
    pub avatar: Option<MxcUri>,
}
