//! From a stream of changes to acknowledged updates on one tab's wire.
//!
//! At most one update of a subscription is on its way. While it is, further changes are folded: a list
//! keeps its pending diffs until they would cost more than the list itself, then it will send a `Reset`
//! from its mirror; a value keeps only the newest. A storm of changes so becomes a few updates by itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use matrix_sdk_common::{SendOutsideWasm, SyncOutsideWasm};
use protocol::{Batch, Diff, Keyed};

use crate::minimise::apply_minimised;

/// More pending diffs than this are forgotten for a `Reset`.
const PENDING_LIMIT: usize = 512;

/// Where a subscription's bodies go, with their sequence number.
pub(crate) trait Outlet: SendOutsideWasm + SyncOutsideWasm {
    /// Posts one update, and bytes beside it.
    fn update(&self, seq: u32, body: Vec<u8>, attachments: Vec<Vec<u8>>);
}

/// What a tab's `Ack` reaches.
pub(crate) trait Acknowledge: SendOutsideWasm + SyncOutsideWasm {
    /// The update with this number was applied.
    fn ack(&self, seq: u32);
}

/// The window of one: which number is next, and whether one is on its way.
#[derive(Default)]
pub(crate) struct Window {
    next: u32,
    in_flight: bool,
}

impl Window {
    /// The next number, now on its way.
    pub(crate) fn take(&mut self) -> u32 {
        let seq = self.next;
        self.next = self.next.wrapping_add(1);
        self.in_flight = true;
        seq
    }

    /// Whether the number is the one on its way.
    pub(crate) fn close(&mut self, seq: u32) -> bool {
        let ours = self.in_flight && seq.wrapping_add(1) == self.next;
        if ours {
            self.in_flight = false;
        }
        ours
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(not(target_family = "wasm"))]
type Envelope<T> = dyn Fn(Batch<T>) -> Vec<u8> + Send + Sync;
#[cfg(target_family = "wasm")]
type Envelope<T> = dyn Fn(Batch<T>) -> Vec<u8>;

/// Publishes a list.
pub(crate) struct ListSink<T> {
    state: Arc<Mutex<ListState<T>>>,
    outlet: Arc<dyn Outlet>,
    envelope: Arc<Envelope<T>>,
}

struct ListState<T> {
    mirror: Vec<T>,
    pending: Batch<T>,
    /// The other end needs a `Reset`: it has nothing yet, or too much was missed.
    behind: bool,
    /// Something outside the list changed that the envelope carries.
    touched: bool,
    started: bool,
    window: Window,
}

impl<T> Clone for ListSink<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), outlet: self.outlet.clone(), envelope: self.envelope.clone() }
    }
}

impl<T> ListSink<T>
where
    T: Keyed + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
{
    /// A sink whose bodies are made by `envelope` from each batch.
    pub(crate) fn new(
        outlet: Arc<dyn Outlet>,
        envelope: impl Fn(Batch<T>) -> Vec<u8> + SendOutsideWasm + SyncOutsideWasm + 'static,
    ) -> Self {
        let state = ListState {
            mirror: Vec::new(),
            pending: Vec::new(),
            behind: true,
            touched: false,
            started: false,
            window: Window::default(),
        };
        Self { state: Arc::new(Mutex::new(state)), outlet, envelope: Arc::new(envelope) }
    }

    /// Replaces the whole list.
    pub(crate) fn reset(&self, values: Vec<T>) {
        let mut state = lock(&self.state);
        if state.started && state.mirror == values {
            return;
        }
        state.mirror = values;
        state.pending.clear();
        state.behind = true;
        state.started = true;
        self.flush(&mut state);
    }

    /// Changes the list.
    pub(crate) fn push(&self, batch: Batch<T>) {
        let mut state = lock(&self.state);
        state.started = true;
        let needed = apply_minimised(&mut state.mirror, batch);
        if state.behind || needed.is_empty() {
            // A `Reset` will carry it, or there is nothing to carry.
        } else if matches!(needed.first(), Some(Diff::Reset { .. })) {
            state.pending.clear();
            state.behind = true;
        } else {
            state.pending.extend(needed);
            let limit = PENDING_LIMIT.min(2 * state.mirror.len() + 16);
            if state.pending.len() > limit {
                state.pending.clear();
                state.behind = true;
            }
        }
        self.flush(&mut state);
    }

    /// The last items of the list, so many at most.
    pub(crate) fn last(&self, most: usize) -> Vec<T> {
        let state = lock(&self.state);
        state.mirror[state.mirror.len().saturating_sub(most)..].to_vec()
    }

    /// Sends an update even without a change of the list: the envelope has something new.
    pub(crate) fn touch(&self) {
        let mut state = lock(&self.state);
        state.touched = true;
        self.flush(&mut state);
    }

    fn flush(&self, state: &mut ListState<T>) {
        if state.window.in_flight || !state.started {
            return;
        }
        let batch = if std::mem::take(&mut state.behind) {
            vec![Diff::Reset { values: state.mirror.clone() }]
        } else if !state.pending.is_empty() || state.touched {
            std::mem::take(&mut state.pending)
        } else {
            return;
        };
        state.touched = false;
        let seq = state.window.take();
        self.outlet.update(seq, (self.envelope)(batch), Vec::new());
    }
}

