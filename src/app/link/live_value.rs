//! A value of the engine's, as a signal.

use leptos::prelude::*;
use protocol::Failure;

/// A value that follows the engine's; none until the first answer. Clones show the same value.
pub struct LiveValue<B: Send + Sync + 'static> {
    value: ArcRwSignal<Option<B>>,
    failure: ArcRwSignal<Option<Failure>>,
}

impl<B: Send + Sync + 'static> Clone for LiveValue<B> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), failure: self.failure.clone() }
    }
}

impl<B: Send + Sync + 'static> Default for LiveValue<B> {
    fn default() -> Self {
        Self { value: ArcRwSignal::new(None), failure: ArcRwSignal::new(None) }
    }
}

impl<B: Clone + PartialEq + Send + Sync + 'static> LiveValue<B> {
    /// A value that is there already, for tests and the gallery.
    pub fn from_value(value: B) -> Self {
        Self { value: ArcRwSignal::new(Some(value)), failure: ArcRwSignal::new(None) }
    }

    /// The value, tracked.
    pub fn get(&self) -> Option<B> {
        self.value.get()
    }

    /// The value, not tracked.
    pub fn get_untracked(&self) -> Option<B> {
        self.value.get_untracked()
    }

    /// Looks at the value without cloning it, tracked.
    pub fn with<T>(&self, look: impl FnOnce(Option<&B>) -> T) -> T {
        self.value.with(|value| look(value.as_ref()))
    }

    /// The value as a signal, to hand to components.
    pub fn signal(&self) -> Signal<Option<B>> {
        let value = self.value.clone();
        Signal::derive(move || value.get())
    }

    /// Why the value will not change any more, once the engine has closed it.
    pub fn failure(&self) -> Signal<Option<Failure>> {
        let failure = self.failure.clone();
        Signal::derive(move || failure.get())
    }

    /// Whether the engine has closed it.
    pub(super) fn is_closed(&self) -> bool {
        self.failure.with_untracked(Option::is_some)
    }

    /// Writes what came; an equal value tells nobody.
    pub(super) fn write(&self, value: B) {
        if self.failure.with_untracked(Option::is_some) {
            self.failure.set(None);
        }
        if self.value.with_untracked(|old| old.as_ref() != Some(&value)) {
            self.value.set(Some(value));
        }
    }

    /// The engine will not change the value any more.
    pub(super) fn close(&self, failure: Failure) {
        self.failure.set(Some(failure));
    }
}
