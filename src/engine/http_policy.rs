//! How requests to the homeserver are timed, tried again, and answered from memory.
//!
//! On the web the SDK's HTTP ignores its own time-outs and retries (`http_client/wasm.rs`), so the worker
//! puts this policy under every request. It is pure, and tested natively.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

/// What the policy looks at in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestShape<'a> {
    /// Upper case.
    pub method: &'a str,
    /// The URL's path.
    pub path: &'a str,
    /// The URL's query, without `?`.
    pub query: &'a str,
    /// Bytes of the body.
    pub body: u64,
}

/// Long enough for a slow server to answer, short enough for a person to wait.
const ORDINARY: Duration = Duration::from_secs(30);
/// What a long poll gets beyond the time the server may hold it.
const SYNC_SLACK: Duration = Duration::from_secs(20);
/// Uploads and downloads: a floor, and the slowest connection that is still served, in bytes a second.
const TRANSFER: Duration = Duration::from_secs(120);
const SLOWEST: u64 = 16 * 1024;
/// Asks whether a server is there at all.
const PROBE: Duration = Duration::from_secs(10);

/// First rest between two tries; doubled each time.
const FIRST_REST: Duration = Duration::from_millis(500);
/// The longest rest, and the longest that a server may ask for and still be obeyed within a request.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// A request like this one is answered from memory when the server is slow: see [`RequestShape::is_remembered`].
const PATIENCE: Duration = Duration::from_millis(250);

/// How many ask for what only the homeserver itself may answer.
static FRESH: AtomicUsize = AtomicUsize::new(0);

/// As long as this lives, nothing is answered from memory.
#[must_use = "dropping it lets memory answer again"]
#[derive(Debug)]
pub struct Fresh(());

/// The homeserver's own answer is wanted: what is done next is built upon it.
pub fn fresh() -> Fresh {
    FRESH.fetch_add(1, Ordering::Relaxed);
    Fresh(())
}

/// Whether memory may answer now.
pub fn memory_may_answer() -> bool {
    FRESH.load(Ordering::Relaxed) == 0
}

impl Drop for Fresh {
    fn drop(&mut self) {
        FRESH.fetch_sub(1, Ordering::Relaxed);
    }
}

