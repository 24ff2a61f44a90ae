//! `./x test` and `./x ci`: everything that is proven about the project, the cheapest first.

use std::cell::Cell;
use std::env;
use std::fs::{self, File};
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::budget::budget;
use crate::build::{Mode, build, test_engine};
use crate::failure::{Outcome, While, failure};
use crate::interrupt;
use crate::places::at;
use crate::process::{Server, command, find, run, run_quoting};
use crate::progress::{note, step};
use crate::tidy::tidy;
use crate::tools;
use crate::world::{Plan, TEST_PORTS, World};

/// One stage: its name, what it proves, and how.
type Stage = (&'static str, &'static str, fn(&Settings) -> Outcome);

const STAGES: [Stage; 9] = [
    ("tidy", "import law, file lengths, features.md", |_| tidy()),
    ("fmt", "formatting", fmt),
    ("clippy", "lints: native, then wasm", clippy),
    ("native", "unit tests, and engine tests with a real Synapse", native),
    ("build", "release build", release_build),
    ("budget", "sizes", |_| budget()),
    ("image", "container image, from the build", image),
    ("types", "type check of the end-to-end tests", types),
    ("e2e", "Playwright through nginx", e2e),
];

/// How a run differs from a plain one.
struct Settings {
    /// Warnings are errors, retries are allowed.
    ci: bool,
    /// The release build is among the stages.
    builds: bool,
    /// That build, where it was begun beside the lints and the native tests: its last steps keep one processor busy.
    building: Cell<Option<JoinHandle<Outcome>>>,
    /// Handed to nextest or Playwright, to run few tests.
    filter: Vec<String>,
}

/// Runs all stages, or those of `--only a,b`; what follows `--` goes to nextest and Playwright.
///
/// # Errors
/// A stage failed. The stages after it were run nevertheless.
pub fn test(mut arguments: Arguments, ci: bool) -> Outcome {
    interrupt::watch()?;
    let only: Option<String> = arguments.value("--only")?;
    let skip: Option<String> = arguments.value("--skip")?;
    let mut filter = arguments.rest();
    if filter.first().is_some_and(|word| word != "--") {
        return Err(failure(format!("unknown: {} (./x --help lists what there is)", filter[0])));
    }
    filter.drain(..filter.len().min(1));
    let only = stages_of(only.as_deref())?;
    let skip = stages_of(skip.as_deref())?;
    let ci = ci || env::var_os("CI").is_some();
    let wanted = |name| !skip.contains(&name) && (only.is_empty() || only.contains(&name));
    let builds = wanted("build");
    let settings = Settings { ci, builds, building: Cell::default(), filter };

    let mut results: Vec<(&str, Duration, Outcome)> = Vec::new();
    for (name, what, stage) in STAGES {
        if !wanted(name) {
            continue;
        }
        step(format!("{name}: {what}"));
        let begun = Instant::now();
        let result = stage(&settings);
        if result.is_err() {
            note(format!("{name} failed; what it said comes once more at the end"));
        }
        results.push((name, begun.elapsed(), result));
        if interrupt::wanted() {
            break;
        }
    }
    report(&results)
}

fn stages_of(list: Option<&str>) -> Outcome<Vec<&'static str>> {
    let names = list.into_iter().flat_map(|list| list.split(','));
    names
        .map(|name| {
            let known = STAGES.iter().find(|stage| stage.0 == name);
            known.map(|stage| stage.0).ok_or_else(|| {
                let all: Vec<&str> = STAGES.iter().map(|stage| stage.0).collect();
                failure(format!("no stage {name}; there are {}", all.join(", ")))
            })
        })
        .collect()
}

fn report(results: &[(&str, Duration, Outcome)]) -> Outcome {
    println!("\n  {:<8} {:>8}", "stage", "seconds");
    for (name, time, result) in results {
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        println!("  {name:<8} {:>8.1}  {verdict}", time.as_secs_f64());
    }
    for (name, _, result) in results {
        if let Err(failure) = result {
            println!("\n{name}: {failure}");
        }
    }
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    println!("\n{} passed, {failed} failed", results.len() - failed);
    if failed == 0 { Ok(()) } else { Err(failure(format!("{failed} of {} stages failed", results.len()))) }
}

fn fmt(_: &Settings) -> Outcome {
    run(command("cargo").args(["fmt", "--all", "--check"]))
}

/// Cargo for everything that runs on this machine.
///
/// Clippy's driver takes the compiler's place for our own crates, so that linting and testing share one build.
pub fn native_cargo() -> Command {
    let mut cargo = command("cargo");
    cargo.env("CARGO_TARGET_DIR", at("target/native"));
    if let Some(driver) = find("clippy-driver") {
        cargo.env("RUSTC_WORKSPACE_WRAPPER", driver).env("CLIPPY_ARGS", DENY_WARNINGS);
    }
    cargo
}

/// How cargo-clippy itself hands `-D warnings` to its driver.
const DENY_WARNINGS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

