//! Lists of the account's own that are kept in the SDK's store, encrypted as drafts are. Versioned JSON.

use eyeball::{SharedObservable, Subscriber};
use matrix_sdk::Client;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const VERSION: u32 = 1;

/// As a list is kept.
#[derive(Serialize, Deserialize)]
struct Kept<E> {
    version: u32,
    /// Builds before called them by what they are.
    #[serde(alias = "drafts", alias = "messages", alias = "unread")]
    entries: E,
}

/// What the last life has left under a key.
pub(super) async fn recall<T: DeserializeOwned>(client: &Client, key: &str) -> Vec<T> {
    let kept = client.state_store().get_custom_value(key.as_bytes()).await.ok().flatten();
    kept.map(|bytes| entries(&bytes)).unwrap_or_default()
}

fn entries<T: DeserializeOwned>(bytes: &[u8]) -> Vec<T> {
    let kept = serde_json::from_slice::<Kept<Vec<T>>>(bytes).ok();
    kept.filter(|kept| kept.version == VERSION).map(|kept| kept.entries).unwrap_or_default()
}

/// The entries, as they are kept.
pub(super) fn bytes<T: Serialize>(entries: &[T]) -> Vec<u8> {
    serde_json::to_vec(&Kept { version: VERSION, entries }).unwrap_or_default()
}

/// Keeps the entries for the next life.
pub(super) async fn keep<T: Serialize>(client: &Client, key: &str, entries: &[T]) {
    let kept = client.state_store().set_custom_value_no_read(key.as_bytes(), bytes(entries)).await;
    if let Err(error) = kept {
        tracing::warn!(%error, key, "a list was not kept");
    }
}

/// A list that is shown.
pub(crate) struct KeptList<T> {
    key: &'static str,
    entries: SharedObservable<Vec<T>>,
}

impl<T: Clone + PartialEq + Serialize + DeserializeOwned> KeptList<T> {
    /// An empty one.
    pub(super) fn new(key: &'static str) -> Self {
        Self { key, entries: SharedObservable::new(Vec::new()) }
    }

    /// Reads what the last life has left.
    pub(super) async fn recall(&self, client: &Client) {
        self.entries.set_if_not_eq(recall(client, self.key).await);
    }

    /// The entries, and their changes.
    pub(crate) fn subscribe(&self) -> Subscriber<Vec<T>> {
        self.entries.subscribe()
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<T> {
        self.entries.get()
    }

    /// These are all from now on. Kept first: what is shown is not lost.
    pub(super) async fn keep(&self, client: &Client, entries: Vec<T>) {
        keep(client, self.key, &entries).await;
        self.entries.set_if_not_eq(entries);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_builds_before_are_read_and_those_of_later_ones_are_not() {
        assert_eq!(entries::<u8>(&bytes(&[1_u8, 2])), [1, 2]);
        for name in ["drafts", "messages", "unread"] {
            assert_eq!(entries::<u8>(format!(r#"{{"version":1,"{name}":[3]}}"#).as_bytes()), [3]);
        }
        assert!(entries::<u8>(br#"{"version":2,"entries":[3]}"#).is_empty());
    }
}
