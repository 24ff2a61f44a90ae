//! The browser's shell round the engine: one process, in a SharedWorker or a dedicated Worker.
//!
//! `public/engine-loader.js` catches the tabs' ports before this module is up and hands each to
//! [`connect`]. Everything of Matrix is behind [`engine::Host`]; here stands only what a browser is needed
//! for: ports, locks, stores, secrets, blobs, HTTP's time-outs, the log.

#![cfg_attr(target_family = "wasm", recursion_limit = "512")]

#[cfg(target_family = "wasm")]
mod blob;
#[cfg(target_family = "wasm")]
mod former;
#[cfg(target_family = "wasm")]
mod guard;
#[cfg(target_family = "wasm")]
mod http;
#[cfg(target_family = "wasm")]
mod idb;
#[cfg(target_family = "wasm")]
mod js;
#[cfg(target_family = "wasm")]
mod log;
#[cfg(target_family = "wasm")]
mod panic;
#[cfg(target_family = "wasm")]
mod port;
#[cfg(target_family = "wasm")]
mod shell;
#[cfg(target_family = "wasm")]
mod store;
#[cfg(target_family = "wasm")]
mod upload;
#[cfg(target_family = "wasm")]
mod vault;

#[cfg(target_family = "wasm")]
mod start {
    use std::sync::{Arc, OnceLock};

    use engine::{Host, platform::Platform};
    use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

    use crate::{
        guard, http, js, log, panic, port, shell::WorkerShell, store::BrowserStores, vault::BrowserVault,
    };

    thread_local! {
        static HOST: OnceLock<Host> = const { OnceLock::new() };
    }

    /// Runs `work` with the one host of this worker.
    fn with_host<T>(work: impl FnOnce(&Host) -> T) -> T {
        HOST.with(|host| work(host.get_or_init(make_host)))
    }

    fn make_host() -> Host {
        let platform = Platform {
            build: js::build(),
            stores: Arc::new(BrowserStores),
            vault: Arc::new(BrowserVault),
            shell: Arc::new(WorkerShell),
            uploads: http::uploads(),
        };
        Host::new(platform)
    }

    /// A tab is there. `early` holds the messages that came before the wasm was up.
    #[wasm_bindgen]
    #[allow(unreachable_pub, reason = "the loader reaches it")]
    pub fn connect(port: JsValue, early: js_sys::Array) {
        with_host(|host| port::adopt(host.clone(), port.into(), early));
    }

    pub(crate) fn main() {
        log::install();
        panic::install();
        http::install();
        guard::hold_life();
        let host = with_host(Host::clone);
        wasm_bindgen_futures::spawn_local(async move {
            guard::hold_stores(host.clone()).await;
            host.open().await;
        });
    }
}

fn main() {
    #[cfg(target_family = "wasm")]
    start::main();
}