impl RequestShape<'_> {
    /// How long the request may take, from its beginning to the answer's head.
    pub fn deadline(&self) -> Duration {
        if self.is_sync() {
            return self.poll_time().unwrap_or_default() + SYNC_SLACK;
        }
        if self.path.contains("/media/") {
            return TRANSFER + Duration::from_secs(self.body / SLOWEST);
        }
        if self.path.ends_with("/versions") {
            return PROBE;
        }
        ORDINARY + Duration::from_secs(self.body / SLOWEST)
    }

    /// How long to wait before the request is tried again, or `None` if it is not. `tries` counts those
    /// made; `status` is the answer's, or `None` for no answer; `asked` is what the server asked for
    /// (`Retry-After` or `retry_after_ms`).
    ///
    /// Only what may be repeated without doing it twice is: reading, and `PUT` (Matrix names each with a
    /// transaction ID or a state key). Rate limits are obeyed for everything, since a limited request was
    /// not carried out. Sync is left to the SDK, which has an offline mode of its own.
    pub fn rest(&self, tries: u32, status: Option<u16>, asked: Option<Duration>) -> Option<Duration> {
        if self.is_sync() || self.path.ends_with("/versions") || tries >= self.most_tries() {
            return None;
        }
        let doubled = FIRST_REST.saturating_mul(1 << tries.min(6)).min(LONGEST_REST);
        match status {
            Some(429) => {
                let rest = asked.unwrap_or(doubled);
                (rest <= LONGEST_REST).then_some(rest)
            }
            Some(500..=599) if self.repeatable() => Some(asked.unwrap_or(doubled).min(LONGEST_REST)),
            _ => None,
        }
    }

    /// Whether the answer is remembered over restarts, and given at once after [`Self::patience`] when the
    /// server does not answer.
    ///
    /// One request needs it: opening a timeline with undecryptable messages asks whether a key backup
    /// exists and waits for the answer, which must not keep a cached room closed while the homeserver
    /// accepts and never answers.
    pub fn is_remembered(&self) -> bool {
        self.method == "GET" && self.path.ends_with("/room_keys/version")
    }

    /// Whether the request makes a remembered answer wrong.
    pub fn forgets(&self) -> bool {
        self.method != "GET" && self.path.contains("/room_keys/version")
    }

    /// How long a remembered request waits for the server before the memory answers.
    pub fn patience(&self) -> Duration {
        PATIENCE
    }

    /// Whether a file goes to the homeserver.
    pub fn is_upload(&self) -> bool {
        self.method == "POST" && self.path.contains("/media/") && self.path.ends_with("/upload")
    }

    fn is_sync(&self) -> bool {
        self.path.ends_with("/sync")
    }

    fn repeatable(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "PUT")
    }

    fn most_tries(&self) -> u32 {
        if self.path.contains("/send/") || self.path.contains("/sendToDevice/") { 2 } else { 4 }
    }

    /// `timeout` of a long poll, in milliseconds.
    fn poll_time(&self) -> Option<Duration> {
        let value = self.query.split('&').find_map(|pair| pair.strip_prefix("timeout="))?;
        value.parse().ok().map(Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape<'a>(method: &'a str, path: &'a str) -> RequestShape<'a> {
        RequestShape { method, path, query: "", body: 0 }
    }

    #[test]
    fn a_long_poll_may_take_what_it_asks_for() {
        let sync = RequestShape {
            query: "pos=1&timeout=30000",
            ..shape("POST", "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync")
        };
        assert_eq!(sync.deadline(), Duration::from_secs(50));
        assert_eq!(sync.rest(1, Some(502), None), None, "the SDK's offline mode takes over");
    }

    #[test]
    fn a_large_upload_gets_its_time() {
        let upload = RequestShape { body: 160 * 1024 * 1024, ..shape("POST", "/_matrix/media/v3/upload") };
        assert!(upload.deadline() > Duration::from_secs(10_000));
        assert!(upload.is_upload() && !shape("POST", "/_matrix/client/v3/keys/upload").is_upload());
    }

    #[test]
    fn reading_is_repeated_and_posting_is_not() {
        assert_eq!(shape("GET", "/a").rest(1, Some(502), None), Some(Duration::from_secs(1)));
        assert_eq!(shape("POST", "/a").rest(1, Some(502), None), None);
        assert_eq!(shape("GET", "/a").rest(4, Some(502), None), None);
        assert_eq!(shape("GET", "/a").rest(1, Some(404), None), None);
        assert_eq!(shape("GET", "/a").rest(1, None, None), None);
    }

    #[test]
    fn a_rate_limit_is_obeyed_unless_it_is_too_long() {
        let second = Some(Duration::from_secs(1));
        assert_eq!(shape("POST", "/a").rest(1, Some(429), second), second);
        assert_eq!(shape("POST", "/a").rest(1, Some(429), Some(Duration::from_secs(300))), None);
    }

    #[test]
    fn only_the_backup_question_is_remembered() {
        assert!(shape("GET", "/_matrix/client/v3/room_keys/version").is_remembered());
        assert!(!shape("POST", "/_matrix/client/v3/room_keys/version").is_remembered());
        assert!(!shape("GET", "/_matrix/client/v3/room_keys/keys").is_remembered());
    }

    #[test]
    fn making_and_deleting_a_backup_makes_one_forget() {
        assert!(shape("POST", "/_matrix/client/v3/room_keys/version").forgets());
        assert!(shape("DELETE", "/_matrix/client/v3/room_keys/version/1").forgets());
        assert!(!shape("GET", "/_matrix/client/v3/room_keys/version").forgets());
        assert!(!shape("PUT", "/_matrix/client/v3/room_keys/keys").forgets());
    }

    #[test]
    fn memory_does_not_answer_who_wants_the_homeserver() {
        let (one, other) = (fresh(), fresh());
        drop(one);
        assert!(!memory_may_answer());
        drop(other);
    }
}
