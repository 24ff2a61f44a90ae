//! The state of the link: what was asked, what is listened to, and how the engine is doing.
//!
//! No borrow of the state is held while a listener runs or a frame is posted: both may come back here.

use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
    sync::Weak,
    task::{Context, Poll},
};

use futures_channel::oneshot;
use leptos::prelude::*;
use protocol::{
    Failure, FailureKind, PROTOCOL_VERSION, RequestId, SealedToEngine, TabId, ToTab,
    codec::{Sealed, decode},
    frame::Tuning,
    ids::RoomId,
};
use web_sys::Blob;

use super::{
    EngineLife, Shared,
    kept::{Entry, Kept},
    media::{self, MediaCache},
    preview::Previews,
    requests::{Answer, Attachments, Raw, Requests},
    subscriptions::{Applied, Handle, Incoming, Listener, Subscriptions},
    transport::{Opener, Transport},
};

/// Deaths of the engine within this many milliseconds are one crash loop …
const LOOP_MS: f64 = 60_000.0;
/// … when there are so many.
const LOOP_DEATHS: usize = 3;

/// How a tab introduces itself.
#[derive(Debug, Clone)]
pub(super) struct Introduction {
    pub(super) build: String,
    pub(super) tab: TabId,
}

pub(super) struct Core {
    myself: RefCell<Weak<Shared>>,
    opener: Box<dyn Opener>,
    life: ArcRwSignal<EngineLife>,
    started: Cell<bool>,
    /// Counts the engine's lives, so that late words of a dead one are told apart.
    generation: Cell<u32>,
    transport: RefCell<Option<Rc<dyn Transport>>>,
    requests: RefCell<Requests>,
    subscriptions: RefCell<Subscriptions>,
    deaths: RefCell<Vec<f64>>,
    visible: Cell<bool>,
    focus: RefCell<Option<RoomId>>,
    /// What the person looked at when the engine stopped.
    stopped_in: RefCell<Option<RoomId>>,
    /// Who waits for an engine.
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
    without_room: RefCell<Option<RoomId>>,
    pub(super) media: RefCell<MediaCache>,
    pub(super) kept: RefCell<Kept>,
    pub(super) previews: RefCell<Previews>,
}

impl Core {
    pub(super) fn new(opener: Box<dyn Opener>) -> Self {
        Self {
            myself: RefCell::new(Weak::new()),
            opener,
            life: ArcRwSignal::new(EngineLife::Starting),
            started: Cell::new(false),
            generation: Cell::new(0),
            transport: RefCell::default(),
            requests: RefCell::default(),
            subscriptions: RefCell::default(),
            deaths: RefCell::default(),
            visible: Cell::new(true),
            focus: RefCell::default(),
            stopped_in: RefCell::default(),
            waiting: RefCell::default(),
            without_room: RefCell::default(),
            media: RefCell::default(),
            kept: RefCell::default(),
            previews: RefCell::default(),
        }
    }

    pub(super) fn know_yourself(&self, myself: Weak<Shared>) {
        *self.myself.borrow_mut() = myself;
    }

    pub(super) fn life(&self) -> ArcRwSignal<EngineLife> {
        self.life.clone()
    }

    pub(super) fn spawn(&self, future: Pin<Box<dyn Future<Output = ()>>>) {
        self.opener.spawn(future);
    }

    pub(super) fn start(&self) {
        if !self.started.replace(true) {
            self.open();
        }
    }

    pub(super) fn restart(&self, without_room: Option<RoomId>, take_over: bool) {
        *self.without_room.borrow_mut() = without_room;
        self.stopped_in.take();
        self.deaths.borrow_mut().clear();
        self.leave();
        self.transport.borrow_mut().take();
        self.opener.shut(true);
        self.opener.take_over(take_over);
        self.requests.borrow_mut().engine_died();
        self.life.set(EngineLife::Restarting);
        self.started.set(true);
        self.open();
    }

    fn open(&self) {
        self.transport.borrow_mut().take();
        self.generation.set(self.generation.get().wrapping_add(1));
        let myself = self.myself.borrow().clone();
        self.opener.open(myself, self.generation.get());
    }

    /// A road is open: introduces the tab, and gives the engine everything that is wanted of it.
    pub(super) fn opened(&self, life: u32, transport: Rc<dyn Transport>, tab: Introduction) {
        if life != self.generation.get() {
            return;
        }
        // Nobody sees what the engine before may have died of.
        let unseen = self.kept.borrow_mut().take_unseen();
        self.unsubscribe_all(unseen);
        let visible = self.visible.get();
        transport.post(
            &SealedToEngine::Hello {
                protocol: PROTOCOL_VERSION,
                build: tab.build,
                tab: tab.tab,
                visible,
                without_room: self.without_room.borrow().clone(),
            },
            &[],
        );
        let focused_room = self.focus.borrow().clone();
        if focused_room.is_some() {
            transport.post(&SealedToEngine::Presence { visible, focused_room }, &[]);
        }
        *self.transport.borrow_mut() = Some(Rc::clone(&transport));
        let subscriptions = self.subscriptions.borrow_mut().renew_all();
        for (sub, topic) in subscriptions {
            transport.post(&SealedToEngine::Subscribe { sub, topic }, &[]);
        }
        self.post_questions();
    }

