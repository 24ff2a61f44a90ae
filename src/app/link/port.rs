//! The browser's road to the engine: a SharedWorker, or a dedicated Worker where there is none.
//! The only place with `postMessage`.

use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
    sync::Weak,
};

use js_sys::{Array, Function, Reflect, Uint8Array};
use protocol::{SealedToEngine, TabId, codec::encode};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, Event, MessageEvent, MessagePort, SharedWorker, Worker, WorkerOptions, WorkerType};

use super::{
    Shared,
    core::Introduction,
    transport::{Opener, Transport},
};
use crate::platform::{self, prefs};

/// Counts the deaths of shared engines, so that all tabs name the next one alike and none is given to a
/// worker that is about to end.
const GENERATION: &str = "engine-generation";

/// The lock that the engine holds as long as it has the stores.
const STORES: &str = "protium-stores";
/// How often, every 100 ms, a tab looks whether a worker that has spoken holds the lock of its life.
const LIFE_LOOKS: u32 = 100;
/// How long a tab that was just closed may take to let it go, in milliseconds.
const LETTING_GO_MS: f64 = 2_000.0;

/// Opens workers.
#[derive(Default)]
pub(super) struct BrowserOpener {
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    tab: RefCell<Option<TabId>>,
    worker: RefCell<Option<Rc<dyn Workerlike>>>,
    /// Set once a SharedWorker could not be made here.
    dedicated: Cell<bool>,
    watching: Cell<bool>,
    /// Whether to end the engine of another tab.
    take_over: Cell<bool>,
    /// Which shared engine this tab talks to.
    generation: Cell<u32>,
    /// The name of the shared worker.
    name: RefCell<Option<String>>,
}

/// Something to post to, and to end.
trait Workerlike {
    fn post(&self, message: &JsValue, transfer: &JsValue);
    fn end(&self);
}

struct Shareable {
    port: MessagePort,
    _worker: SharedWorker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

struct Dedicated {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl Workerlike for Shareable {
    fn post(&self, message: &JsValue, transfer: &JsValue) {
        let _ = self.port.post_message_with_transferable(message, transfer);
    }

    fn end(&self) {
        // Other tabs may still talk to it; it ends itself when it has said its last words.
        self.port.set_onmessage(None);
        self.port.close();
    }
}

impl Workerlike for Dedicated {
    fn post(&self, message: &JsValue, transfer: &JsValue) {
        let _ = self.worker.post_message_with_transfer(message, transfer);
    }

