//! `./x longrun`: ten devices that write, are ended, cut off and signed out, for as long as one likes, before a real Synapse.
//! The test itself is `src/engine/tests/longrun`, of which continuous integration runs a short form.

use crate::arguments::Arguments;
use crate::failure::Outcome;
use crate::interrupt;
use crate::process::run;
use crate::progress::step;
use crate::test::{fresh_folder, native_cargo};
use crate::tools;
use crate::world::{Plan, TEST_PORTS, World};

/// The test, as nextest names it.
const TEST: &str = "test(=longrun::every_message_is_readable_at_the_end_wherever_it_was_meant_to_be)";

/// Runs it for so many minutes.
///
/// # Errors
/// A message is not where it should be at the end; which, and the seed, was printed.
pub fn longrun(mut arguments: Arguments) -> Outcome {
    interrupt::watch()?;
    let minutes: u32 = arguments.value("--minutes")?.unwrap_or(30);
    let seed: Option<u64> = arguments.value("--seed")?;
    arguments.end()?;
    let path = tools::test_path()?;
    step("starting the servers");
    let world = World::start(&Plan { folder: fresh_folder()?, dist: None, ports: TEST_PORTS })?;
    step(format!("{minutes} minutes of everything at once"));
    let mut nextest = native_cargo();
    nextest
        .args(["nextest", "run", "--workspace", "--exclude", "worker", "--profile", "longrun"])
        .args(["--no-capture", "-E", TEST])
        .env("PATH", path)
        .env("PROTIUM_LONGRUN_SECONDS", (minutes * 60).to_string())
        .envs(seed.map(|seed| ("PROTIUM_LONGRUN_SEED", seed.to_string())))
        .envs(world.environment().iter().map(|(key, value)| (key, value)));
    run(&mut nextest)
}
