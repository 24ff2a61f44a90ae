//! `./x build`: the wasm modules by Trunk, then everything that a web server needs, in one folder.

mod compress;
mod dist;
mod flags;
mod modules;
mod names;
mod style;
mod test_engine;

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::fingerprint::Fingerprint;
use crate::places::{at, shown};
use crate::progress::{note, step};

pub use test_engine::test_engine;

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// What ships, in `dist/`.
    Release,
    /// The daily loop: quick to compile, not optimised, not compressed, in `target/quick/`.
    Quick,
}

impl Mode {
    /// The word for it in folder names.
    fn word(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Quick => "quick",
        }
    }

    /// Folder of the finished build.
    pub fn dist(self) -> PathBuf {
        match self {
            Mode::Release => at("dist"),
            Mode::Quick => at("target/quick/dist"),
        }
    }
}

/// Builds what has changed and gives the folder of the finished build.
///
/// # Errors
/// A tool is missing and cannot be had, or the sources do not compile.
pub fn build(mode: Mode) -> Outcome<PathBuf> {
    let modules = modules::build(mode)?;
    let dist = mode.dist();
    let stamp = at(format!("target/trunk/{}.dist-stamp", mode.word()));
    let mut inputs = Fingerprint::default();
    inputs.word(&modules.fingerprint);
    for path in ["public", "style", "src/app/index.html", "src/xtask/build", "Cargo.toml"] {
        inputs.files(&at(path))?;
    }
    let inputs = inputs.finish();
    if is_current(&stamp, &inputs) && dist.join(dist::MANIFEST).is_file() {
        note(format!("{} is up to date", shown(&dist)));
        return Ok(dist);
    }
    step(format!("putting {} together", shown(&dist)));
    dist::assemble(mode, &modules.folder, &dist)?;
    fs::write(stamp, inputs)?;
    Ok(dist)
}

/// Whether the last successful run had these inputs.
fn is_current(stamp: &Path, inputs: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|last| last == inputs)
}
