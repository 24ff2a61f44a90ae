//! What the homeserver's operator wants of new rooms: `io.element.e2ee` in the well-known file, as Element reads it.

use std::time::Duration;

use matrix_sdk::{Client, reqwest::StatusCode};
use matrix_sdk_common::timeout::timeout;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

/// Where they are remembered for the next life, in the SDK's store.
const KEY: &[u8] = b"protium.encryption-rules";
/// The second is of before.
const NAMES: [&str; 2] = ["io.element.e2ee", "im.vector.riot.e2ee"];
/// Somebody may be waiting for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// The rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rules {
    /// What is private is encrypted from its beginning.
    pub(crate) by_default: bool,
    /// Nothing is encrypted that is not yet.
    pub(crate) never: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { by_default: true, never: false }
    }
}

impl Rules {
    fn of(file: &Value) -> Self {
        let says = |name: &str| NAMES.iter().find_map(|key| file[key][name].as_bool());
        let never = says("force_disable").unwrap_or_default();
        Self { by_default: !never && says("default").unwrap_or(true), never }
    }

    /// What they were in the last life.
    pub(super) async fn recall(client: &Client) -> Self {
        let kept = client.state_store().get_custom_value(KEY).await.ok().flatten();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    async fn keep(self, client: &Client) {
        let bytes = serde_json::to_vec(&self).unwrap_or_default();
        if let Err(error) = client.state_store().set_custom_value_no_read(KEY, bytes).await {
            tracing::warn!(%error, "what the operator wants was not kept");
        }
    }
}

/// Asks for them; none where nobody answers. The file lies where user IDs say, or else at the homeserver, which alone is
/// asked where it speaks in clear, as in development.
pub(super) async fn ask(client: &Client) -> Option<Rules> {
    let homeserver = client.homeserver();
    let named = client.user_id().filter(|_| homeserver.scheme() == "https");
    let named = named.and_then(|user| Url::parse(&format!("https://{}", user.server_name())).ok());
    let mut found = None;
    for origin in named.into_iter().chain([homeserver]) {
        let Some(file) = fetch(client, &origin).await else { continue };
        found = found.or(Some(Rules::default()));
        if let Some(file) = file {
            found = Some(Rules::of(&file));
            break;
        }
    }
    if let Some(rules) = found {
        rules.keep(client).await;
    }
    found
}

/// The file; `Some(None)` where there is none.
async fn fetch(client: &Client, origin: &Url) -> Option<Option<Value>> {
    let request = client.http_client().get(origin.join("/.well-known/matrix/client").ok()?).send();
    let answer = timeout(request, PATIENCE).await.ok()?.ok()?;
    if answer.status() == StatusCode::NOT_FOUND {
        return Some(None);
    }
    let bytes = answer.error_for_status().ok()?.bytes().await.ok()?;
    serde_json::from_slice(&bytes).ok().map(Some)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_operator_wants_is_read() {
        let of = |file: Value| {
            let Rules { by_default, never } = Rules::of(&file);
            (by_default, never)
        };
        let homeserver = json!({ "base_url": "https://matrix.vmst.io" });
        assert_eq!(of(json!({ "m.homeserver": homeserver })), (true, false));
        assert_eq!(of(json!({ "io.element.e2ee": { "default": false } })), (false, false));
        assert_eq!(
            of(json!({ "io.element.e2ee": { "default": true, "force_disable": true } })),
            (false, true)
        );
        assert_eq!(of(json!({ "im.vector.riot.e2ee": { "default": false } })), (false, false));
        let both =
            json!({ "im.vector.riot.e2ee": { "default": false }, "io.element.e2ee": { "default": true } });
        assert_eq!(of(both), (true, false));
        for nonsense in
            [json!({ "io.element.e2ee": [] }), json!({ "io.element.e2ee": { "default": 0 } }), json!(1)]
        {
            assert_eq!(of(nonsense), (true, false));
        }
    }
}
