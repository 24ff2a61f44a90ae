//! Films under addresses of our own, which the service worker answers with what this page gives it (`public/sw.js`).

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Blob, Event, MessageChannel, MessageEvent, MessagePort, ServiceWorker, ServiceWorkerContainer,
};

use super::{timer, window};

/// Where the addresses are, relative to the page.
const PLACE: &str = "./media-stream/";
/// How long the service worker may take to say that it does this, in milliseconds.
const PATIENCE: u32 = 500;

type Film = Rc<dyn Fn(Option<String>, Question)>;
type Listening = Closure<dyn Fn(MessageEvent)>;

thread_local! {
    static FILMS: RefCell<HashMap<String, Film>> = RefCell::default();
    static LISTENING: RefCell<Option<Listening>> = const { RefCell::new(None) };
}

/// A film that has an address as long as this lives.
pub struct Address {
    id: String,
}

/// Somebody waits for bytes. Dropped, it is said that there are none.
pub struct Question {
    port: MessagePort,
    answered: bool,
}

/// The bytes of an answer.
pub struct Answer<'a> {
    /// The film's type.
    pub mime: &'a str,
    /// The first byte, the one after the last, and how many the film has.
    pub range: (u64, u64, u64),
    /// Whether all of it was asked for.
    pub whole: bool,
    /// They.
    pub bytes: Option<&'a Blob>,
}

pub(super) fn container() -> Option<ServiceWorkerContainer> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    // Not there on a page without TLS.
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    container.is_object().then(|| container.unchecked_into())
}

/// Whether there is a service worker that answers for such addresses: none at the first visit or where the browser is told
/// to have none, and one of a former build does not know of them.
pub async fn is_served() -> bool {
    let Some(worker) = container().and_then(|container| container.controller()) else { return false };
    let Some(answer) = ask(&worker) else { return false };
    let (said, late) = (std::pin::pin!(answer), std::pin::pin!(timer::sleep(PATIENCE)));
    matches!(futures_util::future::select(said, late).await, futures_util::future::Either::Left((Ok(()), _)))
}

fn ask(worker: &ServiceWorker) -> Option<futures_channel::oneshot::Receiver<()>> {
    let channel = MessageChannel::new().ok()?;
    let (sender, receiver) = futures_channel::oneshot::channel();
    let port = channel.port1();
    let answered = Closure::once_into_js(move |_: Event| {
        let _ = sender.send(());
    });
    port.set_onmessage(Some(answered.unchecked_ref()));
    let port = channel.port2();
    worker.post_message_with_transferable(&"films".into(), &Array::of1(&port)).ok()?;
    Some(receiver)
}

impl Address {
    /// Gives a film an address. `on_question` gets the `Range` header of each request for it.
    pub fn new(on_question: impl Fn(Option<String>, Question) + 'static) -> Self {
        listen();
        let id = super::random_hex();
        FILMS.with_borrow_mut(|films| films.insert(id.clone(), Rc::new(on_question)));
        Self { id }
    }

    /// The address.
    pub fn url(&self) -> String {
        format!("{PLACE}{}", self.id)
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // What the closure holds may have an address too, so it goes when the table is free again.
        let gone = FILMS.with_borrow_mut(|films| films.remove(&self.id));
        drop(gone);
    }
}

fn listen() {
    if LISTENING.with_borrow(Option::is_some) {
        return;
    }
    let Some(container) = container() else { return };
    let listener = Listening::new(move |event: MessageEvent| {
        let Ok(port) = event.ports().get(0).dyn_into::<MessagePort>() else { return };
        let said =
            |name: &str| Reflect::get(&event.data(), &name.into()).ok().and_then(|text| text.as_string());
        let question = Question { port, answered: false };
        let film = said("film").and_then(|id| FILMS.with_borrow(|films| films.get(&id).cloned()));
        if let Some(film) = film {
            film(said("range"), question);
        }
    });
    let _ = container.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    LISTENING.set(Some(listener));
}

impl Question {
    /// Answers.
    pub fn answer(mut self, answer: &Answer<'_>) {
        let (from, to, total) = answer.range;
        let said = Object::new();
        let set = |name: &str, value: JsValue| drop(Reflect::set(&said, &name.into(), &value));
        set("type", answer.mime.into());
        set("from", (from as f64).into());
        set("to", (to as f64).into());
        set("total", (total as f64).into());
        set("whole", answer.whole.into());
        set("bytes", answer.bytes.map_or(JsValue::NULL, |bytes| bytes.into()));
        self.answered = self.port.post_message(&said).is_ok();
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        if !self.answered {
            let _ = self.port.post_message(&JsValue::NULL);
        }
    }
}
