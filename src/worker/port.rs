//! A tab's port: frames in, frames out, and noticing the tab's death.

use std::{cell::Cell, rc::Rc, sync::Arc};

use engine::{
    Host, TabKey,
    platform::{ReadBlob, TabPort},
};
use js_sys::{Array, Function, Uint8Array};
use protocol::{TabId, ToEngine, codec};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

use crate::{blob::TabBlob, guard, js, panic};

/// What a page says to a worker that `boot.js` has started for it and that it does not use: the engine has another
/// name by now.
const UNWANTED: &str = "unwanted";

thread_local! {
    static GREETED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a tab uses this engine, or has used it.
pub(crate) fn is_used() -> bool {
    GREETED.get()
}

#[wasm_bindgen]
extern "C" {
    /// A `MessagePort`, or the scope of a dedicated worker: both post and both listen.
    #[derive(Clone)]
    pub(crate) type Port;
    #[wasm_bindgen(method, js_name = postMessage, catch)]
    fn post_message(this: &Port, message: &JsValue, transfer: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_onmessage(this: &Port, listener: &Function);
}

impl Port {
    /// Posts a frame; the buffers are moved.
    pub(crate) fn post_frame(&self, head: &[u8], attachments: Vec<Vec<u8>>) {
        let head = Uint8Array::from(head);
        let message = Array::of1(&head);
        let transfer = Array::of1(&head.buffer());
        for bytes in attachments {
            let buffer = Uint8Array::from(bytes.as_slice()).buffer();
            message.push(&buffer);
            transfer.push(&buffer);
        }
        if let Err(error) = self.post_message(&message, &transfer) {
            tracing::error!(error = js::message_of(&error), "a frame was not posted");
        }
    }
}

struct Wire(Port);

impl TabPort for Wire {
    fn post(&self, head: Vec<u8>, attachments: Vec<Vec<u8>>) {
        self.0.post_frame(&head, attachments);
    }
}

/// Connects a tab to the host: first the messages that came early, then all others as they come.
pub(crate) fn adopt(host: Host, port: Port, early: Array) {
    panic::remember(&port);
    let tab = host.connect(Arc::new(Wire(port.clone())));
    let greeted = Rc::new(Cell::new(false));
    let receive = move |data: JsValue| receive(&host, tab, &data, &greeted);
    for data in early.iter() {
        receive(data);
    }
    let listener = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        receive(event.data())
    });
    port.set_onmessage(listener.as_ref().unchecked_ref());
    // It lives as long as its port, which lives as long as the worker or its tab.
    listener.forget();
}

fn receive(host: &Host, tab: TabKey, data: &JsValue, greeted: &Cell<bool>) {
    let Some(frame) = data.dyn_ref::<Array>() else {
        if data.as_string().as_deref() == Some(UNWANTED) && !is_used() {
            js::close();
        }
        return;
    };
    let Ok(head) = frame.get(0).dyn_into::<Uint8Array>() else { return };
    let head = head.to_vec();
    let blobs: Vec<Arc<dyn ReadBlob>> = frame
        .iter()
        .skip(1)
        .filter_map(|blob| blob.dyn_into::<web_sys::Blob>().ok())
        .map(|blob| Arc::new(TabBlob(blob)) as Arc<dyn ReadBlob>)
        .collect();
    if !greeted.get()
        && let Ok(ToEngine::Hello { tab: id, .. }) = codec::decode::<ToEngine>(&head)
    {
        greeted.set(true);
        GREETED.set(true);
        watch_death(host.clone(), tab, &id);
    }
    host.receive(tab, &head, blobs);
}

/// The tab holds a lock of its own name while it lives: whoever gets the lock knows that it is dead.
fn watch_death(host: Host, tab: TabKey, id: &TabId) {
    let name = id.to_string();
    wasm_bindgen_futures::spawn_local(async move {
        if guard::wait_for(&name).await {
            tracing::info!(?tab, "a tab is gone");
            host.disconnect(tab);
        }
    });
}
