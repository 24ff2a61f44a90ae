//! The account's own devices, and its identity, which says which of them are verified.

use serde::{Deserialize, Serialize};

use crate::{failure::Failure, reauth::Proof};

/// Topic: the account's devices (B12). The homeserver is asked when somebody subscribes, when it tells of a change, and
/// after a change of ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Devices;

/// Body of [`Devices`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceList {
    /// This device first, then those seen last; none before the homeserver has told of them.
    pub devices: Option<Vec<Device>>,
    /// Why what is shown may be old, or is not there.
    pub failure: Option<Failure>,
}

/// Topic: sign-ins of the account that appeared after this device was there, that are not verified, and of which nobody
/// has said here whether it was them (B13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewSignIns;

/// A device of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its ID.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// What it says of the program it runs (B22).
    pub client: Option<Client>,
    /// The browser, where the name tells it.
    pub browser: Option<String>,
    /// The operating system, where the name tells it.
    pub system: Option<String>,
    /// What it seems to be.
    pub kind: DeviceKind,
    /// The address from which it was seen last.
    pub address: Option<String>,
    /// When it was seen last: milliseconds since 1970.
    pub last_seen: Option<u64>,
    /// Whether it is this one.
    pub own: bool,
    /// Whether it is verified.
    pub trust: DeviceTrust,
}

/// The program that a device runs, as it says itself (account data `io.element.matrix_client_information.…`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Where it is served, for a program in the browser.
    pub url: Option<String>,
}

/// What a device seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceKind {
    /// A browser.
    Browser,
    /// A program on a computer.
    Desktop,
    /// A phone or a tablet.
    Phone,
    /// Nobody knows.
    Unknown,
}

/// Whether a device is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceTrust {
    /// The account's identity has signed it.
    Verified,
    /// It has not.
    Unverified,
    /// It takes no part in encryption, and so cannot be verified.
    NoEncryption,
}

/// Asks the homeserver for the devices anew; what it says is in [`Devices`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefreshDevices;

/// Renames a device. Others may see the name.
///
/// # Errors
/// `Invalid` where the name is empty, `TooLarge` where it is longer than [`RenameDevice::LONGEST`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RenameDevice {
    /// Its ID.
    pub device: String,
    /// What it is to be called.
    pub name: String,
}

impl RenameDevice {
    /// Letters of a name at most: what Synapse takes.
    pub const LONGEST: usize = 100;
}

/// Signs other devices of the account out, all of them or none.
///
/// # Errors
/// `Invalid` where one of them is this device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignOutDevices {
    /// Their IDs.
    pub devices: Vec<String>,
    /// What the homeserver wanted to be proven.
    pub proof: Option<Proof>,
}

/// Somebody has said of new sign-ins whether it was them; see [`NewSignIns`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerSignIns {
    /// Their devices' IDs.
    pub devices: Vec<String>,
}

/// Tells the account's other devices which program this one runs, or no longer (B22). Whether it does is in [`Devices`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareClient {
    /// What they are told.
    pub client: Option<Client>,
}

/// Gives the account a new identity (B10, B25): this device is verified by it, all others are not any more, and what only
/// the old key storage has is lost. Until the homeserver has taken the proof, nothing of the old identity is touched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResetIdentity {
    /// What the homeserver wanted to be proven.
    pub proof: Option<Proof>,
}
