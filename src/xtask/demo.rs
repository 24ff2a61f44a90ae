//! `./x demo`: the whole thing on one machine, with somebody to talk to.

use std::fs;
use std::time::Duration;

use serde_json::Value;

use crate::arguments::Arguments;
use crate::build::{Mode, build};
use crate::failure::{Outcome, While};
use crate::http;
use crate::interrupt;
use crate::nginx::Nginx;
use crate::places::{at, shown};
use crate::process::{Server, output};
use crate::progress::{note, step};
use crate::synapse::forget;
use crate::world::{self, Plan, USUAL_PORTS, World};

/// Starts the demo and keeps it until Ctrl-C.
///
/// # Errors
/// The build fails, or a part does not come up.
pub fn demo(mut arguments: Arguments) -> Outcome {
    let fresh = arguments.flag("--fresh");
    let mode = if arguments.flag("--quick") { Mode::Quick } else { Mode::Release };
    let homeserver: Option<String> = arguments.value("--homeserver")?;
    arguments.end()?;
    interrupt::watch()?;
    let dist = build(mode)?;
    let folder = at(".demo");
    if let Some(homeserver) = homeserver {
        return against(&homeserver, dist, &folder.join("real"));
    }

    let home = folder.join("world");
    if fresh {
        step("beginning anew");
        forget(&home)?;
    }
    step("starting Synapse, the stand-in for Mastodon, and nginx");
    let mut world = World::start(&Plan { folder: home.clone(), dist: Some(dist), ports: USUAL_PORTS })?;
    step("seeding rooms and people (nothing to do when they are there)");
    let seeded = output(world.command("node").arg("end2end/services/seed.mjs"))?;
    note(seeded.trim());
    let mut peer = world.command("node");
    peer.args(["end2end/services/peer.mjs", "demo"]).env("STATE", home.join("peer"));
    let log = home.join("peer.log");
    let mut peer = Server::start("the second person", &peer, &log)?;
    let said = || fs::read_to_string(&log).is_ok_and(|said| said.lines().any(|line| line == "ready"));
    peer.wait_until(Duration::from_secs(90), said)?;
    world.adopt(peer);

    let app = world.app().unwrap_or_default();
    println!(
        "\n  Protium is at   {app}\n\n  \
         Sign in with “Continue with Mastodon” as any name you like, such as alice or bob; the password is: demo\n  \
         Robin (@robin:vmst.io) is in #general:vmst.io and answers direct messages, end-to-end encrypted.\n\n  \
         State and logs are in {}; ./x demo --fresh begins anew. Ctrl-C stops everything.\n",
        shown(&home)
    );
    world.run(|| Ok(()))
}

/// The client alone, before a homeserver that is somebody else's.
fn against(homeserver: &str, dist: std::path::PathBuf, folder: &std::path::Path) -> Outcome {
    fs::create_dir_all(folder).during(folder.display())?;
    let config = folder.join("config.json");
    let homeserver = homeserver.trim_end_matches('/');
    let built_in: Value = serde_json::from_str(&fs::read_to_string(dist.join("config.json"))?)?;
    if built_in["default_server_config"]["m.homeserver"]["base_url"] == homeserver {
        fs::copy(dist.join("config.json"), &config)?;
    } else {
        world::write_config(&dist, &config, homeserver, None)?;
    }
    let port = http::free_port(USUAL_PORTS[0])?;
    let nginx = Nginx { dist, config, port, folder: folder.join("nginx") }.start()?;
    println!("\n  Protium is at   http://localhost:{port}   for {homeserver}\n\n  Ctrl-C stops it.\n");
    World::of(nginx).run(|| Ok(()))
}
