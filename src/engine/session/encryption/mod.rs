//! How it stands with the account's keys: put together of what the SDK and the homeserver say, for all tabs.

mod dehydrated;
mod facts;
mod key_storage;
mod notes;
mod room_keys;
mod rules;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use eyeball::{SharedObservable, Subscriber};
use futures_util::{
    StreamExt,
    lock::{Mutex as AsyncMutex, MutexGuard as AsyncMutexGuard},
    stream::select,
};
use matrix_sdk::{
    Client,
    encryption::{
        VerificationState,
        backups::{BackupState, UploadState},
        recovery::RecoveryState,
        secret_storage::SecretStore,
    },
};
use protocol::{
    Failure, FailureKind,
    encryption::{EncryptionState, Progress},
    session::Connection,
};

pub(crate) use self::{dehydrated::Reason, key_storage::Stored};
use self::{facts::Facts, notes::Notes, rules::Rules};
use super::Session;
use crate::{map::failure, task::Task};

/// The account's keys.
#[derive(Default)]
pub(crate) struct Encryption {
    facts: Mutex<Facts>,
    state: SharedObservable<EncryptionState>,
    /// Counts the reasons to ask the homeserver.
    wanted: SharedObservable<u32>,
    /// Held while something of it is changed.
    changing: AsyncMutex<()>,
    /// What the homeserver's operator wants, as far as it is known.
    rules: SharedObservable<Rules>,
    /// Whether that was asked for in this life.
    asked: AsyncMutex<bool>,
    /// The rooms' keys on their way from key storage.
    fetching: Mutex<Option<Task>>,
    /// The dehydrated device being renewed.
    renewing: Mutex<Option<Task>>,
    /// Held while it is: two that make one would undo each other's.
    dehydrating: AsyncMutex<()>,
}

/// Something that may have changed how it stands.
enum Change {
    Recovery(RecoveryState),
    Backup(BackupState),
    Upload(UploadState),
    Verification(VerificationState),
    Connection(Connection),
    /// Some changes were missed.
    Missed,
}

impl Encryption {
    /// How it stands, and its changes.
    pub(crate) fn subscribe(&self) -> Subscriber<EncryptionState> {
        self.state.subscribe_reset()
    }

    /// How it stands.
    pub(crate) fn state(&self) -> EncryptionState {
        self.state.get()
    }

