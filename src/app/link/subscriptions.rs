//! Topics that are being listened to: order of updates, acknowledgements, and beginning anew.

use std::rc::Rc;

use protocol::{Failure, SubId, codec::Sealed};

use super::requests::Attachments;

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
    /// Applies an update, and takes what came beside it.
    fn update_with(self: Rc<Self>, body: &[u8], _attachments: Attachments) -> Applied {
        self.update(body)
    }
    /// No more updates will come.
    fn closed(&self, failure: Failure);
    /// The topic as it is to be subscribed to now.
    fn topic(&self) -> Sealed;
    /// Whether a tab that nobody sees may let the engine wait: lists cost something to apply.
    fn patient(&self) -> bool;
}

struct Subscription {
    handle: Handle,
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
    open: Vec<Subscription>,
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
    fn name_anew(&mut self) -> SubId {
        let wire = SubId(self.next);
        self.next = self.next.wrapping_add(1);
        wire
    }

    fn get(&mut self, handle: Handle) -> Option<&mut Subscription> {
        self.open.iter_mut().find(|subscription| subscription.handle == handle)
    }

    fn take(&mut self, which: impl Fn(&Subscription) -> bool) -> Option<Subscription> {
        let at = self.open.iter().position(which)?;
        Some(self.open.remove(at))
    }

    /// Notes a listener.
    pub(super) fn open(&mut self, listener: Rc<dyn Listener>) -> (Handle, SubId) {
        let handle = Handle(self.next);
        let wire = self.name_anew();
        self.open.push(Subscription { handle, listener, wire, next: 0, unacknowledged: None });
        (handle, wire)
    }

    /// Forgets a listener; gives its name on the wire if it had not been closed.
    pub(super) fn close(&mut self, handle: Handle) -> Option<SubId> {
        self.take(|subscription| subscription.handle == handle).map(|subscription| subscription.wire)
    }

    /// The name on the wire of a subscription that is open.
    pub(super) fn name(&self, handle: Handle) -> Option<SubId> {
        self.open
            .iter()
            .find(|subscription| subscription.handle == handle)
            .map(|subscription| subscription.wire)
    }

    /// The engine closed it.
    pub(super) fn closed(&mut self, sub: SubId) -> Option<Rc<dyn Listener>> {
        self.take(|subscription| subscription.wire == sub).map(|subscription| subscription.listener)
    }

    /// Checks the sequence number of an update.
    pub(super) fn incoming(&mut self, sub: SubId, seq: u32) -> Incoming {
        match self.open.iter_mut().find(|subscription| subscription.wire == sub) {
            None => Incoming::Stray,
            Some(subscription) if subscription.next == seq => {
                subscription.next = seq.wrapping_add(1);
                Incoming::Apply(subscription.handle, Rc::clone(&subscription.listener))
            }
            Some(subscription) => Incoming::Gap(subscription.handle),
        }
    }

    /// An update was applied; says whether to acknowledge it at once.
    pub(super) fn applied(&mut self, handle: Handle, seq: u32, visible: bool) -> bool {
        match self.get(handle) {
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
            .iter_mut()
            .filter_map(|subscription| Some((subscription.wire, subscription.unacknowledged.take()?)))
            .collect()
    }

    /// Begins one subscription anew under another name: the old name, the new one, and the topic.
    pub(super) fn renew(&mut self, handle: Handle) -> Option<(SubId, SubId, Sealed)> {
        let wire = self.name_anew();
        let subscription = self.get(handle)?;
        let old = std::mem::replace(&mut subscription.wire, wire);
        subscription.next = 0;
        subscription.unacknowledged = None;
        Some((old, wire, subscription.listener.topic()))
    }

    /// All that are open, each under a new name, for a new engine.
    pub(super) fn renew_all(&mut self) -> Vec<(SubId, Sealed)> {
        let handles: Vec<Handle> = self.open.iter().map(|subscription| subscription.handle).collect();
        handles
            .into_iter()
            .filter_map(|handle| self.renew(handle).map(|(_, wire, topic)| (wire, topic)))
            .collect()
    }
}
