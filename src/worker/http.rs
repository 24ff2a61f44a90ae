//! Puts the engine's HTTP policy under every request of this worker.
//!
//! The SDK's HTTP on wasm calls the global `fetch` and knows neither time-outs nor retries, so the global
//! is replaced. What to do is decided by [`engine::http_policy`]; here is only how a browser does it.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    time::Duration,
};

use engine::{
    http_policy::{RequestShape, memory_may_answer},
    uploads::Uploads,
};
use futures_util::future::{Either, select};
use js_sys::{ArrayBuffer, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::{
    idb, js,
    upload::{self, Parcel, Receipt},
};

/// Where the remembered answers are kept.
const MEMORY: &str = "answers";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Request)]
    #[derive(Clone)]
    type Request;
    #[wasm_bindgen(constructor, js_class = "Request", catch)]
    fn new(of: &JsValue, init: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn url(this: &Request) -> String;
    #[wasm_bindgen(method, getter)]
    fn method(this: &Request) -> String;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Request) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Request) -> JsValue;
    #[wasm_bindgen(method, js_name = clone, catch)]
    fn duplicate(this: &Request) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn blob(this: &Request) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = Response)]
    type Response;
    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(body: &JsValue, init: &JsValue) -> Result<Response, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Response) -> JsValue;
    #[wasm_bindgen(method, js_name = arrayBuffer, catch)]
    fn array_buffer(this: &Response) -> Result<Promise, JsValue>;

    type AbortController;
    #[wasm_bindgen(constructor, js_class = "AbortController")]
    fn new() -> AbortController;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &AbortController) -> JsValue;
    #[wasm_bindgen(method)]
    fn abort(this: &AbortController);
}

/// An answer that was read whole.
#[derive(Clone)]
struct Answer {
    url: String,
    status: u16,
    headers: JsValue,
    body: JsValue,
}

impl Answer {
    fn response(&self) -> Result<JsValue, JsValue> {
        let init = Object::new();
        Reflect::set(&init, &"status".into(), &self.status.into())?;
        Reflect::set(&init, &"headers".into(), &self.headers)?;
        // These statuses may have no body, not even an empty one (Fetch Standard, null body status).
        let body = if matches!(self.status, 204 | 205 | 304) { &JsValue::NULL } else { &self.body };
        let response: Object = JsValue::from(Response::new(body, &init)?).unchecked_into();
        // A made response has no address, and reqwest does not live with that.
        let address = Object::new();
        Reflect::set(&address, &"value".into(), &self.url.as_str().into())?;
        Object::define_property(&response, &"url".into(), &address);
        Ok(response.into())
    }
}

struct Policy {
    fetch: Function,
    /// Remembered answers by address: status and text.
    memory: RefCell<HashMap<String, (u16, String)>>,
    /// Counts how often all was forgotten: an answer to what was asked before that is not remembered.
    forgotten: Cell<u32>,
}

thread_local! {
    static UPLOADS: Uploads = Uploads::default();
}

/// The files on their way.
pub(crate) fn uploads() -> Uploads {
    UPLOADS.with(Clone::clone)
}

/// Replaces the worker's `fetch`.
pub(crate) fn install() {
    let Ok(fetch) = js::global("fetch").dyn_into::<Function>() else { return };
    let policy = Rc::new(Policy { fetch, memory: RefCell::default(), forgotten: Cell::default() });
    let at_start = policy.clone();
    wasm_bindgen_futures::spawn_local(async move { at_start.recall().await });
    let replacement =
        Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |input: JsValue, init: JsValue| {
            let policy = policy.clone();
            future_to_promise(async move { policy.run(Request::new(&input, &init)?).await })
        });
    let _ = Reflect::set(&js_sys::global(), &"fetch".into(), replacement.as_ref());
    replacement.forget();
}

impl Policy {
    async fn run(self: Rc<Self>, request: Request) -> Result<JsValue, JsValue> {
        let url = request.url();
        let method = request.method();
        let (path, query) = split(&url);
        let shape = RequestShape { method: &method, path, query, body: 0 };
        if !path.contains("/_matrix/") {
            return JsFuture::from(self.send(&request.into())?).await;
        }
        if shape.is_remembered() {
            return self.clone().from_memory(request, url.clone()).await;
        }
        let answer = self.tries(&request, &shape).await;
        if shape.forgets() {
            self.forget().await;
        }
        answer
    }

