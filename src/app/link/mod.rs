//! The interface's end of the wire, and the only place that knows there is one.
//!
//! Commands are futures that cancel when dropped; topics are lists and values that belong to the current
//! reactive owner. When the engine dies, a new one is started and every topic begins anew with a whole
//! value, which is the ordinary way it begins.

mod avatar;
mod coming;
mod core;
mod fake;
mod kept;
mod listeners;
mod live_list;
mod live_value;
mod media;
mod mime;
mod paging;
mod pixels;
mod port;
mod preview;
mod quote;
mod ranges;
mod requests;
mod subscriptions;
#[cfg(test)]
mod tests;
mod ticket;
mod transport;

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{
    Batch, Command, Failure, FailureKind, Topic,
    codec::Sealed,
    ids::RoomId,
    media::{MediaSource, MediaWanted},
    room_list::{RoomList, RoomListTuning, RoomRow},
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;

use self::{core::Core, kept::Entry};
pub use self::{
    fake::FakeEngine,
    live_list::{LiveList, Row},
    live_value::LiveValue,
    paging::Paging,
    ticket::new_ticket,
};

type Shared = SendWrapper<Core>;

/// The road to the engine. Clones are the same road.
#[derive(Clone)]
pub struct Link {
    shared: Arc<Shared>,
}

/// What has become of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineLife {
    /// Not there yet.
    Starting,
    /// There.
    Ready,
    /// It died; the next one is on its way.
    Restarting,
    /// Another build has taken over; this page must be reloaded.
    Stale,
    /// Another tab has taken the engine over, where only one can work at a time.
    Elsewhere,
    /// It cannot be started, or died three times in a minute. Holds the end of its log.
    Stopped {
        /// The log's end; no message texts, names, keys or tokens.
        log: String,
    },
}

/// A picture or file on its way to the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaUrl {
    /// On its way.
    Loading,
    /// An object URL, good as long as the owner that asked for it.
    Ready(String),
    /// A film that can be played before all of it is here: the address to play it from, and the object URL once all of
    /// it is here.
    Early {
        /// To play it from.
        play: String,
        /// To save it from.
        whole: Option<String>,
    },
    /// A picture of too many pixels to be shown. Its object URL is for saving it.
    TooLarge(String),
    /// It did not come.
    Failed,
}

impl MediaUrl {
    /// The address to save it from.
    pub fn to_save(&self) -> Option<&str> {
        match self {
            Self::Ready(url) | Self::TooLarge(url) => Some(url),
            Self::Early { whole, .. } => whole.as_deref(),
            Self::Loading | Self::Failed => None,
        }
    }

    /// The address to play it from.
    pub fn to_play(&self) -> Option<&str> {
        match self {
            Self::Ready(url) | Self::Early { play: url, .. } => Some(url),
            Self::TooLarge(_) | Self::Loading | Self::Failed => None,
        }
    }
}

/// A file on its way in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileUrl {
    /// Where it is.
    pub url: Signal<MediaUrl>,
    /// How much of it is here, from 0 to 1, where that is known.
    pub came: Signal<Option<f64>>,
}

/// The link of this page.
///
/// # Panics
/// Outside the tree that `boot` mounts: a mistake in the program, not a state it can be in.
pub fn use_link() -> Link {
    expect_context::<Link>()
}

impl Link {
    /// A link through the browser, to the engine's worker. It opens with [`Link::start`].
    pub fn browser() -> Self {
        Self::with(Box::new(port::BrowserOpener::default()))
    }

    /// A link to an engine that a test plays.
    pub fn fake() -> (Self, FakeEngine) {
        fake::pair()
    }

    fn with(opener: Box<dyn transport::Opener>) -> Self {
        let shared = Arc::new(SendWrapper::new(Core::new(opener)));
        shared.know_yourself(Arc::downgrade(&shared));
        Self { shared }
    }

    /// Starts the engine, if it was not started yet. What was asked before is asked now.
    pub fn start(&self) {
        self.shared.start();
    }

