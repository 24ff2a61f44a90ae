//! A further Synapse of a test's own, where people sign in with passwords.

use std::{env, fs, path::PathBuf, process::Stdio, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    time::{sleep, timeout},
};

use crate::homeserver::{Homeserver, told};

/// A loaded machine takes more than half a minute for Synapse's first start.
const START: Duration = Duration::from_secs(150);

/// It; ended and deleted when this is dropped.
pub struct PasswordServer {
    /// Where it is.
    pub homeserver: Homeserver,
    folder: PathBuf,
    /// Ended with this.
    _process: Child,
}

impl PasswordServer {
    /// Starts one that is set up as that of this run, but for its passwords and without an identity provider.
    ///
    /// # Panics
    /// Where no world is running, or Synapse does not come up.
    pub async fn start() -> Self {
        let file = |path: PathBuf| -> Value {
            serde_json::from_slice(&fs::read(path).expect("the world's file")).expect("it is JSON")
        };
        let theirs = PathBuf::from(told("PROTIUM_SYNAPSE_CONFIG"));
        let (mut config, mut log) = (file(theirs.clone()), file(theirs.with_file_name("log.yaml")));
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            listener.local_addr().expect("a bound port").port()
        };
        let folder = env::temp_dir().join(format!("protium-password-server-{port}"));
        fs::create_dir_all(&folder).expect("a folder");
        let url = format!("http://127.0.0.1:{port}");
        log["handlers"]["file"]["filename"] = json!(folder.join("homeserver.log"));
        config["public_baseurl"] = json!(format!("{url}/"));
        config["listeners"][0]["port"] = json!(port);
        config["listeners"][0]["bind_addresses"] = json!(["127.0.0.1"]);
        config["pid_file"] = json!(folder.join("homeserver.pid"));
        config["log_config"] = json!(folder.join("log.yaml"));
        config["media_store_path"] = json!(folder.join("media"));
        config["database"]["args"]["database"] = json!(folder.join("homeserver.db"));
        config["password_config"] = json!({ "enabled": true });
        config.as_object_mut().expect("an object").remove("oidc_providers");
        fs::write(folder.join("log.yaml"), log.to_string()).expect("written");
        fs::write(folder.join("homeserver.yaml"), config.to_string()).expect("written");
        let process = Command::new(told("PROTIUM_SYNAPSE"))
            .arg("-c")
            .arg(folder.join("homeserver.yaml"))
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Synapse starts");
        let answering = async {
            while !answers(port).await {
                sleep(Duration::from_millis(200)).await;
            }
        };
        timeout(START, answering).await.expect("Synapse answers");
        let homeserver = Homeserver { url, ..Homeserver::of_this_run() };
        Self { homeserver, folder, _process: process }
    }
}

impl Drop for PasswordServer {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

async fn answers(port: u16) -> bool {
    let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else { return false };
    let asked = b"GET /_matrix/client/versions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut answer = Vec::new();
    server.write_all(asked).await.is_ok()
        && server.read_to_end(&mut answer).await.is_ok()
        && answer.starts_with(b"HTTP/1.1 200")
}
