//! What the link needs of a road to an engine; `port.rs` is the browser's, `fake.rs` that of tests.

use protocol::SealedToEngine;
use web_sys::Blob;

/// A road to one engine, for one life of it.
pub(super) trait Transport {
    /// Posts a frame, with files beside it.
    fn post(&self, frame: &SealedToEngine, blobs: &[Blob]);
}

/// Opens roads.
pub(super) trait Opener {
    /// Begins to open a road; what comes of it is told to the core by [`super::Core`]'s own methods.
    fn open(&self, core: std::sync::Weak<super::Shared>, life: u32);
    /// The engine has answered: its life is watched from now on.
    fn welcomed(&self, core: std::sync::Weak<super::Shared>, life: u32);
    /// Ends the road that was opened last, with the worker if it belongs to this tab alone. `another`: that
    /// worker is of no use any more, and the next one must not be taken for it.
    fn shut(&self, another: bool);
    /// Whether the next engine ends the one that another tab has, where only one tab can work at a time,
    /// instead of leaving it in peace.
    fn take_over(&self, take_over: bool);
    /// This page's build, once it is known.
    fn build(&self) -> Option<String>;
    /// Runs a future in the background.
    fn spawn(&self, future: std::pin::Pin<Box<dyn Future<Output = ()>>>);
    /// Milliseconds of a clock that never goes back.
    fn now(&self) -> f64;
}
