//! What the compiler is told for the web, beside the profiles of Cargo.toml.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::failure::{Outcome, While};

/// The variable by which Cargo is told; it parts them by the unit separator, so that a path may have blanks.
pub(super) const VARIABLE: &str = "CARGO_ENCODED_RUSTFLAGS";

/// The flags.
///
/// - `erase_components`: Leptos then builds one kind of view instead of one per place, which makes the interface a
///   seventh smaller (docs/decisions/017-size-of-the-modules.md).
/// - Panics name files of crates: without the folder of this machine's registry, so that all machines build the same.
///
/// # Errors
/// The folder of the registry cannot be read.
pub(super) fn flags() -> Outcome<String> {
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned()];
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"))).unwrap_or_default();
    let sources = home.join("registry/src");
    if sources.is_dir() {
        for registry in fs::read_dir(&sources).during(sources.display())? {
            flags.push(format!("--remap-path-prefix={}=crates", registry?.path().display()));
        }
    }
    Ok(flags.join("\u{1f}"))
}