    /// Tries until the policy says enough.
    async fn tries(&self, request: &Request, shape: &RequestShape<'_>) -> Result<JsValue, JsValue> {
        let mut made = 0;
        loop {
            made += 1;
            let answer = if shape.is_upload() {
                Either::Left(send_file(request.duplicate()?, shape).await?)
            } else {
                self.once(request.duplicate()?, shape).await?
            };
            let answer = match answer {
                Either::Left(answer) => answer,
                Either::Right(streamed) => return Ok(streamed),
            };
            match shape.rest(made, Some(answer.status), asked(&answer)) {
                None => return answer.response(),
                Some(rest) => {
                    tracing::info!(path = shape.path, status = answer.status, ?rest, "tried again");
                    js::sleep(rest).await;
                    if aborted(request) {
                        return answer.response();
                    }
                }
            }
        }
    }

    /// One try under its deadline. Media is handed on as it streams in; everything else is read whole, so
    /// that the deadline holds for the body too.
    async fn once(
        &self,
        request: Request,
        shape: &RequestShape<'_>,
    ) -> Result<Either<Answer, JsValue>, JsValue> {
        let url = request.url();
        let controller = AbortController::new();
        let init = Object::new();
        Reflect::set(&init, &"signal".into(), &any(&request.signal(), &controller.signal()))?;
        let sent = JsFuture::from(self.send(&Request::new(&request.into(), &init)?.into())?);
        let whole = !shape.path.contains("/media/") || shape.method != "GET";
        let work = std::pin::pin!(async {
            let response: Response = sent.await?.unchecked_into();
            if !whole && response.status() == 200 {
                return Ok(Either::Right(response.into()));
            }
            let body = JsFuture::from(response.array_buffer()?).await?;
            Ok(Either::Left(Answer { url, status: response.status(), headers: response.headers(), body }))
        });
        let late = std::pin::pin!(js::sleep(shape.deadline()));
        match select(work, late).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => {
                controller.abort();
                Err(no_answer(shape))
            }
        }
    }

    /// Gives the server a moment, then answers as it last did, while its answer is still waited for.
    async fn from_memory(self: Rc<Self>, request: Request, url: String) -> Result<JsValue, JsValue> {
        let remembered = self.memory.borrow().get(&url).cloned();
        let policy = self.clone();
        let key = url.clone();
        let forgotten = self.forgotten.get();
        let fresh = async move {
            let (path, query) = split(&key);
            let method = request.method();
            let shape = RequestShape { method: &method, path, query, body: 0 };
            let response: Response = policy.tries(&request, &shape).await?.unchecked_into();
            let body = JsFuture::from(response.array_buffer()?).await?;
            let answer =
                Answer { url: key.clone(), status: response.status(), headers: response.headers(), body };
            if matches!(answer.status, 200 | 404) && forgotten == policy.forgotten.get() {
                policy.remember(&key, &answer).await;
            }
            answer.response()
        };
        let Some((status, text)) = remembered.filter(|_| memory_may_answer()) else { return fresh.await };
        let (path, query) = split(&url);
        let patience = RequestShape { method: "GET", path, query, body: 0 }.patience();
        // Spawned, so that the memory is renewed even when it has answered already.
        let fresh = JsFuture::from(future_to_promise(fresh));
        match select(fresh, std::pin::pin!(js::sleep(patience))).await {
            Either::Left((Ok(response), _)) => Ok(response),
            Either::Left((Err(_), _)) | Either::Right(_) => {
                let headers = Object::new();
                Reflect::set(&headers, &"content-type".into(), &"application/json".into())?;
                Answer { url, status, headers: headers.into(), body: text.into() }.response()
            }
        }
    }

    async fn remember(&self, url: &str, answer: &Answer) {
        let Some(buffer) = answer.body.dyn_ref::<ArrayBuffer>() else { return };
        let bytes = js_sys::Uint8Array::new(buffer).to_vec();
        let Ok(text) = String::from_utf8(bytes) else { return };
        self.memory.borrow_mut().insert(url.to_owned(), (answer.status, text));
        self.keep().await;
    }

    /// What is remembered is wrong now.
    async fn forget(&self) {
        self.forgotten.set(self.forgotten.get().wrapping_add(1));
        self.memory.borrow_mut().clear();
        self.keep().await;
    }

    async fn keep(&self) {
        let all = Object::new();
        for (url, (status, text)) in self.memory.borrow().iter() {
            let entry = js_sys::Array::of2(&(*status).into(), &text.as_str().into());
            let _ = Reflect::set(&all, &url.as_str().into(), &entry);
        }
        let _ = idb::put(MEMORY, &all).await;
    }

    async fn recall(&self) {
        let Ok([all]) = idb::get([MEMORY]).await else { return };
        let Ok(all) = all.dyn_into::<Object>() else { return };
        for entry in Object::entries(&all).iter() {
            let entry = js_sys::Array::from(&entry);
            let answer = js_sys::Array::from(&entry.get(1));
            if let (Some(url), Some(status), Some(text)) =
                (entry.get(0).as_string(), answer.get(0).as_f64(), answer.get(1).as_string())
            {
                self.memory.borrow_mut().insert(url, (status as u16, text));
            }
        }
    }

    fn send(&self, request: &JsValue) -> Result<Promise, JsValue> {
        self.fetch.call1(&js_sys::global(), request)?.dyn_into()
    }
}

