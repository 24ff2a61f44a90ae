//! A homeserver that lies: it answers the room list's sync with a room that is nowhere, and events that no honest server
//! would have let in. Everything else is passed on to the real one.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{TcpListener, TcpStream},
};

/// The room of the lies.
pub const LIES: &str = "!lies:vmst.io";

/// The lying homeserver.
pub struct Liar {
    /// Its base URL.
    pub url: String,
    lies: Arc<Mutex<Vec<Value>>>,
}

impl Liar {
    /// One before the homeserver at the base URL.
    pub async fn before(homeserver: &str) -> Self {
        let target = homeserver.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let lies = Arc::new(Mutex::new(Vec::new()));
        let told = lies.clone();
        tokio::spawn(async move {
            let position = Arc::new(AtomicU64::new(1));
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, target.clone(), told.clone(), position.clone()));
            }
        });
        Self { url, lies }
    }

    /// The state of the room, for the user it is to be seen by; told before any event.
    pub fn room(&self, user: &str, name: &str) {
        let state = |kind: &str, key: &str, content: Value| {
            json!({
                "type": kind, "state_key": key, "content": content, "sender": "@evil:vmst.io",
                "event_id": format!("$state{kind}{key}"), "origin_server_ts": 1_700_000_000_000_u64,
            })
        };
        let required = json!([
            state("m.room.create", "", json!({ "room_version": "11" })),
            state("m.room.join_rules", "", json!({ "join_rule": "invite" })),
            state("m.room.name", "", json!({ "name": name })),
            state("m.room.member", user, json!({ "membership": "join", "displayname": "Me" })),
            state(
                "m.room.member",
                "@evil:vmst.io",
                json!({
                    "membership": "join",
                    "displayname": "Eve\u{2069}\u{202e}lived\n",
                    "avatar_url": "https://evil.example/a.png",
                })
            ),
        ]);
        lock(&self.lies)
            .push(json!({ "name": name, "initial": true, "required_state": required, "timeline": [] }));
    }

    /// Events to come with the next answer, the oldest first.
    pub fn tell(&self, events: Vec<Value>) {
        lock(&self.lies).push(json!({ "timeline": events }));
    }
}

fn lock(lies: &Mutex<Vec<Value>>) -> MutexGuard<'_, Vec<Value>> {
    lies.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request, one answer, and the connection is closed.
async fn serve(
    mut client: TcpStream,
    target: String,
    lies: Arc<Mutex<Vec<Value>>>,
    position: Arc<AtomicU64>,
) {
    let Some((head, body)) = read(&mut client).await else { return };
    let list = head.starts_with("POST ")
        && head.lines().next().is_some_and(|line| line.contains("/sync"))
        && serde_json::from_slice::<Value>(&body)
            .is_ok_and(|body| body["lists"].as_object().is_some_and(|lists| !lists.is_empty()));
    if list {
        answer(&mut client, &lies, &position).await;
        return;
    }
    pass_on(client, &target, &head, &body).await;
}

/// Gives a request to the real homeserver, and its answer back.
pub(crate) async fn pass_on(mut client: TcpStream, target: &str, head: &str, body: &[u8]) {
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    let (line, headers) = head.split_once("\r\n").unwrap_or((head, ""));
    let kept: String = headers
        .split("\r\n")
        .filter(|header| !header.is_empty() && !header.to_ascii_lowercase().starts_with("connection:"))
        .map(|header| format!("{header}\r\n"))
        .collect();
    let request = format!("{line}\r\n{kept}Connection: close\r\n\r\n");
    if server.write_all(request.as_bytes()).await.is_ok() && server.write_all(body).await.is_ok() {
        let _ = copy(&mut server, &mut client).await;
    }
}

/// The head of a request and its body.
pub(crate) async fn read(client: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if client.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .unwrap_or_default();
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if client.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some((head, body))
}

async fn answer(client: &mut TcpStream, lies: &Mutex<Vec<Value>>, position: &AtomicU64) {
    let next = {
        let mut lies = lock(lies);
        if lies.is_empty() { None } else { Some(lies.remove(0)) }
    };
    let rooms = match next {
        Some(room) => json!({ LIES: room }),
        None => {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            json!({})
        }
    };
    let body = json!({
        "pos": position.fetch_add(1, Ordering::Relaxed).to_string(),
        "lists": { "all_rooms": { "count": 1 } },
        "rooms": rooms,
        "extensions": {},
    })
    .to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = client.write_all(head.as_bytes()).await;
    let _ = client.write_all(body.as_bytes()).await;
}
