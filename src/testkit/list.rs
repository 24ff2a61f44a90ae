//! A list as a tab keeps it, with the wire's promises checked after each batch.

use std::collections::HashSet;

use protocol::{
    Batch, Diff, Failure, Keyed,
    room_list::{RoomListBody, RoomRow},
};

use crate::{Subscription, within};

/// A body that carries a batch.
pub trait CarriesBatch<R> {
    /// The batch.
    fn into_batch(self) -> Batch<R>;
}

impl<R> CarriesBatch<R> for Batch<R> {
    fn into_batch(self) -> Batch<R> {
        self
    }
}

impl CarriesBatch<RoomRow> for RoomListBody {
    fn into_batch(self) -> Batch<RoomRow> {
        self.batch
    }
}

/// A subscribed list.
pub struct ListView<R, B> {
    subscription: Subscription<B>,
    items: Vec<R>,
    begun: bool,
}

impl<R, B> ListView<R, B>
where
    R: Keyed + Clone + std::fmt::Debug,
    B: CarriesBatch<R> + serde::de::DeserializeOwned,
{
    /// A view over a subscription that has not begun.
    pub fn new(subscription: Subscription<B>) -> Self {
        Self { subscription, items: Vec::new(), begun: false }
    }

    /// What the list holds now.
    pub fn items(&self) -> &[R] {
        &self.items
    }

    /// The subscription, to tune it.
    pub fn subscription(&self) -> &Subscription<B> {
        &self.subscription
    }

    /// Takes one batch.
    ///
    /// # Errors
    /// The failure the topic was closed with.
    pub async fn step(&mut self) -> Result<(), Failure> {
        let batch = self.subscription.next().await?.into_batch();
        if !self.begun {
            assert!(matches!(batch.first(), Some(Diff::Reset { .. })), "a list begins with a reset");
            self.begun = true;
        }
        for diff in batch {
            diff.apply(&mut self.items).expect("the diffs fit the list");
        }
        let mut keys = HashSet::new();
        for item in &self.items {
            assert!(keys.insert(item.key()), "keys are unique");
        }
        Ok(())
    }

    /// Takes batches until the list fits.
    pub async fn wait_until(&mut self, what: &str, mut fits: impl FnMut(&[R]) -> bool) -> &[R] {
        let waiting = async {
            while !(self.begun && fits(&self.items)) {
                if let Err(failure) = self.step().await {
                    panic!("the list closed while waiting for {what}: {failure:?}");
                }
            }
        };
        within(what, waiting).await;
        &self.items
    }
}