/// One try of sending a file.
async fn send_file(request: Request, shape: &RequestShape<'_>) -> Result<Answer, JsValue> {
    let (url, headers, signal) = (request.url(), request.headers(), request.signal());
    let body: web_sys::Blob = JsFuture::from(request.blob()?).await?.dyn_into()?;
    let deadline = RequestShape { body: body.size() as u64, ..*shape }.deadline();
    let uploads = uploads();
    let parcel = Parcel { method: shape.method, url: &url, headers, body, signal };
    let sent = std::pin::pin!(upload::send(parcel, &uploads));
    match select(sent, std::pin::pin!(js::sleep(deadline))).await {
        Either::Left((receipt, _)) => {
            let Receipt { status, headers, body } = receipt?;
            Ok(Answer { url: url.clone(), status, headers: headers.into(), body })
        }
        Either::Right(_) => Err(no_answer(shape)),
    }
}

fn no_answer(shape: &RequestShape<'_>) -> JsValue {
    tracing::warn!(path = shape.path, "no answer in time");
    js_sys::TypeError::new("no answer in time").into()
}

fn split(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    path.split_once('?').unwrap_or((path, ""))
}

fn any(one: &JsValue, other: &JsValue) -> JsValue {
    let signals = js_sys::Array::of2(one, other);
    Reflect::get(&js::global("AbortSignal"), &"any".into())
        .and_then(|any| any.dyn_into::<Function>())
        .and_then(|any| any.call1(&js::global("AbortSignal"), &signals))
        // Browsers without it lose the asker's own way to abort, not the deadline.
        .unwrap_or_else(|_| other.clone())
}

fn aborted(request: &Request) -> bool {
    Reflect::get(&request.signal(), &"aborted".into()).is_ok_and(|aborted| aborted.is_truthy())
}

/// How long the server asks to be left alone.
fn asked(answer: &Answer) -> Option<Duration> {
    let header = Reflect::get(&answer.headers, &"get".into())
        .and_then(|get| get.dyn_into::<Function>())
        .and_then(|get| get.call1(&answer.headers, &"retry-after".into()))
        .ok()
        .and_then(|value| value.as_string()?.parse().ok())
        .map(Duration::from_secs);
    header.or_else(|| {
        let bytes = js_sys::Uint8Array::new(answer.body.dyn_ref::<ArrayBuffer>()?).to_vec();
        let body = JSON::parse(std::str::from_utf8(&bytes).ok()?).ok()?;
        let millis = Reflect::get(&body, &"retry_after_ms".into()).ok()?.as_f64()?;
        Some(Duration::from_millis(millis as u64))
    })
}
