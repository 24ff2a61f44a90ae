//! `./x bench`: how fast the release build is, in a real browser before a real Synapse.

use crate::arguments::Arguments;
use crate::build::{Mode, build, test_engine};
use crate::failure::Outcome;
use crate::interrupt;
use crate::places::at;
use crate::process::{find, run};
use crate::progress::step;
use crate::tools;
use crate::world::{Plan, TEST_PORTS, World};

/// Seeds an account and measures; the words behind the command go to `end2end/bench/bench.mjs`.
///
/// The seeded homeserver is kept: a second run with the same numbers measures at once.
///
/// # Errors
/// The build fails, a server does not come up, or a measurement breaks off.
pub fn bench(mut arguments: Arguments) -> Outcome {
    interrupt::watch()?;
    let dist = build(Mode::Release)?;
    let engine = test_engine(Mode::Release)?;
    tools::chromium()?;
    step("starting the servers");
    let world = World::start(&Plan { folder: at(".demo/bench"), dist: Some(dist), ports: TEST_PORTS })?;
    step("measuring");
    let mut bench = world.command("node");
    bench.arg("end2end/bench/bench.mjs").args(arguments.rest()).env("PROTIUM_TEST_ENGINE", engine);
    if let Some(chromium) = find("chromium") {
        bench.env("PROTIUM_CHROMIUM", chromium);
    }
    run(&mut bench)
}
