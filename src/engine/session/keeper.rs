//! Keeps the one session of this engine: restores it, makes it, ends it, and tells the tabs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eyeball::SharedObservable;
use futures_util::{
    future::{Either, select},
    lock::Mutex as AsyncMutex,
    pin_mut,
};
use matrix_sdk::{Client, SessionChange, store::RoomLoadSettings};
use matrix_sdk_common::SendOutsideWasm;
use protocol::{
    Failure, FailureKind,
    failure::StorageFault,
    login::{LoginWithPassword, LoginWithToken, TakeOver},
    session::SessionStatus,
};

use super::{
    Screen, Session,
    account::{self, Login},
    olm::Olm,
    own_profile,
    record::Record,
};
use crate::{
    platform::{Platform, Sealed},
    task::Task,
};

/// The keeper of the one session.
pub(crate) struct Keeper {
    platform: Platform,
    /// For the tabs.
    pub(crate) status: SharedObservable<SessionStatus>,
    current: SharedObservable<Option<Arc<Session>>>,
    record: Mutex<Option<Record>>,
    /// What is on the screen, and was in the last life.
    pub(crate) screen: Screen,
    /// One of open, login, logout at a time.
    changing: AsyncMutex<()>,
}

impl Keeper {
    pub(crate) fn new(platform: Platform) -> Arc<Self> {
        Arc::new(Self {
            screen: Screen::new(&platform),
            platform,
            status: SharedObservable::new(SessionStatus::Restoring),
            current: SharedObservable::new(None),
            record: Mutex::default(),
            changing: AsyncMutex::default(),
        })
    }

    /// Restores the stored session, if there is one. The stores must be this engine's alone by now.
    pub(crate) async fn open(self: &Arc<Self>) {
        let _changing = self.changing.lock().await;
        let status = match self.restore().await {
            Ok(Some(record)) if record.soft_logged_out => SessionStatus::SoftLoggedOut(record.account()),
            Ok(Some(record)) => SessionStatus::SignedIn(record.account()),
            Ok(None) => SessionStatus::SignedOut,
            Err(fault) => SessionStatus::Failed(fault),
        };
        self.status.set(status);
    }

    async fn restore(self: &Arc<Self>) -> Result<Option<Record>, StorageFault> {
        let Some(bytes) = self.platform.vault.load(Sealed::Record).await? else {
            self.platform.stores.keep_only(None).await;
            return Ok(None);
        };
        let record = Record::from_bytes(&bytes)?;
        self.platform.stores.keep_only(Some(&record.store)).await;
        *self.record() = Some(record.clone());
        if record.soft_logged_out {
            return Ok(Some(record));
        }
        self.screen.recall(record.user().as_str()).await;
        let unreadable = |failure: Failure| {
            tracing::error!(?failure, "the stored session was not restored");
            StorageFault::Unreadable
        };
        self.settle().await?;
        let (client, olm) = self.client(&record).await.map_err(unreadable)?;
        self.resume(client, olm, &record).await.map_err(unreadable)?;
        Ok(self.record().clone())
    }

    async fn client(&self, record: &Record) -> Result<(Client, Olm), Failure> {
        let former = record.former_keys();
        account::client(
            &self.platform,
            &record.homeserver,
            &record.store,
            &record.passphrase,
            former.as_ref(),
        )
        .await
    }

    /// Goes on with a session that there is.
    async fn resume(self: &Arc<Self>, client: Client, olm: Olm, record: &Record) -> Result<(), Failure> {
        client.matrix_auth().restore_session(record.session(), RoomLoadSettings::default()).await.map_err(
            |error| {
                tracing::error!(%error, "the stored session was not restored");
                FailureKind::Storage(StorageFault::Unreadable)
            },
        )?;
        self.begin(client, olm).await
    }

    /// Waits until it is known whether there is a stored session. A tab may ask for a login before the stores
    /// are this engine's: made then, its session would be restored a second time, and two clients over one
    /// store destroy each other's work.
    async fn opened(&self) {
        let mut statuses = self.status.subscribe_reset();
        while let Some(SessionStatus::Restoring) = statuses.next().await {}
    }

