//! Devices of the account.

use matrix_sdk::ruma::api::client::device;
use protocol::devices::{Client, Device, DeviceKind, DeviceTrust};
use serde_json::{Map, Value};

use super::{label::label, user_agent};

/// What the account data say which program a device runs are called, before the device's ID. Has no name in the
/// specification yet.
pub(crate) const CLIENT: &str = "io.element.matrix_client_information.";

/// A device as the homeserver tells it, with what else is known of it.
pub(crate) fn device(
    told: device::Device,
    own: bool,
    trust: DeviceTrust,
    information: Option<&Map<String, Value>>,
) -> Device {
    let read = user_agent::told(told.display_name.as_deref().unwrap_or_default());
    let client = information.and_then(client);
    let kind = match (&client, read.kind) {
        (Some(Client { url: Some(_), .. }), DeviceKind::Unknown) => DeviceKind::Browser,
        (_, kind) => kind,
    };
    Device {
        id: told.device_id.to_string(),
        name: read.name,
        client,
        browser: read.browser.map(Into::into),
        system: read.system.map(Into::into),
        kind,
        address: told.last_seen_ip.as_deref().and_then(label),
        last_seen: told.last_seen_ts.map(|at| at.get().into()),
        own,
        trust,
    }
}

/// The program, if the device says one. Other clients wrote it.
pub(crate) fn client(content: &Map<String, Value>) -> Option<Client> {
    let text = |key: &str| content.get(key).and_then(Value::as_str).and_then(label);
    let url = text("url")
        .filter(|url| url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http")));
    Some(Client { name: text("name")?, version: text("version"), url })
}

/// As [`client`] reads it.
pub(crate) fn information(client: Option<&Client>) -> Map<String, Value> {
    let mut content = Map::new();
    if let Some(client) = client {
        content.insert("name".into(), client.name.as_str().into());
        let more = [("version", &client.version), ("url", &client.url)];
        content
            .extend(more.into_iter().filter_map(|(key, value)| Some((key.into(), value.as_deref()?.into()))));
    }
    content
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_device_says_of_its_program_is_read_with_care() {
        let read = |value: Value| client(value.as_object().expect("an object"));
        let whole = Client {
            name: "Protium".into(),
            version: Some("1".into()),
            url: Some("https://chat.example/".into()),
        };
        assert_eq!(client(&information(Some(&whole))), Some(whole));
        assert!(information(None).is_empty());
        assert_eq!(read(json!({})), None);
        assert_eq!(read(json!({ "name": 1 })), None);
        let odd = read(json!({ "name": "A\u{202e}B\n", "version": [], "url": "javascript:alert(1)" }));
        assert_eq!(odd, Some(Client { name: "AB".into(), version: None, url: None }));
    }
}
