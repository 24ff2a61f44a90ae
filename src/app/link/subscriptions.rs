//! Topics that are being listened to: order of updates, acknowledgements, and beginning anew.

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use protocol::{AnyTopic, Failure, SubId};

/// What the listener made of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Applied {
    /// Applied.
    Whole,
    /// It does not fit what the listener has: begin anew.
    Broken,
}

/// Who listens.
pub(super) trait Listener {
    /// Applies an update.
    fn update(&self, body: &[u8]) -> Applied;
    /// No more updates will come.
    fn closed(&self, failure: Failure);
    /// The topic as it is to be subscribed to now.
    fn topic(&self) -> AnyTopic;
    /// Whether a tab that nobody sees may let the engine wait: lists cost something to apply.
    fn patient(&self) -> bool;
}

struct Subscription {
    listener: Rc<dyn Listener>,
    /// Its name on the wire; another one after each new beginning, so that late frames are told apart.
    wire: SubId,
    /// The sequence number expected.
    next: u32,
    /// The sequence number applied while nobody looked, and not yet acknowledged.
    unacknowledged: Option<u32>,
}

/// Names a subscription for its whole life, over new beginnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Handle(u32);

/// The table of subscriptions, in the order they were made.
#[derive(Default)]
pub(super) struct Subscriptions {
    next: u32,
    open: BTreeMap<Handle, Subscription>,
    by_wire: HashMap<SubId, Handle>,
}

/// What to do with an update that came.
pub(super) enum Incoming {
    /// Give it to the listener.
    Apply(Handle, Rc<dyn Listener>),
    /// Late news of something nobody listens to any more.
    Stray,
    /// One is missing: begin anew.
    Gap(Handle),
}

impl Subscriptions {
    fn wire(&mut self, handle: Handle) -> SubId {
        let sub = SubId(self.next);
        self.next = self.next.wrapping_add(1);
        self.by_wire.insert(sub, handle);
        sub
    }

    /// Notes a listener.
    pub(super) fn open(&mut self, listener: Rc<dyn Listener>) -> (Handle, SubId) {
        let handle = Handle(self.next);
        let wire = self.wire(handle);
        self.open.insert(handle, Subscription { listener, wire, next: 0, unacknowledged: None });
        (handle, wire)
    }

    /// Forgets a listener; gives its name on the wire if it had not been closed.
    pub(super) fn close(&mut self, handle: Handle) -> Option<SubId> {
        let wire = self.open.remove(&handle)?.wire;
        self.by_wire.remove(&wire);
        Some(wire)
    }

    /// The name on the wire of a subscription that is open.
    pub(super) fn name(&self, handle: Handle) -> Option<SubId> {
        self.open.get(&handle).map(|subscription| subscription.wire)
    }

    /// The engine closed it.
    pub(super) fn closed(&mut self, sub: SubId) -> Option<Rc<dyn Listener>> {
        let handle = self.by_wire.remove(&sub)?;
        self.open.remove(&handle).map(|subscription| subscription.listener)
    }

    /// Checks the sequence number of an update.
    pub(super) fn incoming(&mut self, sub: SubId, seq: u32) -> Incoming {
        let Some(handle) = self.by_wire.get(&sub).copied() else { return Incoming::Stray };
        match self.open.get_mut(&handle) {
            None => Incoming::Stray,
            Some(subscription) if subscription.next == seq => {
                subscription.next = seq.wrapping_add(1);
                Incoming::Apply(handle, Rc::clone(&subscription.listener))
            }
            Some(_) => Incoming::Gap(handle),
        }
    }

    /// An update was applied; says whether to acknowledge it at once.
    pub(super) fn applied(&mut self, handle: Handle, seq: u32, visible: bool) -> bool {
        match self.open.get_mut(&handle) {
            None => false,
            Some(subscription) if visible || !subscription.listener.patient() => true,
            Some(subscription) => {
                subscription.unacknowledged = Some(seq);
                false
            }
        }
    }

    /// The acknowledgements that waited for somebody to look.
    pub(super) fn take_unacknowledged(&mut self) -> Vec<(SubId, u32)> {
        self.open
            .values_mut()
            .filter_map(|subscription| Some((subscription.wire, subscription.unacknowledged.take()?)))
            .collect()
    }

    /// Begins one subscription anew under another name: the old name, the new one, and the topic.
    pub(super) fn renew(&mut self, handle: Handle) -> Option<(SubId, SubId, AnyTopic)> {
        let wire = self.wire(handle);
        let Some(subscription) = self.open.get_mut(&handle) else {
            self.by_wire.remove(&wire);
            return None;
        };
        let old = std::mem::replace(&mut subscription.wire, wire);
        subscription.next = 0;
        subscription.unacknowledged = None;
        let topic = subscription.listener.topic();
        self.by_wire.remove(&old);
        Some((old, wire, topic))
    }

    /// All that are open, each under a new name, for a new engine.
    pub(super) fn renew_all(&mut self) -> Vec<(SubId, AnyTopic)> {
        let handles: Vec<Handle> = self.open.keys().copied().collect();
        handles
            .into_iter()
            .filter_map(|handle| self.renew(handle).map(|(_, wire, topic)| (wire, topic)))
            .collect()
    }
}
