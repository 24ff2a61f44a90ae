//! Names of sendings.

use protocol::composer::Ticket;

use crate::platform;

/// A ticket that nobody had before, asked for now.
pub fn new_ticket() -> Ticket {
    Ticket { id: platform::random_hex(), asked_at: platform::wall_clock() as u64 }
}
