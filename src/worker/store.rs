//! The SDK's stores in IndexedDB.

use std::time::Duration;

use async_trait::async_trait;
use engine::{
    matrix_sdk::{config::StoreConfig, cross_process_lock::CrossProcessLockConfig},
    platform::{Former, FormerKeys, Stores},
};
use futures_util::future::{Either, select};
use js_sys::{Array, Reflect};
use matrix_sdk_indexeddb::IndexeddbStores;
use matrix_sdk_store_encryption::StoreCipher;
use protocol::failure::StorageFault;
use wasm_bindgen::{JsCast, JsValue};

use crate::{former, idb, js};

/// What an account's databases begin with.
const PREFIX: &str = "protium-";
/// The SDK derives the key of its stores from the passphrase by 200,000 rounds of PBKDF2, at every start: on a
/// good machine a fifth of a second, in which nothing else can be done. Our passphrase is 256 random bits, which
/// no number of rounds makes any safer. How many there are stands beside the sealed key, so it is put there,
/// sealed with few, before the SDK makes its own: where it would (matrix-sdk-indexeddb 0.19.1,
/// `state_store/migrations.rs`, `upgrade_meta_db`).
const META: &str = "matrix-sdk-state";
const META_VERSION: u32 = 2;
const META_STORES: [&str; 2] = [META, "backups"];
const META_KEY: &str = "store_key";
/// Where the SDK keeps media and notes how large each is, as the second part of a key (matrix-sdk-indexeddb 0.19.1,
/// `media_store/serializer/indexed_types.rs`): it counts them, but does not tell.
const MEDIA: &str = "media";
const MEDIA_STORE: &str = "media_metadata";
const MEDIA_SIZE: &str = "content_size";
/// A deletion waits for the last connection to close, which may be one of the SDK's own: then the next
/// engine ends it.
const DELETION: Duration = Duration::from_secs(1);

/// The browser's stores.
pub(crate) struct BrowserStores;

#[async_trait(?Send)]
impl Stores for BrowserStores {
    async fn open(
        &self,
        name: &str,
        passphrase: &str,
        former: Option<&FormerKeys>,
    ) -> Result<StoreConfig, StorageFault> {
        let taken = match former {
            Some(keys) => Some(former::open(keys).await?),
            None => None,
        };
        let stores = IndexeddbStores::open(name, Some(passphrase)).await.map_err(|error| {
            tracing::error!(%error, "the stores were not opened");
            StorageFault::Unreadable
        })?;
        Ok(StoreConfig::new(CrossProcessLockConfig::SingleProcess)
            .state_store(stores.state)
            .event_cache_store(stores.event_cache)
            .media_store(stores.media)
            // The SDK gives its stores only all together: beside one that was taken over, its own stays empty.
            .crypto_store(taken.unwrap_or(stores.crypto)))
    }

    async fn prepare(&self, name: &str, passphrase: &str) {
        let sealed =
            StoreCipher::new().and_then(|cipher| cipher._insecure_export_fast_for_testing(passphrase));
        let Ok(sealed) = sealed else { return };
        let bytes: Array = sealed.into_iter().map(JsValue::from).collect();
        let database = format!("{name}::{META}");
        if let Err(fault) = idb::put_into(&database, META_VERSION, &META_STORES, META, META_KEY, &bytes).await
        {
            tracing::warn!(?fault, "the stores were not prepared; the SDK makes them, and opens them slowly");
        }
    }

    async fn keep_only(&self, name: Option<&str>) {
        let others: Vec<String> = idb::databases()
            .await
            .unwrap_or_default()
            .into_iter()
            .filter(|database| {
                database.starts_with(PREFIX) && !name.is_some_and(|name| database.starts_with(name))
            })
            .collect();
        if let Err(fault) = delete_all(&others).await {
            tracing::warn!(?fault, "left-over databases were not deleted");
        }
    }

    async fn media_bytes(&self, name: &str) -> Option<u64> {
        let database = format!("{name}::{MEDIA}");
        // Opening would make it.
        idb::databases().await?.into_iter().find(|other| *other == database)?;
        let all = idb::all_of(&database, MEDIA_STORE).await.ok()?;
        let size = |one: JsValue| {
            let key: Array = Reflect::get(&one, &MEDIA_SIZE.into()).ok()?.dyn_into().ok()?;
            key.get(1).as_f64()
        };
        Some(all.iter().filter_map(size).sum::<f64>() as u64)
    }

    async fn delete(&self, name: &str) -> Result<(), StorageFault> {
        delete_all(
            &idb::databases()
                .await
                .unwrap_or_default()
                .into_iter()
                .filter(|database| database.starts_with(name))
                .collect::<Vec<_>>(),
        )
        .await
    }

    async fn former(&self, user: &str, device: &str) -> Result<Option<Former>, StorageFault> {
        former::find(user, device).await
    }

    async fn end_former(&self) -> Result<(), StorageFault> {
        former::end().await
    }

    async fn delete_former(&self) -> Result<(), StorageFault> {
        former::delete_keys().await
    }
}

/// Deletes databases; those that somebody has open go when they are closed.
pub(crate) async fn delete_all(names: &[String]) -> Result<(), StorageFault> {
    let requests = names.iter().map(|name| idb::delete_database(name)).collect::<Result<Vec<_>, _>>()?;
    for request in &requests {
        let (deleted, late) = (std::pin::pin!(idb::deleted(request)), std::pin::pin!(js::sleep(DELETION)));
        if let Either::Right(_) = select(deleted, late).await {
            tracing::info!("a database is deleted when its last connection closes");
        }
    }
    Ok(())
}
