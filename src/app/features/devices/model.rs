//! The list of devices, which of them are chosen, and what is done with them.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;
use protocol::{
    Failure, UserId,
    devices::{Device, DeviceList, DeviceTrust, Devices, RefreshDevices, RenameDevice},
};

use crate::{
    link::{Link, LiveValue},
    platform,
};

/// After so long without a sign of life a device counts as not in use: milliseconds.
const UNUSED: u64 = 90 * 86_400_000;

/// Which of the other devices are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    All,
    Unverified,
    Unused,
}

impl Which {
    pub(super) const EACH: [Self; 3] = [Self::All, Self::Unverified, Self::Unused];

    /// Whether one is shown, at that time.
    pub(super) fn takes(self, device: &Device, now: u64) -> bool {
        match self {
            Self::All => true,
            Self::Unverified => device.trust != DeviceTrust::Verified,
            Self::Unused => device.last_seen.is_none_or(|at| at.saturating_add(UNUSED) < now),
        }
    }
}

/// The devices. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct DevicesModel {
    link: StoredValue<Link>,
    list: StoredValue<LiveValue<DeviceList>>,
    /// Whose they are.
    pub(super) user: StoredValue<UserId>,
    pub(super) which: RwSignal<Which>,
    /// The IDs of those that are chosen.
    pub(super) chosen: RwSignal<BTreeSet<String>>,
    /// Those about which it is asked whether they are to be signed out.
    pub(super) leaving: RwSignal<Option<Vec<Device>>>,
    /// Whether the homeserver is asked because somebody wants it.
    pub(super) refreshing: RwSignal<bool>,
}

impl DevicesModel {
    /// `chosen` is chosen from the beginning.
    pub(super) fn new(link: &Link, user: UserId, chosen: Option<String>) -> Self {
        let live = link.value(Devices);
        Self {
            link: StoredValue::new(link.clone()),
            list: StoredValue::new(live),
            user: StoredValue::new(user),
            which: RwSignal::new(Which::All),
            chosen: RwSignal::new(chosen.into_iter().collect()),
            leaving: RwSignal::new(None),
            refreshing: RwSignal::new(false),
        }
    }

    fn with<T>(self, look: impl FnOnce(Option<&DeviceList>) -> T) -> T {
        self.list.with_value(|list| list.with(look))
    }

    /// Whether the homeserver has told of them once, tracked.
    pub(super) fn is_there(self) -> bool {
        self.with(|list| list.is_some_and(|list| list.devices.is_some()))
    }

    /// Why what is shown may be old, or is not there; tracked.
    pub(super) fn failure(self) -> Option<Failure> {
        let closed = self.list.with_value(LiveValue::failure).get();
        closed.or_else(|| self.with(|list| list.and_then(|list| list.failure.clone())))
    }

    /// All of them, tracked.
    fn all(self) -> Vec<Device> {
        self.with(|list| list.and_then(|list| list.devices.clone())).unwrap_or_default()
    }

    fn find(self, is: impl Fn(&Device) -> bool) -> Option<Device> {
        self.with(|list| list?.devices.as_ref()?.iter().find(|device| is(device)).cloned())
    }

    /// This one, tracked.
    pub(super) fn own(self) -> Option<Device> {
        self.find(|device| device.own)
    }

    /// The others, tracked.
    pub(super) fn others(self) -> Vec<Device> {
        self.all().into_iter().filter(|device| !device.own).collect()
    }

    /// The others that are shown, tracked.
    pub(super) fn shown(self) -> Vec<Device> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a moment since 1970")]
        let now = platform::wall_clock().max(0.0) as u64;
        let which = self.which.get();
        self.others().into_iter().filter(|device| which.takes(device, now)).collect()
    }

    /// One of them, tracked.
    pub(super) fn get(self, id: &str) -> Option<Device> {
        self.find(|device| device.id == id)
    }

    /// Whether somebody may verify one here, tracked: this device has to be verified itself, to vouch for others.
    pub(super) fn may_be_verified(self, id: &str) -> bool {
        let unverified = self.get(id).is_some_and(|one| !one.own && one.trust == DeviceTrust::Unverified);
        unverified && self.own().is_some_and(|own| own.trust == DeviceTrust::Verified)
    }

    /// Those that are chosen and shown, tracked.
    pub(super) fn chosen_shown(self) -> Vec<Device> {
        let chosen = self.chosen.get();
        self.shown().into_iter().filter(|device| chosen.contains(&device.id)).collect()
    }

    /// Chooses one, or no longer.
    pub(super) fn choose(self, id: &str, on: bool) {
        self.chosen.update(|chosen| match on {
            true => drop(chosen.insert(id.to_owned())),
            false => drop(chosen.remove(id)),
        });
    }

    /// Chooses all that are shown, or none.
    pub(super) fn choose_all(self, on: bool) {
        let shown = untrack(move || self.shown());
        self.chosen.set(if on {
            shown.into_iter().map(|device| device.id).collect()
        } else {
            BTreeSet::new()
        });
    }

    /// Asks the homeserver anew.
    pub(super) fn refresh(self) {
        if self.refreshing.get_untracked() {
            return;
        }
        self.refreshing.set(true);
        let asked = self.link.with_value(|link| link.request(RefreshDevices));
        self.link.get_value().spawn(async move {
            // What comes of it is in the list.
            let _ = asked.await;
            self.refreshing.try_set(false);
        });
    }

    /// Renames one; `then` gets what came of it.
    pub(super) fn rename(self, id: String, name: String, then: impl FnOnce(Result<(), Failure>) + 'static) {
        let asked = self.link.with_value(|link| link.request(RenameDevice { device: id, name }));
        self.link.get_value().spawn(async move { then(asked.await) });
    }
}

/// For views that keep their rows: the IDs of devices, in their order.
pub(super) fn ids(devices: &[Device]) -> Arc<Vec<String>> {
    Arc::new(devices.iter().map(|device| device.id.clone()).collect())
}
