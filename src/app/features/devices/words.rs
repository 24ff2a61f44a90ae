//! What is said of a device.

use protocol::devices::{Device, DeviceKind, DeviceTrust};

use crate::{t, text::time};

/// What it is called: its name, else what it runs, else its ID.
pub(super) fn name(device: &Device) -> String {
    let runs = || device.client.as_ref().map(|client| client.name.clone());
    device.name.clone().or_else(|| browser(device)).or_else(runs).unwrap_or_else(|| device.id.clone())
}

/// "Firefox on Linux", as far as it is known.
pub(super) fn browser(device: &Device) -> Option<String> {
    match (&device.browser, &device.system) {
        (Some(browser), Some(system)) => {
            Some(t!("devices-browser", browser = browser.as_str(), system = system.as_str()))
        }
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

/// "Protium 1.2, https://chat.example/", as the device says it.
pub(super) fn client(device: &Device) -> Option<String> {
    let client = device.client.as_ref()?;
    let parts = [Some(client.name.as_str()), client.version.as_deref()];
    let program = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(match &client.url {
        Some(url) => t!("devices-client-at", program = program, url = url.as_str()),
        None => program,
    })
}

/// When it was seen last, and from where.
pub(super) fn seen(device: &Device) -> Option<String> {
    if device.own {
        return Some(t!("devices-now"));
    }
    device.last_seen.map(|at| t!("devices-seen", when = time::relative(at)))
}

/// Whether it is verified.
pub(super) fn trust(device: &Device) -> String {
    match device.trust {
        DeviceTrust::Verified => t!("devices-verified"),
        DeviceTrust::Unverified => t!("devices-unverified"),
        DeviceTrust::NoEncryption => t!("devices-no-encryption"),
    }
}

/// The drawing of that.
pub(super) fn trust_icon(trust: DeviceTrust) -> &'static str {
    match trust {
        DeviceTrust::Verified => "shield-check",
        DeviceTrust::Unverified => "shield-alert",
        DeviceTrust::NoEncryption => "lock-open",
    }
}

/// The drawing of what it seems to be.
pub(super) fn kind_icon(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Browser => "globe",
        DeviceKind::Phone => "phone",
        DeviceKind::Desktop | DeviceKind::Unknown => "monitor",
    }
}
