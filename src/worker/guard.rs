//! Web Locks: one engine has the stores, and a newer one takes over without two ever having them.
//!
//! An engine opens its stores only while it holds [`STORES`]. One that finds it held asks the holder, over
//! a broadcast channel, to retire: the holder stops sync, brings its stores to rest, tells its tabs, lets
//! the lock go and ends. The lock is stolen only from a holder that does not answer for a long time.

use std::{cell::RefCell, rc::Rc, time::Duration};

use engine::Host;
use futures_util::future::{Either, select};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::{js, port};

/// The lock that guards the stores.
const STORES: &str = "protium-stores";
/// Where engines speak to each other.
const CHANNEL: &str = "protium-engines";
/// How often the holder is asked again, and after how many unanswered times the lock is taken from it.
const ASK_EVERY: Duration = Duration::from_millis(700);
const ASKS_UNANSWERED: u32 = 20;

#[wasm_bindgen]
extern "C" {
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
}

fn locks() -> Option<Locks> {
    let locks = Reflect::get(&js::global("navigator"), &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}

/// A lock that is held, or asked for: dropping it lets it go.
struct Held {
    release: Rc<RefCell<Option<Function>>>,
}

impl Held {
    fn release(&self) {
        if let Some(release) = self.release.borrow_mut().take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for a lock; the promise resolves when it is granted.
fn ask(name: &str, steal: bool) -> Option<(Promise, Held)> {
    let locks = locks()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &"steal".into(), &steal.into());
    let release = Rc::new(RefCell::new(None));
    let held = Held { release: release.clone() };
    let name = name.to_owned();
    let granted = Promise::new(&mut |resolve, reject| {
        let release = release.clone();
        let on_granted = Closure::once_into_js(move |_lock: JsValue| -> Promise {
            let _ = resolve.call0(&JsValue::UNDEFINED);
            Promise::new(&mut |resolve, _| *release.borrow_mut() = Some(resolve))
        });
        match locks.request(&name, &options, on_granted.unchecked_ref()) {
            // Rejects when the lock is stolen; by then this engine has nothing more to say.
            Ok(ended) => drop(ended.catch(&Closure::once(|_| {}))),
            Err(error) => drop(reject.call1(&JsValue::UNDEFINED, &error)),
        }
    });
    Some((granted, held))
}

/// Holds a lock of this worker's own for its whole life: tabs watch it, and so notice a worker that was
/// killed without last words.
pub(crate) fn hold_life() {
    let name = format!("life:{}", js::global("name").as_string().unwrap_or_default());
    if let Some((granted, held)) = ask(&name, false) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(granted).await;
            // Never released: the browser does it when the worker is gone.
            std::mem::forget(held);
        });
    }
}

/// Waits until nobody holds the lock; `false` where the browser has no locks.
pub(crate) async fn wait_for(name: &str) -> bool {
    let Some((granted, held)) = ask(name, false) else { return false };
    let free = JsFuture::from(granted).await.is_ok();
    held.release();
    free
}

/// Waits until the stores are this engine's alone, and lets them go when a newer engine asks.
pub(crate) async fn hold_stores(host: Host) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let Some((granted, held)) = ask(STORES, false) else { return };
    let mut granted = JsFuture::from(granted);
    let mut held = held;
    let mut asks = 0;
    loop {
        let rest = std::pin::pin!(js::sleep(if asks == 0 { Duration::from_millis(30) } else { ASK_EVERY }));
        match select(granted, rest).await {
            Either::Left(_) => break,
            // Nobody has to go for an engine that no tab uses yet.
            Either::Right(((), waiting)) if !port::is_used() => granted = waiting,
            Either::Right(((), waiting)) if asks < ASKS_UNANSWERED => {
                asks += 1;
                let _ = channel.post_message(&js::build().into());
                granted = waiting;
            }
            Either::Right(_) => {
                tracing::warn!("the engine before this one does not answer; its lock is taken");
                let Some((taken, stolen)) = ask(STORES, true) else { return };
                held = stolen;
                let _ = JsFuture::from(taken).await;
                break;
            }
        }
    }
    tracing::info!(asks, "the stores are this engine's");
    retire_when_asked(host, &channel, held);
}

fn retire_when_asked(host: Host, channel: &BroadcastChannel, held: Held) {
    let held = Rc::new(held);
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let newer = event.data().as_string().unwrap_or_default();
        let (host, held) = (host.clone(), held.clone());
        wasm_bindgen_futures::spawn_local(async move {
            tracing::info!(newer, "another engine asks for the stores");
            host.retire(&newer).await;
            held.release();
            // The frames to the tabs are on their way; what is left of the SDK ends with the worker.
            js::sleep(Duration::from_millis(50)).await;
            js::close();
        });
    });
    channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}
