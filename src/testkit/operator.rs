//! A homeserver whose operator has put a well-known file before it. Everything else is passed on to the real one.

use serde_json::Value;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
};

use crate::liar::{pass_on, read};

/// The homeserver with the file.
pub struct Operator {
    /// Its base URL.
    pub url: String,
}

impl Operator {
    /// One before the homeserver at the base URL, with this file; without one where it is null.
    pub async fn before(homeserver: &str, file: Value) -> Self {
        let target = homeserver.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, target.clone(), file.clone()));
            }
        });
        Self { url }
    }
}

async fn serve(mut client: TcpStream, target: String, file: Value) {
    let Some((head, body)) = read(&mut client).await else { return };
    if !head.starts_with("GET /.well-known/matrix/client ") {
        return pass_on(client, &target, &head, &body).await;
    }
    let (status, body) = match file {
        Value::Null => ("404 Not Found", String::new()),
        file => ("200 OK", file.to_string()),
    };
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    let _ = client.write_all(answer.as_bytes()).await;
}
