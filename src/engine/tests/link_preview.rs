//! What stands behind a link.

use protocol::{FailureKind, link_preview::LoadLinkPreview};
use testkit::{Homeserver, Machine, Peer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const PAGE: &str = "<html><head><title>no</title><meta property=\"og:title\" content=\"Apple harvest\">\
    <meta property=\"og:description\" content=\"All about apples\">\
    <meta property=\"og:site_name\" content=\"The Garden\"></head><body>Apples</body></html>";

/// Serves [`PAGE`] at `/` and nothing elsewhere; gives its address.
async fn site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("a bound port"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 2_048];
            let read = stream.read(&mut head).await.unwrap_or_default();
            let found = head[..read].starts_with(b"GET / ");
            let (status, page) = if found { ("200 OK", PAGE) } else { ("404 Not Found", "") };
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                page.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn the_homeserver_says_what_stands_behind_a_link() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let (_, token) = peer.new_user().await;
    let (_machine, tab) = Machine::signed_in(&homeserver.url, &token).await;
    let site = site().await;
    let load = |url: String| tab.request(LoadLinkPreview { url });
    let preview = load(format!("{site}/")).await.expect("an answer").expect("a preview");
    assert_eq!(preview.title.as_deref(), Some("Apple harvest"));
    assert_eq!(preview.text.as_deref(), Some("All about apples"));
    assert_eq!(preview.site.as_deref(), Some("The Garden"));
    assert_eq!(load(format!("{site}/missing")).await, Ok(None));
    for wrong in ["ftp://example.org/", "javascript:alert(1)", "https://".to_owned().repeat(1_000).as_str()] {
        let refused = load(wrong.to_owned()).await.expect_err("no web address");
        assert!(matches!(refused.kind, FailureKind::Invalid { .. }), "{wrong}");
    }
}
