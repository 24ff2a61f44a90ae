//! What Element has left at this address: its session, and the crypto store that somebody goes on with
//! (docs/decisions/034-element-leftovers.md).

use engine::platform::{Former, FormerKeys};
use js_sys::{Array, Object, Reflect, Uint8Array};
use matrix_sdk_indexeddb::IndexeddbCryptoStore;
use protocol::{Secret, failure::StorageFault};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WorkerGlobalScope;

use crate::{idb, store, vault::subtle};

/// Its session: under user and device the *pickle key*, encrypted; beside it the access token, in clear or encrypted under a
/// key that is derived from the pickle key.
const SESSION: &str = "matrix-react-sdk";
const PICKLE_KEYS: &str = "pickleKey";
const ACCOUNT: &str = "account";
const TOKEN: &str = "mx_access_token";
/// For what the token's keys are derived.
const TOKEN_PURPOSE: &str = "access_token";
/// Its crypto store, which is the SDK's: what its databases begin with, and what they are called.
const PREFIX: &str = "matrix-js-sdk";
const CRYPTO: [&str; 2] = ["matrix-js-sdk::matrix-sdk-crypto", "matrix-js-sdk::matrix-sdk-crypto-meta"];
/// Bytes of a key, of the salt of the key that the token lies under, and of the salt of secret storage.
const KEY: usize = 32;
const SALT: usize = 32;
const STORAGE_SALT: usize = 8;
/// Bits of what an AES counter counts with.
const COUNTER: u32 = 64;

/// What there is of this device's session. Changes nothing.
///
/// # Errors
/// `Held` where somebody has the session open, `Unreadable` where its secrets cannot be opened.
pub(super) async fn find(user: &str, device: &str) -> Result<Option<Former>, StorageFault> {
    if !are_there(&[SESSION, CRYPTO[0], CRYPTO[1]]).await {
        return Ok(None);
    }
    if idb::is_held(SESSION).await? {
        return Err(StorageFault::Held);
    }
    let whose = Array::of2(&user.into(), &device.into());
    let [sealed, token] = [
        idb::get_from(SESSION, PICKLE_KEYS, &whose).await?,
        idb::get_from(SESSION, ACCOUNT, &TOKEN.into()).await?,
    ];
    if sealed.is_undefined() {
        return Ok(None);
    }
    let key = pickle_key(&sealed, user, device).await?;
    let token = match token.as_string() {
        Some(clear) => Some(clear),
        None if token.is_object() => Some(open_token(&token, &key).await?),
        None => None,
    };
    Ok(Some(Former { key: Secret::new(key), token: token.map(Secret::new) }))
}

/// Opens the crypto store where it lies.
///
/// # Errors
/// `Unreadable`, also where it is not there or another device's.
pub(super) async fn open(keys: &FormerKeys) -> Result<IndexeddbCryptoStore, StorageFault> {
    // To open what is not there would make it.
    if !are_there(&CRYPTO).await {
        tracing::error!("the keys that Element has left are gone");
        return Err(StorageFault::Unreadable);
    }
    let letters = keys.key.expose();
    let key = bytes(letters).ok().and_then(|bytes| <[u8; KEY]>::try_from(bytes).ok());
    let opened = match &key {
        Some(key) => IndexeddbCryptoStore::open_with_key(PREFIX, key).await,
        // What is no key is a passphrase there.
        None => IndexeddbCryptoStore::open_with_passphrase(PREFIX, letters).await,
    };
    let store = opened.map_err(|error| {
        tracing::error!(%error, "the keys that Element has left were not opened");
        StorageFault::Unreadable
    })?;
    if keys.are_in(&store).await { Ok(store) } else { Err(StorageFault::Unreadable) }
}

/// Deletes the session, and leaves the crypto store. It is emptied first, which nobody can hold up.
pub(super) async fn end() -> Result<(), StorageFault> {
    delete(&[SESSION]).await
}

/// Deletes the crypto store.
pub(super) async fn delete_keys() -> Result<(), StorageFault> {
    delete(&CRYPTO).await
}

/// What others have open goes when they close it; after that nobody might be there who knows that it is to go.
async fn delete(names: &[&str]) -> Result<(), StorageFault> {
    let mut there = idb::databases().await.unwrap_or_default();
    there.retain(|name| names.contains(&name.as_str()));
    for name in &there {
        idb::empty(name).await?;
    }
    store::delete_all(&there).await
}

