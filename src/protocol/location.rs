//! Places on a map (spec, Client-Server API § m.location; MSC3488).

use serde::{Deserialize, Serialize};

use crate::composer::{Place, Ticket};

/// Queues a place, as [`SendText`](crate::composer::SendText) a message. Cancel: never.
///
/// # Errors
/// `Invalid` where the URI names no place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendLocation {
    /// Where it is sent.
    pub place: Place,
    /// The place, as a `geo:` URI (RFC 5870).
    pub uri: String,
    /// What those read who see no map.
    pub body: String,
    /// Whether it is where the sender is.
    pub own: bool,
    /// Which sending this is.
    pub ticket: Ticket,
}

/// Asks where the homeserver says that maps are drawn from: the address of a MapLibre style (MSC3488, `tile_server` of
/// the well-known file). None where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindMapStyle;
