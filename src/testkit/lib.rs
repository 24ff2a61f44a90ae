//! What engine tests stand on: a real Synapse, fresh users, a peer on a client that is not ours, an engine
//! with stores on disk, and a tab that speaks the same wire as the interface.
//!
//! The Synapse is started by `./x test` or `./x world`, and found through the environment ([`homeserver`]).

mod endless;
mod engine;
mod homeserver;
mod liar;
mod list;
mod operator;
mod password_server;
mod peer;
mod proxy;
mod tab;

pub use self::{
    endless::{ENDLESS, Endless, STALLED, STALLED_AT},
    engine::Machine,
    homeserver::Homeserver,
    liar::{LIES, Liar},
    list::ListView,
    operator::Operator,
    password_server::PasswordServer,
    peer::Peer,
    proxy::{Proxy, Weather},
    tab::{Subscription, Tab},
};

use std::time::Duration;

/// How long anything in a test may take before it is said to hang.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// What must stand before the first engine: the cryptography that the SDK's HTTP asks for even where all is
/// plain HTTP on loopback, and the log of engine and SDK where `RUST_LOG` asks for it.
pub(crate) fn prepare() {
    use tracing_subscriber::EnvFilter;
    // An error says that another test of this process was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let _ = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_test_writer()
        .try_init();
}

/// Waits for a future, or fails the test with what was waited for.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_) => panic!("waited too long for {what}"),
    }
}
