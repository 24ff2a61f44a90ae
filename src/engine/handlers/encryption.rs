//! The account's keys: the recovery key, key storage, and getting them back.

use std::sync::Arc;

use matrix_sdk::encryption::{
    recovery::RecoveryError,
    secret_storage::{SecretStorageError, SecretStore},
};
use protocol::{
    Failure, FailureKind, Secret,
    encryption::{
        ChangeRecoveryKey, CheckKeys, ConfirmRecoveryKeySaved, CreateRecoveryKey, EncryptionState,
        KeyStorage, PutOff, RecoveryKeyState, RepairKeyStorage, Restore, SetKeyStorage,
    },
};

use crate::{
    http_policy,
    map::failure,
    publish::ValueSink,
    session::{Reason, Session, Stored, has_identity, now},
};

/// Publishes how it stands with the account's keys.
pub(crate) async fn publish_status(session: Arc<Session>, out: ValueSink<EncryptionState>) -> Failure {
    let mut states = session.encryption.subscribe();
    while let Some(state) = states.next().await {
        out.set(state);
    }
    FailureKind::Internal.into()
}

fn invalid(field: &str) -> Failure {
    FailureKind::Invalid { field: field.into() }.into()
}

/// Makes the first recovery key.
pub(crate) async fn create_recovery_key(
    session: &Arc<Session>,
    command: CreateRecoveryKey,
) -> Result<Secret, Failure> {
    let (_changing, _fresh) = (session.encryption.changing().await, http_policy::fresh());
    session.encryption.check(session).await?;
    if session.encryption.state().recovery != RecoveryKeyState::Missing {
        // Another tab was quicker; making one more would make what it shows worthless.
        return Err(invalid("recovery"));
    }
    make_key(session, command.replace).await
}

/// Makes another recovery key.
pub(crate) async fn change_recovery_key(
    session: &Arc<Session>,
    command: ChangeRecoveryKey,
) -> Result<Secret, Failure> {
    let (_changing, _fresh) = (session.encryption.changing().await, http_policy::fresh());
    session.encryption.check(session).await?;
    make_key(session, command.replace).await
}

/// Makes a recovery key over all secrets, and brings key storage into order before.
async fn make_key(session: &Arc<Session>, replace: bool) -> Result<Secret, Failure> {
    let client = &session.client;
    if !has_identity(client).await {
        return Err(FailureKind::Forbidden.into());
    }
    let (encryption, keys) = (client.encryption(), &session.encryption);
    match keys.state().storage {
        KeyStorage::OutOfSync if !replace => return Err(invalid("replace")),
        KeyStorage::OutOfSync => {
            encryption.backups().disable_and_delete().await.map_err(|error| failure::failure(&error))?;
            encryption.recovery().enable_backup().await.map_err(|error| failed(&error))?;
        }
        KeyStorage::On => {}
        // The person wants it so.
        _ if keys.stored() == Some(Stored::Nothing { switched_off: true }) => {}
        _ => {
            // A storage that was deleted elsewhere is still connected here.
            if encryption.backups().are_enabled().await {
                encryption.backups().disable_and_delete().await.map_err(|error| failure::failure(&error))?;
            }
            encryption.recovery().enable_backup().await.map_err(|error| failed(&error))?;
        }
    }
    // Noted before there is one: an engine that ends in between must not take it for saved.
    keys.note(client, |notes| notes.unsaved = true).await;
    let key = Secret::new(encryption.recovery().reset_key().await.map_err(|error| failed(&error))?);
    keys.check(session).await?;
    match open(session, &key).await {
        Ok(store) => keys.dehydrate(session, store, Reason::NewRecoveryKey),
        Err(failure) => tracing::warn!(?failure, "the new secret storage was not opened"),
    }
    Ok(key)
}

/// The person has saved the recovery key.
pub(crate) async fn confirm_saved(session: &Arc<Session>, _: ConfirmRecoveryKeySaved) -> Result<(), Failure> {
    session.encryption.note(&session.client, |notes| (notes.unsaved, notes.put_off) = (false, None)).await;
    Ok(())
}

/// Opens the account's secrets.
pub(crate) async fn restore(session: &Arc<Session>, command: Restore) -> Result<(), Failure> {
    let (_changing, _fresh) = (session.encryption.changing().await, http_policy::fresh());
    let client = &session.client;
    let store = open(session, &command.key).await?;
    import(&store).await?;
    if !has_identity(client).await {
        // There is a recovery key, and not under it what makes this device a verified one.
        return Err(invalid("secrets"));
    }
    session.encryption.note(client, |notes| (notes.unsaved, notes.put_off) = (false, None)).await;
    session.encryption.ask_for_recovery(client).await?;
    session.encryption.dehydrate(session, store, Reason::Opened);
    session.encryption.check(session).await
}

