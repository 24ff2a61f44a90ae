//! The two wasm modules, by Trunk: left alone when none of their sources changed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Mode, flags, is_current};
use crate::failure::{Outcome, While};
use crate::fingerprint::Fingerprint;
use crate::places::at;
use crate::process::{command, run};
use crate::progress::{note, step};
use crate::tools;

/// Trunk's output: `app.js`, `app_bg.wasm`, `engine.js`, `engine_bg.wasm`, `index.html`, perhaps `snippets/`.
pub(super) struct Modules {
    pub(super) folder: PathBuf,
    pub(super) fingerprint: String,
}

pub(super) fn build(mode: Mode) -> Outcome<Modules> {
    let folder = at(format!("target/trunk/{}", mode.word()));
    let stamp = at(format!("target/trunk/{}.stamp", mode.word()));
    let mut sources = Fingerprint::default();
    sources.word(&tools::build_versions()?);
    for path in [
        "Cargo.toml",
        "Cargo.lock",
        "Trunk.toml",
        "public/locales",
        "vendor",
        "src/xtask/build/flags.rs",
        "src/xtask/build/modules.rs",
    ] {
        sources.files(&at(path))?;
    }
    for member in ["protocol", "engine", "worker", "app"] {
        sources.files(&at("src").join(member))?;
    }
    let fingerprint = sources.finish();
    if is_current(&stamp, &fingerprint) && folder.join("engine_bg.wasm").is_file() {
        note("the wasm modules are up to date");
        return Ok(Modules { folder, fingerprint });
    }

    let path = tools::build_path()?;
    if mode == Mode::Release {
        tools::brotli()?;
    }
    fs::create_dir_all(&folder).during(folder.display())?;
    let mut trunk = command("trunk");
    trunk
        .args(["build", "--dist"])
        .arg(&folder)
        .env("PATH", &path)
        .env("RUST_BACKTRACE", "0")
        .env("CARGO_TARGET_DIR", at("target/web"));
    let mut fetch = command("cargo");
    fetch.args(["fetch", "-q", "--target", "wasm32-unknown-unknown"]);
    match mode {
        Mode::Release => {
            step("building the wasm modules with Trunk, for release (some minutes when the engine changed)");
            trunk.args(["--release", "--locked"]);
            fetch.arg("--locked");
        }
        Mode::Quick => step("building the wasm modules with Trunk, quickly"),
    }
    // Trunk runs Cargo offline: what is not here yet is fetched before.
    run(&mut fetch)?;
    flags::tell(&mut trunk)?;
    run(&mut trunk)?;
    if mode == Mode::Release {
        shrink(&folder.join("engine_bg.wasm"), &path)?;
    }
    fs::write(stamp, &fingerprint)?;
    Ok(Modules { folder, fingerprint })
}

/// Takes out of the engine what is there twice. A level of wasm-opt, as Trunk would run it, makes the file smaller and
/// what comes over the wire larger: these passes leave the instructions as alike as they were
/// (docs/decisions/017-size-of-the-modules.md).
fn shrink(engine: &Path, path: &OsStr) -> Outcome {
    const FEATURES: [&str; 6] = [
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ];
    const PASSES: [&str; 7] = [
        "--duplicate-function-elimination",
        "--reorder-locals",
        "--vacuum",
        "--remove-unused-names",
        "--remove-unused-brs",
        "--merge-blocks",
        "--duplicate-function-elimination",
    ];
    run(command("wasm-opt").env("PATH", path).args(FEATURES).args(PASSES).arg(engine).arg("-o").arg(engine))
}
