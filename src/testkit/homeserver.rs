//! The Synapse of this run.

use std::env;

/// A real Synapse, as `./x world` says it in the environment.
#[derive(Debug, Clone)]
pub struct Homeserver {
    /// Its base URL.
    pub url: String,
    /// The secret that lets tests make users.
    pub registration_secret: String,
}

impl Homeserver {
    /// Finds it.
    ///
    /// # Panics
    /// Where none is running: a test without its server must not pass.
    pub fn of_this_run() -> Self {
        Self { url: told("PROTIUM_HOMESERVER"), registration_secret: told("PROTIUM_REGISTRATION_SECRET") }
    }
}

/// What the run says by a variable of the environment.
pub(crate) fn told(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `./x test`, or `./x world` beside"))
}
