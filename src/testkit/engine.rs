//! An engine as the worker runs it, with stores on disk: it can be ended and started again.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use engine::{
    Host,
    matrix_sdk::{async_trait, config::StoreConfig, cross_process_lock::CrossProcessLockConfig},
    platform::{Former, FormerKeys, Platform, Sealed, Shell, Stores, Vault},
    uploads::Uploads,
};
use matrix_sdk_sqlite::{
    OpenStoreError, SqliteCryptoStore, SqliteEventCacheStore, SqliteMediaStore, SqliteStateStore,
    SqliteStoreConfig,
};
use protocol::{
    Secret,
    failure::StorageFault,
    login::{LoginWithToken, TakeOver},
    session::{Account, SessionState, SessionStatus},
};

use tokio::runtime::{Builder, Handle, Runtime};

use crate::{Tab, within};

/// The build that tabs and engines of a test say they are of.
pub(crate) const BUILD: &str = "test";

/// A browser's storage, and the engine that runs over it at the moment.
pub struct Machine {
    folder: PathBuf,
    vault: Arc<MemoryVault>,
    process: Process,
}

/// An engine on a runtime of its own: ending that ends every task of the SDK, as a worker's end does. Some
/// would otherwise live on beside the next engine and write into its stores.
struct Process {
    host: Host,
    runtime: Option<Runtime>,
}

impl Process {
    async fn start(folder: &Path, vault: &Arc<MemoryVault>) -> Self {
        let process = Self::closed(folder, vault);
        process.open().await;
        process
    }

