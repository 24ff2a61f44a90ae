//! A worker of our own that answers one question at a time. It starts with the first question, and is ended when it takes
//! too long for one.

use std::{cell::Cell, rc::Rc};

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{meta, timer};

/// How long an answer takes as a rule, in milliseconds.
const PATIENCE_MS: u32 = 2_000;
/// How long the worker's files may take.
const START_MS: u32 = 30_000;

/// A worker, running or not.
pub struct Asked {
    /// The `<meta>` that has its address.
    address: &'static str,
    running: Option<Running>,
}

/// What came of asking.
pub enum Answer {
    /// What it said.
    Said(JsValue),
    /// It took too long, and was ended.
    TooLate,
    /// There is no worker to be had now.
    Gone,
}

struct Running {
    worker: Worker,
    /// Who waits for the next message.
    waiting: Rc<Cell<Option<oneshot::Sender<JsValue>>>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl Asked {
    /// The worker whose address is in a `<meta>` of this name.
    pub const fn new(address: &'static str) -> Self {
        Self { address, running: None }
    }

    /// Asks, and reads what is said; there is nothing in it where that takes too long. `None` where there is no worker to
    /// be had now, where what it says cannot be read, and natively.
    pub async fn read<T: Default>(
        &mut self,
        question: impl FnOnce() -> Array,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Option<T> {
        match self.ask(question, PATIENCE_MS).await {
            Answer::Said(said) => read(&said),
            Answer::TooLate => Some(T::default()),
            Answer::Gone => None,
        }
    }

    /// Asks; the answer may take so many milliseconds. Natively there is nobody.
    pub async fn ask(&mut self, question: impl FnOnce() -> Array, patience_ms: u32) -> Answer {
        if cfg!(not(target_arch = "wasm32")) {
            return Answer::Gone;
        }
        let running = match self.running.take() {
            Some(running) => running,
            None => match Running::start(self.address).await {
                Some(running) => running,
                None => return Answer::Gone,
            },
        };
        let answer = running.wait();
        if running.worker.post_message(&question()).is_err() {
            return Answer::Gone;
        }
        let answer = within(answer, patience_ms).await;
        // Otherwise it ends by being dropped.
        if matches!(answer, Answer::Said(_)) {
            self.running = Some(running);
        }
        answer
    }
}

async fn within(message: oneshot::Receiver<JsValue>, patience_ms: u32) -> Answer {
    match select(message, Box::pin(timer::sleep(patience_ms))).await {
        Either::Left((message, _)) => message.map_or(Answer::Gone, Answer::Said),
        Either::Right(_) => Answer::TooLate,
    }
}

impl Running {
    /// Starts a worker; none if its files do not come.
    async fn start(address: &str) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&meta(address)?, &options).ok()?;
        let waiting = Rc::new(Cell::new(None::<oneshot::Sender<JsValue>>));
        let told = Rc::clone(&waiting);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(waiting) = told.take() {
                let _ = waiting.send(event.data());
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let failed = Rc::clone(&waiting);
        // Who waits hears of it by losing the sender.
        let on_error = Closure::<dyn Fn(Event)>::new(move |_: Event| drop(failed.take()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let running = Self { worker, waiting, _on_message: on_message, _on_error: on_error };
        // Its first message says that it is ready.
        matches!(within(running.wait(), START_MS).await, Answer::Said(_)).then_some(running)
    }

    fn wait(&self) -> oneshot::Receiver<JsValue> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.set(Some(sender));
        receiver
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
