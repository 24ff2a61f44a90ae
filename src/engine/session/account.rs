//! Making the SDK's client: its stores, its settings, and the two ways in.

use std::time::Duration;

use matrix_sdk::{
    Client, ThreadingSupport,
    config::RequestConfig,
    cross_process_lock::CrossProcessLockConfig,
    encryption::{BackupDownloadStrategy, EncryptionSettings},
    sliding_sync::VersionBuilder,
};
use matrix_sdk_base::{BaseClient, DmRoomDefinition};
use protocol::{
    Failure, FailureKind,
    failure::StorageFault,
    login::{LoginWithPassword, LoginWithToken},
};

use super::{device_rules, olm::Olm};
use crate::{map::failure, platform::Platform};

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
) -> Result<(Client, Olm), Failure> {
    let stores = platform.stores.open(store, passphrase).await.map_err(FailureKind::Storage)?;
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
