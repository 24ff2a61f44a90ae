//! The worker that finds keywords, strings and the like in code (`public/highlight-worker.js`). It starts with the first
//! question, and is ended when it takes too long for one.

use std::{cell::Cell, rc::Rc};

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{meta, timer};

/// How long an answer may take, in milliseconds.
const PATIENCE_MS: u32 = 2_000;
/// How long the worker's files may take.
const START_MS: u32 = 30_000;

/// What code is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// How long each token is, in UTF-16 units.
    pub lengths: Vec<u32>,
    /// The kind of each, as a letter.
    pub letters: String,
}

/// Asks the worker, one question at a time.
#[derive(Default)]
pub struct Highlighter(Option<Running>);

struct Running {
    worker: Worker,
    /// Who waits for the next message.
    waiting: Rc<Cell<Option<oneshot::Sender<JsValue>>>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl Highlighter {
    /// What code is made of; no tokens where the worker does not know the language or takes too long. `None` where there
    /// is no worker to be had now, and natively.
    pub async fn tokens(&mut self, language: &str, code: &str) -> Option<Tokens> {
        if cfg!(not(target_arch = "wasm32")) {
            return None;
        }
        let running = match self.0.take() {
            Some(running) => running,
            None => Running::start().await?,
        };
        let answer = running.wait();
        running.worker.post_message(&Array::of2(&language.into(), &code.into())).ok()?;
        match within(answer, PATIENCE_MS).await {
            Heard::Message(message) => {
                let tokens = read(&message)?;
                self.0 = Some(running);
                Some(tokens)
            }
            // It ends by being dropped.
            Heard::TooLate => Some(Tokens::default()),
            Heard::Gone => None,
        }
    }
}

/// What came of waiting.
enum Heard {
    Message(JsValue),
    TooLate,
    Gone,
}

async fn within(message: oneshot::Receiver<JsValue>, patience_ms: u32) -> Heard {
    match select(message, Box::pin(timer::sleep(patience_ms))).await {
        Either::Left((message, _)) => message.map_or(Heard::Gone, Heard::Message),
        Either::Right(_) => Heard::TooLate,
    }
}

impl Running {
    /// Starts a worker; none if its files do not come.
    async fn start() -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&meta("protium-highlight")?, &options).ok()?;
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
        matches!(within(running.wait(), START_MS).await, Heard::Message(_)).then_some(running)
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

fn read(message: &JsValue) -> Option<Tokens> {
    let parts = message.dyn_ref::<Array>()?;
    let lengths = parts.get(0).dyn_into::<Uint32Array>().ok()?.to_vec();
    Some(Tokens { lengths, letters: parts.get(1).as_string()? })
}
