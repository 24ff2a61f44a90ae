//! To whom the encryption sends, and from whom it takes: identities that have changed (B16), what was not sent because of
//! them, and the rules for devices that nobody vouches for (B17, B18).

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ItemKey, RoomId, UserId},
    profile::Profile,
    timeline::Timeline,
};

/// Topic: the people of an encrypted room whose identity has changed, and about whom nothing was decided since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedIdentities {
    /// The room.
    pub room: RoomId,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedIdentity {
    /// Who.
    pub person: Profile,
    /// Whether the account had verified the one before: nothing is sent until something is decided.
    pub verified: bool,
}

/// Takes a person's identity as it is now.
///
/// # Errors
/// `NotFound` where the person has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptIdentity {
    /// Whose.
    pub user: UserId,
    /// Whether that they were verified is given up; without it, one that was verified stays changed.
    pub withdraw: bool,
}

/// Sends what was not sent because of [`Distrust`]: verifications that do not hold any more are withdrawn, and the devices
/// that nobody vouches for are let in from now on.
///
/// # Errors
/// `NotFound` where it is not there any more, `Forbidden` where that helps nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendAnyway {
    /// Which timeline; it must be subscribed to.
    pub timeline: Timeline,
    /// The message.
    pub item: ItemKey,
}

/// Why the encryption does not send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Distrust {
    /// These people were verified, and no longer are.
    Changed,
    /// These people are verified, and have devices that they have not verified themselves.
    Devices,
    /// The account has a device that is not verified.
    OwnDevices,
    /// This device is not verified, and insecure devices are excluded.
    ThisDevice,
}

/// Topic: the rules for devices, as they are set on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRules;

/// Body of [`DeviceRules`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Nothing is sent to devices of people whom the account has not verified (B18).
    pub verified_only: bool,
    /// Devices that their owner has not verified are sent nothing, and nothing of them is shown (B17, MSC4153).
    pub secure_only: bool,
    /// The rooms where [`Self::verified_only`] counts in any case.
    pub verified_rooms: Vec<RoomId>,
}

/// Sets the rules that count for all rooms. Where another [`Rules::secure_only`] is set, the engine ends afterwards and another
/// begins ([`crate::ToTab::Ended`]): the SDK takes that at its beginning alone.
///
/// # Errors
/// `Storage` where they cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetDeviceRules {
    /// [`Rules::verified_only`].
    pub verified_only: bool,
    /// [`Rules::secure_only`].
    pub secure_only: bool,
}

/// Sets whether nothing is sent in a room to devices of people whom the account has not verified.
///
/// # Errors
/// As of [`SetDeviceRules`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetVerifiedRoom {
    /// The room.
    pub room: RoomId,
    /// Whether it is so.
    pub verified_only: bool,
}
