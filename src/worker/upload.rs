//! Files to the homeserver by `XMLHttpRequest`: `fetch` does not tell how far a body has gone.

use std::rc::Rc;

use engine::uploads::Uploads;
use js_sys::{Array, Promise, TypeError};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Headers, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

/// A file and where it goes.
pub(crate) struct Parcel<'p> {
    pub(crate) method: &'p str,
    pub(crate) url: &'p str,
    pub(crate) headers: JsValue,
    pub(crate) body: Blob,
    /// By which the asker gives it up.
    pub(crate) signal: JsValue,
}

/// What came back.
pub(crate) struct Receipt {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: JsValue,
}

/// Listens for the asker's giving up, and ends the request when nobody waits for it any more.
struct Sending {
    request: XmlHttpRequest,
    signal: Option<AbortSignal>,
    on_abort: Closure<dyn Fn()>,
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.request.set_onload(None);
        self.request.set_onerror(None);
        self.request.set_onabort(None);
        if let Ok(upload) = self.request.upload() {
            upload.set_onprogress(None);
        }
        if let Some(signal) = &self.signal {
            let _ =
                signal.remove_event_listener_with_callback("abort", self.on_abort.as_ref().unchecked_ref());
        }
        // Nothing happens where it has ended.
        let _ = self.request.abort();
    }
}

/// Sends it, and tells how far it is.
///
/// # Errors
/// As `fetch`: a `TypeError` where no answer came.
pub(crate) async fn send(parcel: Parcel<'_>, uploads: &Uploads) -> Result<Receipt, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async(parcel.method, parcel.url, true)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    for header in Array::from(&parcel.headers).iter() {
        let header = Array::from(&header);
        if let (Some(name), Some(value)) = (header.get(0).as_string(), header.get(1).as_string()) {
            request.set_request_header(&name, &value)?;
        }
    }
    let moving = Rc::new(uploads.begin(parcel.body.size() as u64));
    let on_progress = {
        let moving = moving.clone();
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| moving.sent(event.loaded() as u64))
    };
    request.upload()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onload(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onabort(Some(&reject));
    });
    let signal = parcel.signal.dyn_into::<AbortSignal>().ok();
    let on_abort = {
        let request = request.clone();
        Closure::<dyn Fn()>::new(move || drop(request.abort()))
    };
    if let Some(signal) = &signal {
        signal.add_event_listener_with_callback("abort", on_abort.as_ref().unchecked_ref())?;
    }
    let _sending = Sending { request: request.clone(), signal: signal.clone(), on_abort };
    if signal.is_some_and(|signal| signal.aborted()) {
        return Err(broken_off());
    }
    request.send_with_opt_blob(Some(&parcel.body))?;
    JsFuture::from(ended).await.map_err(|_| broken_off())?;
    Ok(Receipt { status: request.status()?, headers: headers_of(&request)?, body: request.response()? })
}

fn broken_off() -> JsValue {
    TypeError::new("the upload broke off").into()
}

fn headers_of(request: &XmlHttpRequest) -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    for line in request.get_all_response_headers()?.lines() {
        if let Some((name, value)) = line.split_once(':') {
            headers.append(name, value.trim())?;
        }
    }
    Ok(headers)
}
