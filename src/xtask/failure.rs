//! Why a command of `./x` stopped: one sentence for the person at the terminal.

use std::fmt;

/// A command's outcome.
pub type Outcome<T = ()> = Result<T, Failure>;

/// A sentence saying what did not work.
#[derive(Debug)]
pub struct Failure(String);

/// Makes a failure of a sentence.
pub fn failure(sentence: impl Into<String>) -> Failure {
    Failure(sentence.into())
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure(format!("broken JSON: {error}"))
    }
}

/// Says what was being done when an error came up.
pub trait While<T> {
    /// Puts `doing` (such as "reading Cargo.toml") before the error's own words.
    fn during(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: Into<Failure>> While<T> for Result<T, E> {
    fn during(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{doing}: {}", error.into())))
    }
}
