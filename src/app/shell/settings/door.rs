//! The way into the settings: closed, open, or open at the keys or the devices.

use leptos::prelude::*;

/// Which of the tabs has the account's keys.
pub(super) const ENCRYPTION: usize = 4;

/// Which of the tabs has the devices.
pub(super) const DEVICES: usize = 6;

/// The way in. Copies are the same.
#[derive(Clone, Copy)]
pub(in crate::shell) struct SettingsDoor {
    at: RwSignal<Option<usize>>,
    device: StoredValue<Option<String>>,
}

impl SettingsDoor {
    /// Closed.
    pub(in crate::shell) fn new() -> Self {
        Self { at: RwSignal::new(None), device: StoredValue::new(None) }
    }

    /// Opens them at their beginning.
    pub(in crate::shell) fn open(self) {
        self.device.set_value(None);
        self.at.set(Some(0));
    }

    /// Opens them at the account's keys.
    pub(in crate::shell) fn open_at_encryption(self) {
        self.device.set_value(None);
        self.at.set(Some(ENCRYPTION));
    }

    /// Opens them at the devices, with one of them chosen.
    pub(in crate::shell) fn open_at_device(self, device: String) {
        self.device.set_value(Some(device));
        self.at.set(Some(DEVICES));
    }

    /// Closes them.
    pub(in crate::shell) fn close(self) {
        self.at.set(None);
    }

    /// Whether they are open, tracked.
    pub(in crate::shell) fn is_open(self) -> bool {
        self.at.with(Option::is_some)
    }

    /// The tab at which they are opened, and the ID of the device to be chosen.
    pub(super) fn entered(self) -> (usize, StoredValue<Option<String>>) {
        (self.at.get_untracked().unwrap_or_default(), self.device)
    }
}
