//! `./x serve`: the daily loop. Builds quickly whenever a source changes, and serves the result like production does.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::arguments::Arguments;
use crate::build::{Mode, build};
use crate::failure::{Outcome, failure};
use crate::fingerprint::files_below;
use crate::http;
use crate::interrupt;
use crate::nginx::Nginx;
use crate::places::at;
use crate::progress::{note, step};
use crate::world::{Plan, USUAL_PORTS, World};

/// Folders whose changes ask for a new build.
const WATCHED: [&str; 3] = ["src", "public", "style"];

/// `./x serve`, or with `--release` an existing build behind nginx and nothing else.
///
/// # Errors
/// A server does not come up. A build that fails is shown and waited out.
pub fn serve(mut arguments: Arguments) -> Outcome {
    interrupt::watch()?;
    if arguments.flag("--release") {
        return release(arguments);
    }
    arguments.end()?;
    let dist = build(Mode::Quick)?;
    let mut world = start(Some(dist))?;
    note("watching src/, public/ and style/: reload the page after a build");
    let mut seen = newest()?;
    world.run(|| {
        let now = newest()?;
        if now != seen {
            seen = now;
            if let Err(failure) = build(Mode::Quick) {
                note(format!("error: {failure}"));
            } else {
                step("ready: reload the page");
            }
        }
        Ok(())
    })
}

/// `./x world`: the servers alone, before the build that is there, if there is one.
///
/// # Errors
/// A server does not come up.
pub fn world(mut arguments: Arguments) -> Outcome {
    interrupt::watch()?;
    let mode = if arguments.flag("--quick") { Mode::Quick } else { Mode::Release };
    arguments.end()?;
    let dist = Some(mode.dist()).filter(|dist| dist.join("index.html").is_file());
    if dist.is_none() {
        note("nothing is built yet: no client is served");
    }
    start(dist)?.run(|| Ok(()))
}

fn start(dist: Option<PathBuf>) -> Outcome<World> {
    step("starting Synapse, the stand-in for Mastodon, and nginx");
    let folder = at(".demo/development");
    let world = World::start(&Plan { folder, dist, ports: USUAL_PORTS })?;
    for (key, value) in world.environment() {
        println!("export {key}={value}");
    }
    Ok(world)
}

fn release(mut arguments: Arguments) -> Outcome {
    let port: u16 = arguments.value("--port")?.unwrap_or(USUAL_PORTS[0]);
    let config: Option<PathBuf> = arguments.value("--config")?;
    let dist: Option<PathBuf> = arguments.value("--dist")?;
    arguments.end()?;
    let dist = dist.unwrap_or_else(|| Mode::Release.dist());
    if !dist.join("index.html").is_file() {
        return Err(failure(format!("{}: nothing is built there yet (./x build)", dist.display())));
    }
    if http::free_port(port)? != port {
        return Err(failure(format!("port {port} is taken")));
    }
    // The folder goes with the process, so each gets one of its own.
    let folder = at(format!("target/serve/{}", std::process::id()));
    let config = match config {
        Some(config) => {
            fs::canonicalize(&config).map_err(|error| failure(format!("{}: {error}", config.display())))?
        }
        None => dist.join("config.json"),
    };
    let dist = fs::canonicalize(dist)?;
    let served = Nginx { dist, config, port, folder: folder.clone() }.start();
    let ended = served.and_then(|nginx| {
        println!("http://localhost:{port}");
        World::of(nginx).run(|| Ok(()))
    });
    fs::remove_dir_all(folder)?;
    ended
}

/// When the newest watched file was written, and how many there are.
fn newest() -> Outcome<(Option<SystemTime>, usize)> {
    let mut newest = None;
    let mut count = 0;
    for folder in WATCHED {
        for file in files_below(&at(folder))? {
            // A file may vanish between listing and looking: an editor is saving.
            newest = newest.max(fs::metadata(file).and_then(|data| data.modified()).ok());
            count += 1;
        }
    }
    Ok((newest, count))
}