    /// Without its stores open.
    fn closed(folder: &Path, vault: &Arc<MemoryVault>) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        let platform = Platform {
            build: BUILD.into(),
            stores: Arc::new(DiskStores { folder: folder.to_owned() }),
            vault: vault.clone(),
            shell: Arc::new(TestShell),
            uploads: Uploads::default(),
        };
        let _inside = runtime.enter();
        let host = Host::new(platform);
        Self { host, runtime: Some(runtime) }
    }

    async fn open(&self) {
        let host = self.host.clone();
        let opening = self.handle().spawn(async move { host.open().await });
        within("the stores to open", opening).await.expect("the engine starts");
    }

    fn handle(&self) -> Handle {
        self.runtime.as_ref().expect("it runs").handle().clone()
    }

    async fn end(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            let ending =
                tokio::task::spawn_blocking(move || runtime.shutdown_timeout(Duration::from_secs(5)));
            ending.await.expect("the runtime ends");
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Machine {
    /// An engine over empty storage.
    pub async fn start() -> Self {
        crate::prepare();
        let folder = Self::new_folder();
        let vault = Arc::new(MemoryVault::default());
        let process = Process::start(&folder, &vault).await;
        Self { folder, vault, process }
    }

    /// Ends the engine and makes another in an empty browser, in which what this one had is there as another client's. Gives
    /// the command that takes it over, which has the token itself if `aside`.
    pub async fn as_former(&mut self, account: &Account, aside: bool) -> (Self, Tab, TakeOver) {
        self.process.host.retire("former").await;
        self.process.end().await;
        let kept = self.vault.load(Sealed::Record).await.expect("memory").expect("a record");
        let record: serde_json::Value = serde_json::from_slice(&kept).expect("JSON");
        let text = |key: &str| record[key].as_str().expect("text").to_owned();
        let token = Secret::new(text("access_token"));
        let folder = Self::new_folder();
        let former = folder.join(FORMER);
        copy_folder(&self.folder.join(text("store")), &former).expect("a copy");
        let session = FormerSession {
            account: account.clone(),
            key: text("passphrase"),
            token: (!aside).then(|| token.clone()),
        };
        std::fs::write(former.join(SESSION), session.to_text()).expect("a session");
        let vault = Arc::new(MemoryVault::default());
        let process = Process::start(&folder, &vault).await;
        let machine = Self { folder, vault, process };
        let tab = machine.tab();
        let command = TakeOver {
            homeserver: account.homeserver.clone(),
            user: account.user.clone(),
            device: account.device.clone(),
            token: aside.then_some(token),
        };
        (machine, tab, command)
    }

    /// What is there of another client: its crypto store, and the rest of its session.
    pub fn left_of_former(&self) -> (bool, bool) {
        let former = self.folder.join(FORMER);
        (former.exists(), former.join(SESSION).exists())
    }

    fn new_folder() -> PathBuf {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_nanos();
        let name = format!("protium-test-{now}-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        std::env::temp_dir().join(name)
    }

    /// An engine with a user signed in, and a tab.
    pub async fn signed_in(homeserver: &str, token: &str) -> (Self, Tab) {
        let machine = Self::start().await;
        let tab = machine.tab();
        machine.sign_in(&tab, homeserver, token).await;
        (machine, tab)
    }

    /// Signs in with a login token.
    pub async fn sign_in(&self, tab: &Tab, homeserver: &str, token: &str) {
        let login = LoginWithToken {
            homeserver: homeserver.to_owned(),
            token: Secret::new(token),
            device_name: "Protium in a test".into(),
        };
        tab.request(login).await.expect("the login token is taken");
        let mut status = tab.subscribe(SessionState).await;
        status.wait_until("being signed in", |status| matches!(status, SessionStatus::SignedIn(_))).await;
    }

    /// Opens a tab.
    pub fn tab(&self) -> Tab {
        Tab::connect(&self.process.host, self.process.handle())
    }

    /// The engine.
    pub fn host(&self) -> &Host {
        &self.process.host
    }

    /// Ends the engine and starts another over the same storage, as a browser's restart does.
    pub async fn restart(&mut self) -> Tab {
        let tab = self.restart_closed().await;
        self.open().await;
        tab
    }

    /// Ends the engine and makes another over a copy of its storage, as of a browser's profile that is restored from a
    /// backup. Its stores stay closed until [`Self::open`]; the two are not to be open at a time.
    pub async fn copy(&mut self) -> (Self, Tab) {
        self.process.host.retire("copy").await;
        self.process.end().await;
        let vault =
            Arc::new(MemoryVault(Mutex::new(self.vault.0.lock().expect("no test panics here").clone())));
        let folder = Self::new_folder();
        copy_folder(&self.folder, &folder).expect("a copy");
        let process = Process::closed(&folder, &vault);
        let machine = Self { folder, vault, process };
        let tab = machine.tab();
        (machine, tab)
    }

    /// As [`Self::restart`], but the stores stay closed until [`Self::open`].
    pub async fn restart_closed(&mut self) -> Tab {
        self.process.host.retire("restart").await;
        self.process.end().await;
        self.process = Process::closed(&self.folder, &self.vault);
        self.tab()
    }

    /// Ends the engine where it stands, as a browser does that ends the worker, and starts another over what it has left.
    pub async fn kill(&mut self) -> Tab {
        self.process.end().await;
        self.process = Process::closed(&self.folder, &self.vault);
        let tab = self.tab();
        self.open().await;
        tab
    }

    /// Opens the stores.
    pub async fn open(&self) {
        self.process.open().await;
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (path, copy) = (entry?.path(), |path: &Path| to.join(path.file_name().unwrap_or_default()));
        match path.is_dir() {
            true => copy_folder(&path, &copy(&path))?,
            false => std::fs::copy(&path, copy(&path)).map(drop)?,
        }
    }
    Ok(())
}

/// Where another client's crypto store lies, and the rest of its session in it.
const FORMER: &str = "former";
const SESSION: &str = "session";

/// What another client keeps of its session beside the crypto store.
struct FormerSession {
    account: Account,
    key: String,
    token: Option<Secret>,
}

impl FormerSession {
    fn to_text(&self) -> String {
        let token = self.token.as_ref().map_or("", Secret::expose);
        [self.account.user.as_str(), &self.account.device, &self.key, token].join("\n")
    }
}

struct DiskStores {
    folder: PathBuf,
}

#[async_trait]
impl Stores for DiskStores {
    async fn open(
        &self,
        name: &str,
        _passphrase: &str,
        former: Option<&FormerKeys>,
    ) -> Result<StoreConfig, StorageFault> {
        // Without the passphrase: deriving its key takes seconds in a debug build, and the cipher is the
        // SDK's own on every platform.
        let config = SqliteStoreConfig::new(self.folder.join(name));
        let crypto = match former {
            Some(_) => SqliteStoreConfig::new(self.folder.join(FORMER)),
            None => config.clone(),
        };
        let open = async {
            Ok::<_, OpenStoreError>((
                SqliteCryptoStore::open_with_config(&crypto).await?,
                StoreConfig::new(CrossProcessLockConfig::SingleProcess)
                    .state_store(SqliteStateStore::open_with_config(&config).await?)
                    .event_cache_store(SqliteEventCacheStore::open_with_config(&config).await?)
                    .media_store(SqliteMediaStore::open_with_config(&config).await?),
            ))
        };
        let (crypto, config) = open.await.map_err(|_| StorageFault::Unreadable)?;
        if let Some(keys) = former
            && !keys.are_in(&crypto).await
        {
            return Err(StorageFault::Unreadable);
        }
        Ok(config.crypto_store(crypto))
    }

    async fn prepare(&self, _name: &str, _passphrase: &str) {}

    async fn keep_only(&self, _name: Option<&str>) {}

    async fn delete(&self, name: &str) -> Result<(), StorageFault> {
        std::fs::remove_dir_all(self.folder.join(name)).map_err(|_| StorageFault::Unreadable)
    }

    async fn former(&self, user: &str, device: &str) -> Result<Option<Former>, StorageFault> {
        let Ok(session) = std::fs::read_to_string(self.folder.join(FORMER).join(SESSION)) else {
            return Ok(None);
        };
        let [of, on, key, token]: [&str; 4] =
            session.split('\n').collect::<Vec<_>>().try_into().map_err(|_| StorageFault::Unreadable)?;
        let token = (!token.is_empty()).then(|| Secret::new(token));
        Ok((of == user && on == device).then(|| Former { key: Secret::new(key), token }))
    }

    async fn end_former(&self) -> Result<(), StorageFault> {
        match std::fs::remove_file(self.folder.join(FORMER).join(SESSION)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StorageFault::Refused),
            _ => Ok(()),
        }
    }

    async fn delete_former(&self) -> Result<(), StorageFault> {
        std::fs::remove_dir_all(self.folder.join(FORMER)).map_err(|_| StorageFault::Refused)
    }
}

#[derive(Default)]
struct MemoryVault(Mutex<HashMap<Sealed, Vec<u8>>>);

#[async_trait]
impl Vault for MemoryVault {
    async fn load(&self, what: Sealed) -> Result<Option<Vec<u8>>, StorageFault> {
        Ok(self.0.lock().expect("no test panics here").get(&what).cloned())
    }
    async fn save(&self, what: Sealed, bytes: &[u8]) -> Result<(), StorageFault> {
        self.0.lock().expect("no test panics here").insert(what, bytes.to_owned());
        Ok(())
    }
    async fn clear(&self) -> Result<(), StorageFault> {
        self.0.lock().expect("no test panics here").clear();
        Ok(())
    }
}

struct TestShell;

impl Shell for TestShell {
    fn random(&self, bytes: usize) -> Vec<u8> {
        use std::{
            collections::hash_map::RandomState,
            hash::{BuildHasher, Hasher},
        };
        (0..bytes).map(|_| RandomState::new().build_hasher().finish() as u8).collect()
    }
    fn log(&self) -> String {
        String::new()
    }
    fn memory(&self) -> u64 {
        0
    }
    fn end(&self) {}
}
