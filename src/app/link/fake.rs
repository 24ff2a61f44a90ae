//! An engine that a test plays: it sees the frames, and answers when and what it likes.

use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
    sync::Weak,
    task::{Context, Waker},
};

use protocol::{
    AnyCommand, Command, Failure, RequestId, SealedToEngine, SubId, TabId, ToEngine, ToTab,
    codec::{decode, encode},
};
use web_sys::Blob;

use super::{
    Link, Shared,
    core::Introduction,
    transport::{Opener, Transport},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Default)]
struct Stage {
    frames: RefCell<Vec<ToEngine>>,
    tasks: RefCell<Vec<Task>>,
    opened: Cell<u32>,
    now: Cell<f64>,
}

/// The test's hand on the other end.
pub struct FakeEngine {
    stage: Rc<Stage>,
    link: Link,
}

struct FakeOpener(Rc<Stage>);

struct FakeTransport(Rc<Stage>);

impl Transport for FakeTransport {
    fn post(&self, frame: &SealedToEngine, _blobs: &[Blob]) {
        let frame = decode(&encode(frame)).expect("a frame that the engine can read");
        self.0.frames.borrow_mut().push(frame);
    }
}

impl Opener for FakeOpener {
    fn open(&self, _core: Weak<Shared>, life: u32) {
        self.0.opened.set(life);
    }

    fn welcomed(&self, _core: Weak<Shared>, _life: u32) {}

    fn shut(&self, _another: bool) {}

    fn take_over(&self, _take_over: bool) {}

    fn build(&self) -> Option<String> {
        Some("test".to_owned())
    }

    fn spawn(&self, future: Task) {
        self.0.tasks.borrow_mut().push(future);
    }

    fn now(&self) -> f64 {
        self.0.now.get()
    }
}

pub(super) fn pair() -> (Link, FakeEngine) {
    let stage = Rc::new(Stage::default());
    let link = Link::with(Box::new(FakeOpener(Rc::clone(&stage))));
    link.start();
    let engine = FakeEngine { stage, link: link.clone() };
    engine.come_up();
    (link, engine)
}

impl FakeEngine {
    /// The worker that was asked for last is there now.
    pub fn come_up(&self) {
        let transport = Rc::new(FakeTransport(Rc::clone(&self.stage)));
        let tab = Introduction { build: "test".to_owned(), tab: TabId::from("tab") };
        self.link.shared.opened(self.stage.opened.get(), transport, tab);
        self.say(&ToTab::Welcome { engine_build: "test".to_owned() });
    }

    /// The frames that came since the last look.
    pub fn frames(&self) -> Vec<ToEngine> {
        std::mem::take(&mut self.stage.frames.borrow_mut())
    }

    /// The requests that came since the last look, of the commands that `pick` takes.
    pub fn requests<C>(&self, pick: impl Fn(AnyCommand) -> Option<C>) -> Vec<(RequestId, C)> {
        let request = |frame| match frame {
            ToEngine::Request { id, command } => Some((id, pick(command)?)),
            _ => None,
        };
        self.frames().into_iter().filter_map(request).collect()
    }

    /// Says something.
    pub fn say(&self, frame: &ToTab) {
        self.link.shared.receive(self.stage.opened.get(), &encode(frame), None);
        self.settle();
    }

    /// Answers a request of command `C`.
    pub fn answer<C: Command>(&self, id: RequestId, reply: Result<&C::Reply, Failure>) {
        self.say(&ToTab::Reply { id, result: reply.map(encode) });
    }

    /// Sends an update.
    pub fn update<B: serde::Serialize>(&self, sub: SubId, seq: u32, body: &B) {
        self.say(&ToTab::Update { sub, seq, body: encode(body) });
    }

    /// Lets time pass.
    pub fn wait(&self, milliseconds: f64) {
        self.stage.now.set(self.stage.now.get() + milliseconds);
    }

    /// Shows the tab or hides it.
    pub fn set_visible(&self, visible: bool) {
        self.link.shared.set_visible(visible);
    }

    /// Runs what was spawned until nothing moves any more.
    pub fn settle(&self) {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            let mut tasks = std::mem::take(&mut *self.stage.tasks.borrow_mut());
            let before = tasks.len();
            tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            let rest = tasks.len();
            let mut queue = self.stage.tasks.borrow_mut();
            let fresh = queue.len();
            tasks.append(&mut queue);
            *queue = tasks;
            if rest == before && fresh == 0 {
                return;
            }
        }
    }

    /// How often a worker was asked for.
    pub fn lives(&self) -> u32 {
        self.stage.opened.get()
    }
}
