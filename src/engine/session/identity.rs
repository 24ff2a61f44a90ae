//! A new identity for the account (B10, B25).
//!
//! The SDK's own `Recovery::reset_identity` deletes the backup and this device's keys before the homeserver is asked,
//! which may refuse, or whose question the person may leave open. Here the new keys are made beside the old ones, and
//! take their place once the homeserver has taken them.

use std::fmt::Display;

use matrix_sdk::{
    Client, HttpResult,
    encryption::VerificationState,
    ruma::{
        OwnedDeviceId,
        api::client::{keys::upload_signing_keys::v3::Request, uiaa::AuthData},
    },
};
use matrix_sdk_base::crypto::{OlmMachine, types::SecretsBundle};
use protocol::{Failure, FailureKind};

use super::Session;
use crate::{http_policy, map::failure};

/// How often the new keys are put in place: an answer that was under way when the homeserver took them tells of the old
/// ones, and the SDK then throws away the new.
const TRIES: usize = 5;

/// An identity that is ready to be taken.
pub(crate) struct NewIdentity {
    /// Keeps its keys, in memory.
    keys: OlmMachine,
    request: Request,
    /// The homeserver has it.
    taken: bool,
}

impl NewIdentity {
    /// Makes one.
    pub(crate) async fn make(client: &Client) -> Result<Self, Failure> {
        let user = client.user_id().ok_or(FailureKind::NotSignedIn)?;
        let keys = OlmMachine::new(user, &OwnedDeviceId::from("IDENTITY")).await;
        let made = keys.bootstrap_cross_signing(true).await.map_err(|error| failure::internal(&error))?;
        let made = made.upload_signing_keys_req;
        let mut request = Request::new();
        request.master_key = made.master_key.map(|mut key| {
            // Signed by the device that is none; ours signs it later.
            key.signatures.clear();
            key.to_raw()
        });
        request.self_signing_key = made.self_signing_key.map(|key| key.to_raw());
        request.user_signing_key = made.user_signing_key.map(|key| key.to_raw());
        Ok(Self { keys, request, taken: false })
    }

    /// Asks the homeserver to take it. Asking twice does no more than asking once.
    pub(crate) async fn offer(&self, client: &Client, auth: Option<AuthData>) -> HttpResult<()> {
        if self.taken {
            return Ok(());
        }
        let mut request = self.request.clone();
        request.auth = auth;
        client.send(request).await.map(drop)
    }

    /// The homeserver has taken it: this device takes it too, what belonged to the old one goes, and key storage begins
    /// anew.
    pub(crate) async fn install(&mut self, session: &Session) -> Result<(), Failure> {
        self.taken = true;
        let (_changing, _fresh) = (session.encryption.changing().await, http_policy::fresh());
        let client = &session.client;
        let encryption = client.encryption();
        let user = client.user_id().ok_or(FailureKind::NotSignedIn)?;
        let bundle =
            self.keys.store().export_secrets_bundle().await.map_err(|error| failure::internal(&error))?;
        for _ in 0..TRIES {
            if let Err(error) = put_in_place(client, &bundle).await {
                tracing::info!(%error, "the new identity is not in place yet");
            }
            // The homeserver has the last word.
            let asked = encryption.request_user_identity(user).await;
            asked.map_err(|error| failure::failure(&error))?;
            let whole = encryption.cross_signing_status().await.is_some_and(|status| status.is_complete());
            if whole && encryption.verification_state().get() == VerificationState::Verified {
                return session.encryption.begin_anew(session).await;
            }
        }
        Err(failure::internal(&"the new identity does not stay in place"))
    }
}

/// Takes the keys, and lets them and this device sign each other.
async fn put_in_place(client: &Client, keys: &SecretsBundle) -> Result<(), String> {
    let said = |error: &dyn Display| error.to_string();
    let (encryption, user) = (client.encryption(), client.user_id().ok_or("nobody is signed in")?);
    if let Err(error) = encryption.import_secrets_bundle(keys).await {
        // The keys are there; what else it does can be done later.
        tracing::info!(%error, "the new identity has come without what belongs to it");
    }
    let identity = encryption.get_user_identity(user).await.map_err(|error| said(&error))?;
    identity.ok_or("the identity is not known")?.verify().await.map_err(|error| said(&error))?;
    let device = encryption.get_own_device().await.map_err(|error| said(&error))?;
    device.ok_or("this device is not known")?.verify().await.map_err(|error| said(&error))
}
