//! IndexedDB for the few small things that are ours: one database, one object store, one value a key.

use std::{cell::Cell, time::Duration};

use futures_util::future::{Either, select};
use js_sys::{Array, Function, Promise, Reflect};
use protocol::failure::StorageFault;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::js;

const DATABASE: &str = "vault";
const STORE: &str = "values";
/// Who is about to close a database gets so long for it: a service worker that was replaced a moment ago, or a page that was.
const CLOSING: Duration = Duration::from_secs(3);

thread_local! {
    /// Set when everything was deleted: this worker ends then, and what is still being written would come into the
    /// hands of the next account.
    static CLEARED: Cell<bool> = const { Cell::new(false) };
}

fn factory() -> Result<IdbFactory, StorageFault> {
    let factory = js::global("indexedDB");
    if factory.is_undefined() || factory.is_null() {
        return Err(StorageFault::Refused);
    }
    Ok(factory.unchecked_into())
}

fn fault(error: JsValue) -> StorageFault {
    let name =
        Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    tracing::warn!(name, message = js::message_of(&error), "IndexedDB failed");
    match name.as_str() {
        "QuotaExceededError" => StorageFault::Full,
        "VersionError" | "DataError" | "DataCloneError" => StorageFault::Unreadable,
        _ => StorageFault::Refused,
    }
}

/// Listens to a request, from now on.
fn answer(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let of = request.clone();
        let succeeded = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::UNDEFINED, &of.result().unwrap_or(JsValue::UNDEFINED));
        });
        let of = request.clone();
        let failed = Closure::once_into_js(move || {
            let error = of.error().ok().flatten().map_or(JsValue::UNDEFINED, Into::into);
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        request.set_onsuccess(Some(succeeded.unchecked_ref()));
        request.set_onerror(Some(failed.unchecked_ref()));
    })
}

/// Listens to a transaction: what it wrote is kept only when it is complete.
fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let completed = Closure::once_into_js(move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        let of = transaction.clone();
        let aborted = Closure::once_into_js(move || {
            let error = of.error().map_or(JsValue::UNDEFINED, Into::into);
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        transaction.set_oncomplete(Some(completed.unchecked_ref()));
        transaction.set_onabort(Some(aborted.unchecked_ref()));
    })
}

/// Waits for a request.
async fn done(request: &IdbRequest) -> Result<JsValue, StorageFault> {
    JsFuture::from(answer(request)).await.map_err(fault)
}

/// Opens a database, with these object stores if it is new.
async fn open(
    name: &str,
    version: u32,
    stores: &'static [&'static str],
) -> Result<IdbDatabase, StorageFault> {
    let request = factory()?.open_with_u32(name, version).map_err(fault)?;
    let upgraded = {
        let request = request.clone();
        Closure::once_into_js(move || {
            if let Ok(database) = request.result() {
                let database: IdbDatabase = database.unchecked_into();
                for store in stores {
                    let _ = database.create_object_store(store);
                }
            }
        })
    };
    request.set_onupgradeneeded(Some(upgraded.unchecked_ref()));
    done(&request).await.map(JsCast::unchecked_into)
}

async fn within<const N: usize>(
    database: &IdbDatabase,
    store: &str,
    mode: IdbTransactionMode,
    work: impl FnOnce(&web_sys::IdbObjectStore) -> Result<[IdbRequest; N], JsValue>,
) -> Result<[JsValue; N], StorageFault> {
    let transaction = database.transaction_with_str_and_mode(store, mode).map_err(fault)?;
    let store = transaction.object_store(store).map_err(fault)?;
    let complete = (mode == IdbTransactionMode::Readwrite).then(|| completion(&transaction));
    // All are listened to before the first is waited for: the others' answers come meanwhile.
    let answers = work(&store).map_err(fault)?.map(|request| answer(&request));
    let mut values = [const { JsValue::UNDEFINED }; N];
    for (value, answer) in values.iter_mut().zip(answers) {
        *value = JsFuture::from(answer).await.map_err(fault)?;
    }
    if let Some(complete) = complete {
        JsFuture::from(complete).await.map_err(fault)?;
    }
    Ok(values)
}

/// Reads values; undefined where there is none.
pub(crate) async fn get<const N: usize>(keys: [&str; N]) -> Result<[JsValue; N], StorageFault> {
    // Opening would make it: nothing stays behind after logout, not even an empty database.
    if databases().await.is_some_and(|all| all.iter().all(|name| name != DATABASE)) {
        return Ok([const { JsValue::UNDEFINED }; N]);
    }
    let database = open(DATABASE, 1, &[STORE]).await?;
    let values = within(&database, STORE, IdbTransactionMode::Readonly, |store| {
        let mut requests = Vec::with_capacity(N);
        for key in keys {
            requests.push(store.get(&key.into())?);
        }
        requests.try_into().map_err(|_| JsValue::UNDEFINED)
    })
    .await;
    database.close();
    values
}

