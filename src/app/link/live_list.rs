//! A list of the engine's, as signals: one for the order of the keys, one for each row.
//!
//! A change to one row writes only that row's signal; views of the order do not run. So a row on screen
//! must read its signal, never a value it was built from.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use leptos::prelude::*;
use protocol::{Batch, Diff, Failure, Keyed, diff::OutOfRange};
use send_wrapper::SendWrapper;

/// What a row of a [`LiveList`] must be able to do: everything the wire's rows can.
pub trait Row: Keyed<Key: Send + Sync + 'static> + Clone + PartialEq + Send + Sync + 'static {}
impl<R: Keyed<Key: Send + Sync + 'static> + Clone + PartialEq + Send + Sync + 'static> Row for R {}

/// A list that follows the engine's. Clones show the same list.
pub struct LiveList<R: Row> {
    inner: Arc<Inner<R>>,
}

type Before = SendWrapper<Arc<dyn Fn()>>;
type After<R> = SendWrapper<Arc<dyn Fn(&[<R as Keyed>::Key])>>;

struct Inner<R: Row> {
    order: ArcRwSignal<Arc<Vec<R::Key>>>,
    rows: Mutex<HashMap<R::Key, ArcRwSignal<R>>>,
    ready: ArcRwSignal<bool>,
    failure: ArcRwSignal<Option<Failure>>,
    hooks: Mutex<Hooks<R>>,
}

struct Hooks<R: Row> {
    next: usize,
    before: Vec<(usize, Before)>,
    after: Vec<(usize, After<R>)>,
}

impl<R: Row> Clone for LiveList<R> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<R: Row> Default for LiveList<R> {
    fn default() -> Self {
        Self {
            inner: Arc::new(Inner {
                order: ArcRwSignal::new(Arc::default()),
                rows: Mutex::default(),
                ready: ArcRwSignal::new(false),
                failure: ArcRwSignal::new(None),
                hooks: Mutex::new(Hooks { next: 0, before: Vec::new(), after: Vec::new() }),
            }),
        }
    }
}

/// A panic while a guard was held has already ended the page; what the lock holds is read on as it is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<R: Row> LiveList<R> {
    /// A list that is there already, for tests and the gallery.
    pub fn from_vec(rows: Vec<R>) -> Self {
        let list = Self::default();
        // A `Reset` has no index that could be out of range.
        let _ = list.apply(vec![Diff::Reset { values: rows }]);
        list
    }

    /// The keys in order. Tells of inserts, removals and moves, not of changes inside a row.
    pub fn order(&self) -> Signal<Arc<Vec<R::Key>>> {
        let order = self.inner.order.clone();
        Signal::derive(move || order.get())
    }

    /// The signal of one row, if the key is in the list. Not tracked: a row's signal lives as long as its key.
    pub fn row(&self, key: &R::Key) -> Option<ArcRwSignal<R>> {
        lock(&self.inner.rows).get(key).cloned()
    }

    /// How many rows there are; tracked.
    pub fn len(&self) -> usize {
        self.inner.order.with(|order| order.len())
    }

    /// Whether there are none; tracked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the first answer has come. Before it, an empty list means "not yet known".
    pub fn ready(&self) -> Signal<bool> {
        let ready = self.inner.ready.clone();
        Signal::derive(move || ready.get())
    }

    /// Why the list will not change any more, once the engine has closed it.
    pub fn failure(&self) -> Signal<Option<Failure>> {
        let failure = self.inner.failure.clone();
        Signal::derive(move || failure.get())
    }

    /// Calls `hook` right before each batch is applied, until the current owner is cleaned up.
    pub fn before(&self, hook: impl Fn() + 'static) {
        let mut hooks = lock(&self.inner.hooks);
        let id = hooks.next;
        hooks.next += 1;
        hooks.before.push((id, SendWrapper::new(Arc::new(hook))));
        drop(hooks);
        let list = self.clone();
        on_cleanup(move || lock(&list.inner.hooks).before.retain(|(other, _)| *other != id));
    }

    /// Calls `hook` right after each batch is applied, with the keys that were new at the list's end, until
    /// the current owner is cleaned up. The signals are written then; the DOM follows in the microtasks
    /// after it, so measure in an animation frame, which still comes before the paint.
    pub fn after(&self, hook: impl Fn(&[R::Key]) + 'static) {
        let mut hooks = lock(&self.inner.hooks);
        let id = hooks.next;
        hooks.next += 1;
        hooks.after.push((id, SendWrapper::new(Arc::new(hook))));
        drop(hooks);
        let list = self.clone();
        on_cleanup(move || lock(&list.inner.hooks).after.retain(|(other, _)| *other != id));
    }

    /// Applies a batch.
    ///
    /// # Errors
    /// [`OutOfRange`] when the two ends have lost each other. The list may then be half changed: subscribe
    /// anew, which begins with a `Reset`.
    pub fn apply(&self, batch: Batch<R>) -> Result<(), OutOfRange> {
        let before: Vec<Before> =
            lock(&self.inner.hooks).before.iter().map(|(_, hook)| hook.clone()).collect();
        before.iter().for_each(|hook| hook());

        let reset = matches!(batch.first(), Some(Diff::Reset { .. }));
        let mut pass = Pass { rows: lock(&self.inner.rows), gone: HashSet::new(), fresh: HashSet::new() };
        let mut written = Vec::new();
        let (result, moved, appended) = {
            let mut guard = self.inner.order.write_untracked();
            let keys = Arc::make_mut(&mut guard);
            let mut moved = false;
            let mut result = Ok(());
            for diff in batch {
                match pass.one(diff, keys, &mut written) {
                    Ok(changed) => moved |= changed,
                    Err(error) => {
                        result = Err(error);
                        break;
                    }
                }
            }
            let fresh = &pass.fresh;
            let first = keys.iter().rposition(|key| !fresh.contains(key)).map_or(0, |index| index + 1);
            (result, moved, keys.get(first..).map(<[_]>::to_vec).unwrap_or_default())
        };
        for key in &pass.gone {
            pass.rows.remove(key);
        }
        drop(pass);
        for (signal, value) in written {
            if signal.with_untracked(|old| *old != value) {
                signal.set(value);
            }
        }
        if moved {
            self.inner.order.notify();
        }
        if reset && !self.inner.ready.get_untracked() {
            self.inner.ready.set(true);
        }
        if self.inner.failure.with_untracked(Option::is_some) {
            self.inner.failure.set(None);
        }

        let after: Vec<After<R>> =
            lock(&self.inner.hooks).after.iter().map(|(_, hook)| hook.clone()).collect();
        after.iter().for_each(|hook| hook(&appended));
        result
    }

    /// Whether the engine has closed it.
    pub(super) fn is_closed(&self) -> bool {
        self.inner.failure.with_untracked(Option::is_some)
    }

    /// The engine will not change the list any more.
    pub(super) fn close(&self, failure: Failure) {
        self.inner.failure.set(Some(failure));
    }

    /// All rows in order, as values; for tests and for one-off reads. Not tracked.
    pub fn snapshot(&self) -> Vec<R> {
        let rows = lock(&self.inner.rows);
        self.inner.order.with_untracked(|order| {
            order.iter().filter_map(|key| rows.get(key).map(ArcRwSignal::get_untracked)).collect()
        })
    }
}

