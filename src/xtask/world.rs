//! Everything a running client needs, on this machine: Synapse, the stand-in for Mastodon, and nginx before a build.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::failure::{Outcome, While, failure};
use crate::http;
use crate::interrupt;
use crate::nginx::Nginx;
use crate::process::{Server, command};
use crate::progress::note;
use crate::synapse::{REGISTRATION_SECRET, Synapse};
use crate::tools;

/// Server name of every homeserver we start: what `@name:vmst.io` looks like is part of what is shown and tested.
const SERVER_NAME: &str = "vmst.io";

/// What the parts of a world are started with.
pub struct Plan {
    /// Keeps Synapse's database, configuration and all logs.
    pub folder: PathBuf,
    /// The built client to serve; without one there is no nginx.
    pub dist: Option<PathBuf>,
    /// First ports to try: the client, Synapse, the stand-in for Mastodon.
    pub ports: [u16; 3],
}

/// The ports people see in `./x demo` and `./x world`.
pub const USUAL_PORTS: [u16; 3] = [8080, 8008, 3999];

/// The ports of tests, so that a demo may run meanwhile.
pub const TEST_PORTS: [u16; 3] = [18080, 18008, 13999];

/// The running parts; dropping it stops them, the last started first.
pub struct World {
    servers: Vec<Server>,
    environment: Vec<(&'static str, String)>,
    app: Option<String>,
    /// Held as long as the servers use the folder.
    #[allow(dead_code, reason = "it is held, not read")]
    lock: Option<File>,
}

impl World {
    /// Starts all parts and waits until they answer.
    ///
    /// # Errors
    /// A part cannot be installed or does not come up.
    pub fn start(plan: &Plan) -> Outcome<World> {
        let [app_port, synapse_port, mastodon_port] = plan.ports;
        fs::create_dir_all(&plan.folder).during(plan.folder.display())?;
        tools::node_modules()?;
        let lock = Some(lock(&plan.folder)?);
        let mut world = World { servers: Vec::new(), environment: Vec::new(), app: None, lock };

        let mastodon = free_or(mastodon_port, "the stand-in for Mastodon")?;
        let mastodon_url = format!("http://127.0.0.1:{mastodon}");
        let mut node = command("node");
        node.arg("end2end/services/mastodon.mjs").env("PORT", mastodon.to_string()).env("HOST", "127.0.0.1");
        let mut server =
            Server::start("the stand-in for Mastodon", &node, &plan.folder.join("mastodon.log"))?;
        server.wait_until(Duration::from_secs(30), || http::status(mastodon, "/").is_some())?;
        world.servers.push(server);

        let port = free_or(synapse_port, "Synapse")?;
        let synapse = Synapse {
            folder: plan.folder.join("synapse"),
            port,
            name: SERVER_NAME.to_owned(),
            mastodon: mastodon_url.clone(),
        };
        world.servers.push(synapse.start()?);
        let homeserver = format!("http://localhost:{port}");

        world.environment = vec![
            ("PROTIUM_HOMESERVER", homeserver.clone()),
            ("PROTIUM_SERVER_NAME", SERVER_NAME.to_owned()),
            ("PROTIUM_REGISTRATION_SECRET", REGISTRATION_SECRET.to_owned()),
            ("PROTIUM_MASTODON", mastodon_url),
            // For tests that start a further one of their own.
            ("PROTIUM_SYNAPSE", tools::synapse()?.display().to_string()),
            ("PROTIUM_SYNAPSE_CONFIG", synapse.config_file().display().to_string()),
        ];
        if let Some(dist) = &plan.dist {
            let config = plan.folder.join("config.json");
            write_config(dist, &config, &homeserver, Some(SERVER_NAME))?;
            let port = free_or(app_port, "the client")?;
            let nginx = Nginx { dist: dist.clone(), config, port, folder: plan.folder.join("nginx") };
            world.servers.push(nginx.start()?);
            let app = format!("http://localhost:{port}");
            world.environment.push(("PROTIUM_APP", app.clone()));
            world.environment.push(("PROTIUM_DIST", dist.display().to_string()));
            world.app = Some(app);
        }
        Ok(world)
    }

    /// A world of one server, for its loop and its clean end.
    pub fn of(server: Server) -> World {
        World { servers: vec![server], environment: Vec::new(), app: None, lock: None }
    }

    /// Address of the client, if it is served.
    pub fn app(&self) -> Option<&str> {
        self.app.as_deref()
    }

    /// What programs that use this world are told by environment variables.
    pub fn environment(&self) -> &[(&'static str, String)] {
        &self.environment
    }

    /// A program in the checkout that is told about this world.
    pub fn command(&self, program: &str) -> Command {
        let mut command = command(program);
        command.envs(self.environment.iter().map(|(key, value)| (key, value)));
        command
    }

    /// The build's configuration, pointed to this world's homeserver.
    ///
    /// # Errors
    /// The build has no `config.json`, or the file cannot be written.
    pub fn write_config(&self, dist: &Path, to: &Path) -> Outcome {
        let homeserver = self.environment.iter().find(|(key, _)| *key == "PROTIUM_HOMESERVER");
        write_config(dist, to, homeserver.map_or("", |(_, url)| url), Some(SERVER_NAME))
    }

    /// Lets the world own a further server, which is stopped before the others.
    pub fn adopt(&mut self, server: Server) {
        self.servers.push(server);
    }

    /// Runs `each` about five times a second until Ctrl-C.
    ///
    /// # Errors
    /// A part ended by itself, or `each` failed.
    pub fn run(&mut self, mut each: impl FnMut() -> Outcome) -> Outcome {
        while !interrupt::wanted() {
            for server in &mut self.servers {
                if !server.is_alive() {
                    return Err(failure(format!("{} ended:\n{}", server.name(), server.last_words())));
                }
            }
            each()?;
            sleep(Duration::from_millis(200));
        }
        note("stopping");
        Ok(())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        while let Some(mut server) = self.servers.pop() {
            server.stop();
        }
    }
}

/// Two Synapses on one database would ruin it.
fn lock(folder: &Path) -> Outcome<File> {
    let path = folder.join("lock");
    let file = File::create(&path).during(path.display())?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(failure(format!("{} is in use: another ./x is running there", folder.display()))),
    }
}

/// A free port, said aloud if it is not the wanted one.
fn free_or(wanted: u16, whose: &str) -> Outcome<u16> {
    let port = http::free_port(wanted)?;
    if port != wanted {
        note(format!("port {wanted} is taken: {whose} uses {port}"));
    }
    Ok(port)
}

/// The built-in `config.json`, pointed to another homeserver.
pub fn write_config(dist: &Path, to: &Path, homeserver: &str, name: Option<&str>) -> Outcome {
    let built_in = fs::read_to_string(dist.join("config.json")).during("config.json of the build")?;
    let mut config: serde_json::Value = serde_json::from_str(&built_in)?;
    config["default_server_config"] = match name {
        Some(name) => json!({ "m.homeserver": { "base_url": homeserver, "server_name": name } }),
        None => json!({ "m.homeserver": { "base_url": homeserver } }),
    };
    fs::write(to, serde_json::to_string_pretty(&config)?).during(to.display())
}