    fn end(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

struct Road(Rc<dyn Workerlike>);

impl Transport for Road {
    fn post(&self, frame: &SealedToEngine, blobs: &[Blob]) {
        let head = Uint8Array::from(encode(frame).as_slice());
        let transfer = Array::of1(&head.buffer());
        let message = Array::of1(&head);
        for blob in blobs {
            message.push(blob);
        }
        self.0.post(&message, &transfer);
    }
}

/// Where the worker's files are; the build writes them into the page.
struct Files {
    build: String,
    url: String,
}

fn files() -> Option<Files> {
    let build = platform::meta("protium-build").unwrap_or_else(|| "dev".to_owned());
    let names = platform::meta("protium-engine")?;
    let mut names = names.split('|');
    let (js, wasm, loader) = (names.next()?, names.next()?, names.next()?);
    // The loader imports relative to itself, so it is given names relative to the page as absolute ones.
    let absolute = |name: &str| {
        web_sys::Url::new_with_base(name, &platform::base())
            .map_or_else(|_| name.to_owned(), |url| url.href())
    };
    let encode = |name: &str| String::from(js_sys::encode_uri_component(&absolute(name)));
    let url = format!("{}?js={}&wasm={}", absolute(loader), encode(js), encode(wasm));
    Some(Files { build, url })
}

impl Opener for BrowserOpener {
    fn open(&self, core: Weak<Shared>, life: u32) {
        let inner = Rc::clone(&self.inner);
        wasm_bindgen_futures::spawn_local(async move {
            let Some(files) = files() else {
                stop(&core, life, "the page does not name the engine's files");
                return;
            };
            let tab = inner.tab(&core).await;
            let introduction = Introduction { build: files.build.clone(), tab };
            if inner.wants_dedicated() && !inner.take_over.get() && taken().await {
                if let Some(core) = core.upgrade() {
                    core.elsewhere(life);
                }
                return;
            }
            match inner.worker(&files, &core, life) {
                Ok(worker) => {
                    *inner.worker.borrow_mut() = Some(Rc::clone(&worker));
                    if let Some(core) = core.upgrade() {
                        core.opened(life, Rc::new(Road(worker)), introduction);
                    }
                }
                Err(reason) => stop(&core, life, &reason),
            }
        });
    }

    fn welcomed(&self, core: Weak<Shared>, life: u32) {
        let Some(name) = self.inner.name.borrow().clone() else { return };
        let lock = format!("life:{name}");
        wasm_bindgen_futures::spawn_local(async move {
            // Only a lock that is held says anything, and the worker's word may be here before its lock.
            for _ in 0..LIFE_LOOKS {
                if platform::lock_is_held(&lock).await {
                    platform::when_unlocked(&lock).await;
                    if let Some(core) = core.upgrade() {
                        core.died(life, "the worker was ended from outside".to_owned());
                    }
                    return;
                }
                platform::timer::sleep(100).await;
            }
        });
    }

    fn shut(&self, another: bool) {
        if let Some(worker) = self.inner.worker.borrow_mut().take() {
            worker.end();
        }
        if another && self.inner.name.borrow_mut().take().is_some() {
            // All tabs of the dead one come to the same number.
            let next = (self.inner.generation.get() + 1).max(stored_generation());
            prefs::set(GENERATION, &next.to_string());
        }
    }

    fn take_over(&self, take_over: bool) {
        self.inner.take_over.set(take_over);
    }

    fn build(&self) -> Option<String> {
        files().map(|files| files.build)
    }

    fn spawn(&self, future: Pin<Box<dyn Future<Output = ()>>>) {
        wasm_bindgen_futures::spawn_local(future);
    }

    fn now(&self) -> f64 {
        platform::now()
    }
}

fn stored_generation() -> u32 {
    prefs::get(GENERATION).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Whether another tab's engine has the stores and keeps them.
async fn taken() -> bool {
    let until = platform::now() + LETTING_GO_MS;
    while platform::lock_is_held(STORES).await {
        if platform::now() > until {
            return true;
        }
        platform::timer::sleep(100).await;
    }
    false
}

fn stop(core: &Weak<Shared>, life: u32, reason: &str) {
    if let Some(core) = core.upgrade() {
        core.stopped(life, reason.to_owned());
    }
}

impl Inner {
    /// The tab's name, once its Web Lock is held: an engine that finds the lock free takes the tab for dead.
    async fn tab(&self, core: &Weak<Shared>) -> TabId {
        self.watch_page(core);
        if let Some(tab) = self.tab.borrow().clone() {
            return tab;
        }
        let tab = TabId(format!("tab-{}", platform::random_hex()));
        platform::hold_lock(tab.as_str()).await;
        self.tab.borrow_mut().replace(tab.clone());
        tab
    }

    fn watch_page(&self, core: &Weak<Shared>) {
        if self.watching.replace(true) {
            return;
        }
        let shared = core.clone();
        platform::visibility::on_change(move |visible| {
            if let Some(core) = shared.upgrade() {
                core.set_visible(visible);
            }
        });
        if let Some(core) = core.upgrade() {
            core.set_visible(platform::visibility::visible());
        }
        let shared = core.clone();
        platform::on_window("pagehide", move |event| {
            // A page in the back/forward cache lives on; it keeps its lock, so it is not in that cache, but
            // browsers differ.
            let kept = Reflect::get(&event, &"persisted".into()).is_ok_and(|value| value.is_truthy());
            if let (Some(core), false) = (shared.upgrade(), kept) {
                core.leave();
            }
        });
    }

    fn wants_dedicated(&self) -> bool {
        self.dedicated.get()
            || platform::query_parameter("worker").as_deref() == Some("dedicated")
            || !platform::has_global("SharedWorker")
    }

    fn worker(
        self: &Rc<Self>,
        files: &Files,
        core: &Weak<Shared>,
        life: u32,
    ) -> Result<Rc<dyn Workerlike>, String> {
        if !self.wants_dedicated() {
            match self.shareable(files, core, life) {
                Ok(worker) => return Ok(worker),
                Err(_) => self.dedicated.set(true),
            }
        }
        self.name.replace(None);
        self.dedicated_worker(files, core, life)
            .map_err(|error| format!("the browser refuses a worker: {}", platform::message_of(&error)))
    }

    fn shareable(
        self: &Rc<Self>,
        files: &Files,
        core: &Weak<Shared>,
        life: u32,
    ) -> Result<Rc<dyn Workerlike>, JsValue> {
        self.generation.set(stored_generation());
        let name = format!("engine-{}-{}", files.build, self.generation.get());
        self.name.replace(Some(name.clone()));
        let options = options(&name);
        let worker = match early(&name) {
            Some(worker) => worker,
            None => SharedWorker::new_with_worker_options(&files.url, &options)?,
        };
        let port = worker.port();
        let on_message = on_message(core.clone(), life);
        port.set_onmessage(Some(function(&on_message)));
        let inner = Rc::clone(self);
        let shared = core.clone();
        let on_error = Closure::<dyn Fn(Event)>::new(move |_: Event| {
            // The script did not load or does not run as a shared one: the next is a dedicated one.
            inner.dedicated.set(true);
            if let Some(core) = shared.upgrade() {
                core.died(life, "the shared worker could not be started".to_owned());
            }
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Rc::new(Shareable { port, _worker: worker, _on_message: on_message, _on_error: on_error }))
    }

    fn dedicated_worker(
        self: &Rc<Self>,
        files: &Files,
        core: &Weak<Shared>,
        life: u32,
    ) -> Result<Rc<dyn Workerlike>, JsValue> {
        let worker = Worker::new_with_options(&files.url, &options(&format!("engine-{}", files.build)))?;
        let on_message = on_message(core.clone(), life);
        worker.set_onmessage(Some(function(&on_message)));
        let shared = core.clone();
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let reason = Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
            if let Some(core) = shared.upgrade() {
                core.died(life, reason.unwrap_or_else(|| "the worker could not be loaded".to_owned()));
            }
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Rc::new(Dedicated { worker, _on_message: on_message, _on_error: on_error }))
    }
}

/// The worker that `boot.js` has started under this name, once.
fn early(name: &str) -> Option<SharedWorker> {
    let boot = Reflect::get(&js_sys::global(), &"protium".into()).ok()?;
    let engine = Reflect::get(&boot, &"engine".into()).ok().filter(JsValue::is_object)?;
    let _ = Reflect::set(&boot, &"engine".into(), &JsValue::NULL);
    let worker: SharedWorker = Reflect::get(&engine, &"worker".into()).ok()?.unchecked_into();
    if Reflect::get(&engine, &"name".into()).ok()?.as_string()? == name {
        return Some(worker);
    }
    // Another tab's engine died meanwhile: this one is a number behind, and would be one too many.
    let _ = worker.port().post_message(&"unwanted".into());
    None
}

fn options(name: &str) -> WorkerOptions {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    options
}

fn function(closure: &Closure<dyn Fn(MessageEvent)>) -> &Function {
    closure.as_ref().unchecked_ref()
}

fn on_message(core: Weak<Shared>, life: u32) -> Closure<dyn Fn(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        let Some(core) = core.upgrade() else { return };
        let frame = match event.data().dyn_into::<Array>() {
            Ok(frame) => frame,
            // Not a frame but the loader's own word: the engine could not be loaded.
            Err(other) => {
                if let Some(reason) = other.as_string() {
                    core.died(life, reason);
                }
                return;
            }
        };
        let Ok(head) = frame.shift().dyn_into::<Uint8Array>() else { return };
        core.receive(life, &head.to_vec(), Some(frame));
    })
}
