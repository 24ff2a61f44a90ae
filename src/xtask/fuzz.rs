//! `./x fuzz`: looks for input that breaks what takes in the words of strangers, led by what the code was seen to do with
//! other input. By hand, for as long as one likes; what is kept of it is replayed by the unit tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::{Outcome, While, failure};
use crate::interrupt;
use crate::places::at;
use crate::process::{command, output, run};
use crate::progress::{note, step};

/// The targets, and the part of the project that each is built from.
const TARGETS: [(&str, &str); 4] =
    [("html", "engine"), ("links", "engine"), ("event", "engine"), ("address", "app")];

/// What makes the code tell where it has been: as `cargo fuzz --sanitizer none` has it, on the stable compiler. Safe Rust
/// needs no sanitiser of memory.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0";

/// Runs one target or all, each for so many seconds.
///
/// # Errors
/// An input was found that breaks a target. It lies in `fuzz/corpus/` then, where the unit tests find it too.
pub fn fuzz(mut arguments: Arguments) -> Outcome {
    interrupt::watch()?;
    let seconds: u32 = arguments.value("--seconds")?.unwrap_or(60);
    let keep = arguments.flag("--keep");
    let wanted = arguments.rest();
    if let Some(unknown) = wanted.iter().find(|name| TARGETS.iter().all(|(target, _)| target != *name)) {
        let all = TARGETS.map(|(target, _)| target);
        return Err(failure(format!("no target {unknown}; there are {}", all.join(", "))));
    }
    let mut broken = Vec::new();
    for (target, part) in TARGETS {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == target) {
            continue;
        }
        step(format!("fuzz: {target}"));
        let program = build(target, part)?;
        let found = at("target/fuzz/found").join(target);
        fs::create_dir_all(&found).during(found.display())?;
        if let Err(failure) = look(&program, &found, target, seconds) {
            interrupt::check()?;
            note(format!("{target}: {failure}"));
            broken.push(target);
        } else if keep {
            let mut merge = Command::new(&program);
            merge.args(["-merge=1", "-max_len=2000"]).arg(kept(target)).arg(&found);
            run(&mut merge)?;
        }
    }
    match broken.as_slice() {
        [] => Ok(()),
        some => Err(failure(format!("{}: what breaks them was kept in fuzz/corpus/", some.join(", ")))),
    }
}

/// Where the corpus of a target is kept.
fn kept(target: &str) -> PathBuf {
    at("fuzz/corpus").join(target)
}

fn build(target: &str, part: &str) -> Outcome<PathBuf> {
    // With the target named, build scripts and macros are made without the flags.
    let host = output(command("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    run(command("cargo")
        .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--features", part])
        .args(["--bin", target, "--target", host])
        .env("CARGO_TARGET_DIR", at("target/fuzz"))
        .env("RUSTFLAGS", FLAGS))?;
    Ok(at("target/fuzz").join(host).join("release").join(target))
}

/// New input goes into `found`, what breaks the target into the corpus.
fn look(program: &Path, found: &Path, target: &str, seconds: u32) -> Outcome {
    let kept = kept(target);
    let mut look = Command::new(program);
    look.arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", kept.display()))
        .args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=1"])
        .args([found, &kept]);
    run(&mut look)
}
