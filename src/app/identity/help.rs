//! The way to what helps where a message cannot be read. What shows messages is shown it; the shell leads there.

use leptos::prelude::*;

/// The ways. Copies are the same.
#[derive(Clone, Copy)]
pub struct KeysHelp {
    /// Whether the person has not confirmed on this device that it is them.
    pub unconfirmed: Signal<bool>,
    /// To where they do.
    pub confirm: Callback<()>,
    /// To the account's keys in the settings.
    pub settings: Callback<()>,
}
