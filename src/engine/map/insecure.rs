//! What comes from insecure devices, where these are excluded (MSC4153).

use matrix_sdk::{
    Client,
    deserialized_responses::{EncryptionInfo, ShieldState, TimelineEvent},
};
use matrix_sdk_base::crypto::TrustRequirement;

/// Whether what comes from insecure devices is not shown.
pub(crate) fn are_excluded(client: &Client) -> bool {
    let settings = client.decryption_settings();
    !matches!(settings.sender_device_trust_requirement, TrustRequirement::Untrusted)
}

/// Whether a message does not come from a device that its owner has verified. Of what key storage has given back that cannot
/// be said.
pub(crate) fn is_insecure(how: &EncryptionInfo) -> bool {
    matches!(how.verification_state.to_shield_state_lax(), ShieldState::Red { .. })
}

/// Whether an event is not shown.
pub(crate) fn is_hidden(client: &Client, event: &TimelineEvent) -> bool {
    are_excluded(client) && event.encryption_info().is_some_and(|how| is_insecure(how))
}
