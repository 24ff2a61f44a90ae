//! Plain requests to a homeserver's public pages, for sign-in; everything else goes through the engine.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, RequestInit, Response};

use super::{timer, window};

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body.
    pub body: String,
}

/// Why nothing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// No connection, or the server does not let a page read its answer (CORS).
    Unreachable,
    /// It took longer than we wait.
    Timeout,
}

/// Gets a text, without cookies, waiting so many milliseconds for the whole of it.
///
/// # Errors
/// [`NoAnswer`].
pub async fn get(address: &str, patience_ms: u32) -> Result<Answer, NoAnswer> {
    within(address, patience_ms, async |response: Response| {
        let status = response.status();
        let body = JsFuture::from(response.text().map_err(drop)?).await.map_err(drop)?;
        Ok(Answer { status, body: body.as_string().unwrap_or_default() })
    })
    .await
}

/// Gets a file; none if it does not come with status 200.
pub async fn get_blob(address: &str, patience_ms: u32) -> Option<Blob> {
    within(address, patience_ms, async |response: Response| {
        if !response.ok() {
            return Err(());
        }
        let blob = JsFuture::from(response.blob().map_err(drop)?).await.map_err(drop)?;
        blob.dyn_into::<Blob>().map_err(drop)
    })
    .await
    .ok()
}

async fn within<T>(
    address: &str,
    patience_ms: u32,
    read: impl AsyncFnOnce(Response) -> Result<T, ()>,
) -> Result<T, NoAnswer> {
    let controller = AbortController::new().map_err(|_| NoAnswer::Unreachable)?;
    let init = RequestInit::new();
    init.set_signal(Some(&controller.signal()));
    init.set_credentials(web_sys::RequestCredentials::Omit);
    init.set_cache(web_sys::RequestCache::NoCache);
    let late = Rc::new(Cell::new(false));
    let flag = Rc::clone(&late);
    let timer = timer::after(patience_ms, move || {
        flag.set(true);
        controller.abort();
    });
    let answer = async {
        let response =
            JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.map_err(drop)?;
        read(response.dyn_into::<Response>().map_err(drop)?).await
    }
    .await;
    drop(timer);
    answer.map_err(|()| if late.get() { NoAnswer::Timeout } else { NoAnswer::Unreachable })
}
