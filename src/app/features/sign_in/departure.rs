//! What is remembered while the person is at the identity provider, under the nonce of the redirect.
//!
//! Kept for this tab and, since some phones end a tab that is away, for the browser. A token that comes back
//! without a nonce that stands here was not asked for by this browser, and is refused.

use serde::Serialize;
use serde_json::Value;

use crate::platform::{self, prefs};

/// A trip that took longer is not one of ours any more, in milliseconds.
const LONGEST_MS: u64 = 60 * 60 * 1000;
const PREFIX: &str = "sso.";

/// A trip to the identity provider.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Departure {
    /// The homeserver that will have made the token.
    pub(super) homeserver: String,
    /// Where the person was: the address's part from `#` on.
    pub(super) hash: String,
    /// When, in milliseconds since 1970.
    pub(super) at: u64,
}

impl Departure {
    pub(super) fn write(&self) -> String {
        // Not as a `Value`, nor read as a type: each brings the printing of floating-point numbers into the entrance,
        // ten kilobytes.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn read(text: &str, now: u64) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let departure =
            Self { homeserver: text("homeserver")?, hash: text("hash")?, at: value["at"].as_u64()? };
        (now.abs_diff(departure.at) <= LONGEST_MS).then_some(departure)
    }
}

/// Notes a trip; gives its nonce.
pub(super) fn note(homeserver: &str, hash: &str) -> String {
    let now = platform::wall_clock() as u64;
    for name in prefs::names(PREFIX) {
        if prefs::get(&name).is_none_or(|text| Departure::read(&text, now).is_none()) {
            prefs::remove(&name);
        }
    }
    let nonce = platform::random_hex();
    let departure = Departure { homeserver: homeserver.to_owned(), hash: hash.to_owned(), at: now };
    let (name, text) = (format!("{PREFIX}{nonce}"), departure.write());
    prefs::tab_set(&name, &text);
    prefs::set(&name, &text);
    nonce
}

/// The trip of a nonce, which is good once.
pub(super) fn take(nonce: &str) -> Option<Departure> {
    if nonce.is_empty() || !nonce.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let name = format!("{PREFIX}{nonce}");
    let text = prefs::tab_get(&name).or_else(|| prefs::get(&name));
    prefs::tab_remove(&name);
    prefs::remove(&name);
    Departure::read(&text?, platform::wall_clock() as u64)
}