    /// Signs in with a token.
    pub(crate) async fn login_with_token(self: &Arc<Self>, login: LoginWithToken) -> Result<(), Failure> {
        self.login(Login::Token(&login)).await
    }

    /// Signs in with a password.
    pub(crate) async fn login_with_password(
        self: &Arc<Self>,
        login: LoginWithPassword,
    ) -> Result<(), Failure> {
        self.login(Login::Password(&login)).await
    }

    async fn login(self: &Arc<Self>, login: Login<'_>) -> Result<(), Failure> {
        self.opened().await;
        let _changing = self.changing.lock().await;
        if let SessionStatus::SignedIn(_) = self.status.get() {
            // The person came back from signing in twice; the session there is serves.
            return Ok(());
        }
        let soft = self.record().clone().filter(|record| record.soft_logged_out);
        match soft {
            Some(record) => self.login_again(login, record).await,
            None => self.login_anew(login).await,
        }
    }

    async fn login_anew(self: &Arc<Self>, login: Login<'_>) -> Result<(), Failure> {
        let (store, passphrase) = self.new_store().await;
        let (client, olm) =
            account::client(&self.platform, login.homeserver(), &store, &passphrase, None).await?;
        let signed_in = login.run(&client, None).await;
        let session = client.matrix_auth().session();
        let (Ok(()), Some(session)) = (&signed_in, session) else {
            // Its stores are left for the next start: deleting them while their connections close would race
            // with the next try.
            return signed_in.and(Err(FailureKind::Internal.into()));
        };
        let record = Record::new(login.homeserver().to_owned(), store, passphrase, &session);
        self.keep_record(record.clone()).await?;
        self.begin(client, olm).await?;
        self.status.set(SessionStatus::SignedIn(record.account()));
        Ok(())
    }

    /// A name and a passphrase for a new account's stores, which are made ready.
    async fn new_store(&self) -> (String, String) {
        let store = format!("protium-{}", hex(&self.platform.shell.random(8)));
        let passphrase = hex(&self.platform.shell.random(32));
        self.platform.stores.prepare(&store, &passphrase).await;
        (store, passphrase)
    }

    /// Goes on with the session that Element has left, on its device (decision 034).
    pub(crate) async fn take_over(self: &Arc<Self>, left: TakeOver) -> Result<(), Failure> {
        self.opened().await;
        let _changing = self.changing.lock().await;
        if let SessionStatus::SignedIn(_) = self.status.get() {
            return Ok(());
        }
        if self.record().is_some() {
            // Softly logged out: the stores that are here are that account's.
            return Err(FailureKind::AccountRefused.into());
        }
        let found = self.platform.stores.former(left.user.as_str(), &left.device).await;
        let former = found.map_err(FailureKind::Storage)?.ok_or(FailureKind::NotFound)?;
        let token = former.token.or_else(|| left.token.clone()).ok_or(FailureKind::LoginRefused)?;
        let session = account::session_of(&left, &token).await?;
        let (store, passphrase) = self.new_store().await;
        let record = Record::new(left.homeserver, store, passphrase, &session).with_former(former.key);
        let (client, olm) = self.client(&record).await?;
        // From here on there is no way back. The record is kept first: cut off between the two, the keys would be lost
        // if Element's session was deleted without it. With it, the next life deletes that session before anything else.
        self.keep_record(record.clone()).await?;
        self.settle().await.map_err(FailureKind::Storage)?;
        self.resume(client, olm, &record).await?;
        self.status.set(SessionStatus::SignedIn(record.account()));
        Ok(())
    }

    /// Deletes the rest of the session that was taken over, unless that is done: two programs must never be one device.
    async fn settle(&self) -> Result<(), StorageFault> {
        let record = self.record().clone();
        let Some(mut record) = record else { return Ok(()) };
        match &mut record.former {
            Some(former) if !former.settled => former.settled = true,
            _ => return Ok(()),
        }
        self.platform.stores.end_former().await?;
        if let Err(failure) = self.keep_record(record).await {
            tracing::warn!(?failure, "it is deleted once more at the next start");
        }
        Ok(())
    }

