//! The emoji that the account uses.

use std::sync::{Arc, PoisonError};

use matrix_sdk::ruma::{events::GlobalAccountDataEventType, serde::Raw};
use protocol::{
    Failure, FailureKind,
    emoji::{LoadRecentEmoji, UseEmoji},
};
use serde::{Deserialize, Serialize};

use crate::{
    map::failure,
    session::{RecentEmoji, Session},
};

/// At most so many are kept, as Element does.
const MOST_KEPT: usize = 100;
/// At most so many are shown.
const MOST_SHOWN: usize = 40;
/// Bytes of the longest emoji: a family with skin tones.
const LONGEST: usize = 64;

#[derive(Default, Serialize, Deserialize)]
struct Content {
    #[serde(default)]
    recent_emoji: RecentEmoji,
}

fn event_type() -> GlobalAccountDataEventType {
    GlobalAccountDataEventType::from("io.element.recent_emoji")
}

async fn stored(session: &Session) -> Result<RecentEmoji, Failure> {
    let raw = session.client.account().account_data_raw(event_type()).await;
    let raw = raw.map_err(|error| failure::failure(&error))?;
    // What another client wrote wrongly is no reason to offer nothing.
    Ok(raw.and_then(|raw| raw.deserialize_as_unchecked::<Content>().ok()).unwrap_or_default().recent_emoji)
}

/// The emoji used most.
pub(crate) async fn load_recent(session: &Arc<Session>, _: LoadRecentEmoji) -> Result<Vec<String>, Failure> {
    let sent = session.recent_emoji.lock().unwrap_or_else(PoisonError::into_inner).if_new();
    let recent = match sent {
        Some(recent) => recent,
        None => stored(session).await?,
    };
    Ok(most_used(recent))
}

fn most_used(mut recent: RecentEmoji) -> Vec<String> {
    recent.retain(|(emoji, _)| !emoji.is_empty() && emoji.len() <= LONGEST);
    recent.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    recent.into_iter().take(MOST_SHOWN).map(|(emoji, _)| emoji).collect()
}

/// Notes that an emoji was used.
pub(crate) async fn use_emoji(session: &Arc<Session>, command: UseEmoji) -> Result<(), Failure> {
    if command.emoji.is_empty() || command.emoji.len() > LONGEST {
        return Err(FailureKind::Invalid { field: "emoji".into() }.into());
    }
    let stored = stored(session).await?;
    let content = {
        // What was sent and has not come back from sync yet is newer than what is stored.
        let mut sent = session.recent_emoji.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = used(sent.if_new().unwrap_or(stored), command.emoji);
        sent.keep(recent.clone());
        Content { recent_emoji: recent }
    };
    let raw = Raw::new(&content).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let written = session.client.account().set_account_data_raw(event_type(), raw).await;
    written.map(drop).map_err(|error| failure::failure(&error))
}

fn used(mut recent: RecentEmoji, emoji: String) -> RecentEmoji {
    let before = recent.iter().position(|(one, _)| *one == emoji).map(|at| recent.remove(at));
    let times = before.map_or(0, |(_, times)| times);
    recent.insert(0, (emoji, times.saturating_add(1)));
    recent.truncate(MOST_KEPT);
    recent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_most_comes_first() {
        let mut recent = RecentEmoji::new();
        for emoji in ["🎂", "👍", "🎉", "👍", "x".repeat(200).as_str()] {
            recent = used(recent, emoji.to_owned());
        }
        assert_eq!(most_used(recent), ["👍", "🎉", "🎂"]);
    }
}
