//! What the link needs of a road to an engine; `port.rs` is the browser's, `fake.rs` that of tests.

use protocol::ToEngine;
use web_sys::Blob;

/// A road to one engine, for one life of it.
pub(super) trait Transport {
    /// Posts a frame, with files beside it.
    fn post(&self, frame: &ToEngine, blobs: &[Blob]);
}

/// Opens roads.
pub(super) trait Opener {
    /// Begins to open a road; what comes of it is told to the core by [`super::Core`]'s own methods.
    fn open(&self, core: std::sync::Weak<super::Shared>, life: u32);
    /// Ends the road that was opened last, with the worker if it belongs to this tab alone.
    fn shut(&self);
    /// Runs a future in the background.
    fn spawn(&self, future: std::pin::Pin<Box<dyn Future<Output = ()>>>);
    /// Milliseconds of a clock that never goes back.
    fn now(&self) -> f64;
}
