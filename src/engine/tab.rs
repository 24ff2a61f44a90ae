//! One connected tab: its open requests, its subscriptions, and the way back to it.

use std::{collections::HashMap, sync::Arc};

use protocol::{Failure, RequestId, SubId, ToTab, codec, frame::Tuning};

use crate::{
    platform::TabPort,
    publish::{Acknowledge, Outlet},
    task::Task,
};

/// Changes a running subscription.
#[cfg(not(target_family = "wasm"))]
pub(crate) type Tune = Arc<dyn Fn(Tuning) + Send + Sync>;
/// Changes a running subscription.
#[cfg(target_family = "wasm")]
pub(crate) type Tune = Arc<dyn Fn(Tuning)>;

/// One running subscription.
pub(crate) struct Subscription {
    pub(crate) acknowledge: Arc<dyn Acknowledge>,
    pub(crate) tune: Option<Tune>,
    pub(crate) _task: Task,
}

/// One connected tab.
pub(crate) struct Tab {
    pub(crate) port: Arc<dyn TabPort>,
    pub(crate) greeted: bool,
    pub(crate) requests: HashMap<RequestId, Task>,
    pub(crate) subscriptions: HashMap<SubId, Subscription>,
}

impl Tab {
    pub(crate) fn new(port: Arc<dyn TabPort>) -> Self {
        Self { port, greeted: false, requests: HashMap::new(), subscriptions: HashMap::new() }
    }

    pub(crate) fn post(&self, frame: &ToTab) {
        self.port.post(codec::encode(frame), Vec::new());
    }
}

/// Posts the updates of one subscription.
pub(crate) struct SubscriptionOutlet {
    pub(crate) port: Arc<dyn TabPort>,
    pub(crate) sub: SubId,
}

impl Outlet for SubscriptionOutlet {
    fn update(&self, seq: u32, body: Vec<u8>, attachments: Vec<Vec<u8>>) {
        self.port.post(codec::encode(&ToTab::Update { sub: self.sub, seq, body }), attachments);
    }
}

impl SubscriptionOutlet {
    /// Says that no more updates will come.
    pub(crate) fn close(&self, failure: Failure) {
        self.port.post(codec::encode(&ToTab::Closed { sub: self.sub, failure }), Vec::new());
    }
}
