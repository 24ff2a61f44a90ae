//! Another person, on matrix-js-sdk: `end2end/services/peer.mjs`, driven by lines.

use std::{collections::HashMap, path::Path, process::Stdio, sync::Arc};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, Command},
    sync::{Mutex, oneshot},
};

use crate::{Homeserver, within};

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Result<Value, String>>>>>;

/// One process; may hold several persons (`as`).
pub struct Peer {
    _child: Child,
    input: Mutex<(ChildStdin, u64)>,
    waiting: Waiting,
    homeserver: Homeserver,
}

impl Peer {
    /// Starts the process, nobody signed in yet.
    pub async fn start(homeserver: &Homeserver) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end/services/peer.mjs");
        let mut child = Command::new("node")
            .arg(&script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs");
        let input = child.stdin.take().expect("stdin is piped");
        let output = child.stdout.take().expect("stdout is piped");
        let waiting = Waiting::default();
        let answers = waiting.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(output).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                let Ok(mut answer) = serde_json::from_str::<Value>(&line) else { continue };
                let Some(id) = answer["id"].as_u64() else { continue };
                if let Some(waiting) = answers.lock().await.remove(&id) {
                    let _ = waiting.send(match answer.get("error") {
                        Some(error) => Err(error.as_str().unwrap_or("error").to_owned()),
                        None => Ok(answer["ok"].take()),
                    });
                }
            }
        });
        Self { _child: child, input: Mutex::new((input, 0)), waiting, homeserver: homeserver.clone() }
    }

    /// Starts the process with a fresh user signed in.
    pub async fn signed_in(homeserver: &Homeserver) -> (Self, String) {
        let peer = Self::start(homeserver).await;
        let user = peer.sign_in("peer").await;
        (peer, user)
    }

    /// Signs a fresh user in, under a name in this process; returns the user ID.
    pub async fn sign_in(&self, name: &str) -> String {
        let answer = self
            .run(json!({
                "do": "login",
                "as": name,
                "homeserver": self.homeserver.url,
                "registrationSecret": self.homeserver.registration_secret,
            }))
            .await;
        answer["userId"].as_str().expect("login tells the user").to_owned()
    }

    /// A fresh user for an engine: the user ID, and a login token good once.
    pub async fn new_user(&self) -> (String, String) {
        let server = json!({
            "homeserver": self.homeserver.url,
            "registrationSecret": self.homeserver.registration_secret,
        });
        let with = |command: Value| merge(merge(server.clone(), command), json!({}));
        let user = self.run(with(json!({ "do": "register" }))).await;
        let access = json!({
            "do": "loginToken",
            "accessToken": user["accessToken"],
            "userId": user["userId"],
            "deviceId": user["deviceId"],
        });
        let token = self.run(with(access)).await;
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        (text(&user["userId"]), text(&token["loginToken"]))
    }

    /// Runs a command of the peer's and returns its answer.
    ///
    /// # Panics
    /// When the peer reports an error.
    pub async fn run(&self, command: Value) -> Value {
        let shown = command.to_string();
        self.try_run(command).await.unwrap_or_else(|error| panic!("the peer failed at {shown}: {error}"))
    }

    /// Runs a command that may fail.
    pub async fn try_run(&self, mut command: Value) -> Result<Value, String> {
        let (send, receive) = oneshot::channel();
        {
            let mut input = self.input.lock().await;
            input.1 += 1;
            let id = input.1;
            command["id"] = id.into();
            self.waiting.lock().await.insert(id, send);
            let line = format!("{command}\n");
            input.0.write_all(line.as_bytes()).await.expect("the peer listens");
        }
        within(&format!("the peer: {command}"), receive)
            .await
            .unwrap_or_else(|_| Err("the peer ended".into()))
    }
}

fn merge(mut into: Value, from: Value) -> Value {
    if let (Value::Object(into), Value::Object(from)) = (&mut into, from) {
        into.extend(from);
    }
    into
}
