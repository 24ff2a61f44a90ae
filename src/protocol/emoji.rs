//! The emoji that the account uses, shared with other clients (`io.element.recent_emoji` in the account data).

use serde::{Deserialize, Serialize};

/// Reads them, the most used first; of those used as often, the one used last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadRecentEmoji {}

/// Notes that one was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UseEmoji {
    /// The emoji, as it is in texts and keys of reactions.
    pub emoji: String,
}
