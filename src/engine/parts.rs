//! A file's parts to one tab: the next goes out when the one before was taken.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use protocol::{codec, media::FilePart};
use tokio::sync::Semaphore;

use crate::publish::{Acknowledge, Outlet, Window};

/// Publishes parts. Clones are the same sink.
#[derive(Clone)]
pub(crate) struct PartSink {
    window: Arc<Mutex<Window>>,
    /// Has a permit as long as no part is on its way.
    turn: Arc<Semaphore>,
    outlet: Arc<dyn Outlet>,
}

impl PartSink {
    /// A sink that has sent nothing.
    pub(crate) fn new(outlet: Arc<dyn Outlet>) -> Self {
        Self { window: Arc::default(), turn: Arc::new(Semaphore::new(1)), outlet }
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a part would go out at once.
    pub(crate) async fn free(&self) {
        // Closed by nobody; what is acquired is given back.
        drop(self.turn.acquire().await);
    }

    /// Sends a part, once the one before was taken. The bytes are moved.
    pub(crate) async fn send(&self, part: FilePart, bytes: Option<Vec<u8>>) {
        // Closed by nobody.
        let Ok(turn) = self.turn.acquire().await else { return };
        turn.forget();
        let seq = self.window().take();
        self.outlet.update(seq, codec::encode(&part), bytes.into_iter().collect());
    }
}

impl Acknowledge for PartSink {
    fn ack(&self, seq: u32) {
        if self.window().close(seq) {
            self.turn.add_permits(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt as _;

    use super::*;

    #[derive(Default)]
    struct Seen(Mutex<Vec<(u32, usize)>>);

    impl Outlet for Seen {
        fn update(&self, seq: u32, _body: Vec<u8>, attachments: Vec<Vec<u8>>) {
            let bytes = attachments.iter().map(Vec::len).sum();
            self.0.lock().expect("no test panics here").push((seq, bytes));
        }
    }

    #[test]
    fn one_part_is_on_its_way_at_most() {
        let seen = Arc::new(Seen::default());
        let sink = PartSink::new(seen.clone());
        let sent = |wanted: &[(u32, usize)]| assert_eq!(*seen.0.lock().expect("no test panics here"), wanted);
        assert!(sink.send(FilePart::Bytes, Some(vec![0; 7])).now_or_never().is_some());
        let mut second = pin!(sink.send(FilePart::Bytes, Some(vec![0; 8])));
        assert!(second.as_mut().now_or_never().is_none());
        assert!(sink.free().now_or_never().is_none());
        sink.ack(4);
        assert!(second.as_mut().now_or_never().is_none(), "a strange word changes nothing");
        sent(&[(0, 7)]);
        sink.ack(0);
        sink.ack(0);
        assert!(second.as_mut().now_or_never().is_some());
        sent(&[(0, 7), (1, 8)]);
        assert!(sink.send(FilePart::End, None).now_or_never().is_none(), "said twice is said once");
    }
}
