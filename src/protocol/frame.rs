//! The two envelopes. Each is posted as `[head, attachment…]`, the head's buffer transferred.

use serde::{Deserialize, Serialize};

use crate::{
    codec::Sealed,
    failure::Failure,
    ids::{IncidentId, RequestId, RoomId, SubId, TabId},
    room_list::RoomListTuning,
    tables::{AnyCommand, AnyTopic},
};

/// From a tab to the engine, as the engine reads it.
pub type ToEngine = TabFrame<AnyCommand, AnyTopic>;

/// From a tab to the engine, as the tab writes it: the same bytes, with the code of those commands and topics alone
/// that it has.
pub type SealedToEngine = TabFrame<Sealed, Sealed>;

/// A frame of a tab's, by how it holds commands and topics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TabFrame<C, T> {
    /// The first frame, always.
    Hello {
        /// [`crate::PROTOCOL_VERSION`] of the tab.
        protocol: u32,
        /// The tab's build.
        build: String,
        /// The tab's name and the name of the Web Lock it holds.
        tab: TabId,
        /// Whether the tab is in front.
        visible: bool,
        /// Leave this room out of everything: the way out of a crash loop ("start without this room").
        without_room: Option<RoomId>,
    },
    /// One answer will come.
    Request { id: RequestId, command: C },
    /// The answer is not needed any more. Changes already under way are not undone.
    Cancel { id: RequestId },
    /// Updates will come, the first one whole.
    Subscribe { sub: SubId, topic: T },
    /// Changes a subscription without beginning anew.
    Tune { sub: SubId, tuning: Tuning },
    /// The update was applied; the next may come.
    Ack { sub: SubId, seq: u32 },
    /// No more updates wanted.
    Unsubscribe { sub: SubId },
    /// Whether the tab is in front, and on which room.
    Presence { visible: bool, focused_room: Option<RoomId> },
    /// Polite leaving; death is noticed anyway.
    Bye,
}

/// What a subscription can be tuned by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Tuning {
    /// For [`crate::room_list::RoomList`].
    RoomList(RoomListTuning),
}

/// From the engine to a tab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToTab {
    /// The answer to `Hello`: go on.
    Welcome { engine_build: String },
    /// The answer to `Hello`, or a later word: another build owns the stores now; reload.
    Stale { engine_build: String },
    /// The one answer: the command's reply, encoded.
    Reply { id: RequestId, result: Result<Vec<u8>, Failure> },
    /// A topic's body, encoded. `seq` counts 0, 1, 2 … per subscription.
    Update { sub: SubId, seq: u32, body: Vec<u8> },
    /// No more updates will come.
    Closed { sub: SubId, failure: Failure },
    /// The engine has ended by itself, and wants another in its place.
    Ended,
    /// Last words after a panic: the incident, and the log's end.
    Fatal { incident: IncidentId, log: String },
}
