//! Small settings of this browser, in localStorage. What the browser refuses to store is forgotten.

use web_sys::Storage;

use super::window;

pub(super) const PREFIX: &str = "protium.";

fn storage() -> Option<Storage> {
    if cfg!(target_arch = "wasm32") { window().local_storage().ok().flatten() } else { None }
}

fn session_storage() -> Option<Storage> {
    if cfg!(target_arch = "wasm32") { window().session_storage().ok().flatten() } else { None }
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

/// Deletes all settings whose key begins so.
pub fn remove_all(beginning: &str) {
    remove_all_of(storage(), beginning);
}

/// Deletes all values of this tab alone whose key begins so.
pub fn tab_remove_all(beginning: &str) {
    remove_all_of(session_storage(), beginning);
}

fn remove_all_of(storage: Option<Storage>, beginning: &str) {
    let Some(storage) = storage else { return };
    let beginning = format!("{PREFIX}{beginning}");
    let keys: Vec<String> = (0..storage.length().unwrap_or_default())
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(&beginning))
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
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
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
        .filter(|key| key.starts_with(beginning))
        .collect()
}