fn clippy(settings: &Settings) -> Outcome {
    if settings.builds {
        note("the release build goes on beside it");
        settings.building.set(Some(thread::spawn(build_aside)));
    }
    note("native");
    run(native_cargo().args(["build", "--workspace", "--exclude", "worker", "--lib", "--bins", "--tests"]))?;
    if settings.builds {
        note("wasm: with the release build, which compiles all of it anyway");
        return Ok(());
    }
    note("wasm");
    // Shown, not errors yet: some lints judge the web's single thread by native rules.
    run(command("cargo")
        .args(["clippy", "-p", "app", "-p", "worker", "--target", "wasm32-unknown-unknown"])
        .env("CARGO_TARGET_DIR", at("target/native")))
}

fn release_build(settings: &Settings) -> Outcome {
    let Some(building) = settings.building.take() else { return build(Mode::Release).map(drop) };
    let result = building.join().map_err(|_| failure("the build broke off"))?;
    print!("{}", fs::read_to_string(at(BUILD_LOG)).during(BUILD_LOG)?);
    result
}

/// Builds in a program of its own, which prints into a file.
fn build_aside() -> Outcome {
    let log = at(BUILD_LOG);
    fs::create_dir_all(at("target"))?;
    let out = File::create(&log).during(log.display())?;
    run(command(env::current_exe()?).arg("build").stderr(out.try_clone()?).stdout(out))
}

const BUILD_LOG: &str = "target/test-build.log";

fn native(settings: &Settings) -> Outcome {
    let path = tools::test_path()?;
    let world = World::start(&Plan { folder: fresh_folder()?, dist: None, ports: TEST_PORTS })?;
    let mut nextest = native_cargo();
    nextest.args(["nextest", "run", "--workspace", "--exclude", "worker", "--no-fail-fast"]);
    if settings.ci {
        nextest.args(["--retries", "1", "--failure-output", "final"]);
    }
    nextest.args(&settings.filter).env("PATH", path);
    nextest.envs(world.environment().iter().map(|(key, value)| (key, value)));
    run_long(&mut nextest, settings)
}

/// Builds and tries the image, then signs in through it.
fn image(settings: &Settings) -> Outcome {
    let dist = build(Mode::Release)?;
    tools::chromium()?;
    let mut world = World::start(&Plan { folder: fresh_folder()?, dist: None, ports: TEST_PORTS })?;
    let config = at("target/test-world/image-config.json");
    world.write_config(&dist, &config)?;
    let log = at("target/test-world/image.log");
    let mut check = world.command("bash");
    check
        .args(["deploy/check-image.sh", "--serve"])
        .env("IMAGE_PORT", IMAGE_PORT.to_string())
        .env("PROTIUM_CONFIG", &config)
        .env("CSP_CONNECT_EXTRA", "http://localhost:* http://127.0.0.1:*");
    let mut served = Server::start("deploy/check-image.sh", &check, &log)?;
    let ready = || fs::read_to_string(&log).is_ok_and(|said| said.contains("\nserving "));
    let result = served.wait_until(Duration::from_secs(900), ready);
    for line in
        served.printed().lines().filter(|line| line.starts_with("not ok") || line.starts_with("image:"))
    {
        note(line);
    }
    result?;
    world.adopt(served);
    let app = format!("http://localhost:{IMAGE_PORT}");
    run(playwright(&world, settings)?.env("PROTIUM_APP", app).args(SIGN_IN))
}

/// The test that is run through the image as well.
const SIGN_IN: [&str; 3] = ["specs/sso.spec.ts", "--grep", "a newcomer picks a name|somebody known"];

/// Where the image is tried.
const IMAGE_PORT: u16 = 18380;

fn types(_: &Settings) -> Outcome {
    tools::node_modules()?;
    run(command("npm").args(["--prefix", "end2end", "run", "--silent", "typecheck"]))
}

fn e2e(settings: &Settings) -> Outcome {
    let dist = build(Mode::Release)?;
    let engine = test_engine(Mode::Release)?;
    tools::chromium()?;
    let world = World::start(&Plan { folder: fresh_folder()?, dist: Some(dist), ports: TEST_PORTS })?;
    let mut playwright = playwright(&world, settings)?;
    run_long(playwright.env("PROTIUM_TEST_ENGINE", engine).args(&settings.filter), settings)
}

/// Runs what prints a lot; a log of it that is cut has the failures at its end.
fn run_long(command: &mut Command, settings: &Settings) -> Outcome {
    if settings.ci { run_quoting(command) } else { run(command) }
}

/// Playwright in that world.
fn playwright(world: &World, settings: &Settings) -> Outcome<Command> {
    let cli = tools::node_modules()?.join("@playwright/test/cli.js");
    let mut playwright = world.command("node");
    playwright.current_dir(at("end2end")).arg(cli).arg("test");
    if settings.ci {
        playwright.env("CI", "1");
    }
    if let Some(chromium) = find("chromium") {
        playwright.env("PROTIUM_CHROMIUM", chromium);
    }
    Ok(playwright)
}

/// An empty folder for the servers of a stage.
///
/// # Errors
/// What lies there cannot be deleted.
pub fn fresh_folder() -> Outcome<std::path::PathBuf> {
    let folder = at("target/test-world");
    if folder.exists() {
        fs::remove_dir_all(&folder).during(folder.display())?;
    }
    Ok(folder)
}
