//! The engine that plays thousands of rooms, for the end-to-end tests and the bench. No part of what ships.

use std::path::PathBuf;

use super::{Mode, flags};
use crate::failure::Outcome;
use crate::places::at;
use crate::process::{command, run};
use crate::progress::step;
use crate::tools;

/// Builds it and gives the folder with `test-engine.js` and `test-engine_bg.wasm`.
///
/// It is one more program of the worker's package, so that nothing but itself is compiled after the real build.
///
/// # Errors
/// A tool is missing and cannot be had, or the sources do not compile.
pub fn test_engine(mode: Mode) -> Outcome<PathBuf> {
    step("building the test engine");
    let path = tools::build_path()?;
    let profile = mode.word();
    let mut cargo = command("cargo");
    cargo
        .args(["build", "-q", "-p", "worker", "--bin", "test-engine", "--target", "wasm32-unknown-unknown"])
        .args(["--profile", profile])
        .env("CARGO_TARGET_DIR", at("target/web"));
    flags::tell(&mut cargo)?;
    run(&mut cargo)?;
    let folder = at(format!("target/test-engine/{profile}"));
    run(command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", "test-engine", "--out-dir"])
        .arg(&folder)
        .arg(at(format!("target/web/wasm32-unknown-unknown/{profile}/test-engine.wasm")))
        .env("PATH", path))?;
    Ok(folder)
}