impl<T> Acknowledge for ListSink<T>
where
    T: Keyed + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
{
    fn ack(&self, seq: u32) {
        let mut state = lock(&self.state);
        if state.window.close(seq) {
            self.flush(&mut state);
        }
    }
}

/// Publishes a value: the newest wins, equal ones are not sent.
pub(crate) struct ValueSink<T> {
    state: Arc<Mutex<ValueState<T>>>,
    outlet: Arc<dyn Outlet>,
}

struct ValueState<T> {
    sent: Option<T>,
    pending: Option<T>,
    window: Window,
}

impl<T> Clone for ValueSink<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), outlet: self.outlet.clone() }
    }
}

impl<T> ValueSink<T>
where
    T: serde::Serialize + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
{
    /// A sink without a value yet.
    pub(crate) fn new(outlet: Arc<dyn Outlet>) -> Self {
        let state = ValueState { sent: None, pending: None, window: Window::default() };
        Self { state: Arc::new(Mutex::new(state)), outlet }
    }

    /// The value is now this.
    pub(crate) fn set(&self, value: T) {
        let mut state = lock(&self.state);
        state.pending = Some(value);
        self.flush(&mut state);
    }

    fn flush(&self, state: &mut ValueState<T>) {
        if state.window.in_flight {
            return;
        }
        let Some(value) = state.pending.take() else { return };
        if state.sent.as_ref() == Some(&value) {
            return;
        }
        let seq = state.window.take();
        self.outlet.update(seq, protocol::codec::encode(&value), Vec::new());
        state.sent = Some(value);
    }
}

impl<T> Acknowledge for ValueSink<T>
where
    T: serde::Serialize + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
{
    fn ack(&self, seq: u32) {
        let mut state = lock(&self.state);
        if state.window.close(seq) {
            self.flush(&mut state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Seen(Mutex<Vec<(u32, Vec<u8>)>>);
    impl Outlet for Seen {
        fn update(&self, seq: u32, body: Vec<u8>, _attachments: Vec<Vec<u8>>) {
            lock(&self.0).push((seq, body));
        }
    }
    impl Seen {
        fn batches(&self) -> Vec<(u32, Batch<Row>)> {
            lock(&self.0).iter().map(|(seq, body)| (*seq, protocol::codec::decode(body).unwrap())).collect()
        }
    }

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Row(u32);
    impl Keyed for Row {
        type Key = u32;
        fn key(&self) -> u32 {
            self.0
        }
    }

    fn list() -> (Arc<Seen>, ListSink<Row>) {
        let seen = Arc::new(Seen::default());
        (seen.clone(), ListSink::new(seen, |batch: Batch<Row>| protocol::codec::encode(&batch)))
    }

    #[test]
    fn the_first_update_is_a_reset_and_one_is_on_its_way() {
        let (seen, sink) = list();
        sink.push(vec![Diff::PushBack { value: Row(1) }]);
        sink.push(vec![Diff::PushBack { value: Row(2) }]);
        sink.push(vec![Diff::PushBack { value: Row(3) }]);
        assert_eq!(seen.batches(), vec![(0, vec![Diff::Reset { values: vec![Row(1)] }])]);
        sink.ack(0);
        let second = vec![Diff::Insert { index: 1, value: Row(2) }, Diff::Insert { index: 2, value: Row(3) }];
        assert_eq!(seen.batches()[1], (1, second));
        sink.ack(1);
        assert_eq!(seen.batches().len(), 2, "nothing pending, nothing sent");
    }

    #[test]
    fn a_storm_ends_in_one_reset() {
        let (seen, sink) = list();
        sink.reset(vec![]);
        for n in 0..2_000 {
            sink.push(vec![Diff::PushFront { value: Row(n) }]);
        }
        sink.ack(0);
        let batches = seen.batches();
        assert_eq!(batches.len(), 2);
        assert!(matches!(&batches[1].1[..], [Diff::Reset { values }] if values.len() == 2_000));
    }

    #[test]
    fn a_strange_ack_is_ignored() {
        let (seen, sink) = list();
        sink.reset(vec![]);
        sink.push(vec![Diff::PushBack { value: Row(1) }]);
        sink.ack(7);
        assert_eq!(seen.batches().len(), 1);
    }

    #[test]
    fn a_value_sends_only_the_newest_and_only_what_changed() {
        let seen = Arc::new(Seen::default());
        let sink = ValueSink::new(seen.clone());
        for value in [1u32, 2, 3] {
            sink.set(value);
        }
        sink.ack(0);
        sink.ack(1);
        sink.set(3);
        let sent: Vec<u32> =
            lock(&seen.0).iter().map(|(_, body)| protocol::codec::decode(body).unwrap()).collect();
        assert_eq!(sent, vec![1, 3]);
    }
}
