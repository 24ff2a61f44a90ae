//! The session record at rest: AES-GCM under a key that the browser keeps and nobody can read (A15).

use async_trait::async_trait;
use engine::platform::{Sealed, Vault};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use protocol::failure::StorageFault;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{idb, js, shell};

const KEY: &str = "key";
/// Bytes of an AES-GCM nonce.
const NONCE: usize = 12;

/// The browser's vault.
pub(crate) struct BrowserVault;

#[async_trait(?Send)]
impl Vault for BrowserVault {
    async fn load(&self, what: Sealed) -> Result<Option<Vec<u8>>, StorageFault> {
        let [record, key] = idb::get([name(what), KEY]).await?;
        if record.is_undefined() {
            return Ok(None);
        }
        let sealed = Uint8Array::new(&record).to_vec();
        if key.is_undefined() || sealed.len() <= NONCE {
            return Err(StorageFault::Unreadable);
        }
        let (nonce, body) = sealed.split_at(NONCE);
        cipher("decrypt", &key, nonce, body).await.map(Some)
    }

    async fn save(&self, what: Sealed, bytes: &[u8]) -> Result<(), StorageFault> {
        let [mut key] = idb::get([KEY]).await?;
        if key.is_undefined() {
            key = make_key().await?;
            idb::put(KEY, &key).await?;
        }
        let nonce = shell::random(NONCE);
        let body = cipher("encrypt", &key, &nonce, bytes).await?;
        let sealed = [nonce, body].concat();
        idb::put(name(what), &Uint8Array::from(sealed.as_slice())).await
    }

    async fn clear(&self) -> Result<(), StorageFault> {
        // The answers that `http` remembers are in there too.
        idb::clear().await
    }
}

/// Under which name it lies in the browser's database.
fn name(what: Sealed) -> &'static str {
    match what {
        Sealed::Record => "record",
        Sealed::Rooms => "rooms",
        Sealed::Room => "room",
    }
}

fn algorithm(nonce: Option<&[u8]>) -> Object {
    let algorithm = Object::new();
    let _ = Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into());
    match nonce {
        Some(nonce) => drop(Reflect::set(&algorithm, &"iv".into(), &Uint8Array::from(nonce))),
        None => drop(Reflect::set(&algorithm, &"length".into(), &256.into())),
    }
    algorithm
}

/// Calls a function of `crypto.subtle`.
///
/// # Errors
/// `Unreadable`; the log says what WebCrypto says.
pub(crate) async fn subtle(name: &str, arguments: &Array) -> Result<JsValue, StorageFault> {
    let refused = |error: JsValue| {
        tracing::error!(name, error = js::message_of(&error), "WebCrypto failed");
        StorageFault::Unreadable
    };
    let subtle = Reflect::get(&js::global("crypto"), &"subtle".into()).map_err(refused)?;
    let function: Function =
        Reflect::get(&subtle, &name.into()).and_then(|found| found.dyn_into()).map_err(refused)?;
    let promise: Promise =
        function.apply(&subtle, arguments).and_then(|promise| promise.dyn_into()).map_err(refused)?;
    JsFuture::from(promise).await.map_err(refused)
}

async fn make_key() -> Result<JsValue, StorageFault> {
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    // Not extractable: script can use the key, and nothing can read it out of the browser's store.
    subtle("generateKey", &Array::of3(&algorithm(None), &JsValue::FALSE, &uses)).await
}

async fn cipher(name: &str, key: &JsValue, nonce: &[u8], bytes: &[u8]) -> Result<Vec<u8>, StorageFault> {
    let arguments = Array::of3(&algorithm(Some(nonce)), key, &Uint8Array::from(bytes));
    Ok(Uint8Array::new(&subtle(name, &arguments).await?).to_vec())
}
