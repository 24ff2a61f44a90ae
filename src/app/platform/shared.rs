//! Files that another app has shared, as the service worker keeps them for a while (public/sw.js).

use js_sys::Array;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, File, FilePropertyBag, Response};

use super::{streamed, window};

/// The service worker's cache for them.
const CACHE: &str = "protium-shared";

/// What was shared.
pub struct SharedFiles {
    /// The files, in order.
    pub files: Vec<File>,
    /// How many there were beside them, for which there was no room.
    pub left: usize,
}

/// As the service worker notes it.
#[derive(Deserialize)]
struct List {
    files: Vec<Named>,
    #[serde(default)]
    left: usize,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(rename = "type")]
    mime: String,
}

/// Reads what is kept under an ID; nothing where it is there no longer, or not whole.
pub async fn read(id: &str) -> Option<SharedFiles> {
    let cache = open().await?;
    let text = JsFuture::from(find(&cache, &list_of(id)).await?.text().ok()?).await.ok()?.as_string()?;
    let List { files: names, left } = serde_json::from_str(&text).ok()?;
    let mut files = Vec::new();
    for (at, Named { name, mime }) in names.into_iter().enumerate() {
        let answer = find(&cache, &file_of(id, at)).await?;
        let blob: Blob = JsFuture::from(answer.blob().ok()?).await.ok()?.dyn_into().ok()?;
        let options = FilePropertyBag::new();
        options.set_type(&mime);
        files.push(File::new_with_blob_sequence_and_options(&Array::of1(&blob), &name, &options).ok()?);
    }
    Some(SharedFiles { files, left })
}

/// Deletes what is kept under an ID. What was read of it stays.
pub async fn forget(id: String, files: usize) {
    let Some(cache) = open().await else { return };
    let names = std::iter::once(list_of(&id)).chain((0..files).map(|at| file_of(&id, at)));
    for name in names {
        // What stays goes within the hour.
        let _ = JsFuture::from(cache.delete_with_str(&name)).await;
    }
}

/// Deletes all that is kept. The service worker does it, which lives on when this page is left.
pub fn forget_all() {
    // Without one there are no caches either.
    let Some(container) = streamed::container() else { return };
    match container.controller() {
        Some(worker) => drop(worker.post_message(&"forget-shared".into())),
        None => drop(window().caches().map(|caches| caches.delete(CACHE))),
    }
}

fn list_of(id: &str) -> String {
    format!("shared/{id}/list")
}

fn file_of(id: &str, at: usize) -> String {
    format!("shared/{id}/{at}")
}

async fn open() -> Option<Cache> {
    JsFuture::from(window().caches().ok()?.open(CACHE)).await.ok()?.dyn_into().ok()
}

async fn find(cache: &Cache, name: &str) -> Option<Response> {
    let found: JsValue = JsFuture::from(cache.match_with_str(name)).await.ok()?;
    found.dyn_into().ok()
}