/// Brings key storage into order.
pub(crate) async fn repair_key_storage(
    session: &Arc<Session>,
    command: RepairKeyStorage,
) -> Result<(), Failure> {
    let (_changing, _fresh) = (session.encryption.changing().await, http_policy::fresh());
    let client = &session.client;
    let backups = client.encryption().backups();
    let store = open(session, &command.key).await?;
    let fits = import(&store).await?;
    if !has_identity(client).await {
        return Err(invalid("secrets"));
    }
    session.encryption.check(session).await?;
    let connected = fits && session.encryption.state().storage == KeyStorage::On;
    if !connected {
        tracing::info!("a new key storage is made");
        backups.disable_and_delete().await.map_err(|error| failure::failure(&error))?;
        client.encryption().recovery().enable_backup().await.map_err(|error| failed(&error))?;
        store.export_secrets().await.map_err(|error| secret(&error))?;
    }
    session.encryption.note(client, |notes| notes.unsaved = false).await;
    session.encryption.ask_for_recovery(client).await?;
    session.encryption.dehydrate(session, store, Reason::Opened);
    session.encryption.check(session).await
}

/// Opens where the secrets are kept. People copy a key with what stands around it.
async fn open(session: &Session, key: &Secret) -> Result<SecretStore, Failure> {
    let secrets = session.client.encryption().secret_storage();
    let typed = key.expose();
    let opened = match secrets.open_secret_store(typed).await {
        Err(SecretStorageError::SecretStorageKey(_)) if typed.trim() != typed => {
            secrets.open_secret_store(typed.trim()).await
        }
        opened => opened,
    };
    opened.map_err(|error| secret(&error))
}

/// Takes the secrets into this device. Says whether the key of key storage was among them and is the right one.
async fn import(store: &SecretStore) -> Result<bool, Failure> {
    match store.import_secrets().await {
        Ok(()) => Ok(true),
        Err(
            SecretStorageError::InconsistentBackupDecryptionKey
            | SecretStorageError::MissingOrInvalidBackupDecryptionKey,
        ) => Ok(false),
        Err(error) => Err(secret(&error)),
    }
}

/// Switches key storage on or off.
pub(crate) async fn set_key_storage(session: &Arc<Session>, command: SetKeyStorage) -> Result<(), Failure> {
    let (_changing, _fresh) = (session.encryption.changing().await, http_policy::fresh());
    let keys = &session.encryption;
    keys.check(session).await?;
    let recovery = session.client.encryption().recovery();
    let state = keys.state();
    match (command.on, state.storage) {
        (true, KeyStorage::On) | (false, KeyStorage::Off) => return Ok(()),
        // With a recovery key, the key of the new one has to come under that.
        (true, KeyStorage::Off) if state.recovery == RecoveryKeyState::Missing => {
            recovery.enable_backup().await.map_err(|error| failed(&error))?;
        }
        (false, KeyStorage::On) => {
            recovery.disable().await.map_err(|error| failed(&error))?;
            keys.end_dehydrated(session).await;
            keys.note(&session.client, |notes| (notes.version, notes.unsaved) = (None, false)).await;
        }
        _ => return Err(invalid("storage")),
    }
    keys.check(session).await
}

/// "Later".
pub(crate) async fn put_off(session: &Arc<Session>, _: PutOff) -> Result<(), Failure> {
    session.encryption.note(&session.client, |notes| notes.put_off = Some(now())).await;
    Ok(())
}

/// Asks the homeserver how it stands.
pub(crate) async fn check_keys(session: &Arc<Session>, _: CheckKeys) -> Result<(), Failure> {
    let _changing = session.encryption.changing().await;
    session.encryption.ask_for_recovery(&session.client).await?;
    session.encryption.check(session).await
}

fn failed(error: &RecoveryError) -> Failure {
    match error {
        RecoveryError::BackupExistsOnServer => invalid("replace"),
        RecoveryError::Sdk(error) => failure::failure(error),
        RecoveryError::SecretStorage(error) => secret(error),
    }
}

fn secret(error: &SecretStorageError) -> Failure {
    match error {
        SecretStorageError::Sdk(error) => failure::failure(error),
        SecretStorageError::SecretStorageKey(_) => invalid("key"),
        // What is no key ID is how clients delete one.
        SecretStorageError::MissingKeyInfo { .. } | SecretStorageError::Json(_) => {
            FailureKind::NotFound.into()
        }
        // What the key opens is not of the account's identity of today, or damaged.
        SecretStorageError::ImportError {
            error: matrix_sdk::encryption::secret_storage::ImportError::Sdk(error),
            ..
        } => failure::failure(error),
        SecretStorageError::ImportError { .. } | SecretStorageError::Decryption(_) => {
            tracing::warn!(%error, "the recovery key does not open what it should");
            invalid("secrets")
        }
        other => failure::internal(other),
    }
}
