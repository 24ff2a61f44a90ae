//! Where things are: the checkout, the cache outside of it, and what is built.

use std::env;
use std::path::{Path, PathBuf};

/// Top folder of the checkout; `./x` says which.
pub fn checkout() -> PathBuf {
    env::var_os("PROTIUM_CHECKOUT")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
}

/// A path inside the checkout.
pub fn at(path: impl AsRef<Path>) -> PathBuf {
    checkout().join(path)
}

/// Folder outside the checkout that keeps tools by version.
pub fn cache() -> PathBuf {
    if let Some(cache) = env::var_os("PROTIUM_CACHE") {
        return PathBuf::from(cache);
    }
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .unwrap_or_else(env::temp_dir);
    base.join("protium")
}

/// The path as seen from the checkout, for printing.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(checkout()).unwrap_or(path).display().to_string()
}
