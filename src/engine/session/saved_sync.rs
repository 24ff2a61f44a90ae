//! Tells the account's other devices what is saved for later, and hears of it from them (D39): account data of our own
//! type, which verified devices alone can read (decision 025).

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::{
    StreamExt as _,
    future::{Either, pending, ready, select},
    stream,
};
use matrix_sdk::{
    encryption::VerificationState,
    ruma::{
        events::{
            AnyGlobalAccountDataEvent, AnyGlobalAccountDataEventContent, GlobalAccountDataEventType,
            secret::request::SecretName,
        },
        serde::Raw,
    },
    sleep::sleep,
};
use matrix_sdk_base::crypto::secret_storage::{AesHmacSha2EncryptedData, SecretStorageKey};

use super::{Session, saved_book::Book};
use crate::task::Task;

/// The type of the event; the name of the secret too.
const KIND: &str = "io.vmst.protium.saved_messages";
/// What is said in one breath is told at once.
const BREATH: Duration = Duration::from_millis(300);
/// When what failed is tried again.
const AGAIN: Duration = Duration::from_secs(30);

/// Tells and hears, as long as the task is kept.
pub(super) fn follow(session: &Arc<Session>) -> Task {
    let client = session.client.clone();
    let here = session.saved.messages.subscribe().map(drop);
    let trusted = client.encryption().verification_state().map(drop);
    let weak = Arc::downgrade(session);
    Task::start(async move {
        let all = client.observe_events::<AnyGlobalAccountDataEvent, ()>();
        let there = all
            .subscribe()
            .filter_map(|(event, ())| ready((event.event_type().to_string() == KIND).then_some(())));
        let mut wakes = pin!(stream::select(stream::select(here, trusted), there));
        loop {
            let again = match weak.upgrade() {
                Some(session) => exchange(&session).await.err(),
                None => return,
            };
            let rested = match again {
                Some(error) => {
                    tracing::info!(%error, "what is saved for later was not exchanged yet");
                    Either::Left(sleep(AGAIN))
                }
                None => Either::Right(pending()),
            };
            if let Either::Left((None, _)) = select(wakes.next(), pin!(rested)).await {
                return;
            }
            sleep(BREATH).await;
        }
    })
}

/// Brings together what is known here and there. What the stores have already costs no request.
async fn exchange(session: &Session) -> matrix_sdk::Result<()> {
    let client = &session.client;
    // Whoever is not verified has no key, or that of an identity that is no more.
    if client.encryption().verification_state().get() != VerificationState::Verified {
        return Ok(());
    }
    let Some(key) = session.olm.key_for(KIND).await else { return Ok(()) };
    let kind = || GlobalAccountDataEventType::from(KIND);
    let heard = client.account().account_data_raw(kind()).await?.and_then(|raw| open(&key, &raw));
    let here = session.saved.book();
    if heard.as_ref().is_some_and(|heard| *heard == here.to_be_told()) || heard.is_none() && here.is_empty() {
        return Ok(());
    }
    let there = client.account().fetch_account_data(kind()).await?.and_then(|raw| open(&key, &raw));
    let all = session.saved.take_over(client, there.clone().unwrap_or_default()).await.to_be_told();
    if there.as_ref() != Some(&all) {
        client.account().set_account_data_raw(kind(), seal(&key, &all)?).await?;
    }
    Ok(())
}

fn seal(key: &SecretStorageKey, book: &Book) -> serde_json::Result<Raw<AnyGlobalAccountDataEventContent>> {
    let sealed = key.encrypt(serde_json::to_vec(book)?, &SecretName::from(KIND));
    Ok(Raw::new(&sealed)?.cast_unchecked())
}

/// What is written there, if it was sealed with this key.
fn open(key: &SecretStorageKey, raw: &Raw<AnyGlobalAccountDataEventContent>) -> Option<Book> {
    let sealed = raw.deserialize_as_unchecked::<AesHmacSha2EncryptedData>().ok()?;
    serde_json::from_slice(&key.decrypt(&sealed, &SecretName::from(KIND)).ok()?).ok()
}