    fn post(&self, frame: &SealedToEngine) {
        let transport = self.transport.borrow().clone();
        if let Some(transport) = transport {
            transport.post(frame, &[]);
        }
    }

    fn post_questions(&self) {
        let Some(transport) = self.transport.borrow().clone() else { return };
        let questions = self.requests.borrow_mut().take_unposted();
        for (id, command, blobs) in questions {
            transport.post(&SealedToEngine::Request { id, command }, &blobs);
        }
    }

    pub(super) fn ask(&self, command: Sealed, blobs: Vec<Blob>) -> Asking {
        let (id, answer) = self.requests.borrow_mut().open(command, blobs);
        if matches!(
            self.life.get_untracked(),
            EngineLife::Stale | EngineLife::Elsewhere | EngineLife::Stopped { .. }
        ) {
            self.requests.borrow_mut().fail_all();
        } else {
            self.post_questions();
        }
        Asking { core: self.myself.borrow().clone(), id, answer, answered: false }
    }

    fn cancel(&self, id: RequestId) {
        if self.requests.borrow_mut().cancel(id) {
            self.post(&SealedToEngine::Cancel { id });
        }
    }

    pub(super) fn subscribe(&self, listener: Rc<dyn Listener>) -> Handle {
        let topic = listener.topic();
        let (handle, sub) = self.subscriptions.borrow_mut().open(listener);
        self.post(&SealedToEngine::Subscribe { sub, topic });
        handle
    }

    pub(super) fn unsubscribe(&self, handle: Handle) {
        let closed = self.subscriptions.borrow_mut().close(handle);
        if let Some(sub) = closed {
            self.post(&SealedToEngine::Unsubscribe { sub });
        }
    }

    fn unsubscribe_all(&self, entries: Vec<Entry>) {
        for entry in entries {
            self.unsubscribe(entry.handle);
        }
    }

    /// The account has signed out.
    pub(super) fn forget_session(&self) {
        let kept = self.kept.take();
        self.unsubscribe_all(kept.into_entries());
        let urls = self.media.take().into_urls();
        media::revoke(urls);
        self.previews.take();
    }

    pub(super) fn tune(&self, handle: Handle, tuning: Tuning) {
        let name = self.subscriptions.borrow().name(handle);
        if let Some(sub) = name {
            self.post(&SealedToEngine::Tune { sub, tuning });
        }
    }

    fn renew(&self, handle: Handle) {
        let renewed = self.subscriptions.borrow_mut().renew(handle);
        if let Some((old, sub, topic)) = renewed {
            leptos::logging::warn!("{} lost its thread and begins anew", topic.name());
            self.post(&SealedToEngine::Unsubscribe { sub: old });
            self.post(&SealedToEngine::Subscribe { sub, topic });
        }
    }

    pub(super) fn set_focus(&self, room: Option<RoomId>) {
        if *self.focus.borrow() != room {
            *self.focus.borrow_mut() = room;
            self.post_presence();
        }
    }

    pub(super) fn stopped_in(&self) -> Option<RoomId> {
        self.stopped_in.borrow().clone()
    }

