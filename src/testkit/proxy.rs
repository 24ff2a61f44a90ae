//! A road to the homeserver that can be cut, or swallow what is sent.

use std::sync::Arc;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// How the road is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// Everything passes.
    Clear,
    /// Connections are closed at once.
    Cut,
    /// Connections are taken and never answered.
    Silent,
}

/// A TCP forwarder on loopback.
pub struct Proxy {
    /// The base URL that leads through it.
    pub url: String,
    weather: Arc<watch::Sender<Weather>>,
}

impl Proxy {
    /// Opens a road to the homeserver's base URL.
    pub async fn to(homeserver: &str) -> Self {
        let target = homeserver.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let (weather, changes) = watch::channel(Weather::Clear);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, target.clone(), changes.clone()));
            }
        });
        Self { url, weather: Arc::new(weather) }
    }

    /// Changes the weather; open connections feel it too.
    pub fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }
}

async fn carry(mut client: TcpStream, target: String, mut weather: watch::Receiver<Weather>) {
    let now = *weather.borrow_and_update();
    if now == Weather::Clear {
        let Ok(mut server) = TcpStream::connect(&target).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut client, &mut server) => return,
            _ = weather.wait_for(|weather| *weather != Weather::Clear) => {}
        }
    }
    if *weather.borrow() == Weather::Silent {
        // Hold the connection open, answer nothing, until the weather changes.
        let _ = weather.wait_for(|weather| *weather != Weather::Silent).await;
    }
}