    /// Starts another engine after [`EngineLife::Stopped`], with a room left out of everything if one is
    /// named: the way out of a crash loop that a room's content causes.
    pub fn restart(&self, without_room: Option<RoomId>) {
        self.shared.restart(without_room, false);
    }

    /// Starts an engine here and ends the one in another tab, where only one can work at a time.
    pub fn take_over(&self) {
        self.shared.restart(None, true);
    }

    /// Asks. The frame is posted at once; dropping the future before it is done cancels, as far as the
    /// command's own description says.
    ///
    /// # Errors
    /// The engine's [`Failure`]; `Internal` if the engine died and the command cannot be repeated, `Cancelled` if
    /// there is no engine that would answer.
    pub fn request<C: Command>(
        &self,
        command: C,
    ) -> impl Future<Output = Result<C::Reply, Failure>> + 'static + use<C> {
        self.request_with(command, Vec::new())
    }

    /// Asks, with files: `BlobRef(n)` in the command is `blobs[n]`.
    ///
    /// # Errors
    /// As [`Link::request`].
    pub fn request_with<C: Command>(
        &self,
        command: C,
        blobs: Vec<web_sys::Blob>,
    ) -> impl Future<Output = Result<C::Reply, Failure>> + 'static + use<C> {
        let asking = self.shared.ask(command.seal(), blobs);
        async move {
            let raw = asking.await?;
            protocol::codec::decode::<C::Reply>(&raw.body).map_err(|_| FailureKind::Internal.into())
        }
    }

    /// Asks for bytes: the reply, and what came beside it, as it is numbered in the reply.
    ///
    /// # Errors
    /// As [`Link::request`].
    pub fn request_bytes<C: Command>(
        &self,
        command: C,
    ) -> impl Future<Output = Result<(C::Reply, Vec<js_sys::ArrayBuffer>), Failure>> + 'static + use<C> {
        let asking = self.shared.ask(command.seal(), Vec::new());
        async move {
            let raw = asking.await?;
            let reply = protocol::codec::decode::<C::Reply>(&raw.body).map_err(|_| FailureKind::Internal)?;
            let bytes = raw.attachments.iter().flat_map(js_sys::Array::iter);
            Ok((reply, bytes.filter_map(|bytes| bytes.dyn_into().ok()).collect()))
        }
    }

    /// Runs a future in the background: the one place of the interface that does. It goes on after the
    /// component is gone, so read signals with `try_` in its tail.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.shared.spawn(Box::pin(future));
    }

    /// A list that follows a topic until the current owner is cleaned up.
    pub fn list<R, T>(&self, topic: T) -> LiveList<R>
    where
        R: Row + serde::de::DeserializeOwned,
        T: Topic<Body = Batch<R>> + Clone + 'static,
    {
        let list = LiveList::default();
        self.listen(listeners::list(topic, list.clone()));
        list
    }

    /// As [`Self::list`], but it goes on following when it is not shown any more, as long as it is among the topics
    /// asked for last.
    pub fn kept_list<R, T>(&self, topic: T) -> LiveList<R>
    where
        R: Row + serde::de::DeserializeOwned,
        T: Topic<Body = Batch<R>> + Clone + 'static,
    {
        self.kept(
            topic.seal(),
            |list: &LiveList<R>| list.is_closed(),
            |list| listeners::list(topic, list.clone()),
        )
    }

    /// As [`Self::value`], and kept as [`Self::kept_list`] is.
    pub fn kept_value<T>(&self, topic: T) -> LiveValue<T::Body>
    where
        T: Topic<Body: Clone + PartialEq + Send + Sync> + Clone + 'static,
    {
        self.kept(
            topic.seal(),
            |value: &LiveValue<T::Body>| value.is_closed(),
            |value| listeners::value(topic, value.clone()),
        )
    }

    fn kept<L: Default + Clone + 'static>(
        &self,
        topic: Sealed,
        is_closed: impl Fn(&L) -> bool,
        listener: impl FnOnce(&L) -> std::rc::Rc<dyn subscriptions::Listener>,
    ) -> L {
        let before = self.shared.kept.borrow_mut().take(&topic);
        let (entry, live) = match before.map(|entry| (entry.live.downcast_ref::<L>().cloned(), entry)) {
            Some((Some(live), entry)) if !is_closed(&live) => (entry, live),
            other => {
                if let Some((_, entry)) = other {
                    self.shared.unsubscribe(entry.handle);
                }
                let live = L::default();
                let handle = self.shared.subscribe(listener(&live));
                (Entry::new(topic, handle, Box::new(live.clone())), live)
            }
        };
        entry.show();
        let gone = self.shared.kept.borrow_mut().put(entry);
        if let Some(gone) = gone {
            self.shared.unsubscribe(gone.handle);
        }
        live
    }

    /// The list of rooms under a tuning, which is sent on by itself when it changes, and whether the
    /// server's list has been loaded. Until the current owner is cleaned up.
    pub fn room_list(&self, tuning: Signal<RoomListTuning>) -> (LiveList<RoomRow>, ReadSignal<bool>) {
        let list = LiveList::default();
        let (loaded, set_loaded) = signal(false);
        let current = Arc::new(std::sync::Mutex::new(RoomList { tuning: tuning.get_untracked() }));
        let listener = listeners::room_list(Arc::clone(&current), list.clone(), set_loaded);
        let handle = self.listen(listener);
        let link = self.clone();
        Effect::new(move |before: Option<RoomListTuning>| {
            let now = tuning.get();
            let changed = {
                let mut topic = current.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let changed = topic.tuning != now;
                topic.tuning = now.clone();
                changed
            };
            if changed || before.as_ref().is_some_and(|before| *before != now) {
                link.shared.tune(handle, protocol::frame::Tuning::RoomList(now.clone()));
            }
            now
        });
        (list, loaded)
    }

    /// A value that follows a topic until the current owner is cleaned up.
    pub fn value<T>(&self, topic: T) -> LiveValue<T::Body>
    where
        T: Topic<Body: Clone + PartialEq + Send + Sync> + Clone + 'static,
    {
        let value = LiveValue::default();
        self.listen(listeners::value(topic, value.clone()));
        value
    }

    /// A picture or file as an object URL, until the current owner is cleaned up. Asked for once, however
    /// many want it; kept a while for the next one.
    pub fn media(&self, wanted: MediaWanted) -> Signal<MediaUrl> {
        media::open(&self.shared, wanted)
    }

    /// A file as an object URL, as [`Self::media`], fetched in parts: a large one is never in anybody's memory. One that
    /// nobody waits for any more is not fetched further.
    pub fn file(&self, source: MediaSource) -> FileUrl {
        media::open_file(&self.shared, source, false)
    }

    /// A film, as [`Self::file`], that can be played before all of it is here where that is possible.
    pub fn film(&self, source: MediaSource) -> FileUrl {
        media::open_file(&self.shared, source, true)
    }

    /// What has become of the engine.
    pub fn engine(&self) -> Signal<EngineLife> {
        let life = self.shared.life();
        Signal::derive(move || life.get())
    }

    /// Tells the engine which room the person looks at.
    pub fn set_focus(&self, room: Option<RoomId>) {
        self.shared.set_focus(room);
    }

    /// The room the person looked at when the engine stopped.
    pub fn stopped_in(&self) -> Option<RoomId> {
        self.shared.stopped_in()
    }

    /// Waits until there is an engine.
    pub fn until_ready(&self) -> impl Future<Output = ()> + 'static + use<> {
        self.shared.until_ready()
    }

    /// Lets go of all that stays for the next time it is shown: the account has signed out, and nothing of it may be
    /// there for another.
    pub fn forget_session(&self) {
        self.shared.forget_session();
    }

    fn listen(&self, listener: std::rc::Rc<dyn subscriptions::Listener>) -> subscriptions::Handle {
        let handle = self.shared.subscribe(listener);
        let shared = SendWrapper::new(Arc::clone(&self.shared));
        on_cleanup(move || shared.unsubscribe(handle));
        handle
    }
}