/// One batch on its way in. Rows leave only at the end, since a move is a removal and an insert of one key.
struct Pass<'a, R: Row> {
    rows: MutexGuard<'a, HashMap<R::Key, ArcRwSignal<R>>>,
    gone: HashSet<R::Key>,
    fresh: HashSet<R::Key>,
}

type Written<R> = Vec<(ArcRwSignal<R>, R)>;

impl<R: Row> Pass<'_, R>
where
    R::Key: Hash,
{
    /// Makes one change; says whether the order is another one now.
    fn one(
        &mut self,
        diff: Diff<R>,
        keys: &mut Vec<R::Key>,
        written: &mut Written<R>,
    ) -> Result<bool, OutOfRange> {
        match diff {
            Diff::Append { values } => {
                let any = !values.is_empty();
                for value in values {
                    let key = self.put(value, written);
                    keys.push(key);
                }
                Ok(any)
            }
            Diff::Clear => {
                let any = !keys.is_empty();
                self.gone.extend(keys.drain(..));
                Ok(any)
            }
            Diff::PushFront { value } => self.insert(0, value, keys, written),
            Diff::PushBack { value } => self.insert(keys.len(), value, keys, written),
            Diff::Insert { index, value } => self.insert(index as usize, value, keys, written),
            Diff::PopFront => self.remove(0, keys),
            Diff::PopBack => self.remove(keys.len().checked_sub(1).ok_or(OutOfRange)?, keys),
            Diff::Remove { index } => self.remove(index as usize, keys),
            Diff::Set { index, value } => {
                let slot = keys.get_mut(index as usize).ok_or(OutOfRange)?;
                let same = *slot == value.key();
                if !same {
                    self.gone.insert(std::mem::replace(slot, value.key()));
                }
                self.put(value, written);
                Ok(!same)
            }
            Diff::Truncate { length } => {
                let any = keys.len() > length as usize;
                if any {
                    self.gone.extend(keys.drain(length as usize..));
                }
                Ok(any)
            }
            Diff::Reset { values } => {
                let old = std::mem::take(keys);
                self.gone.extend(old.iter().cloned());
                for value in values {
                    let key = self.put(value, written);
                    keys.push(key);
                }
                Ok(old != *keys)
            }
        }
    }

    fn insert(
        &mut self,
        index: usize,
        value: R,
        keys: &mut Vec<R::Key>,
        written: &mut Written<R>,
    ) -> Result<bool, OutOfRange> {
        if index > keys.len() {
            return Err(OutOfRange);
        }
        let key = self.put(value, written);
        keys.insert(index, key);
        Ok(true)
    }

    fn remove(&mut self, index: usize, keys: &mut Vec<R::Key>) -> Result<bool, OutOfRange> {
        if index >= keys.len() {
            return Err(OutOfRange);
        }
        self.gone.insert(keys.remove(index));
        Ok(true)
    }

    fn put(&mut self, value: R, written: &mut Written<R>) -> R::Key {
        let key = value.key();
        self.gone.remove(&key);
        match self.rows.get(&key) {
            Some(signal) => written.push((signal.clone(), value)),
            None => {
                self.rows.insert(key.clone(), ArcRwSignal::new(value));
                self.fresh.insert(key.clone());
            }
        }
        key
    }
}