    /// Resolves when there is an engine.
    pub(super) fn until_ready(&self) -> impl Future<Output = ()> + 'static + use<> {
        let waiting = (self.life.get_untracked() != EngineLife::Ready).then(|| {
            let (sender, receiver) = oneshot::channel();
            self.waiting.borrow_mut().push(sender);
            receiver
        });
        async move {
            if let Some(waiting) = waiting {
                let _ = waiting.await;
            }
        }
    }

    /// The tab came to the front, or went from it.
    pub(super) fn set_visible(&self, visible: bool) {
        if self.visible.replace(visible) == visible {
            return;
        }
        self.post_presence();
        if visible {
            let waiting = self.subscriptions.borrow_mut().take_unacknowledged();
            for (sub, seq) in waiting {
                self.post(&SealedToEngine::Ack { sub, seq });
            }
        }
    }

    fn post_presence(&self) {
        let focused_room = self.focus.borrow().clone();
        self.post(&SealedToEngine::Presence { visible: self.visible.get(), focused_room });
    }

    /// The page goes away.
    pub(super) fn leave(&self) {
        self.post(&SealedToEngine::Bye);
    }

    /// A frame came.
    pub(super) fn receive(&self, life: u32, head: &[u8], attachments: Attachments) {
        if life != self.generation.get() {
            return;
        }
        let Ok(frame) = decode::<ToTab>(head) else {
            self.died(life, "a frame of the engine does not decode".to_owned());
            return;
        };
        match frame {
            ToTab::Welcome { .. } => {
                self.life.set(EngineLife::Ready);
                for waiting in self.waiting.take() {
                    let _ = waiting.send(());
                }
                self.opener.welcomed(self.myself.borrow().clone(), life);
            }
            ToTab::Stale { engine_build } => {
                self.transport.borrow_mut().take();
                let same = self.opener.build().is_some_and(|build| build == engine_build);
                self.life.set(if same { EngineLife::Elsewhere } else { EngineLife::Stale });
                self.opener.shut(false);
                self.requests.borrow_mut().fail_all();
            }
            ToTab::Reply { id, result } => {
                let answer: Answer = result.map(|body| Raw { body, attachments });
                self.requests.borrow_mut().answer(id, answer);
            }
            ToTab::Update { sub, seq, body } => {
                let incoming = self.subscriptions.borrow_mut().incoming(sub, seq);
                match incoming {
                    Incoming::Stray => {}
                    Incoming::Gap(handle) => self.renew(handle),
                    Incoming::Apply(handle, listener) => match listener.update_with(&body, attachments) {
                        Applied::Broken => self.renew(handle),
                        Applied::Whole => {
                            let visible = self.visible.get();
                            if self.subscriptions.borrow_mut().applied(handle, seq, visible) {
                                self.post(&SealedToEngine::Ack { sub, seq });
                            }
                        }
                    },
                }
            }
            ToTab::Closed { sub, failure } => {
                let listener = self.subscriptions.borrow_mut().closed(sub);
                if let Some(listener) = listener {
                    listener.closed(failure);
                }
            }
            ToTab::Ended => self.begin_anew(life),
            ToTab::Fatal { incident, log } => self.died(life, format!("{log}\nincident {incident}")),
        }
    }

    /// The engine is gone, or cannot be reached. The next one is started, unless this one was the third
    /// within a minute.
    pub(super) fn died(&self, life: u32, log: String) {
        let retired = matches!(self.life.get_untracked(), EngineLife::Stale | EngineLife::Elsewhere);
        if life != self.generation.get() || retired {
            return;
        }
        self.transport.borrow_mut().take();
        self.opener.shut(true);
        let now = self.opener.now();
        let deaths = {
            let mut deaths = self.deaths.borrow_mut();
            deaths.retain(|then| now - then < LOOP_MS);
            deaths.push(now);
            deaths.len()
        };
        if deaths >= LOOP_DEATHS {
            self.generation.set(self.generation.get().wrapping_add(1));
            self.stopped_in.replace(self.focus.borrow().clone());
            self.life.set(EngineLife::Stopped { log });
            self.requests.borrow_mut().fail_all();
            return;
        }
        leptos::logging::warn!("the engine died and is started again: {log}");
        self.open_another(EngineLife::Restarting);
    }

    /// The engine has ended as it was meant to: the next one is started, and that is no fault.
    fn begin_anew(&self, life: u32) {
        if life == self.generation.get() {
            self.opener.shut(true);
            self.open_another(EngineLife::Starting);
        }
    }

    fn open_another(&self, life: EngineLife) {
        self.requests.borrow_mut().engine_died();
        self.life.set(life);
        self.open();
    }

    /// Another tab has the engine, and only one can.
    pub(super) fn elsewhere(&self, life: u32) {
        if life == self.generation.get() {
            self.life.set(EngineLife::Elsewhere);
            self.requests.borrow_mut().fail_all();
        }
    }

    /// Starting is of no use: says why and waits for the person.
    pub(super) fn stopped(&self, life: u32, log: String) {
        if life == self.generation.get() {
            self.transport.borrow_mut().take();
            self.life.set(EngineLife::Stopped { log });
            self.requests.borrow_mut().fail_all();
        }
    }
}

/// A question on its way; dropping it cancels.
pub(super) struct Asking {
    core: Weak<Shared>,
    id: RequestId,
    answer: oneshot::Receiver<Answer>,
    answered: bool,
}

impl Future for Asking {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        Pin::new(&mut self.answer).poll(context).map(|answer| {
            self.answered = true;
            answer.unwrap_or_else(|_| Err(Failure::new(FailureKind::Cancelled)))
        })
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        if !self.answered
            && let Some(core) = self.core.upgrade()
        {
            core.cancel(self.id);
        }
    }
}
