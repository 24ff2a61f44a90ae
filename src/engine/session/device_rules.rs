//! To which devices is sent, and from which is taken (B17, B18): kept with the account's data, and given to the SDK when its
//! client is made. Versioned JSON.

use std::sync::{Mutex, MutexGuard, PoisonError};

use eyeball::{SharedObservable, Subscriber};
use matrix_sdk::{
    Client,
    encryption::LocalTrust,
    ruma::{OwnedDeviceId, OwnedUserId},
};
use matrix_sdk_base::{
    BaseClient,
    crypto::{CollectStrategy, DecryptionSettings, TrustRequirement},
    store::{DynStateStore, StoreError},
};
use protocol::{Failure, FailureKind, failure::StorageFault, trust::Rules};
use serde::{Deserialize, Serialize};

const KEY: &[u8] = b"protium.device-rules";

/// What is kept. Fields may be added, never reused.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    verified_only: bool,
    secure_only: bool,
    /// Devices that nobody vouches for, and that somebody has let in.
    let_in: Vec<(OwnedUserId, OwnedDeviceId)>,
}

impl Kept {
    async fn recall(store: &DynStateStore) -> Self {
        let kept = store.get_custom_value(KEY).await.ok().flatten();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    async fn keep(&self, store: &DynStateStore) -> Result<(), StoreError> {
        store.set_custom_value_no_read(KEY, serde_json::to_vec(self).unwrap_or_default()).await
    }

    fn rules(&self) -> Rules {
        Rules { verified_only: self.verified_only, secure_only: self.secure_only }
    }
}

/// To whom the keys of messages go.
fn recipients(rules: Rules) -> CollectStrategy {
    match rules {
        Rules { verified_only: true, .. } => CollectStrategy::OnlyTrustedDevices,
        Rules { secure_only: true, .. } => CollectStrategy::IdentityBasedStrategy,
        // Nothing goes to somebody who was verified and is another one since before the person has decided.
        Rules { .. } => CollectStrategy::ErrorOnVerifiedUserProblem,
    }
}

/// From whom messages are taken.
fn senders(rules: Rules) -> TrustRequirement {
    match rules.secure_only {
        true => TrustRequirement::CrossSignedOrLegacy,
        false => TrustRequirement::Untrusted,
    }
}

/// Gives the rules to the SDK, before its client is made.
pub(super) async fn apply(base: &mut BaseClient) {
    let rules = Kept::recall(base.state_store()).await.rules();
    base.room_key_recipient_strategy = recipients(rules);
    base.decryption_settings = DecryptionSettings { sender_device_trust_requirement: senders(rules) };
}

/// The rules of a session.
#[derive(Default)]
pub(crate) struct DeviceRules {
    kept: Mutex<Kept>,
    shown: SharedObservable<Rules>,
}

impl DeviceRules {
    /// Reads what is kept.
    pub(super) async fn recall(&self, client: &Client) {
        let kept = Kept::recall(client.state_store()).await;
        self.shown.set(kept.rules());
        *self.kept() = kept;
    }

    /// The rules, and their changes.
    pub(crate) fn subscribe(&self) -> Subscriber<Rules> {
        self.shown.subscribe_reset()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn keep(&self, client: &Client, kept: Kept) -> Result<(), Failure> {
        kept.keep(client.state_store()).await.map_err(|error| {
            tracing::error!(%error, "the rules for devices were not kept");
            FailureKind::Storage(StorageFault::Unreadable)
        })?;
        self.shown.set_if_not_eq(kept.rules());
        *self.kept() = kept;
        Ok(())
    }

    /// Sets the rules for the next life. Says whether they are others.
    pub(crate) async fn set(&self, client: &Client, rules: Rules) -> Result<bool, Failure> {
        let mut kept = self.kept().clone();
        let before = kept.rules();
        if before == rules {
            return Ok(false);
        }
        (kept.verified_only, kept.secure_only) = (rules.verified_only, rules.secure_only);
        if rules.verified_only && !before.verified_only {
            // Else they would be sent to all the same.
            for (user, device) in std::mem::take(&mut kept.let_in) {
                if let Ok(Some(device)) = client.encryption().get_device(&user, &device).await
                    && let Err(error) = device.set_local_trust(LocalTrust::Unset).await
                {
                    tracing::warn!(%error, "a device that was let in stays so");
                }
            }
        }
        self.keep(client, kept).await?;
        Ok(true)
    }

    /// Lets devices in that nobody vouches for.
    pub(crate) async fn let_in(
        &self,
        client: &Client,
        devices: impl Iterator<Item = (OwnedUserId, OwnedDeviceId)>,
    ) -> Result<(), Failure> {
        let mut kept = self.kept().clone();
        for (user, device) in devices {
            let known = client.encryption().get_device(&user, &device).await;
            let Some(known) = known.map_err(|error| crate::map::failure::failure(&error.into()))? else {
                continue;
            };
            let trusted = known.set_local_trust(LocalTrust::Ignored).await;
            trusted.map_err(|error| crate::map::failure::failure(&error.into()))?;
            kept.let_in.push((user, device));
        }
        self.keep(client, kept).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_rule_counts() {
        let rules = |verified_only, secure_only| Rules { verified_only, secure_only };
        assert_eq!(recipients(rules(false, false)), CollectStrategy::ErrorOnVerifiedUserProblem);
        assert_eq!(recipients(rules(false, true)), CollectStrategy::IdentityBasedStrategy);
        for secure_only in [false, true] {
            assert_eq!(recipients(rules(true, secure_only)), CollectStrategy::OnlyTrustedDevices);
        }
        assert!(matches!(senders(rules(true, false)), TrustRequirement::Untrusted));
        assert!(matches!(senders(rules(false, true)), TrustRequirement::CrossSignedOrLegacy));
    }

    #[test]
    fn what_another_build_has_kept_is_read() {
        let read = |json: &str| serde_json::from_str::<Kept>(json).expect("it is read");
        assert_eq!(read("{}"), Kept::default());
        assert!(read(r#"{"verified_only":true,"later":1}"#).rules().verified_only);
    }
}
