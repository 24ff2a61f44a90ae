//! A real Synapse on this machine, set up as matrix.vmst.io is: no passwords, one identity provider, Mastodon.
//!
//! What differs from there: SQLite, loopback only, no federation, and no rate limits, which would stop tests soon.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::failure::{Outcome, While};
use crate::http;
use crate::process::{Server, command, output};
use crate::tools;

/// Registers users over Synapse's admin API; worthless outside this machine.
pub const REGISTRATION_SECRET: &str = "protium-on-this-machine";

/// Slow, loaded machines need more than half a minute for Synapse's first start.
const START: Duration = Duration::from_secs(180);

/// What a Synapse is started with.
pub struct Synapse {
    /// Keeps the database, media and keys.
    pub folder: PathBuf,
    /// Loopback port.
    pub port: u16,
    /// Server name, the part after the colon in `@name:server`.
    pub name: String,
    /// Base address of the stand-in for Mastodon.
    pub mastodon: String,
}

impl Synapse {
    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// Synapse cannot be installed, or does not come up; with the end of its log.
    pub fn start(&self) -> Outcome<Server> {
        let program = tools::synapse()?;
        fs::create_dir_all(&self.folder).during(self.folder.display())?;
        let config = self.config_file();
        // JSON is YAML.
        fs::write(self.folder.join("log.yaml"), serde_json::to_string_pretty(&self.log_config())?)?;
        fs::write(&config, serde_json::to_string_pretty(&self.config())?)?;
        if !self.folder.join("signing.key").is_file() {
            output(
                command(&program).arg("-c").arg(&config).arg("--generate-keys").current_dir(&self.folder),
            )?;
        }
        let mut start = command(&program);
        start.arg("-c").arg(&config).current_dir(&self.folder);
        let mut server = Server::start("Synapse", &start, &self.folder.join("synapse.out"))?;
        server
            .wait_until(START, || http::status(self.port, "/_matrix/client/versions") == Some(200))
            .during(format!("{}", self.folder.join("homeserver.log").display()))?;
        Ok(server)
    }

    /// Its configuration.
    pub fn config_file(&self) -> PathBuf {
        self.folder.join("homeserver.yaml")
    }

    fn config(&self) -> Value {
        let in_folder = |name: &str| self.folder.join(name);
        // Pages that tests serve are on loopback.
        const PREVIEWED: [&str; 1] = ["127.0.0.1/32"];
        let unlimited = json!({ "per_second": 100_000, "burst_count": 100_000 });
        let mut addresses = vec!["127.0.0.1"];
        if http::has_ipv6() {
            addresses.push("::1");
        }
        json!({
            "server_name": self.name,
            "public_baseurl": format!("http://localhost:{}/", self.port),
            "pid_file": in_folder("homeserver.pid"),
            "log_config": in_folder("log.yaml"),
            "signing_key_path": in_folder("signing.key"),
            "media_store_path": in_folder("media"),
            "database": { "name": "sqlite3", "args": { "database": in_folder("homeserver.db") } },
            "listeners": [{
                "port": self.port,
                "bind_addresses": addresses,
                "type": "http",
                "tls": false,
                "resources": [{ "names": ["client"], "compress": false }],
            }],
            "report_stats": false,
            "trusted_key_servers": [],
            "suppress_key_server_warning": true,
            "federation_domain_whitelist": [],
            "enable_registration": false,
            "registration_shared_secret": REGISTRATION_SECRET,
            "macaroon_secret_key": "protium-macaroons",
            "form_secret": "protium-forms",
            "password_config": { "enabled": false },
            "login_via_existing_session": { "enabled": true, "require_ui_auth": false },
            "oidc_providers": [{
                "idp_id": "my_mastodon",
                "idp_name": "Mastodon",
                "discover": false,
                "issuer": format!("{}/@protium", self.mastodon),
                "client_id": "protium",
                "client_secret": "protium-secret",
                "authorization_endpoint": format!("{}/oauth/authorize", self.mastodon),
                "token_endpoint": format!("{}/oauth/token", self.mastodon),
                "userinfo_endpoint": format!("{}/api/v1/accounts/verify_credentials", self.mastodon),
                "scopes": ["read"],
                "user_mapping_provider": { "config": { "subject_claim": "id" } },
            }],
            "presence": { "enabled": true },
            "url_preview_enabled": true,
            "url_preview_ip_range_blacklist": ["0.0.0.0/0", "::/0"],
            "url_preview_ip_range_whitelist": PREVIEWED,
            "max_upload_size": "100M",
            "dynamic_thumbnails": true,
            "enable_room_list_search": true,
            "allow_public_rooms_without_auth": true,
            "room_list_publication_rules": [{ "action": "allow" }],
            "rc_message": unlimited,
            "rc_registration": unlimited,
            "rc_registration_token_validity": unlimited,
            "rc_login": { "address": unlimited, "account": unlimited, "failed_attempts": unlimited },
            "rc_joins": { "local": unlimited, "remote": unlimited },
            "rc_joins_per_room": unlimited,
            "rc_invites": { "per_room": unlimited, "per_user": unlimited, "per_issuer": unlimited },
            "rc_room_creation": unlimited,
            "rc_admin_redaction": unlimited,
            "rc_third_party_invite": unlimited,
            "rc_media_create": unlimited,
            "rc_presence": { "per_user": unlimited },
            "rc_delayed_event_mgmt": unlimited,
            // A year: what is to be sent later is sent by the server.
            "max_event_delay_duration": "365d",
            "rc_reports": unlimited,
            // Threads that one follows, and the device that is there when nobody is signed in.
            "experimental_features": { "msc4306_enabled": true, "msc3814_enabled": true },
        })
    }

    fn log_config(&self) -> Value {
        json!({
            "version": 1,
            "formatters": { "line": { "format": "%(asctime)s %(levelname)s %(name)s %(request)s %(message)s" } },
            "handlers": {
                "file": {
                    "class": "logging.handlers.RotatingFileHandler",
                    "formatter": "line",
                    "filename": self.folder.join("homeserver.log"),
                    "maxBytes": 50_000_000,
                    "backupCount": 1,
                },
            },
            "loggers": { "synapse.storage.SQL": { "level": "WARNING" } },
            "root": { "level": "INFO", "handlers": ["file"] },
            "disable_existing_loggers": false,
        })
    }
}

/// Removes everything a Synapse kept there.
pub fn forget(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).during(folder.display())?;
    }
    Ok(())
}
