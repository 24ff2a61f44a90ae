//! A homeserver with a file that has no end soon, and that tells how much of it was taken, and one of which only the
//! beginning ever comes. Everything else is passed on to the real one.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::liar::{pass_on, read};

/// The file's address.
pub const ENDLESS: &str = "mxc://vmst.io/endless";
/// The address of the file of which the beginning comes …
pub const STALLED: &str = "mxc://vmst.io/stalled";
/// … which has so many bytes.
pub const STALLED_AT: usize = 300_000;
/// Bytes of either file.
const LENGTH: u64 = 4_000_000_000;

/// The homeserver with the endless file.
pub struct Endless {
    /// Its base URL.
    pub url: String,
    taken: Arc<AtomicU64>,
    left: Arc<AtomicBool>,
}

impl Endless {
    /// One before the homeserver at the base URL.
    pub async fn before(homeserver: &str) -> Self {
        let target = homeserver.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let (taken, left) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (counted, gone) = (taken.clone(), left.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, target.clone(), counted.clone(), gone.clone()));
            }
        });
        Self { url, taken, left }
    }

    /// Bytes of the file that were taken off the server, be it by the network alone.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Whether the one who asked for the file has gone.
    pub fn is_left(&self) -> bool {
        self.left.load(Ordering::Relaxed)
    }
}

async fn serve(mut client: TcpStream, target: String, taken: Arc<AtomicU64>, left: Arc<AtomicBool>) {
    let Some((head, body)) = read(&mut client).await else { return };
    let asks_for = |name: &str| {
        let path = format!("/media/download/vmst.io/{name}");
        head.lines().next().is_some_and(|line| line.contains(&path))
    };
    let stalls = asks_for("stalled");
    if !stalls && !asks_for("endless") {
        return pass_on(client, &target, &head, &body).await;
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: video/webm\r\nContent-Length: {LENGTH}\r\nConnection: close\r\n\r\n"
    );
    let mut going = client.write_all(head.as_bytes()).await.is_ok();
    if stalls {
        let _ = client.write_all(&[7; STALLED_AT]).await;
        // Until the one who asked goes.
        let _ = client.read_u8().await;
        return;
    }
    let some = [7_u8; 64 * 1024];
    while going {
        going = client.write_all(&some).await.is_ok();
        taken.fetch_add(some.len() as u64, Ordering::Relaxed);
    }
    left.store(true, Ordering::Relaxed);
}
