//! The SDK's stores in IndexedDB.

use std::time::Duration;

use async_trait::async_trait;
use engine::{matrix_sdk::ClientBuilder, platform::Stores};
use futures_util::future::{Either, select};
use protocol::failure::StorageFault;

use crate::{idb, js};

/// What an account's databases begin with.
const PREFIX: &str = "protium-";
/// A deletion waits for the last connection to close, which may be one of the SDK's own: then the next
/// engine ends it.
const DELETION: Duration = Duration::from_secs(1);

/// The browser's stores.
pub(crate) struct BrowserStores;

#[async_trait(?Send)]
impl Stores for BrowserStores {
    fn attach(&self, builder: ClientBuilder, name: &str, passphrase: &str) -> ClientBuilder {
        builder.indexeddb_store(name, Some(passphrase))
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
}

async fn delete_all(names: &[String]) -> Result<(), StorageFault> {
    let requests = names.iter().map(|name| idb::delete_database(name)).collect::<Result<Vec<_>, _>>()?;
    for request in &requests {
        let (deleted, late) = (std::pin::pin!(idb::deleted(request)), std::pin::pin!(js::sleep(DELETION)));
        if let Either::Right(_) = select(deleted, late).await {
            tracing::info!("a database is deleted when its last connection closes");
        }
    }
    Ok(())
}