async fn are_there(names: &[&str]) -> bool {
    let all = idb::databases().await.unwrap_or_default();
    names.iter().all(|name| all.iter().any(|other| other == name))
}

/// The pickle key, as Element spells it: unpadded base64.
async fn pickle_key(sealed: &JsValue, user: &str, device: &str) -> Result<String, StorageFault> {
    let [key, nonce, encrypted] = ["cryptoKey", "iv", "encrypted"].map(|name| property(sealed, name));
    if [&key, &nonce, &encrypted].iter().any(|part| !part.is_object()) {
        return Err(StorageFault::Unreadable);
    }
    // The low bytes of the letters, as Element takes them.
    let whose: Vec<u8> = format!("{user}|{device}").encode_utf16().map(|unit| unit as u8).collect();
    let algorithm = object([
        ("name", "AES-GCM".into()),
        ("iv", nonce),
        ("additionalData", Uint8Array::from(whose.as_slice()).into()),
    ]);
    let opened = subtle("decrypt", &Array::of3(&algorithm, &key, &encrypted)).await?;
    let bytes: String = Uint8Array::new(&opened).to_vec().into_iter().map(char::from).collect();
    let letters = scope().btoa(&bytes).map_err(|_| StorageFault::Unreadable)?;
    Ok(letters.trim_end_matches('=').to_owned())
}

/// The access token, which lies as things lie in secret storage (spec, Client-Server API § Secret storage,
/// `m.secret_storage.v1.aes-hmac-sha2`).
async fn open_token(sealed: &JsValue, pickle_key: &str) -> Result<String, StorageFault> {
    let part = |name| bytes(&property(sealed, name).as_string().unwrap_or_default());
    let (nonce, encrypted, mac) = (part("iv")?, part("ciphertext")?, part("mac")?);
    let encrypted = Uint8Array::from(encrypted.as_slice());
    let key = derive(pickle_key.as_bytes(), SALT, "", KEY).await?;
    let keys = derive(&key, STORAGE_SALT, TOKEN_PURPOSE, 2 * KEY).await?;
    let (cipher, signer) = keys.split_at_checked(KEY).ok_or(StorageFault::Unreadable)?;

    let hmac = object([("name", "HMAC".into()), ("hash", "SHA-256".into())]);
    let signer = import(signer, &hmac, "verify").await?;
    let mac = Uint8Array::from(mac.as_slice());
    let good = subtle("verify", &Array::of4(&hmac, &signer, &mac, &encrypted)).await?;
    if !good.is_truthy() {
        tracing::error!("the access token that Element has left is not what it was");
        return Err(StorageFault::Unreadable);
    }
    let aes = object([
        ("name", "AES-CTR".into()),
        ("counter", Uint8Array::from(nonce.as_slice()).into()),
        ("length", COUNTER.into()),
    ]);
    let cipher = import(cipher, &object([("name", "AES-CTR".into())]), "decrypt").await?;
    let clear = subtle("decrypt", &Array::of3(&aes, &cipher, &encrypted)).await?;
    String::from_utf8(Uint8Array::new(&clear).to_vec()).map_err(|_| StorageFault::Unreadable)
}

/// HKDF-SHA-256 with a salt of zeros; so many bytes.
async fn derive(from: &[u8], salt: usize, purpose: &str, length: usize) -> Result<Vec<u8>, StorageFault> {
    let key = import(from, &object([("name", "HKDF".into())]), "deriveBits").await?;
    let algorithm = object([
        ("name", "HKDF".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::new_with_length(salt as u32).into()),
        ("info", Uint8Array::from(purpose.as_bytes()).into()),
    ]);
    let bits = (length * 8) as u32;
    let derived = subtle("deriveBits", &Array::of3(&algorithm, &key, &bits.into())).await?;
    Ok(Uint8Array::new(&derived).to_vec())
}

async fn import(key: &[u8], algorithm: &Object, usage: &str) -> Result<JsValue, StorageFault> {
    let (key, usages) = (Uint8Array::from(key), Array::of1(&usage.into()));
    subtle("importKey", &Array::of5(&"raw".into(), &key, algorithm, &JsValue::FALSE, &usages)).await
}

fn object<const N: usize>(properties: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// What base64 stands for.
fn bytes(letters: &str) -> Result<Vec<u8>, StorageFault> {
    let text = scope().atob(letters).map_err(|_| StorageFault::Unreadable)?;
    Ok(text.chars().map(|letter| letter as u8).collect())
}

fn scope() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}
