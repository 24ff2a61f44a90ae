//! How far the files are that are on their way to the homeserver. The SDK tells it natively, for each message; on the
//! web it does not (matrix-sdk 0.19.1, `http_client/wasm.rs`), and the shell does, since every request goes through it.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use eyeball::SharedObservable;
use protocol::media::Upload;

/// The uploads under way. Clones are the same.
#[derive(Clone)]
pub struct Uploads {
    all: SharedObservable<Vec<(u32, Upload)>>,
    next: Arc<AtomicU32>,
}

/// An upload under way; it has ended when this is dropped.
pub struct Moving {
    uploads: Uploads,
    id: u32,
}

impl Default for Uploads {
    fn default() -> Self {
        Self { all: SharedObservable::new(Vec::new()), next: Arc::default() }
    }
}

impl Uploads {
    /// An upload of so many bytes begins.
    pub fn begin(&self, total: u64) -> Moving {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.all.update(|all| all.push((id, Upload { total, sent: 0 })));
        Moving { uploads: self.clone(), id }
    }

    /// Every state from now on, the present one first.
    pub(crate) async fn follow(&self, mut tell: impl FnMut(Vec<Upload>)) {
        let mut states = self.all.subscribe_reset();
        while let Some(all) = states.next().await {
            tell(all.into_iter().map(|(_, upload)| upload).collect());
        }
    }
}

impl Moving {
    /// So many bytes have gone out.
    pub fn sent(&self, bytes: u64) {
        self.uploads.all.update(|all| {
            for (_, upload) in all.iter_mut().filter(|(id, _)| *id == self.id) {
                upload.sent = bytes.min(upload.total);
            }
        });
    }
}

impl Drop for Moving {
    fn drop(&mut self) {
        self.uploads.all.update(|all| all.retain(|(id, _)| *id != self.id));
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn an_upload_is_there_from_its_beginning_to_its_end() {
        let uploads = Uploads::default();
        let mut seen = Vec::new();
        let first = uploads.begin(100);
        let second = uploads.begin(7);
        first.sent(40);
        second.sent(9);
        assert!(uploads.follow(|all| seen.push(all)).now_or_never().is_none(), "it goes on");
        assert_eq!(seen, [vec![Upload { total: 100, sent: 40 }, Upload { total: 7, sent: 7 }]]);
        drop(first);
        let mut left = Vec::new();
        let _ = uploads.follow(|all| left = all).now_or_never();
        assert_eq!(left, [Upload { total: 7, sent: 7 }]);
    }
}