    /// After a soft logout: the same device, the same stores. Another account ends the old one's stores.
    async fn login_again(self: &Arc<Self>, login: Login<'_>, record: Record) -> Result<(), Failure> {
        let (client, olm) = self.client(&record).await?;
        login.run(&client, Some(record.device().as_str())).await?;
        let session = client.matrix_auth().session().ok_or(FailureKind::Internal)?;
        if session.meta.user_id != *record.user() {
            // The token is spent: end that session, and say so; the stores are the first account's.
            let _ = client.matrix_auth().logout().await;
            return Err(FailureKind::AccountRefused.into());
        }
        let renewed = record.renewed(&session);
        self.keep_record(renewed.clone()).await?;
        self.begin(client, olm).await?;
        self.status.set(SessionStatus::SignedIn(renewed.account()));
        Ok(())
    }

    /// Starts the services and shows the session to every subscription; sync begins last.
    async fn begin(self: &Arc<Self>, client: Client, olm: Olm) -> Result<(), Failure> {
        if let Some(user) = client.user_id() {
            self.screen.belongs_to(user.as_str());
        }
        let session = Session::start(client, olm, self.screen.clone()).await?;
        session.keep(self.watch_token(&session));
        self.current.set(Some(session.clone()));
        let (keeper, weak) = (Arc::downgrade(self), Arc::downgrade(&session));
        session.keep(Task::start(async move {
            session_begins(&weak).await;
            own_profile::refresh(keeper, weak).await;
        }));
        Ok(())
    }

    /// Ends the session here when the server has ended it.
    fn watch_token(self: &Arc<Self>, session: &Arc<Session>) -> Task {
        let keeper = Arc::downgrade(self);
        let mut changes = session.client.subscribe_to_session_changes();
        Task::start(async move {
            loop {
                match changes.recv().await {
                    Ok(SessionChange::UnknownToken(data)) => {
                        let Some(keeper) = keeper.upgrade() else { return };
                        // Detached: this very task ends with the session.
                        Task::detached(async move { keeper.token_refused(data.soft_logout).await });
                        return;
                    }
                    Ok(SessionChange::TokensRefreshed) => {}
                    Err(error) if error.to_string().contains("lagged") => {}
                    Err(_) => return,
                }
            }
        })
    }

    async fn token_refused(self: Arc<Self>, soft: bool) {
        let _changing = self.changing.lock().await;
        if self.current.get().is_none() {
            // A request that was under way while the person logged out.
            return;
        }
        tracing::warn!(soft, "the server refuses the token");
        self.end_session().await;
        let record = self.record().clone();
        match record {
            Some(mut record) if soft => {
                record.soft_logged_out = true;
                let account = record.account();
                if self.keep_record(record).await.is_ok() {
                    self.status.set(SessionStatus::SoftLoggedOut(account));
                }
            }
            _ => {
                self.forget().await;
                self.status.set(SessionStatus::Ended);
                self.platform.shell.end();
            }
        }
    }

    /// Ends the session on the server and deletes everything here.
    pub(crate) async fn logout(self: &Arc<Self>) -> Result<(), Failure> {
        self.opened().await;
        let _changing = self.changing.lock().await;
        if let Some(session) = self.current.get() {
            let told =
                matrix_sdk::timeout::timeout(session.client.matrix_auth().logout(), LOGOUT_TIMEOUT).await;
            if !matches!(told, Ok(Ok(_))) {
                tracing::warn!("the server was not told of the logout");
            }
        }
        self.end_session().await;
        self.forget().await;
        self.status.set(SessionStatus::SignedOut);
        self.platform.shell.end();
        Ok(())
    }

    /// Brings the stores to rest and leaves them: another engine takes over.
    pub(crate) async fn retire(self: &Arc<Self>) {
        let _changing = self.changing.lock().await;
        self.screen.save().await;
        self.end_session().await;
    }