    /// Waits until nothing else changes it.
    pub(crate) async fn changing(&self) -> AsyncMutexGuard<'_, ()> {
        self.changing.lock().await
    }

    /// What the homeserver said last of key storage.
    pub(crate) fn stored(&self) -> Option<Stored> {
        self.facts().stored.clone()
    }

    fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is known, and tells the tabs.
    fn know(&self, change: impl FnOnce(&mut Facts)) {
        let mut facts = self.facts();
        change(&mut facts);
        let state = facts.compose(&self.state.get());
        drop(facts);
        self.state.set_if_not_eq(state);
    }

    /// Changes what is noted for the next life. What cannot be kept counts in this one.
    pub(crate) async fn note(&self, client: &Client, change: impl FnOnce(&mut Notes)) {
        self.know(|facts| change(&mut facts.notes));
        let notes = self.facts().notes.clone();
        notes.keep(client).await;
    }

    fn restoring(&self, progress: Option<Progress>) {
        self.know(|facts| facts.restoring = progress);
    }

    /// How many keys were taken from a file.
    pub(crate) fn taking(&self, progress: Option<Progress>) {
        self.know(|facts| facts.taking = progress);
    }

    /// Asks the homeserver, soon.
    pub(crate) fn look_soon(&self) {
        self.wanted.update(|count| *count = count.wrapping_add(1));
    }

    /// What the homeserver's operator wants, as far as it is known.
    pub(crate) fn rules(&self) -> Rules {
        self.rules.get()
    }

    /// Likewise, asked for once in a life.
    pub(crate) async fn ask_rules(&self, client: &Client) -> Rules {
        let mut asked = self.asked.lock().await;
        if !*asked && let Some(rules) = rules::ask(client).await {
            *asked = true;
            self.rules.set_if_not_eq(rules);
        }
        self.rules()
    }

    /// Whether something may be encrypted that is not yet.
    ///
    /// # Errors
    /// `Forbidden` where the operator does not want it.
    pub(crate) async fn may_encrypt(&self, client: &Client) -> Result<(), Failure> {
        match self.ask_rules(client).await.never {
            true => Err(FailureKind::Forbidden.into()),
            false => Ok(()),
        }
    }

    /// Follows what the SDK says, as long as the tasks are kept.
    pub(super) async fn follow(session: &Arc<Session>) -> [Task; 2] {
        let notes = Notes::recall(&session.client).await;
        let fetch = notes.fetching;
        session.encryption.rules.set(Rules::recall(&session.client).await);
        session.encryption.know(|facts| facts.notes = notes);
        if fetch {
            session.encryption.fetch_room_keys(session);
        }
        [Task::start(listen(Arc::downgrade(session))), Task::start(look(Arc::downgrade(session)))]
    }

    fn fetch_room_keys(&self, session: &Arc<Session>) {
        let task = Task::start(room_keys::fetch(Arc::downgrade(session)));
        *self.fetching.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    /// Brings the dehydrated device into order beside everything else, with the secret storage open.
    pub(crate) fn dehydrate(&self, session: &Arc<Session>, store: SecretStore, reason: Reason) {
        let task = Task::start(dehydrated::renew(Arc::downgrade(session), store, reason));
        *self.renewing.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    /// Ends what goes on beside, so that the stores come to rest. Both go on in the next life.
    pub(super) fn rest(&self) {
        drop(self.fetching.lock().unwrap_or_else(PoisonError::into_inner).take());
        drop(self.renewing.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// There is nothing any more under which the dehydrated device's key could lie.
    pub(crate) async fn end_dehydrated(&self, session: &Session) {
        drop(self.renewing.lock().unwrap_or_else(PoisonError::into_inner).take());
        dehydrated::end(session).await;
    }

    /// Asks the homeserver how it stands, and switches key storage on where nothing speaks against it. To be called
    /// while nothing else changes it ([`Self::changing`]).
    pub(crate) async fn check(&self, session: &Session) -> Result<(), Failure> {
        let client = &session.client;
        if self.facts().recovery == RecoveryState::Unknown {
            self.ask_for_recovery(client).await?;
        }
        let has_identity = has_identity(client).await;
        self.know(|facts| facts.has_identity = has_identity);
        let mut stored = key_storage::look(client).await?;
        if self.facts().wants_storage(&stored) {
            tracing::info!("key storage is switched on");
            match client.encryption().recovery().enable_backup().await {
                Ok(()) => stored = key_storage::look(client).await?,
                Err(error) => tracing::warn!(%error, "key storage was not switched on"),
            }
        }
        if let Stored::Version(version) = &stored
            && client.encryption().backups().are_enabled().await
            && self.facts().notes.version.is_none()
        {
            self.note(client, |notes| notes.version = Some(version.clone())).await;
        }
        self.know(|facts| facts.stored = Some(stored));
        Ok(())
    }

    /// Makes the SDK look for the recovery key again, which it does with the account's own keys.
    pub(crate) async fn ask_for_recovery(&self, client: &Client) -> Result<(), Failure> {
        let Some(user) = client.user_id() else { return Ok(()) };
        let asked = client.encryption().request_user_identity(user).await;
        asked.map(drop).map_err(|error| failure::failure(&error))
    }

    /// The account has a new identity: what the old one's keys were, here and on the homeserver, does not count any more.
    /// To be called while nothing else changes it ([`Self::changing`]).
    pub(crate) async fn begin_anew(&self, session: &Session) -> Result<(), Failure> {
        self.end_dehydrated(session).await;
        self.note(&session.client, |notes| *notes = Notes::default()).await;
        self.know(|facts| (facts.stored, facts.recovery) = (None, RecoveryState::Disabled));
        key_storage::renew(&session.client).await?;
        self.check(session).await
    }
}

/// Whether the private keys of the account's identity are all here.
pub(crate) async fn has_identity(client: &Client) -> bool {
    client.encryption().cross_signing_status().await.is_some_and(|status| status.is_complete())
}

/// Listens to what the SDK says.
async fn listen(weak: Weak<Session>) {
    let Some(session) = weak.upgrade() else { return };
    let encryption = session.client.encryption();
    let backups = encryption.backups();
    let changes = {
        let recovery = encryption.recovery().state_stream().map(Change::Recovery);
        let backup = backups.state_stream().map(|state| state.map_or(Change::Missed, Change::Backup));
        let uploads = backups.wait_for_steady_state().subscribe_to_progress();
        let uploads = uploads.map(|state| state.map_or(Change::Missed, Change::Upload));
        let verification = encryption.verification_state().map(Change::Verification);
        let connection = session.connection.subscribe_reset().map(Change::Connection);
        select(select(recovery, backup), select(uploads, select(verification, connection)))
    };
    drop(session);
    let mut changes = std::pin::pin!(changes);
    while let Some(change) = changes.next().await {
        let Some(session) = weak.upgrade() else { return };
        heard(&session, change).await;
    }
}

async fn heard(session: &Arc<Session>, change: Change) {
    let keys = &session.encryption;
    match change {
        Change::Recovery(recovery) => keys.know(|facts| facts.recovery = recovery),
        Change::Upload(UploadState::Uploading(counts)) => {
            let storing = Progress { done: counts.backed_up as u32, all: counts.total as u32 };
            keys.know(|facts| facts.storing = (storing.done < storing.all).then_some(storing));
        }
        Change::Upload(_) => keys.know(|facts| facts.storing = None),
        Change::Verification(verification) => {
            let has_identity = has_identity(&session.client).await;
            let mut before = verification;
            keys.know(|facts| {
                before = std::mem::replace(&mut facts.verification, verification);
                facts.has_identity = has_identity;
            });
            // It is told after each query for the account's keys, changed or not.
            if before != verification {
                keys.look_soon();
            }
        }
        Change::Connection(Connection::Online) | Change::Missed => keys.look_soon(),
        Change::Connection(_) => {}
        Change::Backup(backup) => {
            let mut before = BackupState::Unknown;
            keys.know(|facts| before = std::mem::replace(&mut facts.backup, backup));
            match (before, backup) {
                // Its key has come: by the recovery key, or from another device.
                (BackupState::Enabling, BackupState::Enabled) => {
                    keys.note(&session.client, |notes| (notes.version, notes.fetching) = (None, true)).await;
                    keys.fetch_room_keys(session);
                }
                (BackupState::Creating, BackupState::Enabled) => {
                    keys.note(&session.client, |notes| notes.version = None).await;
                }
                _ => {}
            }
            if matches!(backup, BackupState::Enabled | BackupState::Unknown) {
                keys.look_soon();
            }
        }
    }
}

/// Asks the homeserver when there is a reason to.
async fn look(weak: Weak<Session>) {
    let Some(session) = weak.upgrade() else { return };
    let client = session.client.clone();
    let mut wanted = session.encryption.wanted.subscribe_reset();
    drop(session);
    // The first device makes the account's identity in here.
    client.encryption().wait_for_e2ee_initialization_tasks().await;
    drop(client);
    if let Some(session) = weak.upgrade() {
        let has_identity = has_identity(&session.client).await;
        session.encryption.know(|facts| (facts.initialised, facts.has_identity) = (true, has_identity));
    }
    while wanted.next().await.is_some() {
        let Some(session) = weak.upgrade() else { return };
        if session.connection.get() != Connection::Online {
            continue;
        }
        session.encryption.ask_rules(&session.client).await;
        let _changing = session.encryption.changing().await;
        if let Err(failure) = session.encryption.check(&session).await {
            tracing::info!(?failure, "the homeserver did not say how it stands with the keys");
        }
        dehydrated::look_after(&session).await;
    }
}
