//! Key storage, as the homeserver has it.

use matrix_sdk::{
    Client, Error,
    encryption::recovery::RecoveryError,
    ruma::{api::client::backup::get_latest_backup_info, events::GlobalAccountDataEventType, serde::Raw},
};
use protocol::{Failure, FailureKind};
use serde_json::{Value, json};

use crate::{http_policy, map::failure};

/// What the homeserver has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stored {
    /// Nothing. `switched_off`: somebody wants it so.
    Nothing { switched_off: bool },
    /// This version.
    Version(String),
}

/// Asks the homeserver.
pub(super) async fn look(client: &Client) -> Result<Stored, Failure> {
    let _fresh = http_policy::fresh();
    let stored = match client.send(get_latest_backup_info::v3::Request::new()).await {
        Ok(answer) => Stored::Version(answer.version),
        Err(error) => match failure::http(&error) {
            Failure { kind: FailureKind::NotFound, .. } => {
                Stored::Nothing { switched_off: is_switched_off(client).await? }
            }
            failure => return Err(failure),
        },
    };
    // What cannot be decrypted is told by what the SDK remembers of this.
    let backups = client.encryption().backups();
    let exists = matches!(stored, Stored::Version(_));
    if backups.exists_on_server().await.is_ok_and(|remembered| remembered != exists) {
        let _ = backups.fetch_exists_on_server().await;
    }
    Ok(stored)
}

/// Deletes what there is with all that opens it, and makes new key storage, unless somebody wants none.
pub(super) async fn renew(client: &Client) -> Result<(), Failure> {
    let failed = |error: Error| failure::failure(&error);
    let encryption = client.encryption();
    let switched_off = is_switched_off(client).await?;
    encryption.backups().disable_and_delete().await.map_err(failed)?;
    // Account data cannot be deleted: an empty one names no key.
    let none = Raw::new(&json!({})).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let name = GlobalAccountDataEventType::from("m.secret_storage.default_key");
    client.account().set_account_data_raw(name, none).await.map_err(failed)?;
    if switched_off {
        return Ok(());
    }
    match encryption.recovery().enable_backup().await {
        // Another device was quicker.
        Ok(()) | Err(RecoveryError::BackupExistsOnServer) => Ok(()),
        Err(RecoveryError::Sdk(error)) => Err(failed(error)),
        Err(error) => Err(failure::internal(&error)),
    }
}

/// Whether the account says that there is to be none (MSC4287, and what was used before).
async fn is_switched_off(client: &Client) -> Result<bool, Failure> {
    let says = async |kind: &str| -> Result<Option<Value>, Failure> {
        let kind = GlobalAccountDataEventType::from(kind);
        let content = client.account().fetch_account_data(kind).await;
        let content = content.map_err(|error| failure::failure(&error))?;
        Ok(content.and_then(|content| content.deserialize_as_unchecked().ok()))
    };
    let flag = |content: &Value, name: &str| content.get(name).and_then(Value::as_bool);
    if let Some(enabled) = says("m.key_backup").await?.and_then(|content| flag(&content, "enabled")) {
        return Ok(!enabled);
    }
    let before = says("m.org.matrix.custom.backup_disabled").await?;
    Ok(before.and_then(|content| flag(&content, "disabled")).unwrap_or_default())
}
