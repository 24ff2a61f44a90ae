//! Small settings of this browser, in localStorage. What the browser refuses to store is forgotten.

#[cfg(target_arch = "wasm32")]
use web_sys::Storage;

#[cfg(target_arch = "wasm32")]
use super::window;

#[cfg(not(target_arch = "wasm32"))]
use super::memory::{self, Storage};

pub(super) const PREFIX: &str = "protium.";

#[cfg(target_arch = "wasm32")]
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(not(target_arch = "wasm32"))]
fn storage() -> Option<Storage> {
    Some(memory::local())
}

#[cfg(target_arch = "wasm32")]
fn session_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

#[cfg(not(target_arch = "wasm32"))]
fn session_storage() -> Option<Storage> {
    Some(memory::tab())
}

/// Lets nothing be stored any more, for tests.
#[cfg(test)]
pub(crate) fn refuse() {
    memory::refuse();
}

/// Reads a setting.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Writes a setting.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}

/// Deletes a setting.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// Deletes the settings whose name says so.
pub fn remove_all(which: impl Fn(&str) -> bool) {
    for name in names_in(storage()).iter().filter(|name| which(name)) {
        remove(name);
    }
}

/// Deletes the values of this tab alone whose name says so.
pub fn tab_remove_all(which: impl Fn(&str) -> bool) {
    for name in names_in(session_storage()).iter().filter(|name| which(name)) {
        tab_remove(name);
    }
}

/// Reads a value of this tab alone (sessionStorage); it outlives reloads and trips to other sites.
pub fn tab_get(key: &str) -> Option<String> {
    session_storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Writes a value of this tab alone.
pub fn tab_set(key: &str, value: &str) {
    if let Some(storage) = session_storage() {
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}

/// Deletes a value of this tab alone.
pub fn tab_remove(key: &str) {
    if let Some(storage) = session_storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// The names of all settings that begin so.
pub fn names(beginning: &str) -> Vec<String> {
    let mut names = names_in(storage());
    names.retain(|name| name.starts_with(beginning));
    names
}

fn names_in(storage: Option<Storage>) -> Vec<String> {
    let all = all_in(storage).into_iter();
    all.filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned)).collect()
}

fn all_in(storage: Option<Storage>) -> Vec<String> {
    let Some(storage) = storage else { return Vec::new() };
    let all = 0..storage.length().unwrap_or_default();
    all.filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// The names of all that is stored at this address and is not ours, in order.
pub(super) fn foreign() -> Vec<String> {
    let mut names = all_in(storage());
    names.retain(|name| !name.starts_with(PREFIX));
    names.sort();
    names
}

/// Reads something that is not ours.
pub(super) fn get_foreign(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Deletes something that is not ours.
pub(super) fn remove_foreign(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Stores something that is not ours.
#[cfg(test)]
pub(crate) fn set_foreign(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}
