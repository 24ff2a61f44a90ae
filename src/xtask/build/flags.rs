//! What the compiler is told for the web, beside the profiles of Cargo.toml.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Outcome, While};
use crate::process::find;

/// Tells Cargo all of it, for a build for the web.
///
/// Clippy's driver takes the compiler's place for our own crates, so that one build compiles and lints: to check all
/// dependencies once more for the lints alone takes minutes. It is named without its folder, which would become part of
/// the names in the modules.
///
/// # Errors
/// The folder of the registry cannot be read.
pub(super) fn tell(cargo: &mut Command) -> Outcome {
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags()?);
    if find(CLIPPY).is_some() {
        cargo.env("RUSTC_WORKSPACE_WRAPPER", CLIPPY);
    }
    Ok(())
}

const CLIPPY: &str = "clippy-driver";

/// The flags, parted by the unit separator, so that a path may have blanks.
///
/// - `erase_components`: Leptos then builds one kind of view instead of one per place, which makes the interface a
///   seventh smaller (docs/decisions/017-size-of-the-modules.md).
/// - Panics name files of crates: without the folder of this machine's registry, so that all machines build the same.
fn flags() -> Outcome<String> {
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