/// Writes a value.
///
/// # Errors
/// Those of IndexedDB; `Refused` after [`clear`].
pub(crate) async fn put(key: &str, value: &JsValue) -> Result<(), StorageFault> {
    if CLEARED.get() {
        return Err(StorageFault::Refused);
    }
    put_into(DATABASE, 1, &[STORE], STORE, key, value).await
}

/// Writes a value into an object store of a database, which is made if it is not there.
pub(crate) async fn put_into(
    database: &str,
    version: u32,
    stores: &'static [&'static str],
    store: &str,
    key: &str,
    value: &JsValue,
) -> Result<(), StorageFault> {
    let database = open(database, version, stores).await?;
    let put = within(&database, store, IdbTransactionMode::Readwrite, |store| {
        Ok([store.put_with_key(value, &key.into())?])
    })
    .await;
    database.close();
    put.map(drop)
}

/// Opens a database that is there already, as whoever made it needs it: without a version.
async fn open_as_it_is(name: &str) -> Result<IdbDatabase, StorageFault> {
    let request = factory()?.open(name).map_err(fault)?;
    done(&request).await.map(JsCast::unchecked_into)
}

/// A value of an object store of a database that is there already; undefined where there is none.
pub(crate) async fn get_from(database: &str, store: &str, key: &JsValue) -> Result<JsValue, StorageFault> {
    let database = open_as_it_is(database).await?;
    let value = within(&database, store, IdbTransactionMode::Readonly, |store| Ok([store.get(key)?])).await;
    database.close();
    value.map(|[value]| value)
}

/// Empties a database that is there already: all of it, or nothing. Nobody can hold that up.
pub(crate) async fn empty(name: &str) -> Result<(), StorageFault> {
    let database = open_as_it_is(name).await?;
    let emptied = async {
        let stores = Reflect::get(&database, &"objectStoreNames".into()).map_err(fault)?;
        let stores = Array::from(&stores);
        if stores.length() == 0 {
            return Ok(());
        }
        let transaction = database
            .transaction_with_str_sequence_and_mode(&stores, IdbTransactionMode::Readwrite)
            .map_err(fault)?;
        let complete = completion(&transaction);
        for store in stores.iter().filter_map(|store| store.as_string()) {
            transaction.object_store(&store).and_then(|store| store.clear()).map_err(fault)?;
        }
        JsFuture::from(complete).await.map(drop).map_err(fault)
    }
    .await;
    database.close();
    emptied
}

/// Whether somebody else has a database open that is there already. Nobody gets a higher version as long as it is open
/// elsewhere, so one is asked for, and not taken.
pub(crate) async fn is_held(name: &str) -> Result<bool, StorageFault> {
    let database = open_as_it_is(name).await?;
    let version = database.version() as u32;
    database.close();
    let request = factory()?.open_with_u32(name, version + 1).map_err(fault)?;
    let (refused, late) = (JsFuture::from(refusal(&request)), std::pin::pin!(js::sleep(CLOSING)));
    Ok(matches!(select(refused, late).await, Either::Right(_)))
}

/// Resolves when a request for a higher version has its turn, be that much later. It is refused then.
fn refusal(request: &IdbOpenDbRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        let refused = Closure::once_into_js(move || drop(resolve.call0(&JsValue::UNDEFINED)));
        let of = request.clone();
        let refuse = Closure::once_into_js(move || {
            if let Some(transaction) = of.transaction() {
                let _ = transaction.abort();
            }
        });
        request.set_onupgradeneeded(Some(refuse.unchecked_ref()));
        request.set_onerror(Some(refused.unchecked_ref()));
    })
}

/// All values of an object store of a database that is there already.
pub(crate) async fn all_of(database: &str, store: &str) -> Result<Array, StorageFault> {
    let database = open_as_it_is(database).await?;
    let values = within(&database, store, IdbTransactionMode::Readonly, |store| Ok([store.get_all()?])).await;
    database.close();
    values.map(|[values]| values.unchecked_into())
}

/// Deletes everything of ours, for good: this worker writes nothing more.
pub(crate) async fn clear() -> Result<(), StorageFault> {
    CLEARED.set(true);
    deleted(&delete_database(DATABASE)?).await
}

/// The names of all databases of this origin, where the browser tells.
pub(crate) async fn databases() -> Option<Vec<String>> {
    let factory = factory().ok()?;
    let list: Function = Reflect::get(&factory, &"databases".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = list.call0(&factory).ok()?.dyn_into().ok()?;
    let list = JsFuture::from(promise).await.ok()?;
    let name = |entry: JsValue| Reflect::get(&entry, &"name".into()).ok()?.as_string();
    Some(Array::from(&list).iter().filter_map(name).collect())
}

/// Asks for a database to be deleted; it goes when its last connection closes.
pub(crate) fn delete_database(name: &str) -> Result<IdbRequest, StorageFault> {
    factory()?.delete_database(name).map(JsCast::unchecked_into).map_err(fault)
}

/// Waits for a deletion.
pub(crate) async fn deleted(request: &IdbRequest) -> Result<(), StorageFault> {
    done(request).await.map(drop)
}
