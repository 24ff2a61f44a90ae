//! The project's own nginx, started by the container's entry point, on loopback and outside of a container.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use crate::failure::{Outcome, While};
use crate::http;
use crate::places::at;
use crate::process::{Server, command};
use crate::tools;

/// What an nginx is started with.
pub struct Nginx {
    /// The built client.
    pub dist: PathBuf,
    /// The `config.json` to serve instead of the one that was built in.
    pub config: PathBuf,
    /// Loopback port.
    pub port: u16,
    /// Folder for what nginx writes.
    pub folder: PathBuf,
}

impl Nginx {
    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// nginx cannot be installed, or does not come up; with the end of its log.
    pub fn start(&self) -> Outcome<Server> {
        tools::nginx()?;
        fs::create_dir_all(&self.folder).during(self.folder.display())?;
        let mut start = command("sh");
        start
            .arg(at("deploy/docker-entrypoint.sh"))
            .env("ELEMENT_WEB_PORT", self.port.to_string())
            .env("PROTIUM_LISTEN", if http::has_ipv6() { "127.0.0.1 [::1]" } else { "127.0.0.1" })
            .env("PROTIUM_ROOT", &self.dist)
            .env("PROTIUM_CONFIG", &self.config)
            .env("PROTIUM_TMP", &self.folder)
            .env("PROTIUM_TEMPLATE", at("nginx.conf"))
            // Homeservers on this machine have no TLS.
            .env("CSP_CONNECT_EXTRA", "http://localhost:* http://127.0.0.1:*");
        // Debian keeps nginx where only root's PATH looks.
        if let Some(path) = std::env::var_os("PATH") {
            let mut path = path;
            path.push(":/usr/sbin:/sbin");
            start.env("PATH", path);
        }
        let mut server = Server::start("nginx", &start, &self.folder.join("nginx.log"))?;
        server.wait_until(Duration::from_secs(20), || http::status(self.port, "/health") == Some(200))?;
        Ok(server)
    }
}