    async fn end_session(&self) {
        if let Some(session) = self.current.set(None) {
            session.stop().await;
        }
    }

    async fn forget(&self) {
        self.screen.forget();
        let record = self.record().take();
        if let Err(fault) = self.platform.vault.clear().await {
            tracing::error!(?fault, "the session record was not deleted");
        }
        if let Some(record) = record {
            self.delete_store(&record.store).await;
            if record.former.is_some()
                && let Err(fault) = self.platform.stores.delete_former().await
            {
                tracing::error!(?fault, "the keys that were Element's were not deleted");
            }
        }
    }

    async fn delete_store(&self, store: &str) {
        if let Err(fault) = self.platform.stores.delete(store).await {
            tracing::error!(?fault, "a store was not deleted");
        }
    }

    async fn keep_record(&self, record: Record) -> Result<(), Failure> {
        self.platform.vault.save(Sealed::Record, &record.to_bytes()).await.map_err(FailureKind::Storage)?;
        *self.record() = Some(record);
        Ok(())
    }

    /// Changes the record and the account that the tabs see.
    async fn change(&self, change: impl FnOnce(&mut Record)) -> Result<(), Failure> {
        let Some(mut record) = self.record().clone() else { return Ok(()) };
        change(&mut record);
        let account = record.account();
        self.keep_record(record).await?;
        if matches!(self.status.get(), SessionStatus::SignedIn(_)) {
            self.status.set_if_not_eq(SessionStatus::SignedIn(account));
        }
        Ok(())
    }

    pub(super) async fn set_profile(&self, name: Option<String>, avatar: Option<String>) {
        let unchanged =
            self.record().as_ref().is_none_or(|record| record.name == name && record.avatar == avatar);
        if unchanged {
            return;
        }
        let changed = self.change(|record| (record.name, record.avatar) = (name, avatar)).await;
        if let Err(failure) = changed {
            tracing::warn!(?failure, "the own profile was not kept");
        }
    }

    /// The first-run panel was closed.
    pub(crate) async fn dismiss_first_run(&self) -> Result<(), Failure> {
        self.change(|record| record.first_run = false).await
    }

    /// The session, as soon as it is known whether there is one.
    pub(crate) async fn session(&self) -> Result<Arc<Session>, Failure> {
        let mut statuses = self.status.subscribe_reset();
        while let Some(status) = statuses.next().await {
            if let Some(session) = self.current.get() {
                return Ok(session);
            }
            match status {
                SessionStatus::Restoring => {}
                SessionStatus::SoftLoggedOut(_) => {
                    return Err(FailureKind::SessionEnded { soft: true }.into());
                }
                _ => return Err(FailureKind::NotSignedIn.into()),
            }
        }
        Err(FailureKind::Internal.into())
    }

    /// Runs `publish` over the session, and anew over each session that comes later. Returns its failure.
    pub(crate) async fn follow<F>(&self, publish: impl Fn(Arc<Session>) -> F) -> Failure
    where
        F: Future<Output = Failure> + SendOutsideWasm,
    {
        let mut sessions = self.current.subscribe_reset();
        let mut next = sessions.next().await;
        loop {
            match next {
                None => return FailureKind::Internal.into(),
                Some(None) => next = sessions.next().await,
                Some(Some(session)) => {
                    let (publishing, changed) = (publish(session), sessions.next());
                    pin_mut!(publishing, changed);
                    next = match select(publishing, changed).await {
                        Either::Left((failure, _)) => return failure,
                        Either::Right((session, _)) => session,
                    };
                }
            }
        }
    }

    /// What the account's stores are called.
    pub(crate) fn store(&self) -> Option<String> {
        self.record().as_ref().map(|record| record.store.clone())
    }

    fn record(&self) -> MutexGuard<'_, Option<Record>> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a logout waits for the server before it deletes what is here all the same.
const LOGOUT_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(8);

async fn session_begins(session: &std::sync::Weak<Session>) {
    if let Some(session) = session.upgrade() {
        session.begin().await;
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
