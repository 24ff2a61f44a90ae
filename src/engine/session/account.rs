//! Making the SDK's client: its stores, its settings, and the two ways in.

use std::time::Duration;

use matrix_sdk::{
    Client, HttpError, SessionMeta, SessionTokens, ThreadingSupport,
    authentication::matrix::MatrixSession,
    config::RequestConfig,
    cross_process_lock::CrossProcessLockConfig,
    encryption::{BackupDownloadStrategy, EncryptionSettings},
    reqwest,
    ruma::{OwnedDeviceId, OwnedUserId},
    sliding_sync::VersionBuilder,
    timeout::timeout,
};
use matrix_sdk_base::{BaseClient, DmRoomDefinition};
use protocol::{
    Failure, FailureKind, Secret,
    failure::StorageFault,
    login::{LoginWithPassword, LoginWithToken, TakeOver},
};
use serde::Deserialize;

use super::{device_rules, olm::Olm};
use crate::{
    map::failure,
    platform::{FormerKeys, Platform},
};

/// Natively the SDK honours this itself; on the web the worker's HTTP policy stands in for it.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// How somebody signs in.
pub(super) enum Login<'a> {
    Token(&'a LoginWithToken),
    Password(&'a LoginWithPassword),
}

impl Login<'_> {
    pub(super) fn homeserver(&self) -> &str {
        match self {
            Login::Token(login) => &login.homeserver,
            Login::Password(login) => &login.homeserver,
        }
    }

    /// Signs in, as the given device if there is one.
    pub(super) async fn run(&self, client: &Client, device: Option<&str>) -> Result<(), Failure> {
        let auth = client.matrix_auth();
        let (builder, device_name) = match self {
            Login::Token(login) => (auth.login_token(login.token.expose()), &login.device_name),
            Login::Password(login) => {
                (auth.login_username(&login.user, login.password.expose()), &login.device_name)
            }
        };
        let builder = match device {
            Some(device) => builder.device_id(device),
            None => builder.initial_device_display_name(device_name),
        };
        builder.send().await.map_err(|error| failure::login(&error)).map(drop)
    }
}

/// A client over the named stores, without a session yet, and its crypto. Needs no network.
pub(super) async fn client(
    platform: &Platform,
    homeserver: &str,
    store: &str,
    passphrase: &str,
    former: Option<&FormerKeys>,
) -> Result<(Client, Olm), Failure> {
    let stores = platform.stores.open(store, passphrase, former).await.map_err(FailureKind::Storage)?;
    let threads = ThreadingSupport::Enabled { with_subscriptions: true };
    // The builder would make one too, and give it to nobody.
    let mut base = BaseClient::new(stores, threads, DmRoomDefinition::default());
    let recipients = device_rules::apply(&mut base).await;
    let builder = Client::builder()
        .base_client(base.clone())
        .homeserver_url(homeserver)
        .respect_login_well_known(false)
        .sliding_sync_version_builder(VersionBuilder::Native)
        .cross_process_store_config(CrossProcessLockConfig::SingleProcess)
        .request_config(RequestConfig::new().timeout(REQUEST_TIMEOUT).retry_limit(3))
        .with_encryption_settings(EncryptionSettings {
            auto_enable_cross_signing: true,
            // Switched on by `Encryption::check`: the SDK would make one also where the recovery key cannot open it.
            auto_enable_backups: false,
            backup_download_strategy: BackupDownloadStrategy::AfterDecryptionFailure,
        });
    let client = builder.build().await.map_err(|error| {
        tracing::error!(%error, "the client was not built");
        Failure::new(match error {
            matrix_sdk::ClientBuildError::Url(_) => FailureKind::Invalid { field: "homeserver".into() },
            _ => FailureKind::Storage(StorageFault::Unreadable),
        })
    })?;
    Ok((client, Olm::new(base, recipients)))
}

/// Whose an access token is, in the homeserver's words.
#[derive(Deserialize)]
struct Owner {
    user_id: OwnedUserId,
    device_id: Option<OwnedDeviceId>,
}

/// The session that was left, if the homeserver says that its token is that device's. Asked without the SDK, whose client would
/// begin with what it does for every session.
///
/// # Errors
/// `LoginRefused` where they do not belong together, and those of a request.
pub(super) async fn session_of(left: &TakeOver, token: &Secret) -> Result<MatrixSession, Failure> {
    let address = format!("{}/_matrix/client/v3/account/whoami", left.homeserver.trim_end_matches('/'));
    let asked = async {
        let answer = reqwest::Client::new().get(address).bearer_auth(token.expose()).send().await?;
        Ok::<_, reqwest::Error>((answer.status().as_u16(), answer.bytes().await?))
    };
    let (status, body) = timeout(asked, REQUEST_TIMEOUT)
        .await
        .map_err(|_| FailureKind::Timeout)?
        .map_err(|error| failure::http(&HttpError::Reqwest(error)))?;
    owned(left, token, status, &body)
}

fn owned(left: &TakeOver, token: &Secret, status: u16, body: &[u8]) -> Result<MatrixSession, Failure> {
    if status != 200 {
        let failure = failure::answer(status, body);
        return Err(match failure.kind {
            FailureKind::SessionEnded { .. } => FailureKind::LoginRefused.into(),
            _ => failure,
        });
    }
    let owner: Owner = serde_json::from_slice(body).map_err(|error| failure::internal(&error))?;
    let device = owner.device_id.filter(|device| device.as_str() == left.device);
    let Some(device_id) = device.filter(|_| owner.user_id.as_str() == left.user.as_str()) else {
        tracing::warn!("the token that Element has left is not that device's");
        return Err(FailureKind::LoginRefused.into());
    };
    Ok(MatrixSession {
        meta: SessionMeta { user_id: owner.user_id, device_id },
        tokens: SessionTokens { access_token: token.expose().to_owned(), refresh_token: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_is_not_the_devices_is_not_taken() {
        let left = TakeOver {
            homeserver: "https://h".into(),
            user: "@a:vmst.io".into(),
            device: "D".into(),
            token: None,
        };
        let token = Secret::new("t");
        let kind = |status, body: &str| {
            owned(&left, &token, status, body.as_bytes()).err().map(|failure| failure.kind)
        };
        let good = r#"{"user_id":"@a:vmst.io","device_id":"D"}"#;
        assert_eq!(kind(200, good), None);
        let session = owned(&left, &token, 200, good.as_bytes()).expect("they belong together");
        assert_eq!(session.tokens.access_token, "t");
        for other in [
            r#"{"user_id":"@a:vmst.io","device_id":"E"}"#,
            r#"{"user_id":"@b:vmst.io","device_id":"D"}"#,
            r#"{"user_id":"@a:vmst.io"}"#,
        ] {
            assert_eq!(kind(200, other), Some(FailureKind::LoginRefused), "{other}");
        }
        assert_eq!(kind(401, r#"{"errcode":"M_UNKNOWN_TOKEN"}"#), Some(FailureKind::LoginRefused));
        assert_eq!(
            kind(401, r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#),
            Some(FailureKind::LoginRefused)
        );
        assert_eq!(kind(502, "<html>"), Some(FailureKind::Server { status: 502, errcode: String::new() }));
        assert_eq!(kind(200, "{}"), Some(FailureKind::Internal));
    }
}
