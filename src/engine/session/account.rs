//! Making the SDK's client: its stores, its settings, and the two ways in.

use std::time::Duration;

use matrix_sdk::{
    Client, ClientBuilder, ThreadingSupport,
    config::RequestConfig,
    cross_process_lock::CrossProcessLockConfig,
    encryption::{BackupDownloadStrategy, EncryptionSettings},
    sliding_sync::VersionBuilder,
};
use protocol::{
    Failure, FailureKind,
    failure::StorageFault,
    login::{LoginWithPassword, LoginWithToken},
};

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

/// A client over the named stores, without a session yet. Needs no network.
pub(super) async fn client(
    platform: &Platform,
    homeserver: &str,
    store: &str,
    passphrase: &str,
) -> Result<Client, Failure> {
    let builder: ClientBuilder = Client::builder()
        .homeserver_url(homeserver)
        .respect_login_well_known(false)
        .sliding_sync_version_builder(VersionBuilder::Native)
        .cross_process_store_config(CrossProcessLockConfig::SingleProcess)
        .with_threading_support(ThreadingSupport::Enabled { with_subscriptions: true })
        .request_config(RequestConfig::new().timeout(REQUEST_TIMEOUT).retry_limit(3))
        .with_encryption_settings(EncryptionSettings {
            auto_enable_cross_signing: true,
            auto_enable_backups: false,
            backup_download_strategy: BackupDownloadStrategy::AfterDecryptionFailure,
        });
    platform.stores.attach(builder, store, passphrase).build().await.map_err(|error| {
        tracing::error!(%error, "the client was not built");
        Failure::new(match error {
            matrix_sdk::ClientBuildError::Url(_) => FailureKind::Invalid { field: "homeserver".into() },
            _ => FailureKind::Storage(StorageFault::Unreadable),
        })
    })
}
