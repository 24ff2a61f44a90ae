//! A quoted message.

use protocol::timeline::QuoteState;

use super::summary;
use crate::t;

/// What a quoted message says, on one line; empty while it is being read.
pub fn line(quote: &QuoteState) -> String {
    match quote {
        QuoteState::Ready { sender, summary: said } => summary::line(said, sender),
        QuoteState::Failed => t!("timeline-quote-failed"),
        QuoteState::Unknown | QuoteState::Pending => String::new(),
    }
}
