//! Tasks that end with their owner.

use std::future::Future;

use matrix_sdk_common::{
    SendOutsideWasm,
    executor::{AbortHandle, spawn},
};

/// A running task; dropping it ends it.
#[must_use = "dropping a task ends it"]
pub(crate) struct Task(AbortHandle);

impl Task {
    /// Starts a task.
    pub(crate) fn start(future: impl Future<Output = ()> + SendOutsideWasm + 'static) -> Self {
        Self(spawn(future).abort_handle())
    }

    /// Starts a task that nobody owns: work that must come to its end even when its asker is gone, such
    /// as queueing a message.
    pub(crate) fn detached(future: impl Future<Output = ()> + SendOutsideWasm + 'static) {
        drop(spawn(future));
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
